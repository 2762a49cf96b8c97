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
const backend = (id: string, cloudRunServiceName: string) =>
  new BackendService(stack, id, {
    backends: [CloudRunService.fromCloudRunServiceAttributes(stack, `${id}Service`, { cloudRunServiceName, region })],
  });
const [web, api, canary] = [backend("Web", "web"), backend("Api", "api"), backend("Canary", "api-canary")];
const apiPath = PathMatch.prefix("/api/");
const always = HeaderMatch.exact("x-canary", "always");
const mostly = [
  { service: api, weight: 95 },
  { service: canary, weight: 5 },
];

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com", "beta.example.com", "old.example.com"],
  defaultService: web,
  hostRules: [
    {
      hosts: ["beta.example.com"],
      routes: Routes.inOrder([
        { match: { path: apiPath, headers: [always] }, action: RouteAction.forward(canary) },
        { match: { path: apiPath }, action: RouteAction.split(mostly) },
        // the prefix /api/ does not match /api
        { match: { path: PathMatch.fullPath("/api") }, action: RouteAction.forward(api) },
      ]),
    },
    { hosts: ["old.example.com"], defaultAction: RouteAction.redirect({ hostRedirect: "www.example.com" }) },
  ],
});
app.synth();
