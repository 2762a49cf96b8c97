import "cdktf-google-serverless-lb/jest";
import * as fs from "fs";
import * as path from "path";
import { App, TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  EnvironmentStack,
  HeaderMatch,
  PathMatch,
  PathRewrite,
  RouteAction,
  Routes,
  ServerlessNeg,
  ServerlessTarget,
  UrlMap,
} from "cdktf-google-serverless-lb";

const stack = new EnvironmentStack(new App(), "test", { project: "p1" });
const [web, api, canary] = ["Web", "Api", "Canary"].map((id) =>
  BackendService.fromBackendServiceName(stack, id, id.toLowerCase()),
);
const loadBalancer = new ApplicationLoadBalancer(stack, "Lb", {
  domains: ["app.example.com", "old.example.com"],
  defaultService: web,
  routes: Routes.byPath([
    { paths: ["/api", "/api/*"], action: RouteAction.forward(api) },
    {
      paths: ["/beta/*", "/beta"],
      action: RouteAction.split([
        { service: api, weight: 95 },
        { service: canary, weight: 5 },
        { service: web, weight: 0 },
      ]),
    },
  ]),
  hostRules: [{ hosts: ["old.example.com"], defaultAction: RouteAction.redirect({ hostRedirect: "app.example.com" }) }],
});
const urlMap = new UrlMap(stack, "Map", {
  defaultService: web,
  hostRules: [
    {
      hosts: ["app.example.com"],
      routes: Routes.inOrder([
        {
          match: { path: PathMatch.prefix("/"), headers: [HeaderMatch.exact("x-canary", "1")] },
          action: RouteAction.forward(canary),
        },
      ]),
    },
    {
      hosts: [new TerraformVariable(stack, "host", { type: "string" }).stringValue],
      defaultAction: RouteAction.forward(api),
    },
  ],
});

const message = (failing: () => void): string => {
  try {
    failing();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it holds");
};

test("matchers that hold", () => {
  expect(loadBalancer).toRoute("https://app.example.com/api/x", api);
  expect(loadBalancer).not.toRoute("https://app.example.com/api/x", web);
  expect(loadBalancer.urlMap).toRoute("https://app.example.com/", web);
  expect(urlMap).toRoute({ url: "https://app.example.com/", headers: { "X-Canary": "1" } }, canary);
  expect(loadBalancer).toRedirect("https://old.example.com/a?b", "https://app.example.com/a?b");
  expect(loadBalancer).toRedirect("https://old.example.com", "https://app.example.com", 301);
  expect(loadBalancer).not.toRedirect("https://old.example.com/", "https://app.example.com/", 302);
  expect(loadBalancer).not.toRedirect("https://old.example.com/", "https://other.example.com/");
  expect(loadBalancer).not.toRedirect("https://app.example.com/", "https://app.example.com/");
  expect(loadBalancer).toRedirect("http://app.example.com/", "https://app.example.com/");
  expect(loadBalancer).toSplit("https://app.example.com/beta", [
    { service: api, weight: 95 },
    { service: canary, weight: 5 },
  ]);
});

test("a split is told by its shares, however the weights are written", () => {
  const url = "https://app.example.com/beta";
  expect(loadBalancer).toSplit(url, [
    { service: canary, weight: 1 },
    { service: api, weight: 19 },
  ]);
  expect(loadBalancer).toSplit(url, [
    { service: web, weight: 0 },
    { service: api, weight: 95 },
    { service: canary, weight: 5 },
  ]);
  expect(loadBalancer).not.toSplit(url, [{ service: api, weight: 95 }]);
  expect(loadBalancer).not.toSplit(url, [
    { service: api, weight: 90 },
    { service: canary, weight: 10 },
  ]);
  expect(loadBalancer).not.toRoute(url, api);
  expect(loadBalancer).toSplit("https://app.example.com/api", [{ service: api, weight: 7 }]);
  expect(loadBalancer).not.toSplit("https://old.example.com/", [{ service: api, weight: 7 }]);
});

test("a failure shows the decision and how it came about", () => {
  expect(message(() => expect(loadBalancer).toRoute("https://app.example.com/api", web))).toBe(
    [
      "expected GET https://app.example.com/api to go to test/Web, but it",
      "",
      "GET https://app.example.com/api",
      "  goes to test/Api",
      "  with the URL https://app.example.com/api",
      "  decided by path rule 1 (/api) of host *",
      "    host app.example.com: no host rule names it; * of host rule 1 matches",
      "    path rule 1 (/api) matches the path exactly",
    ].join("\n"),
  );
  expect(message(() => expect(loadBalancer).not.toRoute("https://app.example.com/api", api))).toContain(
    "expected GET https://app.example.com/api not to go to test/Api, but it\n\nGET",
  );
  expect(message(() => expect(loadBalancer).toRedirect("https://app.example.com/", "https://b/", 302))).toContain(
    "to be redirected with 302 to https://b/, but it\n\nGET https://app.example.com/\n  goes to test/Web",
  );
  expect(
    message(() => expect(loadBalancer).toSplit("https://app.example.com/", [{ service: api, weight: 1 }])),
  ).toContain("to be split: 1 to test/Api, but it\n\n");
});

test("the page about testing routes shows a failure as it is", () => {
  const page = fs.readFileSync(path.join(__dirname, "../../docs/testing-routes.md"), "utf8");
  const quoted = /```text\n(expected [^]*?)\n```/.exec(page)?.[1];
  const prod = new EnvironmentStack(new App(), "prod", { project: "p1" });
  const target = { region: "us-central1", target: ServerlessTarget.cloudRun("web") };
  const [prodWeb, prodApi, prodCanary] = ["Web", "Api", "Canary"].map(
    (id) => new BackendService(prod, id, { backends: [new ServerlessNeg(prod, `${id}Neg`, target)] }),
  );
  const map = new UrlMap(prod, "Map", {
    defaultService: prodWeb,
    hostRules: [
      {
        hosts: ["api.example.com"],
        routes: Routes.inOrder([
          {
            match: { path: PathMatch.prefix("/v1/"), headers: [HeaderMatch.exact("x-canary", "always")] },
            action: RouteAction.forward(prodCanary),
          },
          {
            match: { path: PathMatch.template("/v1/users/{id}") },
            action: RouteAction.split(
              [
                { service: prodApi, weight: 95 },
                { service: prodCanary, weight: 5 },
              ],
              { urlRewrite: { pathRewrite: PathRewrite.template("/users/{id}") } },
            ),
          },
        ]),
      },
    ],
  });
  expect(message(() => expect(map).toRoute("https://api.example.com/v1/users/7", prodCanary))).toBe(quoted);
});

test("what cannot be told before Terraform runs neither holds nor fails to", () => {
  const url = "https://other.example.com/";
  const text = /^the result depends on values that only Terraform knows\n\nGET .*\n {2}depends on values/;
  expect(() => expect(urlMap).toRoute(url, web)).toThrow(text);
  expect(() => expect(urlMap).not.toRoute(url, web)).toThrow(text);
});

test("a subject that has no routes is an error", () => {
  expect(() => expect(web).toRoute("https://a.com/", web)).toThrow(
    "toRoute needs a UrlMap or an ApplicationLoadBalancer; write expect(loadBalancer).toRoute(…)",
  );
  expect(() => expect(undefined).not.toSplit("https://a.com/", [])).toThrow(/^toSplit needs a UrlMap/);
});

test("a name in place of the backend service is an error", () => {
  const name = "api" as unknown as BackendService;
  expect(() => expect(urlMap).toRoute("https://app.example.com/", name)).toThrow(
    'toRoute needs the backend service itself, got "api"',
  );
  expect(() => expect(urlMap).toSplit("https://app.example.com/", [{ service: name, weight: 1 }])).toThrow(
    /^toSplit needs the backend service itself/,
  );
});

test("outside of tests it is an error that says what to do", () => {
  const globals = globalThis as { expect?: typeof expect };
  const saved = expect;
  try {
    delete globals.expect;
    saved(() => jest.isolateModules(() => jest.requireActual("../../lib/jest"))).toThrow(
      /^cdktf-google-serverless-lb\/jest needs the global expect of a test runner, which does not exist here; import it in a test file, or add it to/,
    );
  } finally {
    globals.expect = saved;
  }
});
