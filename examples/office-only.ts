import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  SecurityPolicy,
  SecurityPolicyDefault,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

// the addresses from which the office and the VPN reach the internet
const office = ["203.0.113.0/24", "2001:db8:7::/48"];
const securityPolicy = new SecurityPolicy(stack, "OfficeOnly", {
  defaultAction: SecurityPolicyDefault.denyExcept(office),
});

const admin = CloudRunService.fromCloudRunServiceAttributes(stack, "Admin", {
  cloudRunServiceName: "admin",
  region: "us-central1",
});
new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["admin.example.com"],
  defaultService: new BackendService(stack, "AdminBackend", { backends: [admin], securityPolicy }),
});
app.synth();
