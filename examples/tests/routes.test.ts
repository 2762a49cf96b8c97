import { Testing } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  HeaderMatch,
  PathMatch,
  PathRewrite,
  RouteAction,
  Routes,
  RouteTest,
} from "cdktf-google-serverless-lb";
import "cdktf-google-serverless-lb/jest";

const stack = new EnvironmentStack(Testing.app(), "prod", { project: "acme-web-prod" });

const backend = (id: string, cloudRunServiceName: string) =>
  new BackendService(stack, id, {
    backends: [
      CloudRunService.fromCloudRunServiceAttributes(stack, `${id}Service`, {
        cloudRunServiceName,
        region: "us-central1",
      }),
    ],
  });
const [web, api, canary] = [backend("Web", "web"), backend("Api", "api"), backend("Canary", "api-canary")];
const api95 = { service: api, weight: 95 };
const canary5 = { service: canary, weight: 5 };

const loadBalancer = new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com", "api.example.com", "old.example.com"],
  defaultService: web,
  hostRules: [
    {
      hosts: ["api.example.com"],
      routes: Routes.inOrder([
        {
          match: { path: PathMatch.prefix("/v1/"), headers: [HeaderMatch.exact("x-canary", "always")] },
          action: RouteAction.forward(canary),
        },
        {
          match: { path: PathMatch.template("/v1/users/{id}") },
          action: RouteAction.split([api95, canary5], {
            urlRewrite: { pathRewrite: PathRewrite.template("/users/{id}") },
          }),
        },
      ]),
      defaultAction: RouteAction.forward(api),
    },
    { hosts: ["old.example.com"], defaultAction: RouteAction.redirect({ hostRedirect: "www.example.com" }) },
  ],
  // written into the URL map, where Google runs them at every change
  routeTests: [
    RouteTest.forward("https://www.example.com/", web),
    RouteTest.forward("https://api.example.com/v1/x", canary, { headers: { "x-canary": "always" } }),
    RouteTest.redirect("https://old.example.com/a?b=c", "https://www.example.com/a?b=c"),
  ],
});

test("the site is served", () => {
  expect(loadBalancer).toRoute("https://www.example.com/pricing?plan=team", web);
  expect(loadBalancer).toRedirect("http://www.example.com/pricing", "https://www.example.com/pricing");
});

test("the API is served by the stable version, and by the canary when asked", () => {
  const headers = { "x-canary": "always" };
  expect(loadBalancer).toRoute("https://api.example.com/", api);
  expect(loadBalancer).toRoute({ url: "https://api.example.com/v1/orders", headers }, canary);
  expect(loadBalancer).not.toRoute({ url: "https://api.example.com/v2/orders", headers }, canary);
  expect(loadBalancer).toSplit("https://api.example.com/v1/users/7", [api95, canary5]);
});

test("users are asked for without the version", () => {
  const decision = loadBalancer.route({ url: "https://api.example.com/v1/users/7?full" });
  expect(decision.backendUrl).toBe("https://api.example.com/users/7?full");
});

test("the former host leads to the new one", () => {
  expect(loadBalancer).toRedirect("https://old.example.com/a?b=c", "https://www.example.com/a?b=c", 301);
});
