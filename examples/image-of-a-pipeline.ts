import { App } from "cdktf";
import { ApplicationLoadBalancer, BackendService, CloudRunService, EnvironmentStack } from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

const web = new CloudRunService(stack, "Web", {
  // the first image only: gcloud run deploy prod-web --image … deploys the others
  image: "us-docker.pkg.dev/cloudrun/container/hello",
  ignoreImageChanges: true,
  region: "us-central1",
  env: { LEVEL: "info" },
});
new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com"],
  defaultService: new BackendService(stack, "WebBackend", { backends: [web] }),
});
app.synth();
