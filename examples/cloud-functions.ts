import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  RouteAction,
  Routes,
  ServerlessNeg,
  ServerlessTarget,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

// a first-generation function has its own kind of network endpoint group
const resize = new ServerlessNeg(stack, "Resize", {
  region: "us-central1",
  target: ServerlessTarget.cloudFunction("resizeImage"),
});
// a second-generation function is a Cloud Run service
const hello = CloudRunService.fromCloudRunServiceAttributes(stack, "Hello", {
  cloudRunServiceName: "hello",
  region: "us-central1",
});
const images = new BackendService(stack, "Images", { backends: [resize] });

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["functions.example.com"],
  defaultService: new BackendService(stack, "HelloBackend", { backends: [hello] }),
  routes: Routes.byPath([{ paths: Routes.pathAndBelow("/images"), action: RouteAction.forward(images) }]),
});
app.synth();
