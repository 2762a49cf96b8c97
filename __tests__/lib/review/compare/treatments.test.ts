import { Json, backend, changedSite } from "../small";
import { texts } from "./changes";

/** The small site with two hosts, each with a route and a default. */
const site = (change: (map: Json) => void) =>
  changedSite((_, resource) => {
    resource.google_compute_managed_ssl_certificate.A.managed.domains = ["a.example.com", "b.example.com"];
    resource.google_compute_backend_bucket = { Pages: { name: "pages" }, Other: { name: "other" } };
    const { Map: map } = resource.google_compute_url_map;
    map.host_rule.push({ hosts: ["b.example.com"], path_matcher: "b" });
    map.path_matcher.push({
      name: "b",
      default_service: backend("Api"),
      route_rules: [{ priority: 7, match_rules: [{ prefix_match: "/v1/" }], service: backend("Web") }],
    });
    change(map);
  });
const between = (before: (map: Json) => void, after: (map: Json) => void) => texts(site(before), site(after));
const nothing = () => undefined;
const both = (change: (map: Json) => void) => [between(nothing, change), between(change, nothing)];

const header = (header_value: string, replace = true) => ({ header_name: "X-A", header_value, replace });
const adds = (value: string, replace = true) => ({ response_headers_to_add: [header(value, replace)] });

describe("header actions", () => {
  test.each<[string, string, (map: Json) => void]>([
    ["a URL map", "every request", (map) => (map.header_action = adds("1"))],
    ["a path matcher", "every request to `b.example.com`", (map) => (map.path_matcher[1].header_action = adds("1"))],
    [
      "a route rule",
      "`b.example.com`, priority 7",
      (map) => (map.path_matcher[1].route_rules[0].header_action = adds("1")),
    ],
  ])("of %s are told once, and where they apply", (_, where, change) => {
    expect(both(change)).toEqual([
      [`changed: ${where}: response header \`X-A\` is now set to \`1\``],
      [`changed: ${where}: response header \`X-A\` is no longer set to \`1\``],
    ]);
  });

  test("values, kinds and their order", () => {
    const of = (header_action: Json) => (map: Json) => (map.header_action = header_action);
    expect(between(of(adds("1")), of(adds("2")))).toEqual([
      "changed: every request: response header `X-A` is now set to `2`; previously set to `1`",
    ]);
    expect(between(of(adds("1")), of(adds("1", false)))).toEqual([
      "changed: every request: response header `X-A` is now added with value `1`; previously set to `1`",
    ]);
    expect(
      between(of({ request_headers_to_remove: ["x-b"] }), of({ request_headers_to_remove: ["X-B", "x-c"] })),
    ).toEqual(["changed: every request: request header `x-c` is now removed"]);
    const outer = (map: Json) => {
      map.header_action = { response_headers_to_remove: ["X-A"] };
      map.path_matcher[0].header_action = adds("1");
    };
    expect(between(of({ response_headers_to_remove: ["X-A"] }), outer)).toEqual([
      "changed: every request to `a.example.com`: response header `X-A` is now set to `1`, then removed; previously removed",
    ]);
  });

  test("an action that moves from the map to all path matchers is no change", () => {
    const inside = (map: Json) => map.path_matcher.forEach((matcher: Json) => (matcher.header_action = adds("1")));
    expect(between((map) => (map.header_action = adds("1")), inside)).toEqual([]);
  });

  test("of a share of a split, which goes with its share", () => {
    const split =
      (...shares: Json[]) =>
      (map: Json) => {
        delete map.path_matcher[0].path_rule;
        delete map.path_matcher[0].default_service;
        map.path_matcher[0].default_route_action = { weighted_backend_services: shares };
      };
    const share = (id: string, weight: number, more: Json = {}) => ({ backend_service: backend(id), weight, ...more });
    const told = { header_action: { request_headers_to_add: [header("canary")] } };
    expect(between(split(share("Web", 9), share("Api", 1)), split(share("Web", 9), share("Api", 1, told)))).toEqual([
      "changed: every request to `a.example.com`: request header `X-A` of the requests to `prod-api` is now set to `canary`",
    ]);
    expect(between(split(share("Web", 9), share("Api", 1, told)), split(share("Web", 9)))).toEqual([
      "changed: `https://a.example.com/*`: the target changes: now `prod-web`; previously 90 % `prod-web`, 10 % `prod-api`",
    ]);
  });

  test("of a new route are part of it, but not those of every request", () => {
    const change = (map: Json) => {
      map.header_action = { request_headers_to_remove: ["x-b"] };
      map.path_matcher[1].route_rules.push({
        priority: 8,
        match_rules: [{ prefix_match: "/v2/" }],
        service: backend("Web"),
        header_action: adds("1"),
      });
    };
    expect(between(nothing, change)).toEqual([
      "changed: every request: request header `x-b` is now removed",
      "added: `https://b.example.com/v2/*`: new route: now `prod-web`, response header `X-A` set to `1`; previously `prod-api`",
    ]);
  });

  test("of a path that only Terraform knows, and actions that it generates", () => {
    const path = (header_action: Json) => (map: Json) =>
      map.path_matcher[1].route_rules.push({
        priority: 8,
        match_rules: [{ full_path_match: "${var.path}" }],
        service: backend("Web"),
        header_action,
      });
    expect(between(path(undefined), path(adds("1")))).toEqual([
      "changed: `b.example.com`, priority 8: response header `X-A` is now set to `1`",
    ]);
    expect(between(nothing, (map) => (map.header_action = "${var.headers}"))).toEqual([
      "changed: every request: the header action is now `${var.headers}`",
    ]);
  });

  test("of a redirect do nothing", () => {
    const redirect = (more: Json) => (map: Json) =>
      (map.path_matcher[1].route_rules[0] = {
        priority: 7,
        match_rules: [{ prefix_match: "/v1/" }],
        url_redirect: { path_redirect: "/" },
        ...more,
      });
    expect(between(redirect({}), redirect({ header_action: adds("1") }))).toEqual([]);
  });
});

describe("error pages", () => {
  const PAGES = "${google_compute_backend_bucket.Pages.id}";
  const page = (codes: string[], path: string, more: Json = {}) => ({ match_response_codes: codes, path, ...more });
  const policy = (...rules: Json[]) => ({ error_service: PAGES, error_response_rule: rules });
  const ofMap = (value: Json) => (map: Json) => (map.default_custom_error_response_policy = value);
  const notFound = policy(page(["404"], "/404.html"));

  test.each<[string, string, (map: Json) => void]>([
    ["a URL map", "every request", ofMap(notFound)],
    [
      "a path matcher",
      "every request to `a.example.com`",
      (map) => (map.path_matcher[0].default_custom_error_response_policy = notFound),
    ],
    [
      "a path rule",
      "`a.example.com`, path `/api` and path `/api/*`",
      (map) => (map.path_matcher[0].path_rule[0].custom_error_response_policy = notFound),
    ],
    [
      "a route rule",
      "`b.example.com`, priority 7",
      (map) => (map.path_matcher[1].route_rules[0].custom_error_response_policy = notFound),
    ],
  ])("of %s: which page visitors get for which status, and where", (_, where, change) => {
    const [own, ours] = ["the backend's own response", "page `/404.html` of `pages`"];
    expect(both(change)).toEqual([
      [`changed: ${where}: for status 404, visitors now get ${ours}; previously ${own}`],
      [`changed: ${where}: for status 404, visitors now get ${own}; previously ${ours}`],
    ]);
  });

  test("another page, status or bucket", () => {
    const pages = (path: string, more: Json = {}) => ofMap(policy(page(["404", "5xx"], path, more)));
    expect(between(pages("/a.html"), pages("/b.html", { override_response_code: 200 }))).toEqual([
      "changed: every request: for status 404 and 5xx, visitors now get page `/b.html` of `pages` with status 200; previously page `/a.html` of `pages`",
    ]);
    const other = ofMap({ ...notFound, error_service: "${google_compute_backend_bucket.Other.id}" });
    expect(between(ofMap(notFound), other)).toEqual([
      "changed: every request: for status 404, visitors now get page `/404.html` of `other`; previously page `/404.html` of `pages`",
    ]);
  });

  test("what a rule has no page for, it takes from the path matcher, then from the URL map", () => {
    const rule = (value: Json) => (map: Json) => {
      map.default_custom_error_response_policy = policy(page(["4xx"], "/4xx.html"), page(["5xx"], "/5xx.html"));
      map.path_matcher[0].path_rule[0].custom_error_response_policy = value;
    };
    // the error service comes from the URL map too
    const own = { error_response_rule: [page(["404"], "/404.html")] };
    expect(between(rule(undefined), rule(own))).toEqual([
      "changed: `a.example.com`, path `/api` and path `/api/*`: for status 404, visitors now get page `/404.html` of `pages`; previously page `/4xx.html` of `pages`",
    ]);
  });

  test("only Terraform knows the policy", () => {
    expect(between(nothing, ofMap("${var.policy}"))).toEqual([
      "changed: every request: the custom error response policy is now `${var.policy}`",
    ]);
  });
});
