import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  EnvironmentStack,
  RouteAction,
  Routes,
  ServerlessNeg,
  ServerlessTarget,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

// the region of the App Engine app; without options, dispatch.yaml routes the requests
const region = "us-central1";
const wholeApp = new ServerlessNeg(stack, "App", { region, target: ServerlessTarget.appEngine() });
const admin = new ServerlessNeg(stack, "Admin", { region, target: ServerlessTarget.appEngine({ service: "admin" }) });
const adminBackend = new BackendService(stack, "AdminBackend", { backends: [admin] });

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["app.example.com"],
  defaultService: new BackendService(stack, "AppBackend", { backends: [wholeApp] }),
  routes: Routes.byPath([{ paths: Routes.pathAndBelow("/admin"), action: RouteAction.forward(adminBackend) }]),
});
app.synth();
