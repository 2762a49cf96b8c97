import {
  ApplicationLoadBalancer,
  BackendService,
  EnvironmentStack,
  HeaderMatch,
  HeaderMatchOptions,
  HostRule,
  PathMatch,
  PathRedirect,
  PathRewrite,
  QueryParameterMatch,
  RouteAction,
  RouteMatch,
  Routes,
  UrlMap,
  UrlMapProps,
} from "cdktf-google-serverless-lb";

import { runRules } from "../../../lib/rules";
import { worded } from "../../../lib/rules/text";
import { SynthesizedApp } from "../../../lib/app/synthesized-app";
import { synthesize, warningsOf } from "../../synthesized";

/** What some rules find that reads like this, with its text. */
const told = (ids: RegExp, words: RegExp) => (app: SynthesizedApp) =>
  runRules(app)
    .map(({ severity, rule, about: { path }, text }) => ({ severity, rule, path, text: worded(text) }))
    .filter(({ rule, text }) => ids.test(rule) && words.test(text));
const circularRedirects = told(/UM-14/, / in a loop: /);
const deadDefaults = told(/UM-19/, /^the default of path matcher/);
const deadMapDefaults = told(/UM-19/, /^the default of the URL map/);
const repeatedPaths = told(/UM-06/, /./);
const uncertainRoutes = told(/UM-1[034]/, /not documented| is replaced with /);
const unreachableRouteRules = told(/UM-09/, / is never reached/);

const appOf = (json: object) => new SynthesizedApp([json]);

const backend = (stack: EnvironmentStack, id: string) =>
  BackendService.fromBackendServiceSelfLink(stack, id, `projects/p1/global/backendServices/${id}`);
const forward = (stack: EnvironmentStack) => RouteAction.forward(backend(stack, `B${stack.node.children.length}`));
const exact = (value: string, options?: HeaderMatchOptions) => HeaderMatch.exact("x-a", value, options);

const withRule =
  (rule: (stack: EnvironmentStack) => Partial<HostRule>, props: Partial<UrlMapProps> = {}) =>
  (stack: EnvironmentStack) =>
    new UrlMap(stack, "Map", {
      defaultService: backend(stack, "web"),
      hostRules: [{ hosts: ["a.com"], ...rule(stack) }],
      ...props,
    });
const inOrder = (...matches: RouteMatch[]) =>
  withRule((stack) => ({ routes: Routes.inOrder(matches.map((match) => ({ match, action: forward(stack) }))) }));
const prefix = (path: string, ignoreCase?: boolean) => ({ path: PathMatch.prefix(path, { ignoreCase }) });
const full = (path: string, ignoreCase?: boolean) => ({ path: PathMatch.fullPath(path, { ignoreCase }) });
const template = (path: string) => ({ path: PathMatch.template(path) });

/** The warnings of a stack but those of bare paths, which have tests of their own. */
const othersThanBare = (build: Parameters<typeof warningsOf>[0]) =>
  warningsOf(build).filter((warning) => !warning.includes(" UM-07: "));

describe("UM-09: a route rule that earlier ones always catch", () => {
  test("is warned of, with the rule that catches", () => {
    expect(othersThanBare(inOrder(prefix("/api/"), prefix("/api/v2/")))).toEqual([
      expect.stringMatching(
        /^\[test\/Map\] UM-09: route rule 2 \(priority 2: prefix \/api\/v2\/\) of path matcher a-com is never reached, because its requests all match an earlier rule: route rule 1 \(priority 1: prefix \/api\/\); move it before that rule, or remove it \(https:/,
      ),
    ]);
  });

  const header = (...headers: HeaderMatch[]) => ({ ...prefix("/"), headers });
  const query = (...queryParameters: QueryParameterMatch[]) => ({ ...prefix("/"), queryParameters });
  test.each<[string, RouteMatch, RouteMatch]>([
    ["the same", prefix("/a"), prefix("/a")],
    ["a full path", prefix("/a"), full("/ab")],
    ["a template", prefix("/a/"), template("/a/{x}/**")],
    ["another case", prefix("/A", true), prefix("/aB")],
    ["any case of /", prefix("/"), full("/A", true)],
    ["a template by a full path", template("/a/*"), full("/a/b")],
    ["the same template", template("/a/*/b"), template("/a/*/b")],
    ["a prefix by a template", template("/a/{x=**}"), prefix("/a/b")],
    ["a full path without case", full("/A", true), full("/a", true)],
    ["more headers", header(exact("1")), header(HeaderMatch.present("X-B"), exact("1"))],
    ["a value by its presence", header(HeaderMatch.present("X-A")), header(exact("1"))],
    ["a value by its beginning", header(HeaderMatch.prefix("x-a", "ab")), header(exact("abc"))],
    ["a beginning by a shorter one", header(HeaderMatch.prefix("x-a", "ab")), header(HeaderMatch.prefix("x-a", "abc"))],
    ["an end by a shorter one", header(HeaderMatch.suffix("x-a", "c")), header(HeaderMatch.suffix("x-a", "bc"))],
    [
      "a parameter by its presence",
      query(QueryParameterMatch.present("q")),
      query(QueryParameterMatch.exact("q", "1")),
    ],
    ["what has more to it", prefix("/"), { ...prefix("/a"), headers: [exact("1")] }],
  ])("%s", (_what, first, second) => {
    expect(warningsOf(inOrder(first, second))).toEqual([expect.stringContaining("UM-09")]);
  });

  test.each<[string, RouteMatch, RouteMatch]>([
    ["a longer prefix first", prefix("/api/v2/"), prefix("/api/")],
    ["a path beside it", prefix("/a/"), prefix("/a")],
    ["a prefix of another case", prefix("/A"), prefix("/a")],
    ["any case after one case", prefix("/a"), prefix("/a", true)],
    ["a full path after a full path", full("/a"), full("/a/")],
    ["a prefix after a full path", full("/a"), prefix("/a")],
    ["a template that may be shorter", prefix("/a/b"), template("/a/{x}")],
    ["a full path that the template leaves", template("/a/*"), full("/a/b/c")],
    ["a full path of which it is not documented", template("/a/*"), full("/a/b=c")],
    ["fewer headers", header(exact("1")), prefix("/")],
    ["another value", header(exact("1")), header(exact("2"))],
    ["a header whose value is longer", header(exact("1")), header(HeaderMatch.prefix("x-a", "1"))],
    ["a header that is absent", header(HeaderMatch.present("x-a")), header(HeaderMatch.absent("x-a"))],
    ["a range", header(exact("1")), header(HeaderMatch.inRange("x-a", 0, 5))],
    ["another parameter", query(QueryParameterMatch.present("q")), query(QueryParameterMatch.present("r"))],
    ["a parameter with any value", query(QueryParameterMatch.exact("q", "1")), query(QueryParameterMatch.present("q"))],
  ])("not %s", (_what, first, second) => {
    expect(othersThanBare(inOrder(first, second))).toEqual([]);
  });

  test("counts the priority, and earlier rules together", () => {
    const route_rules = [
      { priority: 9, match_rules: [{ prefix_match: "/api/v2/" }, { prefix_match: "/api/v3/" }], service: "s" },
      { priority: 3, match_rules: { prefix_match: "/api/v2" }, service: "s" },
      { priority: 4, match_rules: { prefix_match: "/api/v3" }, service: "s" },
    ];
    const path_matcher = { name: "m", default_service: "s", route_rules };
    const found = unreachableRouteRules(appOf({ resource: { google_compute_url_map: { X: { path_matcher } } } }));
    expect(found.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^route rule 1 .* is never reached, because its requests all match an earlier rule: route rule 2 .* and route rule 3 .*; move it before/,
      ),
    ]);
  });

  test.each<[string, object, object?]>([
    ["header matches that Terraform makes", { match_rules: { prefix_match: "/", dynamic: { header_matches: {} } } }],
    ["header matches that only Terraform knows", { match_rules: { prefix_match: "/", header_matches: "${var.h}" } }],
    [
      "parameters that Terraform makes",
      { match_rules: { prefix_match: "/", dynamic: { query_parameter_matches: {} } } },
    ],
    ["a regular expression", { match_rules: { regex_match: "/b.*" } }],
    [
      "a range that Terraform makes",
      { match_rules: { prefix_match: "/", header_matches: { header_name: "x", dynamic: { range_match: {} } } } },
      { match_rules: { prefix_match: "/a", header_matches: { header_name: "x", exact_match: "1" } } },
    ],
    [
      "a regular expression for a header",
      { match_rules: { prefix_match: "/", header_matches: { header_name: "x", regex_match: "1" } } },
      { match_rules: { prefix_match: "/a", header_matches: { header_name: "x", regex_match: "2" } } },
    ],
    [
      "a match that may be inverted",
      { match_rules: { prefix_match: "/", header_matches: { header_name: "x", exact_match: "1" } } },
      {
        match_rules: {
          prefix_match: "/a",
          header_matches: { header_name: "x", exact_match: "1", invert_match: "${var.i}" },
        },
      },
    ],
    [
      "paths whose case may not count",
      { match_rules: { prefix_match: "/a" } },
      { match_rules: { prefix_match: "/a", ignore_case: "${var.i}" } },
    ],
    [
      "more match rules, which Terraform makes",
      { match_rules: { prefix_match: "/" } },
      { match_rules: { prefix_match: "/a" }, dynamic: { match_rules: {} } },
    ],
  ])("not %s", (_what, first, second = { match_rules: { prefix_match: "/a" } }) => {
    const route_rules = [first, second].map((rule, index) => ({ priority: index + 1, service: "s", ...rule }));
    const path_matcher = { name: "m", default_service: "s", route_rules };
    expect(unreachableRouteRules(appOf({ resource: { google_compute_url_map: { X: { path_matcher } } } }))).toEqual([]);
  });
});

describe("UM-19: a default that is never reached", () => {
  const own = (stack: EnvironmentStack) => ({ defaultAction: forward(stack) });
  const all = (stack: EnvironmentStack) => Routes.byPath([{ paths: ["/*"], action: forward(stack) }]);
  const first = (stack: EnvironmentStack, match: RouteMatch) => Routes.inOrder([{ match, action: forward(stack) }]);

  test("behind /* or a prefix / is warned of", () => {
    expect(warningsOf(withRule((stack) => ({ ...own(stack), routes: all(stack) })))).toEqual([
      expect.stringMatching(
        /UM-19: the default of path matcher a-com is never reached, because the path rule for \/\* matches every/,
      ),
    ]);
    expect(warningsOf(withRule((stack) => ({ ...own(stack), routes: first(stack, prefix("/")) })))).toEqual([
      expect.stringMatching(
        /UM-19: .*, because route rule 1 \(priority 1: prefix \/\) matches every path; remove the default/,
      ),
    ]);
  });

  test("is none that the URL map gave, or that a condition leaves something to", () => {
    expect(warningsOf(withRule((stack) => ({ routes: all(stack) })))).toEqual([]);
    const narrow = { ...prefix("/"), headers: [exact("1")] };
    expect(warningsOf(withRule((stack) => ({ ...own(stack), routes: first(stack, narrow) })))).toEqual([]);
  });

  test.each<[string, object]>([
    ["null beside the map's default", { default_service: "s", default_url_redirect: null }],
    ["an empty redirect", { default_service: "s", default_url_redirect: [] }],
    ["none", {}],
  ])("not %s", (_what, config) => {
    const path_matcher = { name: "m", path_rule: { paths: ["/*"], service: "t" }, ...config };
    const map = { default_service: "s", path_matcher };
    expect(deadDefaults(appOf({ resource: { google_compute_url_map: { X: map } } }))).toEqual([]);
  });

  test("not behind a rule with conditions that Terraform makes", () => {
    const route_rules = {
      priority: 1,
      service: "t",
      match_rules: { prefix_match: "/", dynamic: { header_matches: {} } },
    };
    const map = { default_service: "s", path_matcher: { name: "m", default_service: "d", route_rules } };
    expect(deadDefaults(appOf({ resource: { google_compute_url_map: { X: map } } }))).toEqual([]);
  });
});

describe("UM-19: a default of the URL map that is never reached", () => {
  const web = "projects/p1/global/backendServices/web";
  const other = "projects/p1/global/backendServices/other";
  /** What is found in a URL map with the default service `web` and a path matcher for some hosts. */
  const found = (hosts: string[], matcher: object, more: object = {}) =>
    deadMapDefaults(
      appOf({
        resource: {
          google_compute_url_map: {
            X: {
              default_service: web,
              host_rule: [{ hosts, path_matcher: "m" }],
              path_matcher: [{ name: "m", ...matcher }],
              ...more,
            },
          },
        },
      }),
    );
  const toAll = { default_service: web, path_rule: [{ paths: ["/*"], service: other }] };
  const first = (match: object) => ({
    default_service: web,
    route_rules: [{ priority: 1, match_rules: [match], service: other }],
  });

  test.each<[string, object, string]>([
    ["the default of host rule *", { default_service: other }, "its default"],
    ["a path rule for /*", toAll, "the path rule for /*"],
    ["a route rule for /", first({ prefix_match: "/" }), "route rule 1 (priority 1: prefix /)"],
    ["a redirect", { default_url_redirect: { host_redirect: "b.com", strip_query: false } }, "its default"],
  ])("because of %s is warned of", (_what, matcher, taker) => {
    expect(found(["*"], matcher)).toEqual([
      expect.objectContaining({
        severity: "warning",
        rule: "UM-19",
        text: `the default of the URL map is never reached, because host rule * matches every host and ${taker} matches every path; make what host rule * does the default of the URL map and remove the host rule, or add a route to the backend service of the default`,
      }),
    ]);
  });

  test.each<[string, string[], object, object?]>([
    ["other hosts are left", ["a.com", "*.a.com"], toAll],
    ["other paths are left", ["*"], first({ prefix_match: "/api/" })],
    [
      "other requests are left",
      ["*"],
      first({ prefix_match: "/", header_matches: [{ header_name: "x-a", exact_match: "1" }] }),
    ],
    ["a rule leads there too", ["*"], { default_service: other, path_rule: [{ paths: ["/a"], service: web }] }],
    [
      "the host rule has the same default",
      ["*"],
      { default_service: web, path_rule: [{ paths: ["/a"], service: other }] },
    ],
    [
      "another host rule leads there",
      ["*"],
      {},
      {
        host_rule: [
          { hosts: ["*"], path_matcher: "m" },
          { hosts: ["a.com"], path_matcher: "n" },
        ],
        path_matcher: [
          { name: "m", ...toAll },
          { name: "n", default_service: web },
        ],
      },
    ],
    ["only Terraform knows the path matchers", ["*"], {}, { path_matcher: undefined, dynamic: { path_matcher: {} } }],
    ["the default is a redirect", ["*"], toAll, { default_service: undefined, default_url_redirect: {} }],
  ])("is none where %s", (_what, hosts, matcher, ...[more]) => {
    expect(found(hosts, matcher, more)).toEqual([]);
  });

  test("is none of a site with routes, unless they take all", () => {
    const balanced = (paths: string[]) => (stack: EnvironmentStack) =>
      new UrlMap(stack, "Map", {
        defaultService: backend(stack, "web"),
        routes: Routes.byPath([{ paths, action: forward(stack) }]),
      });
    expect(warningsOf(balanced(["/api", "/api/*"]))).toEqual([]);
    expect(warningsOf(balanced(["/*"]))).toEqual([
      expect.stringMatching(/^\[test\/Map\] UM-19: the default of the URL map/),
    ]);
  });
});

test("UM-06: a path that an override repeats is an error", () => {
  const found = (paths: string[]) => {
    const path_matcher = { name: "m", path_rule: [{ paths: ["/a", "/b"] }, { paths }] };
    return repeatedPaths(appOf({ resource: { google_compute_url_map: { X: { path_matcher } } } }));
  };
  expect(found(["/b", "/c"])).toMatchObject([
    { severity: "error", rule: "UM-06", text: "path /b appears twice in path matcher m; keep it in one path rule" },
  ]);
  expect(found(["/b/", "/c"])).toEqual([]);
});

describe("UM-14: a redirect in a loop", () => {
  const redirect = (target: Parameters<typeof RouteAction.redirect>[0]) => RouteAction.redirect(target);
  const circles = (build: (stack: EnvironmentStack) => void) =>
    circularRedirects(appOf(synthesize(build))).map(({ text }) => text);
  const byPath = (paths: string[], target: Parameters<typeof RouteAction.redirect>[0]) =>
    withRule(() => ({ routes: Routes.byPath([{ paths, action: redirect(target) }]) }));

  test.each<[string, (stack: EnvironmentStack) => void, RegExp]>([
    [
      "to a path that the same rule takes",
      byPath(["/docs", "/docs/*"], { pathRedirect: PathRedirect.fullPath("/docs/") }),
      /^path rule 1 \(\/docs\) of host a.com redirects a.com\/docs in a loop: to a.com\/docs\/, then to a.com\/docs\/; change/,
    ],
    [
      "that makes the path longer and longer",
      byPath(["/a", "/a/*"], { pathRedirect: PathRedirect.prefix("/a/b/") }),
      /^path rule 1 \(\/a\) of host a.com redirects a.com\/a in a loop: to a.com\/a\/b\/, then to a.com\/a\/b\/b\/;/,
    ],
    [
      "between two rules",
      withRule(() => ({
        routes: Routes.byPath([
          { paths: ["/a"], action: redirect({ pathRedirect: PathRedirect.fullPath("/b") }) },
          { paths: ["/b"], action: redirect({ pathRedirect: PathRedirect.fullPath("/a") }) },
        ]),
      })),
      /^path rule 1 \(\/a\) of host a.com redirects a.com\/a in a loop: to a.com\/b, then to a.com\/a/,
    ],
    [
      "of all hosts to a domain that has no rule of its own",
      (stack) =>
        new ApplicationLoadBalancer(stack, "Lb", {
          domains: ["www.example.com", "example.com"],
          defaultService: backend(stack, "web"),
          hostRules: [{ hosts: ["*"], defaultAction: redirect({ hostRedirect: "www.example.com" }) }],
        }),
      /^the default of host \* redirects .* in a loop: to www.example.com\//,
    ],
  ])("%s is warned of", (_what, build, text) => {
    expect(circles(build)[0]).toMatch(text);
  });

  test.each<[string, (stack: EnvironmentStack) => void]>([
    ["that ends", byPath(["/docs"], { pathRedirect: PathRedirect.fullPath("/docs/") })],
    [
      "to a host that may be served elsewhere",
      (stack) => new UrlMap(stack, "Map", { defaultAction: redirect({ hostRedirect: "b.com" }) }),
    ],
    [
      "to a host with a rule of its own",
      (stack) =>
        new ApplicationLoadBalancer(stack, "Lb", {
          domains: ["www.example.com", "example.com"],
          defaultService: backend(stack, "web"),
          hostRules: [
            { hosts: ["*"], defaultAction: redirect({ hostRedirect: "www.example.com" }) },
            { hosts: ["www.example.com"] },
          ],
        }),
    ],
  ])("%s is none", (_what, build) => {
    expect(circles(build)).toEqual([]);
  });
});

describe("what Google does not document", () => {
  const rewriting = (stack: EnvironmentStack, text: string) =>
    RouteAction.forward(backend(stack, "s"), { urlRewrite: { pathRewrite: PathRewrite.prefix(text) } });
  const header = (...headers: HeaderMatch[]) => inOrder({ ...prefix("/"), headers });

  test.each<[string, (stack: EnvironmentStack) => void, RegExp]>([
    [
      "UM-13: a path rule of which only the rewrite lacks the slash",
      withRule((stack) => ({
        routes: Routes.byPath([{ paths: ["/docs", "/docs/*"], action: rewriting(stack, "/v2/docs") }]),
      })),
      /UM-13: \/docs\/ is replaced with \/v2\/docs as plain text, so \/docs\/a becomes \/v2\/docsa; end both with a slash, or neither/,
    ],
    [
      "UM-13: a prefix of which only the rewrite has the slash",
      withRule((stack) => ({ routes: Routes.inOrder([{ match: prefix("/docs"), action: rewriting(stack, "/") }]) })),
      /UM-13: \/docs is replaced with \/ as plain text, so \/docs\/a becomes \/\/a;/,
    ],
    [
      "UM-14: a redirect with uneven slashes",
      withRule(() => ({
        routes: Routes.inOrder([
          { match: prefix("/old/"), action: RouteAction.redirect({ pathRedirect: PathRedirect.prefix("/new") }) },
        ]),
      })),
      /UM-14: \/old\/ is replaced with \/new as plain text, so \/old\/a becomes \/newa;/,
    ],
    [
      "UM-10: an inverted value",
      header(exact("1", { invertMatch: true })),
      /UM-10: route rule 1 \(.*header x-a not "1"\) inverts the match of header x-a, .*; add HeaderMatch\.present\("x-a"\)/,
    ],
  ])("%s is warned of", (_what, build, warning) => {
    expect(othersThanBare(build)).toEqual([expect.stringMatching(warning)]);
  });

  test.each<[string, (stack: EnvironmentStack) => void]>([
    [
      "even slashes",
      withRule((stack) => ({
        routes: Routes.byPath([{ paths: ["/docs", "/docs/*"], action: rewriting(stack, "/v2/") }]),
      })),
    ],
    [
      "an exact path",
      withRule((stack) => ({ routes: Routes.byPath([{ paths: ["/docs"], action: rewriting(stack, "/v2/") }]) })),
    ],
    ["an inverted value beside a present match", header(HeaderMatch.present("x-a"), exact("1", { invertMatch: true }))],
    ["a header that is absent", header(HeaderMatch.absent("x-a"))],
  ])("%s is not", (_what, build) => {
    expect(warningsOf(build)).toEqual([]);
  });

  test("UM-10: match rules without a path, and present_match false, come by overrides alone", () => {
    const match_rules = { header_matches: { header_name: "x", present_match: false } };
    const path_matcher = { name: "m", default_service: "s", route_rules: { priority: 1, match_rules, service: "s" } };
    const found = uncertainRoutes(appOf({ resource: { google_compute_url_map: { X: { path_matcher } } } }));
    expect(found.map(({ rule, text }) => `${rule}: ${text}`)).toEqual([
      expect.stringMatching(
        /^UM-10: .* matches x with present_match false, which is not documented; use HeaderMatch.absent$/,
      ),
      expect.stringMatching(
        /^UM-10: .* has a match rule without a path, which is not documented; add PathMatch.prefix\("\/"\)$/,
      ),
    ]);
  });
});
