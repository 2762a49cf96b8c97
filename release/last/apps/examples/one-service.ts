import { App } from "cdktf";
import { ApplicationLoadBalancer, BackendService, CloudRunService, EnvironmentStack } from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });
const web = new CloudRunService(stack, "Web", {
  image: "us-docker.pkg.dev/cloudrun/container/hello",
  region: "us-central1",
});
new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["app.example.com"],
  defaultService: new BackendService(stack, "WebBackend", { backends: [web] }),
});
app.synth();
