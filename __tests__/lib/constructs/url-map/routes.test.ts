import { TerraformVariable } from "cdktf";
import {
  BackendService,
  EnvironmentStack,
  HeaderMatch,
  PathMatch,
  PathRedirect,
  QueryParameterMatch,
  RouteAction,
  Routes,
  UrlMap,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, unruledResource } from "../../../synthesized";

const TYPE = "google_compute_url_map";
const WEB = "projects/p1/global/backendServices/web";
const redirect = RouteAction.redirect({ pathRedirect: PathRedirect.fullPath("/new") });
const map = (stack: EnvironmentStack, routes: Routes) =>
  new UrlMap(stack, "Map", { defaultService: BackendService.fromBackendServiceSelfLink(stack, "web", WEB), routes });
interface Matcher {
  readonly path_rule: { readonly paths: string[] }[];
  readonly route_rules: object[];
}
const pathMatcher = (routes: Routes) => resource(TYPE, (stack) => map(stack, routes)).path_matcher[0] as Matcher;
const byPath = (...paths: string[]) => Routes.byPath([{ paths, action: redirect }]);
const rendered = {
  url_redirect: {
    path_redirect: "/new",
    redirect_response_code: "MOVED_PERMANENTLY_DEFAULT",
    strip_query: false,
  },
};

test("routes by path render path rules in the given order", () => {
  const routes = Routes.byPath([
    { paths: ["/b"], action: redirect },
    { paths: ["/a", "/a/*"], action: redirect },
  ]);
  expect(pathMatcher(routes)).toEqual({
    name: "all-hosts",
    default_service: WEB,
    path_rule: [
      { paths: ["/b"], ...rendered },
      { paths: ["/a", "/a/*"], ...rendered },
    ],
  });
});

test("routes in order render route rules of which the first has the first priority", () => {
  const routes = Routes.inOrder([
    {
      match: {
        path: PathMatch.prefix("/api/", { ignoreCase: true }),
        headers: [HeaderMatch.exact("x-canary", "always")],
        queryParameters: [QueryParameterMatch.present("debug")],
      },
      action: redirect,
    },
    { match: { path: PathMatch.fullPath("/") }, action: redirect },
    { match: { path: PathMatch.prefix("/") }, action: redirect },
  ]);
  expect(pathMatcher(routes)).toEqual({
    name: "all-hosts",
    default_service: WEB,
    route_rules: [
      {
        priority: 1,
        match_rules: [
          {
            prefix_match: "/api/",
            ignore_case: true,
            header_matches: [{ header_name: "x-canary", exact_match: "always" }],
            query_parameter_matches: [{ name: "debug", present_match: true }],
          },
        ],
        ...rendered,
      },
      { priority: 2, match_rules: [{ full_path_match: "/" }], ...rendered },
      { priority: 3, match_rules: [{ prefix_match: "/" }], ...rendered },
    ],
  });
});

test.each([
  ["no leading slash", "api", "must begin with a slash", 'write "/api"'],
  ["a star after a letter", "/videos*", "may have * only at the end, after a slash", 'write "/videos/*"'],
  [
    "a star inside",
    "/a/*/b",
    "may have * only at the end, after a slash",
    "for a pattern, use PathMatch.template in Routes.inOrder",
  ],
  ["two stars", "/a/**", "may have * only at the end, after a slash", 'write "/a/*"'],
  ["a query", "/a?b=c", "must not contain ? or #", "match query parameters with QueryParameterMatch in Routes.inOrder"],
  ["a fragment", "/a#b", "must not contain ? or #", "write it like /api or /api/*"],
  ["nothing", "", "must begin with a slash", "write it like /api or /api/*"],
  ["1025 characters", `/${"a".repeat(1024)}`, "must have at most 1024 characters", "write it like /api or /api/*"],
])("a path with %s is refused in routes by path", (_what, path, fault, wayOut) => {
  expect(() => synthesize((stack) => map(stack, byPath(path)))).toThrow(
    `[test/Map] UM-05: a path of host * ${fault}, got ${JSON.stringify(path)}; ${wayOut} (https:`,
  );
});

test.each([["/"], ["/*"], ["/a"], ["/a/"], ["/a/*"], ["/a.b/c-d_e~f/*"], [`/${"a".repeat(1023)}`]])(
  "path %.20s is legal in routes by path",
  (path) => {
    expect(pathMatcher(byPath(path)).path_rule[0].paths).toEqual([path]);
  },
);

test("a path that stands in two rules, or twice in one, is refused", () => {
  const message =
    /^\[test\/Map\] UM-06: a path of host \* may appear in only one path rule, got "\/a" twice; keep it in one path rule \(https:/;
  const twoRules = Routes.byPath([
    { paths: ["/a"], action: redirect },
    { paths: ["/b", "/a"], action: redirect },
  ]);
  expect(() => synthesize((stack) => map(stack, twoRules))).toThrow(message);
  expect(() => synthesize((stack) => map(stack, byPath("/a", "/a")))).toThrow(message);
});

test("paths that differ in case, in a slash or in a star are different paths", () => {
  expect(pathMatcher(byPath("/a", "/A", "/a/", "/a/*")).path_rule[0].paths).toHaveLength(4);
});

test("a path may stand once for each of two hosts", () => {
  const build = (stack: EnvironmentStack) => {
    map(stack, byPath("/a")).addHostRule({ hosts: ["a.com"], routes: byPath("/a") });
  };
  expect(resource(TYPE, build).path_matcher).toHaveLength(2);
});

test("a path rule without a path is refused", () => {
  expect(() => synthesize((stack) => map(stack, byPath()))).toThrow(
    /^\[test\/Map\] UM-05: a path rule needs a path; add one \(https:/,
  );
});

test.each([
  ["by path", Routes.byPath([])],
  ["in order", Routes.inOrder([])],
])("routes %s without a rule are refused", (_what, routes) => {
  expect(() => synthesize((stack) => map(stack, routes))).toThrow(
    /^\[test\/Map\] UM-08: routes without a rule has no effect; add a rule, or remove routes \(https:/,
  );
});

test("paths may be tokens, one by one and all at once", () => {
  const build = (stack: EnvironmentStack) => {
    const path = new TerraformVariable(stack, "path", { type: "string" }).stringValue;
    const paths = new TerraformVariable(stack, "paths", { type: "list(string)" }).listValue;
    return map(
      stack,
      Routes.byPath([
        { paths: [path, "/a"], action: redirect },
        { paths, action: redirect },
      ]),
    );
  };
  expect(resource(TYPE, build).path_matcher[0].path_rule).toMatchObject([
    { paths: ["${var.path}", "/a"] },
    { paths: "${var.paths}" },
  ]);
});

const pathRules = (count: number) =>
  Routes.byPath(Array.from({ length: count }, (_, index) => ({ paths: [`/${index}`], action: redirect })));
const routeRules = (count: number, path: (index: number) => PathMatch) =>
  Routes.inOrder(Array.from({ length: count }, (_, index) => ({ match: { path: path(index) }, action: redirect })));
const prefix = (index: number) => PathMatch.prefix(`/${index}`);
const template = (index: number) => PathMatch.template(`/${index}/*`);

test("a host rule takes 1000 rules and 100 path templates", () => {
  const large = (routes: Routes) => unruledResource(TYPE, (stack) => map(stack, routes)).path_matcher[0] as Matcher;
  expect(large(pathRules(1000)).path_rule).toHaveLength(1000);
  expect(large(routeRules(1000, prefix)).route_rules).toHaveLength(1000);
  expect(large(routeRules(100, template)).route_rules).toHaveLength(100);
});

test.each([
  [
    "1001 path rules",
    pathRules(1001),
    /UM-17: there must be 1 to 1000 path rules in a host rule, got 1001; remove at least 1 /,
  ],
  ["1001 route rules", routeRules(1001, prefix), /UM-17: there must be 1 to 1000 route rules in a host rule, got 1001/],
  [
    "101 path templates",
    routeRules(101, template),
    /UM-17: a host rule may have at most 100 path templates, got 101; match some of them with PathMatch.prefix \(https:/,
  ],
])("%s in a host rule are refused", (_what, routes, message) => {
  expect(() => synthesize((stack) => map(stack, routes))).toThrow(message);
});
