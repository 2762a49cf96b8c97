import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  RouteAction,
  ServerlessNeg,
  ServerlessTarget,
  TrafficTarget,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

const region = "us-central1";
const shop = new CloudRunService(stack, "Shop", {
  name: "shop",
  image: "us-docker.pkg.dev/acme-web-prod/web/shop:1.5.0",
  region,
  // 90 % stay on the revision that is known to work
  traffic: [TrafficTarget.revision("shop-00041-kex", 90), TrafficTarget.latest(10, { tag: "next" })],
});
// only the tagged revision, on a separate host
const next = new ServerlessNeg(stack, "Next", { region, target: ServerlessTarget.cloudRun("shop", { tag: "next" }) });

const loadBalancer = new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com", "next.example.com"],
  defaultService: new BackendService(stack, "ShopBackend", { backends: [shop] }),
});
loadBalancer.addHostRule({
  hosts: ["next.example.com"],
  defaultAction: RouteAction.forward(new BackendService(stack, "NextBackend", { backends: [next] })),
});
app.synth();
