import { TerraformVariable } from "cdktf";
import {
  BackendService,
  EnvironmentStack,
  HeaderAction,
  HeaderMatch,
  HostRule,
  PathMatch,
  PathRedirect,
  PathRewrite,
  QueryParameterMatch,
  RedirectResponseCode,
  RetryCondition,
  RouteAction,
  RouteMatch,
  RouteOptions,
  Routes,
  UrlMap,
  UrlRedirect,
} from "cdktf-google-serverless-lb";
import { synthesize, warningsOf } from "../../../synthesized";

const service = (stack: EnvironmentStack) =>
  BackendService.fromBackendServiceSelfLink(stack, "web", "projects/p1/global/backendServices/web");
type Actions = (stack: EnvironmentStack) => RouteAction;
const forward =
  (options: RouteOptions): Actions =>
  (stack) =>
    RouteAction.forward(service(stack), options);
const redirect =
  (to: UrlRedirect): Actions =>
  () =>
    RouteAction.redirect(to);
const map = (rule: (stack: EnvironmentStack) => Partial<HostRule>) => (stack: EnvironmentStack) =>
  new UrlMap(stack, "Map", {
    defaultAction: RouteAction.redirect({ hostRedirect: "www.example.org" }),
    hostRules: [{ hosts: ["www.example.com", "example.com"], ...rule(stack) }],
  });
const byPath = (path: string, action: Actions) =>
  map((stack) => ({ routes: Routes.byPath([{ paths: [path], action: action(stack) }]) }));
const inOrder = (path: PathMatch, action: Actions) =>
  map((stack) => ({ routes: Routes.inOrder([{ match: { path }, action: action(stack) }]) }));
const byDefault = (action: Actions) => map((stack) => ({ defaultAction: action(stack) }));

describe("a redirect to where the visitor is", () => {
  test.each([
    ["to the path it is for", byPath("/a", redirect({ pathRedirect: PathRedirect.fullPath("/a") }))],
    ["to the prefix it is for", byPath("/a/*", redirect({ pathRedirect: PathRedirect.prefix("/a/") }))],
    ["to the host it is for", byDefault(redirect({ hostRedirect: "www.example.com" }))],
    ["to one of the hosts it is for, in capitals", byDefault(redirect({ hostRedirect: "Example.com" }))],
    [
      "to host and path it is for",
      byPath("/a", redirect({ hostRedirect: "example.com", pathRedirect: PathRedirect.fullPath("/a") })),
    ],
    [
      "to the full path it is for",
      inOrder(PathMatch.fullPath("/a"), redirect({ pathRedirect: PathRedirect.fullPath("/a") })),
    ],
    [
      "to the prefix of a route it is for",
      inOrder(PathMatch.prefix("/a"), redirect({ pathRedirect: PathRedirect.prefix("/a") })),
    ],
  ])("is refused: %s", (_what, build) => {
    expect(() => synthesize(build)).toThrow(
      /^\[test\/Map\] UM-14: the (default )?action .*www\.example\.com redirects visitors( of \S+)? to the URL that they already have, with \{.*\}; redirect to another/,
    );
  });

  test.each([
    ["another path", byPath("/a", redirect({ pathRedirect: PathRedirect.fullPath("/b") }))],
    [
      "another host, same path",
      byPath("/a", redirect({ hostRedirect: "example.org", pathRedirect: PathRedirect.fullPath("/a") })),
    ],
    ["another prefix", byPath("/a/*", redirect({ pathRedirect: PathRedirect.prefix("/b/") }))],
    ["another host", byDefault(redirect({ hostRedirect: "example.org" }))],
    ["one page of many", byPath("/a/*", redirect({ pathRedirect: PathRedirect.fullPath("/a") }))],
    [
      "the same host, another path",
      byPath("/a", redirect({ hostRedirect: "example.com", pathRedirect: PathRedirect.fullPath("/b") })),
    ],
  ])("is not one to %s", (_what, build) => {
    expect(() => synthesize(build)).not.toThrow();
  });

  const queryParameters = [QueryParameterMatch.present("utm_source")];
  const post = [HeaderMatch.exact(":method", "POST")];
  const whole = PathMatch.fullPath("/a");
  const prefix = PathMatch.prefix("/");
  const onlyQuery = { stripQuery: true };
  const method = { path: whole, headers: post };

  test.each<[string, RouteMatch, UrlRedirect]>([
    [
      "drops the query its path is for",
      { path: whole, queryParameters },
      { pathRedirect: PathRedirect.fullPath("/a"), stripQuery: true },
    ],
    [
      "drops the query its prefix is for",
      { path: prefix, queryParameters },
      { pathRedirect: PathRedirect.prefix("/"), stripQuery: true },
    ],
    ["drops the query on its host", { path: prefix, queryParameters }, { hostRedirect: "example.com", ...onlyQuery }],
    ["does nothing but drop the query it is for", { path: prefix, queryParameters }, onlyQuery],
    ["asks anew with GET by 301", method, { pathRedirect: PathRedirect.fullPath("/a") }],
    [
      "asks anew with GET by 302",
      method,
      { pathRedirect: PathRedirect.fullPath("/a"), redirectResponseCode: RedirectResponseCode.FOUND },
    ],
    [
      "asks anew with GET by 303",
      method,
      { pathRedirect: PathRedirect.fullPath("/a"), redirectResponseCode: RedirectResponseCode.SEE_OTHER },
    ],
  ])("is not one that %s", (_what, match, to) => {
    const build = map(() => ({ routes: Routes.inOrder([{ match, action: RouteAction.redirect(to) }]) }));
    expect(warningsOf(build)).toEqual([]);
  });

  const back = /redirects visitors to the URL that they already have/;
  const nowhere = /redirects every request to its own URL/;
  const keepsMethod = {
    pathRedirect: PathRedirect.fullPath("/a"),
    redirectResponseCode: RedirectResponseCode.TEMPORARY_REDIRECT,
  };

  test.each<[string, RouteMatch, UrlRedirect, RegExp]>([
    [
      "drops a query it does not ask for",
      { path: whole },
      { pathRedirect: PathRedirect.fullPath("/a"), ...onlyQuery },
      back,
    ],
    [
      "keeps the query it is for",
      { path: whole, queryParameters },
      { pathRedirect: PathRedirect.fullPath("/a") },
      back,
    ],
    ["keeps the method it is for", method, keepsMethod, back],
    [
      "looks at another header",
      { path: whole, headers: [HeaderMatch.present("x")] },
      { pathRedirect: PathRedirect.fullPath("/a") },
      back,
    ],
    ["only drops a query it does not ask for", { path: whole }, onlyQuery, nowhere],
    ["says nothing of where to", { path: whole, queryParameters }, {}, nowhere],
  ])("is refused if it %s", (_what, match, to, message) => {
    const build = map(() => ({ routes: Routes.inOrder([{ match, action: RouteAction.redirect(to) }]) }));
    expect(() => synthesize(build)).toThrow(message);
  });

  test("is not looked for in tokens", () => {
    const build = (stack: EnvironmentStack) => {
      const path = new TerraformVariable(stack, "Var", { type: "string" }).stringValue;
      return inOrder(PathMatch.prefix(path), redirect({ pathRedirect: PathRedirect.prefix(path) }))(stack);
    };
    expect(() => synthesize(build)).not.toThrow();
  });
});

describe("a text in place of a prefix", () => {
  const rewrite = (text: string) => forward({ urlRewrite: { pathRewrite: PathRewrite.prefix(text) } });

  test.each([
    [
      "no slash at the beginning",
      byPath("/api/*", rewrite("v2/")),
      'UM-13: PathRewrite.prefix "v2/" makes paths that do not begin with a slash',
    ],
  ])("with %s is warned of", (_what, build, text) => {
    const [warning, ...others] = warningsOf(build).filter((found) => !found.includes("UM-07"));
    expect(others).toEqual([]);
    expect(warning).toContain(text);
  });

  test.each([
    ["slash for slash", byPath("/api/*", rewrite("/v2/"))],
    ["all of it", byPath("/api/*", rewrite("/"))],
    ["word for word", inOrder(PathMatch.prefix("/api"), rewrite("/v2"))],
    ["a whole path", byPath("/api", rewrite("/"))],
    ["a full path", inOrder(PathMatch.fullPath("/api/"), rewrite("/v2"))],
    ["a template", inOrder(PathMatch.template("/api/*"), rewrite("/v2/"))],
  ])("%s is not warned of", (_what, build) => {
    expect(warningsOf(build).filter((found) => !found.includes("UM-07"))).toEqual([]);
  });
});

describe("a header that is added", () => {
  const adding = (headerName: string, headerValue: string): HeaderAction => ({
    requestHeadersToAdd: [{ headerName, headerValue }],
  });

  test.each<[string, (headerAction: HeaderAction) => (stack: EnvironmentStack) => void]>([
    ["of a host rule", (headerAction) => map(() => ({ headerAction }))],
    ["of a route", (headerAction) => inOrder(PathMatch.prefix("/"), forward({ headerAction }))],
    ["of a path", (headerAction) => byPath("/", forward({ headerAction }))],
    ["of a default", (headerAction) => byDefault(forward({ headerAction }))],
    [
      "of a share",
      (headerAction) => byDefault((stack) => RouteAction.split([{ service: service(stack), weight: 1, headerAction }])),
    ],
    [
      "of the map",
      (headerAction) => (stack) =>
        new UrlMap(stack, "Map", {
          defaultAction: RouteAction.redirect({ hostRedirect: "a.example.com" }),
          headerAction,
        }),
    ],
    [
      "of the map's default",
      (headerAction) => (stack) => new UrlMap(stack, "Map", { defaultAction: forward({ headerAction })(stack) }),
    ],
  ])("%s is looked at", (_where, build) => {
    expect(warningsOf(build(adding("x-region", "{client_region}")))).toEqual([]);
    expect(warningsOf(build(adding("x-region", "{client_regio}")))).toEqual([
      expect.stringContaining(
        "[test/Map] BS-24: header x-region has the unknown variable {client_regio}; did you mean client_region?",
      ),
    ]);
    expect(warningsOf(build(adding("connection", "close")))).toEqual([
      expect.stringContaining("[test/Map] BS-23: header connection is reserved for a single connection"),
    ]);
    expect(() => synthesize(build(adding("x-region", "{client_region")))).toThrow(
      /^\[test\/Map\] BS-24: a header variable must be in one pair of braces, got "\{client_region"; write it/,
    );
  });

  test("may say in a response what the cache did", () => {
    const headerAction = { responseHeadersToAdd: [{ headerName: "x-cache", headerValue: "{cdn_cache_status}" }] };
    expect(warningsOf(map(() => ({ headerAction })))).toEqual([]);
  });
});

test("a try that may take longer than all tries together is warned of", () => {
  const trying = (perTryTimeoutSec: number) =>
    warningsOf(
      byDefault(
        forward({ timeoutSec: 10, retryPolicy: { retryConditions: [RetryCondition.GATEWAY_ERROR], perTryTimeoutSec } }),
      ),
    );
  expect(trying(5)).toEqual([]);
  expect(trying(10)).toEqual([
    expect.stringContaining(
      "[test/Map] UM-15: 2 tries of perTryTimeoutSec 10 take up to 20 seconds, and timeoutSec 10 is",
    ),
  ]);
  expect(trying(11)).toEqual([
    expect.stringContaining("[test/Map] UM-15: perTryTimeoutSec 11 is longer than timeoutSec 10"),
  ]);
});

test.each([
  ["https://www.example.com", true],
  ["http://localhost:3000", true],
  ["*", true],
  ["https://www.example.com/", false],
  ["www.example.com", false],
])("an origin %s is one: %p", (origin, isOne) => {
  expect(warningsOf(byDefault(forward({ corsPolicy: { allowOrigins: [origin] } })))).toEqual(
    isOne
      ? []
      : [expect.stringContaining(`[test/Map] UM-15: no browser sends "${origin}" as an origin; write it like`)],
  );
});

test("the rewrite of a template begins with a slash and has at most 255 characters", () => {
  const rewriting = (text: string) =>
    expect(() =>
      synthesize(
        inOrder(PathMatch.template("/{id}"), forward({ urlRewrite: { pathRewrite: PathRewrite.template(text) } })),
      ),
    );
  rewriting(`/${"a".repeat(254)}`).not.toThrow();
  rewriting(`/${"a".repeat(255)}`).toThrow(
    /UM-13: PathRewrite.template of .* must have 1 to 255 characters, .*, which has 256/,
  );
  rewriting("{id}").toThrow(/UM-13: PathRewrite.template of .* must begin with a slash, got "\{id\}"; write it like/);
});

test("the route rules of a host ask at most 1000 things together", () => {
  const asking = (extra: number) => {
    const headers = Array.from({ length: 9 }, () => HeaderMatch.present("x-a"));
    const rules = Array.from({ length: 100 }, (_, index) => ({
      match: {
        path: PathMatch.prefix(`/${index}`),
        headers,
        queryParameters: index < extra ? [QueryParameterMatch.present("a")] : undefined,
      },
      action: RouteAction.redirect({ pathRedirect: PathRedirect.fullPath("/") }),
    }));
    return expect(() => synthesize(map(() => ({ routes: Routes.inOrder(rules) }))));
  };
  asking(0).not.toThrow();
  asking(1).toThrow(
    /UM-17: the route rules of a host rule may have at most 1000 conditions on .*, got 1001; use fewer/,
  );
});

const isLiteral = (id: string, path: string) =>
  expect.stringMatching(`${id}: path ${JSON.stringify(path).replace(/[/{}*[\]+\\]/g, "\\$&")} is matched literally`);
const anyway = redirect({ hostRedirect: "other.example.org" });

test.each<[string, string, (stack: EnvironmentStack) => unknown, string]>([
  ["a path with a variable", "UM-05", byPath("/users/{id}", anyway), "/users/{id}"],
  ["a path with a space", "UM-05", byPath("/a b", anyway), "/a b"],
  ["a path with a variable of a web framework", "UM-05", byPath("/users/:id", anyway), "/users/:id"],
  ["a full path with a star", "UM-10", inOrder(PathMatch.fullPath("/a/*"), anyway), "/a/*"],
  ["a prefix with a variable", "UM-10", inOrder(PathMatch.prefix("/{a}/"), anyway), "/{a}/"],
  ["a template of a web framework", "UM-10", inOrder(PathMatch.template("/a/:id"), anyway), "/a/:id"],
  ["a template with a regular expression", "UM-10", inOrder(PathMatch.template("/a/[0-9]+"), anyway), "/a/[0-9]+"],
  ["a variable with one", "UM-10", inOrder(PathMatch.template("/a/{id=\\d+}"), anyway), "/a/{id=\\d+}"],
  ["a prefix with one", "UM-10", inOrder(PathMatch.prefix("/a/[a-z]"), anyway), "/a/[a-z]"],
  ["a path with one", "UM-05", byPath("/a/[0-9]", anyway), "/a/[0-9]"],
])("%s is warned of", (_what, id, build, path) => {
  expect(warningsOf(build)).toContainEqual(isLiteral(id, path));
});

test.each([
  ["a path with a colon", byPath("/v1/jobs:run", anyway)],
  ["a template", inOrder(PathMatch.template("/a/{id}"), anyway)],
  ["a template with signs of its own", inOrder(PathMatch.template("/c++/(a)/{id=b/*}/x.(y)"), anyway)],
  ["a prefix", inOrder(PathMatch.prefix("/a%20b/"), anyway)],
])("%s is not warned of", (_what, build) => {
  expect(warningsOf(build)).not.toContainEqual(expect.stringContaining("letter by letter"));
});

describe("a name that no request has", () => {
  const matching = (match: object) =>
    warningsOf(
      map((stack) => ({
        routes: Routes.inOrder([{ match: { path: PathMatch.prefix("/"), ...match }, action: anyway(stack) }]),
      })),
    );
  const anyName = expect.stringMatching(/UM-10: (no header|"\S+" is taken as the name)/) as string;

  test("is warned of", () => {
    expect(matching({ headers: [HeaderMatch.exact(":path", "/a")] })).toContainEqual(
      expect.stringContaining(
        "UM-10: :path is not a header that can be matched; use :method or :authority, or match the path",
      ),
    );
    expect(matching({ queryParameters: [QueryParameterMatch.present("a=b")] })).toContainEqual(
      expect.stringContaining('UM-10: "a=b" is read as the name of one query parameter'),
    );
  });

  test("is none that Google knows", () => {
    expect(matching({ headers: [HeaderMatch.exact(":method", "POST")] })).not.toContainEqual(anyName);
    expect(matching({ queryParameters: [QueryParameterMatch.present("a[]")] })).not.toContainEqual(anyName);
  });
});

test("a split between a backend service and itself is warned of", () => {
  const split = (stack: EnvironmentStack, id: string) => {
    const web = service(stack);
    const other = id === "web" ? web : BackendService.fromBackendServiceName(stack, id, id);
    return RouteAction.split([
      { service: web, weight: 9 },
      { service: other, weight: 1 },
    ]);
  };
  const isShared = expect.stringContaining(
    "UM-12: backend service test/web is listed twice in the same traffic split",
  ) as string;
  expect(warningsOf(byDefault((stack) => split(stack, "web")))).toContainEqual(isShared);
  expect(warningsOf(byDefault((stack) => split(stack, "canary")))).not.toContainEqual(isShared);
});

describe("a match of headers", () => {
  const asking = (...headers: HeaderMatch[]) =>
    warningsOf(
      map((stack) => ({
        routes: Routes.inOrder([{ match: { path: PathMatch.prefix("/"), headers }, action: anyway(stack) }]),
      })),
    ).filter((found) => /UM-10: no request/.test(found));

  test.each<[string, HeaderMatch[], string]>([
    [
      "a method in lower case",
      [HeaderMatch.exact(":method", "post")],
      'no request has the method "post"; write it as POST',
    ],
    [
      "another method than one in lower case",
      [HeaderMatch.exact(":method", "post", { invertMatch: true })],
      "write it as POST",
    ],
    [
      "two values",
      [HeaderMatch.exact("x-a", "1"), HeaderMatch.exact("X-A", "2")],
      'both header x-a "1" and header X-A "2"; write a separate route',
    ],
    [
      "a value and none",
      [HeaderMatch.absent("x-a"), HeaderMatch.exact("x-a", "1")],
      'both header x-a is absent and header x-a "1"',
    ],
    [
      "none and any",
      [HeaderMatch.present("x-a"), HeaderMatch.absent("x-a")],
      "both header x-a is absent and header x-a is present",
    ],
    [
      "a value and another beginning",
      [HeaderMatch.prefix("x-a", "b"), HeaderMatch.exact("x-a", "ab")],
      'header x-a begins with "b"',
    ],
    [
      "a value outside of a range",
      [HeaderMatch.exact("x-a", "5"), HeaderMatch.inRange("x-a", 1, 5)],
      "header x-a in the range [1, 5)",
    ],
    [
      "a value and not that value",
      [HeaderMatch.exact("x-a", "5"), HeaderMatch.exact("x-a", "5", { invertMatch: true })],
      'header x-a not "5"',
    ],
  ])("that asks for %s is warned of", (_what, headers, text) => {
    expect(asking(...headers)).toEqual([expect.stringContaining(text)]);
  });

  test.each<[string, HeaderMatch[]]>([
    ["a method in capitals", [HeaderMatch.exact(":method", "POST")]],
    ["two headers", [HeaderMatch.exact("x-a", "1"), HeaderMatch.exact("x-b", "2"), HeaderMatch.absent("x-c")]],
    [
      "a value and its parts",
      [
        HeaderMatch.exact("x-a", "abc"),
        HeaderMatch.prefix("x-a", "a"),
        HeaderMatch.suffix("x-a", "c"),
        HeaderMatch.present("x-a"),
      ],
    ],
    ["a value inside of a range", [HeaderMatch.exact("x-a", "4"), HeaderMatch.inRange("x-a", 1, 5)]],
    ["a value and not another", [HeaderMatch.exact("x-a", "1"), HeaderMatch.exact("x-a", "2", { invertMatch: true })]],
    ["no header and not a value", [HeaderMatch.absent("x-a"), HeaderMatch.exact("x-a", "2", { invertMatch: true })]],
    ["two beginnings", [HeaderMatch.prefix("x-a", "a"), HeaderMatch.prefix("x-a", "ab")]],
  ])("that asks for %s is not warned of", (_what, headers) => {
    expect(asking(...headers)).toEqual([]);
  });

  test("is not looked for in tokens", () => {
    const found = warningsOf((stack: EnvironmentStack) => {
      const text = new TerraformVariable(stack, "Text", { type: "string" }).stringValue;
      const number = new TerraformVariable(stack, "Number", { type: "number" }).numberValue;
      const headers = [
        HeaderMatch.exact("x-a", "1"),
        HeaderMatch.exact("x-a", text),
        HeaderMatch.inRange("x-a", number, number),
        HeaderMatch.exact(":method", text),
      ];
      return map(() => ({
        routes: Routes.inOrder([{ match: { path: PathMatch.prefix("/"), headers }, action: anyway(stack) }]),
      }))(stack);
    });
    expect(found.filter((text) => text.includes("no request"))).toEqual([]);
  });
});
