import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  GlobalAddress,
  RouteAction,
  Routes,
  SecurityPolicy,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

// looked up at plan time: a wrong name is an error before anything changes
const address = GlobalAddress.fromGlobalAddressName(stack, "Address", "web-ip");
const securityPolicy = SecurityPolicy.fromSecurityPolicyName(stack, "Armor", "company-policy");
const reports = BackendService.fromBackendServiceName(stack, "Reports", "reports-backend");
const web = CloudRunService.fromCloudRunServiceAttributes(stack, "Web", {
  cloudRunServiceName: "web",
  region: "us-central1",
});

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  address,
  domains: ["www.example.com"],
  defaultService: new BackendService(stack, "WebBackend", { backends: [web], securityPolicy }),
  routes: Routes.byPath([{ paths: Routes.pathAndBelow("/reports"), action: RouteAction.forward(reports) }]),
});
app.synth();
