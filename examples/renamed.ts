import { App } from "cdktf";
import { ApplicationLoadBalancer, BackendService, CloudRunService, EnvironmentStack } from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

// before the constructs are created; oldest line first; keep each line as long as the resources exist
stack.renamed({ formerPath: "Web", path: "Storefront" });
stack.renamed({ formerPath: "WebBackend", path: "StorefrontBackend" });

const storefront = new CloudRunService(stack, "Storefront", {
  image: "us-docker.pkg.dev/cloudrun/container/hello",
  region: "us-central1",
});
new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["app.example.com"],
  defaultService: new BackendService(stack, "StorefrontBackend", { backends: [storefront] }),
});
app.synth();
