import { ComputeUrlMap } from "@cdktf/provider-google/lib/compute-url-map";
import { TerraformVariable, Token } from "cdktf";
import {
  BackendService,
  EnvironmentStack,
  HeaderMatch,
  PathMatch,
  PathRewrite,
  RedirectResponseCode,
  RouteAction,
  RouteDecision,
  RouteOutcome,
  RouteRequest,
  Routes,
  RouteTest,
  ServerlessNeg,
  ServerlessTarget,
  UrlMap,
  UrlMapProps,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, synthesizeApp } from "../../../synthesized";

const TYPE = "google_compute_url_map";
const existing = (stack: EnvironmentStack, id: string) =>
  BackendService.fromBackendServiceSelfLink(stack, id, `projects/p1/global/backendServices/${id.toLowerCase()}`);
const made = (stack: EnvironmentStack, id: string) =>
  new BackendService(stack, id, {
    backends: [
      new ServerlessNeg(stack, `${id}Neg`, { region: "us-central1", target: ServerlessTarget.cloudRun("web") }),
    ],
  });

function site(stack: EnvironmentStack, props: Partial<UrlMapProps> = {}) {
  const [web, api, canary] = [made(stack, "Web"), made(stack, "Api"), existing(stack, "Canary")];
  const map = new UrlMap(stack, "Map", {
    defaultService: web,
    routes: Routes.byPath([
      { paths: ["/api", "/api/*"], action: RouteAction.forward(api, { urlRewrite: { hostRewrite: "api.internal" } }) },
    ]),
    hostRules: [
      {
        hosts: ["beta.example.com"],
        headerAction: { requestHeadersToAdd: [{ headerName: "x-beta", headerValue: "1" }] },
        routes: Routes.inOrder([
          {
            match: { path: PathMatch.prefix("/"), headers: [HeaderMatch.exact("x-canary", "1")] },
            action: RouteAction.forward(canary, { timeoutSec: 5 }),
          },
          {
            match: { path: PathMatch.prefix("/api/") },
            action: RouteAction.split([
              { service: api, weight: 95 },
              { service: canary, weight: 5, headerAction: { responseHeadersToRemove: ["server"] } },
            ]),
          },
        ]),
      },
      { hosts: ["old.example.com"], defaultAction: RouteAction.redirect({ hostRedirect: "www.example.com" }) },
    ],
    ...props,
  });
  return { stack, map, web, api, canary };
}

/** Asks while the site is built. */
function ask<T>(
  question: (built: ReturnType<typeof site>) => T,
  props?: (stack: EnvironmentStack) => Partial<UrlMapProps>,
): T {
  let answer: T | undefined;
  synthesize((stack) => {
    answer = question(site(stack, props?.(stack)));
  });
  return answer as T;
}
const route = (request: RouteRequest) => ask(({ map }) => map.route(request));

describe("route", () => {
  test("says which backend service gets a request, by the path of its construct, and what it gets", () => {
    const decision = route({ url: "https://www.example.com/api/x?y=1" });
    expect(decision).toMatchObject({
      request: "GET https://www.example.com/api/x?y=1",
      outcome: RouteOutcome.FORWARD,
      service: "test/Api",
      shares: [{ service: "test/Api", weight: 1, percentage: 100 }],
      backendUrl: "https://api.internal/api/x?y=1",
      decidedBy: "path rule 1 (/api/*) of host *",
      notes: [],
    });
    expect(decision.location).toBeUndefined();
  });

  test("an existing backend service has no path that Terraform knows: its self link stands there", () => {
    const decision = route({ url: "https://beta.example.com/", headers: { "X-Canary": "1" } });
    expect(decision.service).toBe("projects/p1/global/backendServices/canary");
    expect(decision.toString()).toBe(
      [
        "GET https://beta.example.com/ with x-canary: 1",
        "  goes to projects/p1/global/backendServices/canary",
        "  with the URL https://beta.example.com/",
        "  timeout 5 s",
        "  request header set: x-beta: 1",
        '  decided by route rule 1 (priority 1: prefix / and header x-canary "1") of host beta.example.com',
        "    host beta.example.com: host rule 2 names beta.example.com",
        '    route rule 1 (priority 1: prefix / and header x-canary "1") matches',
      ].join("\n"),
    );
  });

  test("a split has shares, and no service of its own", () => {
    const decision = route({ url: "https://beta.example.com/api/" });
    expect(decision).toMatchObject({
      outcome: RouteOutcome.SPLIT,
      shares: [
        { service: "test/Api", weight: 95, percentage: 95 },
        { service: "projects/p1/global/backendServices/canary", weight: 5, percentage: 5 },
      ],
    });
    expect(decision.service).toBeUndefined();
    expect(decision.toString()).toContain(
      "is split: 95 % to test/Api, 5 % to projects/p1/global/backendServices/canary",
    );
    expect(decision.toString()).toContain(
      "response header removed: server (to projects/p1/global/backendServices/canary)",
    );
  });

  test("a redirect has location and code", () => {
    const decision = route({ url: "https://old.example.com/a?b" });
    expect(decision).toMatchObject({
      outcome: RouteOutcome.REDIRECT,
      shares: [],
      location: "https://www.example.com/a?b",
      redirectResponseCode: 301,
    });
    expect(decision.toString()).toContain("is redirected with 301 to https://www.example.com/a?b");
  });

  test("goesTo tells the one backend service, however it is known", () => {
    const found = ask(({ stack, map, web, api, canary }) => {
      const again = BackendService.fromBackendServiceSelfLink(
        stack,
        "Again",
        "projects/p1/global/backendServices/canary",
      );
      const forwarded = map.route({ url: "https://beta.example.com/", headers: { "x-canary": "1" } });
      const split = map.route({ url: "https://beta.example.com/api/" });
      return [forwarded.goesTo(canary), forwarded.goesTo(again), forwarded.goesTo(web), split.goesTo(api)];
    });
    expect(found).toEqual([true, true, false, false]);
  });

  test("overrides of the resource and of the stack count, and what is added later", () => {
    const url = "https://late.example.com/";
    const found = ask(({ stack, map, web, api, canary }) => {
      const answers: RouteDecision[] = [map.route({ url })];
      map.addHostRule({ hosts: ["late.example.com"], defaultAction: RouteAction.forward(api) });
      answers.push(map.route({ url }));
      map.resource.addOverride("path_matcher.3.default_service", canary.backendServiceSelfLink);
      answers.push(map.route({ url }));
      const path = `resource.${TYPE}.${map.resource.friendlyUniqueId}.path_matcher.3.default_service`;
      stack.addOverride(path, web.backendServiceSelfLink);
      answers.push(map.route({ url }));
      return answers.map(({ service }) => service);
    });
    expect(found).toEqual(["test/Web", "test/Api", "projects/p1/global/backendServices/canary", "test/Web"]);
  });

  test.each<[string, (stack: EnvironmentStack, address: string) => void]>([
    ["", () => undefined],
    [
      ", overrides of the stack too",
      (stack, address) => {
        stack.addOverride(`${address}.path_matcher.1`, { description: "beta", header_action: undefined });
        stack.addOverride(`${address}.host_rule`, [{ hosts: ["new.example.com"], path_matcher: "all-hosts" }]);
        stack.addOverride(`${address}.name`, new TerraformVariable(stack, "name", { type: "string" }).stringValue);
        stack.addOverride(`${address}.description.text`, "a block where there was none");
        stack.addOverride(`${address}.default_service`, undefined);
        stack.addOverride(`${address}.default_url_redirect`, { https_redirect: true, strip_query: false });
        stack.addOverride("resource.null_resource.other", { triggers: {} });
      },
    ],
  ])("what it reads is what is synthesized%s", (_what, override) => {
    let map: UrlMap | undefined;
    const json = synthesize((stack) => {
      Object.assign(stack.node.root, { skipValidation: true });
      ({ map } = site(stack, { description: "a text" }));
      override(stack, `resource.${TYPE}.${map.resource.friendlyUniqueId}`);
      map.route({ url: "https://a.com" });
    });
    const config = Object.values(json.resource[TYPE])[0];
    const { test: tests, ...rest } = config;
    expect((tests as unknown[]).length).toBeGreaterThan(3);
    const read = (map?.resource as unknown as { synthesized(): { [name: string]: unknown } }).synthesized();
    expect(Object.fromEntries(Object.entries(read).filter(([name]) => name !== "//"))).toEqual(rest);
  });

  test("a host that only Terraform knows leaves it undecided, with a note", () => {
    let decision: RouteDecision | undefined;
    synthesize((stack) => {
      const host = new TerraformVariable(stack, "host", { type: "string" }).stringValue;
      decision = site(stack, { hostRules: [{ hosts: [host] }] }).map.route({ url: "https://a.com/" });
    });
    expect(decision).toMatchObject({ outcome: RouteOutcome.UNDECIDED, notes: ["host rule 2 names ${var.host}"] });
    expect(decision?.service).toBeUndefined();
    expect(decision?.toString()).toContain("depends on values that only Terraform knows");
  });

  test("what Google does not document is a note", () => {
    expect(route({ url: "https://beta.example.com:8443/" }).notes).toEqual([
      "Google does not document this; assumed (U-01): a host with a port matches only a host rule that names the port, or *",
    ]);
  });

  test("a request without an answer is an error at the construct", () => {
    expect(() => route({ url: "/api" })).toThrow(
      /^\[test\/Map\] UM-19: the URL of a request must be a full URL, got "\/api"; write it like .* \(https:\/\/docs/,
    );
  });
});

describe("routeTests", () => {
  const tests =
    (...routeTests: RouteTest[]) =>
    (stack: EnvironmentStack) => {
      site(stack, { routeTests });
    };
  const rendered = (...routeTests: RouteTest[]) => resource(TYPE, tests(...routeTests)).test as object[];
  const canary = (stack: EnvironmentStack) => existing(stack, "OtherCanary");

  test("are written as the URL map's tests", () => {
    const build = (stack: EnvironmentStack) => {
      const web = existing(stack, "Web");
      new UrlMap(stack, "Map", {
        defaultService: web,
        hostRules: [
          {
            hosts: ["old.com"],
            defaultAction: RouteAction.redirect({
              hostRedirect: "new.com",
              redirectResponseCode: RedirectResponseCode.FOUND,
            }),
          },
          {
            hosts: ["v2.com"],
            routes: Routes.inOrder([
              {
                match: { path: PathMatch.prefix("/v2/"), headers: [HeaderMatch.present("x-a")] },
                action: RouteAction.forward(web, { urlRewrite: { pathRewrite: PathRewrite.prefix("/") } }),
              },
            ]),
          },
        ],
        routeTests: [
          RouteTest.forward("https://a.com", web, { description: "the home page" }),
          RouteTest.forward("https://v2.com/v2/x", web, {
            headers: { "x-a": "1" },
            expectedOutputUrl: "https://v2.com/x",
          }),
          RouteTest.redirect("https://old.com/a?b#c", "https://new.com/a?b", {
            redirectResponseCode: RedirectResponseCode.FOUND,
          }),
          RouteTest.redirect("http://old.com/", "http://new.com/"),
        ],
      });
    };
    const service = "projects/p1/global/backendServices/web";
    expect(resource(TYPE, build).test).toEqual([
      { host: "a.com", path: "/", service, description: "the home page" },
      {
        host: "v2.com",
        path: "/v2/x",
        headers: [{ name: "x-a", value: "1" }],
        service,
        expected_output_url: "https://v2.com/x",
      },
      // Google's tests have no scheme, and http is assumed: this redirect keeps it
      {
        host: "old.com",
        path: "/a?b",
        expected_output_url: "http://new.com/a?b",
        expected_redirect_response_code: 302,
      },
      { host: "old.com", path: "/", expected_output_url: "http://new.com/", expected_redirect_response_code: 302 },
    ]);
  });

  test("a redirect to https by an override is tested with https", () => {
    const build = (stack: EnvironmentStack) => {
      const map = new UrlMap(stack, "Map", {
        defaultAction: RouteAction.redirect({ hostRedirect: "www.example.com" }),
        routeTests: [RouteTest.redirect("https://example.com/a", "https://www.example.com/a")],
      });
      map.resource.addOverride("default_url_redirect.https_redirect", true);
    };
    expect(resource(TYPE, build).test).toEqual([
      {
        host: "example.com",
        path: "/a",
        expected_output_url: "https://www.example.com/a",
        expected_redirect_response_code: 301,
      },
    ]);
  });

  test("a redirect is none where the map forwards, though Google takes what is forwarded for an output", () => {
    const build = (from: string, to: string) => (stack: EnvironmentStack) => {
      const web = existing(stack, "WEB");
      const rewrite = RouteAction.forward(web, { urlRewrite: { pathRewrite: PathRewrite.prefix("/new/") } });
      new UrlMap(stack, "Map", {
        defaultService: web,
        hostRules: [
          { hosts: ["a.com"], routes: Routes.byPath([{ paths: ["/old/*"], action: rewrite }]) },
          { hosts: ["b.com"], defaultAction: RouteAction.redirect({ hostRedirect: "a.com" }) },
        ],
        routeTests: [RouteTest.redirect(from, to)],
      });
    };
    const fails =
      /UM-18: the route test of a\.com\/.* expected output URL .* and redirect code 301, got service projects.*; change/;
    expect(() => synthesize(build("https://a.com/x", "https://a.com/x"))).toThrow(fails);
    expect(() => synthesize(build("http://a.com/x", "https://a.com/x"))).toThrow(fails);
    expect(() => synthesize(build("https://a.com/old/x", "https://a.com/new/x"))).toThrow(fails);
    expect(() => synthesize(build("https://b.com/x", "https://a.com/x"))).not.toThrow();
  });

  test("a test put into the resource holds for what is forwarded, as for Google", () => {
    const build = (stack: EnvironmentStack) =>
      site(stack).map.resource.putTest([{ host: "a.com", path: "/x", expectedOutputUrl: "https://a.com/x" }]);
    expect(() => synthesize(build)).not.toThrow();
  });

  test("without any, tests are derived; none are asked for by an empty list", () => {
    expect(rendered()).toBeUndefined();
    const derived = resource(TYPE, (stack) => site(stack)).test as { host: string; path: string }[];
    expect(derived.map(({ host, path }) => host + path)).toEqual([
      "any-host.example/api",
      "any-host.example/api/any-path",
      "any-host.example/any-path",
      "beta.example.com/any-path",
      "beta.example.com/any-path",
    ]);
  });

  test("tests put into the resource take the place of derived ones, those of an override stand beside them", () => {
    const own = { host: "a.com", path: "/", service: "x" };
    const put = (stack: EnvironmentStack) =>
      site(stack).map.resource.putTest([{ ...own, service: existing(stack, "W").backendServiceSelfLink }]);
    expect(() => synthesize(put)).toThrow(/UM-18: the route test of a.com\/ fails: .*, got service test\/Web/);
    const overridden = (stack: EnvironmentStack) => {
      const { map, web } = site(stack);
      map.resource.addOverride("test", [{ ...own, service: web.backendServiceSelfLink }]);
    };
    expect((resource(TYPE, overridden).test as { host: string }[]).map(({ host }) => host)).toEqual([
      ...Array<string>(3).fill("any-host.example"),
      ...Array<string>(2).fill("beta.example.com"),
      "a.com",
    ]);
  });

  test("one of an escape hatch may name a backend service by id, by name, or by what only Terraform knows", () => {
    const named = (service: (web: BackendService) => string) => (stack: EnvironmentStack) => {
      const { map, web } = site(stack);
      map.resource.addOverride("test", [{ host: "a.com", path: "/", service: service(web) }]);
      stack.addOverride("variable.backend", { type: "string" });
    };
    expect(() => synthesize(named((web) => web.resource.id))).not.toThrow();
    expect(() => synthesize(named(() => "projects/p1/global/backendServices/test-web"))).not.toThrow();
    expect(() => synthesize(named(() => "${var.backend}"))).not.toThrow();
    expect(() => synthesize(named(() => "projects/p1/global/backendServices/test-api"))).toThrow(/UM-18/);
  });

  test("one that does not hold is an error at synth, with the decision and the way to it", () => {
    const build = (stack: EnvironmentStack) => {
      const { map, api } = site(stack, {
        routeTests: [RouteTest.forward("https://late.example.com/api/x", canary(stack))],
      });
      map.addHostRule({ hosts: ["late.example.com"], defaultAction: RouteAction.forward(api) });
    };
    expect(() => synthesize(build)).toThrow(
      /\[test\/Map\] UM-18: the route test of late\.example\.com\/api\/x fails: expected service projects\/p1\/global\/backendServices\/othercanary, got service test\/Api \(host late\.example\.com: host rule 4 names late\.example\.com; the default of host late\.example\.com decides\); change the test or the routes \(https:/,
    );
  });

  test("one that does not hold is said once, of a UrlMap as of a resource of the provider", () => {
    const failing = (build: (stack: EnvironmentStack) => unknown) => {
      try {
        synthesize(build);
        return [];
      } catch (error) {
        return (error as Error).message.match(/\[.*?\] UM-18/g);
      }
    };
    const tests = (stack: EnvironmentStack) => [RouteTest.forward("https://a.com/", existing(stack, "Other"))];
    expect(failing((stack) => site(stack, { routeTests: tests(stack) }))).toEqual(["[test/Map] UM-18"]);
    const raw = (stack: EnvironmentStack) =>
      new ComputeUrlMap(stack, "Raw", {
        name: "raw",
        defaultService: existing(stack, "Web").backendServiceSelfLink,
        test: [{ host: "a.com", path: "/", service: existing(stack, "Other").backendServiceSelfLink }],
      });
    expect(failing(raw)).toEqual(["[test/Raw] UM-18"]);
  });

  test.each<[string, (stack: EnvironmentStack) => RouteTest, RegExp]>([
    [
      "a split",
      (stack) => RouteTest.forward("https://beta.example.com/api/", existing(stack, "CANARY")),
      /got service test\/Api \(95\), projects.*canary \(5\)/,
    ],
    [
      "another location",
      () => RouteTest.redirect("https://old.example.com/", "https://other.example.com/"),
      /got redirect 301 to http:\/\/www.example.com\//,
    ],
    [
      "another code",
      () =>
        RouteTest.redirect("https://old.example.com/", "https://www.example.com/", {
          redirectResponseCode: RedirectResponseCode.FOUND,
        }),
      /expected output URL http:\/\/www.example.com\/ and redirect code 302/,
    ],
    [
      "another output",
      (stack) =>
        RouteTest.forward("https://a.com/api", existing(stack, "Web2"), { expectedOutputUrl: "https://a.com/" }),
      /UM-18/,
    ],
  ])("%s does not hold", (_what, test, message) => {
    expect(() => synthesize((stack) => site(stack, { routeTests: [test(stack)] }))).toThrow(message);
  });

  test("a test of a host that only Terraform knows is left to Google", () => {
    const build = (stack: EnvironmentStack) => {
      const host = new TerraformVariable(stack, "host", { type: "string" }).stringValue;
      site(stack, { hostRules: [{ hosts: [host] }], routeTests: [RouteTest.forward("https://a.com/", canary(stack))] });
    };
    expect(resource(TYPE, build).test).toHaveLength(1);
  });

  test.each<[string, () => RouteTest, RegExp]>([
    [
      "no full URL",
      () => RouteTest.redirect("/a", "https://a.com/"),
      /UM-18: the URL of a route test must be a full URL, got "\/a"; write it like/,
    ],
    [
      "a space in the URL",
      () => RouteTest.redirect("https://a.com/a b", "https://a.com/"),
      /UM-18: the URL of a route test must be a full URL/,
    ],
    [
      "no full location",
      () => RouteTest.redirect("https://a.com/", "/b"),
      /UM-18: the location of a redirect must be a full URL, got "\/b"/,
    ],
    [
      "a way from https to http",
      () => RouteTest.redirect("https://a.com/", "http://a.com/"),
      /UM-18: a URL map cannot redirect from https to http/,
    ],
    [
      "a method",
      () => RouteTest.redirect("https://a.com/", "https://b.com/", { headers: { ":method": "GET" } }),
      /UM-18: .*may not include host or method, got ":method"/,
    ],
    [
      "a host header",
      () => RouteTest.redirect("https://a.com/", "https://b.com/", { headers: { Host: "a.com" } }),
      /UM-18: .*, got "Host"; write the host in the URL/,
    ],
    [
      "with headers that are a token",
      () => RouteTest.redirect("https://a.com/", "https://b.com/", { headers: Token.asStringMap({ a: "token" }) }),
      /UM-18: the headers of a route test must be a map that is known at synth, got "a token"; write the names and values as plain text/,
    ],
  ])("%s is refused at once", (_what, test, message) => {
    expect(() => synthesizeApp((app) => tests(test())(new EnvironmentStack(app, "test", { project: "p1" })))).toThrow(
      message,
    );
  });

  test("there are at most 100", () => {
    const many = (count: number) => (stack: EnvironmentStack) => {
      const web = existing(stack, "Web");
      const routeTests = Array.from({ length: count }, (_, index) => RouteTest.forward(`https://a.com/${index}`, web));
      new UrlMap(stack, "Map", { defaultService: web, routeTests });
    };
    expect(resource(TYPE, many(100)).test).toHaveLength(100);
    expect(() => synthesize(many(101))).toThrow(
      /UM-18: a URL map may have at most 100 tests, got 101; keep the most useful/,
    );
  });

  test("in HCL they are blocks too", () => {
    let hcl = "";
    synthesize((stack) => {
      site(stack, {
        routeTests: [
          RouteTest.redirect("https://old.example.com/", "https://www.example.com/", { headers: { "x-a": "1" } }),
        ],
      });
      hcl = (stack.toHclTerraform() as { hcl: string }).hcl;
    });
    expect(hcl).toMatch(/\n\s*test \{[^}]*headers \{\s*name = "x-a"\s*value = "1"\s*\}/);
  });
});
