import { isHostHeader } from "../../../lib/rules/backend-services/headers";
import { isHeaderName } from "../../../lib/rules/values";
import { BACKEND, Changes, URL_MAP, expectFound, found, ref, site } from "./site";

const custom = (config: object): Changes => ({ [BACKEND]: { web: config } });
const requests = (...custom_request_headers: unknown[]) => custom({ custom_request_headers });
const responses = (...custom_response_headers: unknown[]) => custom({ custom_response_headers });
const headers = (count: number) => Array.from({ length: count }, (_, index) => `x-${index}: y`);

test.each(["x-id", "X_Id", "a", "!#$%&'*+.^_`|~-"])("%j is a header's name", (name) => {
  expect(isHeaderName(name)).toBe(true);
});

test.each(["", "x id", "x:id", ":method", "x-ü", "x(id)"])("%j is no header's name", (name) => {
  expect(isHeaderName(name)).toBe(false);
});

test.each([
  ["Host", true],
  ["authority", true],
  ["x-host", false],
])("that %s is the host is %p", (name, expected) => {
  expect(isHostHeader(name)).toBe(expected);
});

test.each<[string, Changes, string]>([
  ["BS-22", requests(...headers(17)), "custom_request_headers can have at most 16 headers, got 17; remove at least 1"],
  [
    "BS-22",
    responses(...headers(17)),
    "custom_response_headers can have at most 16 headers, got 17; remove at least 1",
  ],
  [
    "BS-22",
    requests(`x-a: ${"y".repeat(8190)}`),
    "the headers in custom_request_headers can have at most 8192 bytes in total, got 8193; shorten them",
  ],
  [
    "BS-23",
    requests("x-a"),
    'a header in custom_request_headers must be written as "Name: value", got "x-a"; write it like',
  ],
  ["BS-23", responses("x a: y"), 'a header in custom_response_headers must be written as "Name: value", got "x a: y"'],
  [
    "BS-23",
    responses("x-a: y\nz"),
    'a header in custom_response_headers must be written as "Name: value", got "x-a: y',
  ],
  ["BS-23", requests("Host: a.example.com"), 'custom_request_headers cannot set the host, got "Host: a.example.com"; '],
  ["BS-23", requests("X-A: 1", "x-a: 2"), 'a header in custom_request_headers may appear only once, got "x-a: 2"; '],
  ["BS-24", requests("x-a: {client_region"), "a header variable must be in one pair of braces, got "],
])("%s: custom headers of a backend service are refused: %j", (rule, changes, text) => {
  expectFound([site(changes)], `error ${rule} prod/web: ${text}`);
});

test.each<[string, Changes, string]>([
  ["BS-23", requests("Connection: close"), "header Connection is reserved for a single connection or for Google"],
  [
    "BS-24",
    responses("x-a: {client_regio}"),
    "header x-a has the unknown variable {client_regio}; did you mean client_region?",
  ],
  [
    "BS-24",
    responses("x-a: {cdn_cache_status}"),
    "header x-a has the variable {cdn_cache_status}, which has a value only with Cloud CDN; remove the variable from the value",
  ],
  [
    "BS-24",
    requests("x-a: {cdn_cache_status}"),
    "header x-a has the variable {cdn_cache_status}, which has a value only in responses; remove the variable from the value",
  ],
])("%s: custom headers of a backend service are warned of: %j", (rule, changes, text) => {
  expectFound([site(changes)], `warning ${rule} prod/web: ${text}`);
});

test.each<[string, Changes]>([
  ["16 of them, each way", custom({ custom_request_headers: headers(16), custom_response_headers: headers(16) })],
  ["8192 bytes of them", requests(`x-a: ${"y".repeat(8189)}`)],
  ["one name in each list", custom({ custom_request_headers: ["x-a: 1"], custom_response_headers: ["x-a: 2"] })],
  ["a name that is only like a reserved one", requests("x-host: 1", "x-proxy-a: 1")],
  ["a variable that Google knows", requests("x-a: {client_region},{CLIENT_CITY}")],
  [
    "what the cache did, where only Terraform knows if there is one",
    custom({ custom_response_headers: ["x-a: {cdn_cache_status}"], enable_cdn: "${var.cdn}" }),
  ],
  ["what only Terraform knows", requests("${var.header}", "${var.header}")],
  ["a list that only Terraform knows", custom({ custom_request_headers: "${var.headers}" })],
])("custom headers are in order: %s", (_what, changes) => {
  expect(found(site(changes))).toEqual([]);
});

/** The site with a change of headers in each place that a URL map has for it. */
const places = (header_action: object): [string, Changes][] => {
  const split = { weighted_backend_services: [{ backend_service: ref(BACKEND, "web"), weight: 100, header_action }] };
  const service = ref(BACKEND, "web");
  const matcher = (path_matcher: object) => ({
    host_rule: [{ hosts: ["*"], path_matcher: "all" }],
    path_matcher: [{ name: "all", default_service: service, ...path_matcher }],
  });
  const ofDefault = { default_service: undefined, default_route_action: split };
  const route = { priority: 1, match_rules: [{ prefix_match: "/a" }] };
  const maps: [string, object][] = [
    ["the map", { header_action }],
    ["its default", ofDefault],
    ["a path matcher", matcher({ header_action })],
    ["the default of a path matcher", matcher(ofDefault)],
    ["a path rule", matcher({ path_rule: [{ paths: ["/a"], route_action: split }] })],
    ["a route rule", matcher({ route_rules: [{ ...route, service, header_action }] })],
    ["a backend service of a route rule", matcher({ route_rules: [{ ...route, route_action: split }] })],
  ];
  return maps.map(([place, main]) => [place, { [URL_MAP]: { main } }]);
};
const adding = (header_name: string, header_value: string) => ({
  request_headers_to_add: [{ header_name, header_value, replace: true }],
});

test.each(places(adding("x a", "1")))("BS-23: a name that is none is refused: %s", (_place, changes) => {
  expectFound([site(changes)], "error BS-23 prod/main: a header name may have only letters, digits and ");
});

test.each(places(adding("x-a", "{client_region")))("BS-24: half a variable is refused: %s", (_place, changes) => {
  expectFound([site(changes)], "error BS-24 prod/main: a header variable must be in one pair of braces");
});

test.each(places(adding("keep-alive", "5")))("BS-23: a reserved name is warned of: %s", (_place, changes) => {
  expectFound([site(changes)], "warning BS-23 prod/main: header keep-alive is reserved for a single connection");
});

test.each(places(adding("x-a", "{client_regio}")))("BS-24: an unknown variable is warned of: %s", (_place, changes) => {
  expectFound([site(changes)], "warning BS-24 prod/main: header x-a has the unknown variable {client_regio}; ");
});

test.each(places(adding("x-a", "{client_region}")))("a change of headers is in order: %s", (_place, changes) => {
  expect(found(site(changes))).toEqual([]);
});

test.each<[object, string]>([
  [{ response_headers_to_remove: ["x-a: 1"] }, "a header name may have only letters, digits and "],
  [{ request_headers_to_remove: ["Host"] }, 'a header action cannot change the host, got "Host"; set hostRewrite'],
  [{ response_headers_to_add: [{ header_name: "x-a" }] }, "the value of header x-a "],
  [adding("x-a", "a\nb"), "the value of header x-a must be on one line, got "],
])("BS-23: a change of headers is refused: %j", (header_action, text) => {
  expectFound([site({ [URL_MAP]: { main: { header_action } } })], `error BS-23 prod/main: ${text}`);
});

test("BS-24: what the cache did says nothing in a request that a URL map changes, and may in a response", () => {
  const [header] = adding("x-a", "{cdn_cache_status}").request_headers_to_add;
  const main = (header_action: object) => site({ [URL_MAP]: { main: { header_action } } });
  expectFound(
    [main({ request_headers_to_add: [header] })],
    "warning BS-24 prod/main: header x-a has the variable {cdn_cache_status}, which has a value only in responses",
  );
  expect(found(main({ response_headers_to_add: [header] }))).toEqual([]);
});
