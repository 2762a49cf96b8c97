/** What raw resources and overrides may break in a URL map, each beside what just keeps the rule. */
import { RedirectResponseCode, RetryCondition } from "cdktf-google-serverless-lb";
import { KEEPS_METHOD, REDIRECT_CODES } from "../../../lib/google/redirect-codes";
import { RETRY_CONDITIONS } from "../../../lib/google/retry-conditions";
import { BACKEND, Changes, URL_MAP, found, ref, site } from "./site";

const service = ref(BACKEND, "web");
const matcher = (config: object, hosts = ["app.example.com"]): Changes => ({
  [URL_MAP]: {
    main: {
      host_rule: [{ hosts, path_matcher: "app" }],
      path_matcher: [{ name: "app", default_service: service, ...config }],
    },
  },
});
const path = (rule: object) => matcher({ path_rule: [{ paths: ["/a"], ...rule }] });
const paths = (...list: string[]) => path({ paths: list, service });
const route = (match: object, rule: object = { service }) =>
  matcher({ route_rules: [{ priority: 1, match_rules: [{ prefix_match: "/a", ...match }], ...rule }] });
const redirect = (to: object) => path({ url_redirect: { strip_query: false, ...to } });
const action = (route_action: object) => path({ service, route_action });
const header = (match: object) => route({ header_matches: [{ header_name: "x-a", ...match }] });
const parameter = (match: object) => route({ query_parameter_matches: [{ name: "a", ...match }] });
const template = (path_template_match: string, path_template_rewrite?: string) =>
  route(
    { prefix_match: undefined, path_template_match },
    { service, ...(path_template_rewrite && { route_action: { url_rewrite: { path_template_rewrite } } }) },
  );
const regex = (path_pattern: string, path_substitution: string, others: object = {}) =>
  route(
    {},
    { service, route_action: { url_rewrite: { regex_rewrite: { path_pattern, path_substitution }, ...others } } },
  );
const to = (host_redirect: string, hosts = ["app.example.com"]) =>
  matcher({ default_service: undefined, default_url_redirect: { host_redirect } }, hosts);
const split = (...ids: string[]) =>
  path({
    route_action: {
      weighted_backend_services: ids.map((id) => ({ backend_service: ref(BACKEND, id), weight: 1 })),
    },
  });
const long = (length: number) => `/${"a".repeat(length - 1)}`;

test.each<[string, Changes, Changes]>([
  [
    "error UM-05 prod/main: a path of host app.example.com must have at most 1024",
    paths(long(1025)),
    paths(long(1024)),
  ],
  ["error UM-05 prod/main: a path rule needs a path", paths(), paths("/")],
  ["warning UM-05 prod/main: path ", paths("/a/{b}"), paths("/a/b")],
  [
    "error UM-10 prod/main: prefix_match must not contain ? or #",
    route({ prefix_match: "/a?" }),
    route({ prefix_match: "/a" }),
  ],
  ["error UM-10 prod/main: a path template may have at most 5", template("/*/*/*/*/*/*"), template("/*/*/*/*/*")],
  [
    "error UM-10 prod/main: a header name",
    header({ header_name: "a b", exact_match: "1" }),
    header({ exact_match: "1" }),
  ],
  ["error UM-10 prod/main: the match of header x-a needs a value; give", header({}), header({ present_match: true })],
  [
    "error UM-10 prod/main: a range must go",
    header({ range_match: { range_start: 2, range_end: 2 } }),
    header({ range_match: { range_start: 1, range_end: 2 } }),
  ],
  [
    "error UM-10 prod/main: the name of a query parameter",
    parameter({ name: "a".repeat(1025), present_match: true }),
    parameter({ name: "a".repeat(1024), present_match: true }),
  ],
  [
    "error UM-10 prod/main: the match of query parameter a needs a value",
    parameter({}),
    parameter({ exact_match: "1" }),
  ],
  ["warning UM-10 prod/main: path ", route({ full_path_match: "/a/*" }), route({ full_path_match: "/a/" })],
  ['warning UM-10 prod/main: prefix_match("/a*") matches', route({ prefix_match: "/a*" }), route({})],
  [
    "warning UM-10 prod/main: :path is not a header that can be matched",
    header({ header_name: ":path", exact_match: "/" }),
    header({ header_name: ":method", exact_match: "GET" }),
  ],
  [
    "warning UM-10 prod/main: no request has the method",
    header({ header_name: ":method", exact_match: "get" }),
    header({ header_name: ":method", exact_match: "GET" }),
  ],
  [
    "warning UM-12 prod/main: backend service prod/web is listed twice in the same traffic split",
    split("web", "web"),
    split("web", "api"),
  ],
  [
    "error UM-13 prod/main: host_rewrite of the action for /a of host app.example.com must be a host alone",
    action({ url_rewrite: { host_rewrite: "https://a.com" } }),
    action({ url_rewrite: { host_rewrite: "a.com" } }),
  ],
  ["error UM-13 prod/main: path template /{a} has no variable", template("/{a}", "/{b}"), template("/{a}", "/{a}")],
  [
    "error UM-13 prod/main: path_template_rewrite of the action for /a of host app.example.com takes its variables from a path template",
    route({}, { service, route_action: { url_rewrite: { path_template_rewrite: "/a" } } }),
    template("/{a}", "/a"),
  ],
  [
    "error UM-13 prod/main: the action for /a of host app.example.com cannot have both path_prefix_rewrite and path_template_rewrite",
    action({ url_rewrite: { path_prefix_rewrite: "/b", path_template_rewrite: "/b" } }),
    action({ url_rewrite: { path_prefix_rewrite: "/b" } }),
  ],
  [
    "error UM-13 prod/main: the action for /a of host app.example.com cannot have both path_prefix_rewrite and regex_rewrite; remove",
    regex("^/a", "/b", { path_prefix_rewrite: "/b" }),
    regex("^/a", "/b", { host_rewrite: "b.example.com" }),
  ],
  [
    "error UM-13 prod/main: the action for /a of host app.example.com cannot have regex_rewrite, because Google takes it only in route rules; move",
    action({ url_rewrite: { regex_rewrite: { path_pattern: "^/a", path_substitution: "/b" } } }),
    regex("^/a", "/b"),
  ],
  [
    'error UM-13 prod/main: path_pattern of the action for /a of host app.example.com must not be empty, got ""; write it like ^/users/',
    regex("", "/b"),
    regex("a", "/b"),
  ],
  [
    'error UM-13 prod/main: path_substitution of the action for /a of host app.example.com must not be empty, got ""; write what replaces',
    regex("^/a", ""),
    regex("^/a", "${var.to}"),
  ],
  [
    'error UM-13 prod/main: path_pattern of the action for /a of host app.example.com is not a regular expression of RE2 (invalid or unsupported Perl syntax: `(?=`), got "/a(?=b)"; see',
    regex("/a(?=b)", "/b"),
    regex("/a(?:b)", "/b"),
  ],
  [
    "error UM-13 prod/main: path_substitution of the action for /a of host app.example.com has \\2, but the pattern has 1 group, got",
    regex("^/a/([^/]+)", "/\\2"),
    regex("^/a/([^/]+)", "/\\1\\0\\\\"),
  ],
  [
    "error UM-13 prod/main: path_substitution of the action for /a of host app.example.com has \\n, but the pattern has 0 groups, got",
    regex("^/a", "/\\n"),
    regex("${var.pattern}", "/\\n"),
  ],
  [
    "warning UM-13 prod/main: path_pattern of the action for /a of host app.example.com has a group and .*, which Google documents as not supported together",
    regex("^/a/(.*)$", "/\\1"),
    regex("^/a/([.*]+)$", "/\\1"),
  ],
  [
    "warning UM-13 prod/main: path_prefix_rewrite ",
    action({ url_rewrite: { path_prefix_rewrite: "b" } }),
    action({ url_rewrite: { path_prefix_rewrite: "/b" } }),
  ],
  [
    "error UM-14 prod/main: redirect_response_code of",
    redirect({ path_redirect: "/b", redirect_response_code: "SEE" }),
    redirect({ path_redirect: "/b", redirect_response_code: "SEE_OTHER" }),
  ],
  [
    "error UM-14 prod/main: the action for /a of host app.example.com cannot have both path_redirect and prefix_redirect",
    redirect({ path_redirect: "/b", prefix_redirect: "/c" }),
    redirect({ path_redirect: "/b", prefix_redirect: "" }),
  ],
  [
    "error UM-14 prod/main: the action for /a of host app.example.com redirects every request to its own URL with {}; set host_redirect",
    redirect({}),
    redirect({ https_redirect: "${var.https}" }),
  ],
  [
    'error UM-14 prod/main: the action for /a of host app.example.com redirects visitors to the URL that they already have, with {"path_redirect":"/a"}',
    redirect({ path_redirect: "/a" }),
    redirect({ path_redirect: "/b" }),
  ],
  [
    "error UM-14 prod/main: the default action of host app.example.com redirects visitors",
    to("app.example.com"),
    to("b.example.com"),
  ],
  [
    'error UM-14 prod/main: the default action of host www.example.com redirects visitors of app.example.com to the URL that they already have, with {"host_redirect":"app.example.com"}; redirect to another host or path, or take app.example.com out of the hosts',
    to("app.example.com", ["www.example.com", "app.example.com"]),
    to("app.example.com", ["www.example.com", "old.example.com"]),
  ],
  [
    "warning UM-14 prod/main: prefix_redirect ",
    redirect({ prefix_redirect: "b" }),
    redirect({ prefix_redirect: "/b" }),
  ],
  [
    "error UM-15 prod/main: timeout of the action for /a of host app.example.com must be above 0 and at most 315576000000 seconds, got 0",
    action({ timeout: { seconds: "0" } }),
    action({ timeout: { seconds: "0", nanos: 1 } }),
  ],
  [
    "error UM-15 prod/main: a retry condition of",
    action({ retry_policy: { retry_conditions: ["4xx"], num_retries: 1 } }),
    action({ retry_policy: { retry_conditions: ["5xx"], num_retries: 1 } }),
  ],
  [
    "error UM-15 prod/main: http_status of the abort of",
    action({ fault_injection_policy: { abort: { http_status: 199, percentage: 1 } } }),
    action({ fault_injection_policy: { abort: { http_status: 200, percentage: 1 } } }),
  ],
  [
    "warning UM-15 prod/main: per_try_timeout 2 is longer than timeout 1, ",
    action({ timeout: { seconds: 1 }, retry_policy: { per_try_timeout: { seconds: 2 } } }),
    action({ timeout: { seconds: 4 }, retry_policy: { per_try_timeout: { seconds: 2 } } }),
  ],
  [
    'warning UM-15 prod/main: no browser sends "https://a.com/"',
    action({ cors_policy: { allow_origins: ["https://a.com/"] } }),
    action({ cors_policy: { allow_origins: ["https://a.com"] } }),
  ],
])("%s", (text, broken, kept) => {
  const rule = text.split(" ")[1];
  const only = (changes: Changes) => found(site(changes)).filter((finding) => finding.includes(rule));
  expect(only(broken)).toContainEqual(expect.stringContaining(text));
  expect(only(kept)).toEqual([]);
});

test("what the API of the constructs has for redirects and retries is what Google has", () => {
  expect(Object.values<string>(RedirectResponseCode)).toEqual(Object.keys(REDIRECT_CODES));
  expect(Object.keys(KEEPS_METHOD)).toEqual(Object.keys(REDIRECT_CODES));
  expect(Object.values<string>(RetryCondition)).toEqual(RETRY_CONDITIONS);
});
