import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  EnvironmentStack,
  ServerlessNeg,
  ServerlessTarget,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

// one network endpoint group for every Cloud Run service: cart.example.com goes to the service cart
const services = new ServerlessNeg(stack, "Services", {
  region: "us-central1",
  target: ServerlessTarget.cloudRunUrlMask("<service>.example.com"),
});
new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["cart.example.com", "search.example.com"],
  defaultService: new BackendService(stack, "AllServices", { backends: [services] }),
});
app.synth();
