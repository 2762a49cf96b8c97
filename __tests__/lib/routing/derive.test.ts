import { UrlMapJson } from "../../../lib/routing";
import { deriveTests } from "../../../lib/routing/derive";
import { runTests } from "../../../lib/routing/tests";

const map = (hosts: string[], matcher: object): UrlMapJson => ({
  default_service: "map",
  host_rule: [{ hosts, path_matcher: "m" }],
  path_matcher: [{ name: "m", default_service: "default", ...matcher }],
});
/** A test in one line. */
const lines = (json: UrlMapJson) =>
  deriveTests(json).map(({ host, path, headers = [], service, expected_output_url, expected_redirect_response_code }) =>
    [
      host + path,
      ...headers.map(({ name, value }) => `${name}: ${value}`),
      "->",
      ...[service, expected_redirect_response_code, expected_output_url].filter((part) => part !== undefined),
    ].join(" "),
  );
const rule = (match: object, more: object = { service: "s" }) =>
  map(["a.com"], { route_rules: [{ priority: 1, match_rules: [match], ...more }] });
const REST = ["a.com/any-path -> default", "any-host.example/any-path -> map"];

test("path rules: each path, the bare path beside /x/*, and the defaults", () => {
  const path_rule = [
    { paths: ["/api/*", "/graphql"], service: "api" },
    { paths: ["/api/v2/*"], service: "v2" },
  ];
  expect(lines(map(["a.com", "*.b.com"], { path_rule }))).toEqual([
    "a.com/api -> default",
    "a.com/api/any-path -> api",
    "a.com/graphql -> api",
    "a.com/api/v2 -> api",
    "a.com/api/v2/any-path -> v2",
    "a.com/any-path -> default",
    "any-host.b.com/api -> default",
    "any-host.b.com/any-path -> default",
    "any-host.example/any-path -> map",
  ]);
});

test("a path rule for / and /any-path leave another path to the default, one for /* none", () => {
  expect(lines(map(["a.com"], { path_rule: [{ paths: ["/", "/any-path"], service: "s" }] }))).toEqual([
    "a.com/ -> s",
    "a.com/any-path -> s",
    "a.com/any-path/any-path -> default",
    "any-host.example/any-path -> map",
  ]);
  expect(lines(map(["*"], { path_rule: [{ paths: ["/*"], service: "s" }] }))).toEqual([
    "any-host.example/any-path -> s",
  ]);
});

test.each<[string, object, string]>([
  ["prefix", { prefix_match: "/p" }, "a.com/p -> s"],
  ["prefix with a slash", { prefix_match: "/p/" }, "a.com/p/any-path -> s"],
  ["full path", { full_path_match: "/p" }, "a.com/p -> s"],
  [
    "template",
    { path_template_match: "/u/{id}/{x=news/*}/**" },
    "a.com/u/any-path/news/any-path/any-path/any-path -> s",
  ],
  [
    "exact header",
    { prefix_match: "/p", header_matches: [{ header_name: "x", exact_match: "1" }] },
    "a.com/p x: 1 -> s",
  ],
  [
    "prefix of a header",
    { prefix_match: "/p", header_matches: [{ header_name: "x", prefix_match: "1" }] },
    "a.com/p x: 1 -> s",
  ],
  [
    "suffix of a header",
    { prefix_match: "/p", header_matches: [{ header_name: "x", suffix_match: "1" }] },
    "a.com/p x: 1 -> s",
  ],
  [
    "range",
    { prefix_match: "/p", header_matches: [{ header_name: "x", range_match: { range_start: 3, range_end: 5 } }] },
    "a.com/p x: 3 -> s",
  ],
  [
    "header",
    { prefix_match: "/p", header_matches: [{ header_name: "x", present_match: true }] },
    "a.com/p x: any -> s",
  ],
  [
    "no header",
    { prefix_match: "/p", header_matches: [{ header_name: "x", present_match: true, invert_match: true }] },
    "a.com/p -> s",
  ],
  [
    "another header",
    { prefix_match: "/p", header_matches: [{ header_name: "x", exact_match: "any", invert_match: true }] },
    "a.com/p x: other -> s",
  ],
  [
    "parameter",
    {
      prefix_match: "/p",
      query_parameter_matches: [
        { name: "q", exact_match: "1" },
        { name: "r", present_match: true },
      ],
    },
    "a.com/p?q=1&r=any -> s",
  ],
])("a route rule with a %s", (_what, match, expected) => {
  expect(lines(rule(match))).toEqual([expected, ...REST]);
});

test("a second match rule is shown too, and a rule that another shadows is not", () => {
  const route_rules = [
    { priority: 1, match_rules: [{ prefix_match: "/p/" }, { full_path_match: "/q" }], service: "s" },
    { priority: 2, match_rules: [{ prefix_match: "/p/x" }], service: "t" },
  ];
  expect(lines(map(["a.com"], { route_rules }))).toEqual(["a.com/p/any-path -> s", "a.com/q -> s", ...REST]);
});

test.each<[string, object, object]>([
  [
    "the method",
    { prefix_match: "/p", header_matches: [{ header_name: ":method", exact_match: "POST" }] },
    { service: "s" },
  ],
  ["an expression in the path", { prefix_match: "/p/${var.x}" }, { service: "s" }],
  [
    "an expression in a header",
    { prefix_match: "/p", header_matches: [{ header_name: "x", exact_match: "${var.x}" }] },
    { service: "s" },
  ],
  [
    "a query that would have to be encoded",
    { prefix_match: "/p", query_parameter_matches: [{ name: "q", exact_match: "a b" }] },
    { service: "s" },
  ],
  ["a path with //", { prefix_match: "/p//" }, { service: "s" }],
  ["no path", { header_matches: [{ header_name: "x", present_match: true }] }, { service: "s" }],
  [
    "a split",
    { prefix_match: "/p" },
    {
      route_action: {
        weighted_backend_services: [
          { backend_service: "s", weight: 1 },
          { backend_service: "t", weight: 1 },
        ],
      },
    },
  ],
  [
    "a split with one live weight",
    { prefix_match: "/p" },
    {
      route_action: {
        weighted_backend_services: [
          { backend_service: "s", weight: 1 },
          { backend_service: "t", weight: 0 },
        ],
      },
    },
  ],
  ["a redirect that keeps the scheme", { prefix_match: "/p" }, { url_redirect: { host_redirect: "b.com" } }],
  ["a prefix after a template", { path_template_match: "/p/*" }, { url_redirect: { prefix_redirect: "/q" } }],
])("nothing is derived for %s", (_what, match, more) => {
  expect(lines(rule(match, more)).filter((line) => line.includes("/p"))).toEqual([]);
});

test.each<[string, object, object, string]>([
  [
    "one weighted service",
    { prefix_match: "/p" },
    { route_action: { weighted_backend_services: [{ backend_service: "s", weight: 1 }] } },
    "a.com/p -> s",
  ],
  [
    "a redirect to https",
    { prefix_match: "/p" },
    { url_redirect: { https_redirect: true, host_redirect: "b.com", redirect_response_code: "FOUND" } },
    "a.com/p -> 302 https://b.com/p",
  ],
  [
    "a rewrite",
    { prefix_match: "/p/" },
    { service: "s", route_action: { url_rewrite: { host_rewrite: "i.com", path_prefix_rewrite: "/q/" } } },
    "a.com/p/any-path -> s https://i.com/q/any-path",
  ],
  [
    "a rewrite with uneven slashes",
    { prefix_match: "/p/" },
    { service: "s", route_action: { url_rewrite: { path_prefix_rewrite: "/q" } } },
    "a.com/p/any-path -> s",
  ],
  [
    "a rewrite with a query, which Google may encode,",
    { full_path_match: "/p" },
    { service: "s", route_action: { url_rewrite: { path_prefix_rewrite: "/published.html?alias=p" } } },
    "a.com/p -> s",
  ],
  [
    "a rewrite to a host that only Terraform knows",
    { prefix_match: "/p/" },
    { service: "s", route_action: { url_rewrite: { host_rewrite: "${var.x}" } } },
    "a.com/p/any-path -> s",
  ],
])("%s is shown", (_what, match, more, expected) => {
  expect(lines(rule(match, more))).toEqual([expected, ...REST]);
});

test.each<[string, string[], string[]]>([
  ["a host with a port", ["a.com:8080"], ["any-host.example/any-path -> map"]],
  ["a host that only Terraform knows", ["${var.x}"], []],
  ["a wildcard that may fit better", ["*.example", "*.${var.x}"], []],
  ["two wildcards that overlap", ["*", "*.a.com"], ["any-host.example/any-path -> default"]],
])("of %s nothing is assumed", (_what, hosts, expected) => {
  expect(lines(map(hosts, {}))).toEqual(expected);
});

test.each<[string, object]>([
  ["match rules", { dynamic: { match_rules: {} } }],
  ["header matches", { match_rules: { prefix_match: "/", dynamic: { header_matches: {} } } }],
  ["parameters", { match_rules: { prefix_match: "/", query_parameter_matches: "${var.q}" } }],
])("of %s that Terraform makes nothing is assumed", (_what, conditions) => {
  const route_rules = [{ priority: 1, service: "s", ...conditions }];
  expect(lines(map(["a.com"], { route_rules }))).toEqual(["any-host.example/any-path -> map"]);
});

test("of many rules each is shown once before any is shown twice, and the order stays", () => {
  const path_rule = Array.from({ length: 60 }, (_, index) => ({
    paths: [`/r${index}`, `/r${index}/*`],
    service: `s${index}`,
  }));
  const derived = lines(map(["a.com"], { path_rule }));
  expect(derived).toHaveLength(100);
  expect(derived.filter((line) => /\/r\d+ /.test(line))).toHaveLength(60);
  expect(derived.slice(0, 3)).toEqual(["a.com/r0 -> s0", "a.com/r0/any-path -> s0", "a.com/r1 -> s1"]);
  expect(derived.slice(-3)).toEqual(["a.com/r59 -> s59", ...REST]);
});

test("derived tests leave a URL map below 48 kB", () => {
  const path_rule = Array.from({ length: 95 }, (_, index) => ({
    paths: [`/${"x".repeat(300)}${index}`],
    service: `s${index}`,
  }));
  const json = map(["a.com"], { path_rule });
  const derived = deriveTests(json);
  expect(derived.length).toBeGreaterThan(10);
  expect(derived.length).toBeLessThan(80);
  expect(JSON.stringify({ ...json, test: derived }).length).toBeLessThan(48_000);
});

describe("a map's own tests", () => {
  const json = map(["a.com"], {
    path_rule: [
      { paths: ["/b/*"], service: "b", route_action: { url_rewrite: { path_prefix_rewrite: "/c/" } } },
      { paths: ["/r"], url_redirect: { host_redirect: "r.com" } },
    ],
  });
  const run = (...test: object[]) =>
    runTests({ ...json, test }).map((failed) => [failed.test, failed.expected, failed.actual]);

  test.each<[string, object]>([
    ["service", { host: "a.com", path: "/b/x", service: "b" }],
    [
      "output URL, whatever its scheme",
      { host: "a.com", path: "/b/x?q", service: "b", expected_output_url: "https://a.com/c/x?q" },
    ],
    [
      "redirect",
      { host: "a.com", path: "/r", expected_output_url: "http://r.com/r", expected_redirect_response_code: 301 },
    ],
    ["host that only Terraform knows", { host: "${var.x}", path: "/r", service: "x" }],
    ["expectation that only Terraform knows", { host: "a.com", path: "/r", expected_output_url: "${var.x}" }],
    ["nothing expected", { host: "a.com", path: "/r" }],
  ])("%s holds", (_what, test) => {
    expect(run(test)).toEqual([]);
  });

  const X = "google_compute_backend_service.X";
  const OUTPUT =
    "data.terraform_remote_state.cross-stack-reference-input-a.outputs.cross-stack-output-google_compute_backend_serviceX";
  const LINK = "projects/p1/global/backendServices/x";
  const nameOf = (reference: string) => (reference.includes(X) ? "x" : undefined);
  const goesTo = (default_service: string, service: string) =>
    runTests({ default_service, test: { host: "a.com", path: "/", service } }, nameOf).length === 0;

  test.each([
    [`\${${X}.self_link}`, `\${${X}.id}`],
    [`\${${X}.self_link}`, "${var.backend}"],
    ["${var.backend}", LINK],
    [`\${${X}.self_link}`, "${data.google_compute_backend_service.Y.self_link}"],
    [`\${${X}.self_link}`, LINK],
    [`\${${X}.self_link}`, "x"],
    [`https://www.googleapis.com/compute/v1/${LINK}`, LINK],
    [LINK, "x"],
    [`\${${OUTPUT}self_link}`, `\${${OUTPUT}id}`],
    [`\${${OUTPUT}self_link}`, LINK],
  ])("%s may be %s", (one, other) => {
    expect([goesTo(one, other), goesTo(other, one)]).toEqual([true, true]);
  });

  test.each([
    [`\${${X}.self_link}`, "${google_compute_backend_service.Y.self_link}"],
    [`\${${X}.self_link}`, "${google_compute_backend_bucket.X.self_link}"],
    [`\${${X}.self_link}`, "projects/p1/global/backendServices/y"],
    [LINK, "projects/p2/global/backendServices/x"],
    [LINK, "y"],
    [`\${${OUTPUT}self_link}`, `\${${OUTPUT}2id}`],
  ])("%s is not %s", (one, other) => {
    expect([goesTo(one, other), goesTo(other, one)]).toEqual([false, false]);
  });

  test.each<[object, string[]]>([
    [{ host: "a.com", path: "/x", service: "b" }, ["a.com/x", "service b", "service default"]],
    [
      {
        host: "a.com",
        path: "/b/x",
        headers: [{ name: "X-A", value: "1" }],
        service: "b",
        expected_output_url: "https://a.com/b/x",
      },
      ["a.com/b/x with x-a: 1", "service b and output URL https://a.com/b/x", "service b with http://a.com/c/x"],
    ],
    [
      { host: "a.com", path: "/r", expected_output_url: "https://r.com/r", expected_redirect_response_code: 302 },
      ["a.com/r", "output URL https://r.com/r and redirect code 302", "redirect 301 to http://r.com/r"],
    ],
  ])("%j fails", (test, expected) => {
    expect(run(test)).toEqual([expected]);
  });

  test("one that nobody can answer fails", () => {
    const broken = { default_url_redirect: { path_redirect: "x" }, test: { host: "a.com", path: "/", service: "x" } };
    expect(runTests(broken)).toMatchObject([{ actual: expect.stringMatching(/^U-16: /) as string }]);
  });
});
