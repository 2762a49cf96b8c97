import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  HeaderMatch,
  PathMatch,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

const region = "us-central1";
const backend = (id: string, tag: string) => {
  const image = `us-docker.pkg.dev/acme-web-prod/web/shop:${tag}`;
  return new BackendService(stack, id, { backends: [new CloudRunService(stack, `${id}Service`, { image, region })] });
};
const shop = backend("Shop", "1.4.0");
const canary = backend("Canary", "1.5.0");
const path = PathMatch.prefix("/");
const chosen = HeaderMatch.exact("x-canary", "always");

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com"],
  defaultService: shop,
  routes: Routes.inOrder([
    // testers choose the canary: curl -H "x-canary: always" https://www.example.com/
    { match: { path, headers: [chosen] }, action: RouteAction.forward(canary) },
    // other visitors: 5 of 100 requests
    {
      match: { path },
      action: RouteAction.split([
        { service: shop, weight: 95 },
        { service: canary, weight: 5 },
      ]),
    },
  ]),
});
app.synth();
