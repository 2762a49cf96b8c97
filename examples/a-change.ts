import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });
const web = new CloudRunService(stack, "Web", {
  image: "us-docker.pkg.dev/cloudrun/container/hello",
  region: "us-central1",
});
// new: the API is a service of its own
const api = new CloudRunService(stack, "Api", {
  image: "us-docker.pkg.dev/cloudrun/container/hello",
  region: "us-central1",
});
new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["app.example.com"],
  defaultService: new BackendService(stack, "WebBackend", { backends: [web] }),
  routes: Routes.byPath([
    {
      paths: Routes.pathAndBelow("/api"),
      action: RouteAction.forward(new BackendService(stack, "ApiBackend", { backends: [api] })),
    },
  ]),
});
app.synth();
