import { TerraformVariable } from "cdktf";
import { BackendService, EnvironmentStack, PathMatch, RouteAction, Routes, UrlMap } from "cdktf-google-serverless-lb";
import { resource, synthesize } from "../../../synthesized";

const map = (stack: EnvironmentStack, path: PathMatch) =>
  new UrlMap(stack, "Map", {
    defaultService: BackendService.fromBackendServiceSelfLink(stack, "web", "projects/p1/global/backendServices/web"),
    routes: Routes.inOrder([{ match: { path }, action: RouteAction.redirect({ hostRedirect: "new.example.com" }) }]),
  });
const matchRule = (path: (stack: EnvironmentStack) => PathMatch) =>
  resource("google_compute_url_map", (stack) => map(stack, path(stack))).path_matcher[0].route_rules[0]
    .match_rules[0] as object;

test.each([
  ["a prefix", PathMatch.prefix("/api/"), { prefix_match: "/api/" }],
  [
    "a prefix in any case",
    PathMatch.prefix("/api/", { ignoreCase: true }),
    { prefix_match: "/api/", ignore_case: true },
  ],
  ["a full path", PathMatch.fullPath("/api"), { full_path_match: "/api" }],
  [
    "a path in any case",
    PathMatch.fullPath("/api", { ignoreCase: true }),
    { full_path_match: "/api", ignore_case: true },
  ],
  ["a template", PathMatch.template("/users/{id}/**"), { path_template_match: "/users/{id}/**" }],
])("%s is rendered", (_what, path, expected) => {
  expect(matchRule(() => path)).toEqual(expected);
});

test.each([
  [
    "a prefix without a slash",
    PathMatch.prefix("api"),
    /PathMatch.prefix must begin with a slash, got "api"; write it like/,
  ],
  ["an empty prefix", PathMatch.prefix(""), /PathMatch.prefix must begin with a slash, got ""/],
  ["a prefix with a query", PathMatch.prefix("/a?b"), /PathMatch.prefix must not contain \? or #, got "\/a\?b"/],
  ["a long prefix", PathMatch.prefix(`/${"a".repeat(1024)}`), /PathMatch.prefix .* at most 1024 characters, got/],
  ["a full path without a slash", PathMatch.fullPath("api"), /PathMatch.fullPath must begin with a slash, got "api"/],
  [
    "a full path with a fragment",
    PathMatch.fullPath("/a#b"),
    /PathMatch.fullPath must not contain \? or #, got "\/a#b"/,
  ],
  ["a long full path", PathMatch.fullPath(`/${"a".repeat(1024)}`), /PathMatch.fullPath .* at most 1024 characters/],
])("%s is refused", (_what, path, message) => {
  expect(() => synthesize((stack) => map(stack, path))).toThrow(new RegExp(`^\\[test/Map\\] UM-10: ${message.source}`));
});

test.each([
  [PathMatch.prefix("/")],
  [PathMatch.prefix(`/${"a".repeat(1023)}`)],
  [PathMatch.fullPath(`/${"a".repeat(1023)}`)],
])("paths of 1 to 1024 characters are legal", (path) => {
  expect(Object.values(matchRule(() => path))).toHaveLength(1);
});

test.each([
  ["no slash", "users/*", /must begin with a slash, got "users\/\*"; write it like \/users\/\{id\}\/\*/],
  ["a query", "/a/*?b", /must not contain \? or #/],
  ["256 characters", `/${"a".repeat(255)}`, /at most 255 characters/],
  [
    "an operator after text",
    "/a*",
    /an operator of a path template \(\*, \*\* or \{name\}\) must be at the beginning of a segment, and a segment may have only one/,
  ],
  ["two operators in a segment", "/{a}{b}", /a segment may have only one, got "\/\{a\}\{b\}"/],
  ["three stars", "/***", /a segment may have only one/],
  ["an open brace", "/{a", /a segment may have only one/],
  ["six operators", "/*/*/*/*/*/*", /may have at most 5 operators .*, got .*; use fewer, or \*\* at the end/],
  ["** before the end", "/**/*", /\*\* must be the last operator of a path template, got "\/\*\*\/\*"/],
  ["a named ** before the end", "/{a=**}/*", /\*\* must be the last operator/],
  ["a variable without a name", "/{}", /\{\} is not a valid variable of a path template, got "\/\{\}"; write \{name\}/],
  ["a name that begins with a digit", "/{1a}", /\{1a\} is not a valid variable/],
  ["a name with a hyphen", "/{a-b}", /\{a-b\} is not a valid variable/],
  ["an empty pattern", "/{a=}", /\{a=\} is not a valid variable/],
  ["a name twice", "/{a}/{a=*}", /a variable of a path template may appear only once, got "a"; rename one of them/],
])("a path template with %s is refused", (_what, template, message) => {
  expect(() => synthesize((stack) => map(stack, PathMatch.template(template)))).toThrow(
    new RegExp(`^\\[test/Map\\] UM-10: .*${message.source}`),
  );
});

test.each([
  ["/"],
  ["/*"],
  ["/**"],
  ["/*/*/*/*/*"],
  ["/*/*/*/*/**"],
  ["/{country}/{lang=*}/news/{rest=**}"],
  ["/{file=news/*}/*"],
  ["/{a_1}/{B2}"],
  ["/**/index.html"],
  ["/*.html"],
  [`/${"a".repeat(254)}`],
])("path template %s is legal", (template) => {
  expect(matchRule(() => PathMatch.template(template))).toEqual({ path_template_match: template });
});

test.each([
  ["prefix", (path: string) => PathMatch.prefix(path)],
  ["fullPath", (path: string) => PathMatch.fullPath(path)],
  ["template", (path: string) => PathMatch.template(path)],
])("PathMatch.%s takes a token", (_what, match) => {
  const path = (stack: EnvironmentStack) => match(new TerraformVariable(stack, "path", { type: "string" }).stringValue);
  expect(Object.values(matchRule(path))).toEqual(["${var.path}"]);
});
