import {
  BACKEND,
  Changes,
  NEG,
  RUN,
  URL_MAP,
  backendOf,
  expectFound,
  found,
  negOf,
  ref,
  serviceNamed,
  site,
} from "./site";

const cached = (cdn_policy: object, config: object = {}): Changes => ({
  [BACKEND]: { web: { enable_cdn: true, cdn_policy: { signed_url_cache_max_age_sec: 0, ...cdn_policy }, ...config } },
});

test.each<[string, Changes, string]>([
  [
    "CDN-02",
    cached({ cache_mode: "USE_ORIGIN_HEADERS", default_ttl: 60 }),
    "cache mode USE_ORIGIN_HEADERS takes no default_ttl, but it is 60; remove default_ttl",
  ],
  [
    "CDN-02",
    cached({ cache_mode: "USE_ORIGIN_HEADERS", max_ttl: 60 }),
    "cache mode USE_ORIGIN_HEADERS takes no max_ttl, but it is 60",
  ],
  [
    "CDN-02",
    cached({ cache_mode: "USE_ORIGIN_HEADERS", client_ttl: 60 }),
    "cache mode USE_ORIGIN_HEADERS takes no client_ttl, but it is 60",
  ],
  [
    "CDN-03",
    cached({ cache_mode: "FORCE_CACHE_ALL", max_ttl: 60 }),
    "cache mode FORCE_CACHE_ALL takes no max_ttl, but it is 60",
  ],
])("%s: TTLs that the cache mode does not take are refused", (rule, changes, text) => {
  expectFound([site(changes)], `error ${rule} prod/web: ${text}`);
});

test.each<[string, Changes]>([
  ["no TTL", cached({ cache_mode: "USE_ORIGIN_HEADERS", default_ttl: 0 })],
  ["a TTL that only Terraform knows", cached({ cache_mode: "USE_ORIGIN_HEADERS", default_ttl: "${var.ttl}" })],
  ["TTLs where all is cached", cached({ cache_mode: "FORCE_CACHE_ALL", default_ttl: 60, client_ttl: 60 })],
  ["TTLs of static content", cached({ cache_mode: "CACHE_ALL_STATIC", default_ttl: 60, client_ttl: 60, max_ttl: 60 })],
  ["a TTL as long as Google's own largest", cached({ default_ttl: 86_400, client_ttl: 86_400 })],
  ["a long TTL below one that only Terraform knows", cached({ default_ttl: 172_800, max_ttl: "${var.ttl}" })],
  ["a long TTL in a mode that only Terraform knows", cached({ cache_mode: "${var.mode}", default_ttl: 172_800 })],
  [
    "a policy of which only Terraform knows if it counts",
    cached({ cache_mode: "CACHE_ALL_STATIC" }, { enable_cdn: "${var.cdn}" }),
  ],
])("%s is in order", (_what, changes) => {
  expect(found(site(changes))).toEqual([]);
});

test("CDN-01: a cache mode that there is not is refused", () => {
  const mode = (cache_mode: string) => found(site(cached({ cache_mode })));
  expect(mode("CACHE_NOTHING")).toEqual([
    expect.stringContaining("error CDN-01 prod/web: cache_mode must be one of USE_ORIGIN_HEADERS, "),
  ]);
  expect(mode("${var.mode}")).toEqual([]);
});

test("CDN-14: a cache policy without Cloud CDN is warned of", () => {
  const text = "warning CDN-14 prod/web: cdn_policy has no effect while Cloud CDN is off";
  expectFound([site(cached({ cache_mode: "CACHE_ALL_STATIC" }, { enable_cdn: false }))], text);
});

test("CDN-13: Cloud CDN is for HTTP and external load balancers", () => {
  const only = (config: object) => found(site(cached({}, config))).filter((finding) => finding.includes("CDN-13"));
  expect(only({ protocol: "TCP" })).toEqual([
    expect.stringContaining(
      "error CDN-13 prod/web: Cloud CDN works only with HTTP and HTTPS of an external load balancer, but this backend service has TCP",
    ),
  ]);
  expect(only({ load_balancing_scheme: "INTERNAL_MANAGED" })).toEqual([
    expect.stringContaining("but this backend service has INTERNAL_MANAGED"),
  ]);
  expect(only({ protocol: "HTTP2" })).toEqual([]);
  expect(only({ load_balancing_scheme: "${var.scheme}" })).toEqual([]);
});

test("CDN-12: a fourth key for signed URLs is refused", () => {
  const keys = (...ids: string[]) => ({
    [BACKEND]: { web: { enable_cdn: true } },
    google_compute_backend_service_signed_url_key: Object.fromEntries(
      ids.map((id) => [id, { name: id, backend_service: ref(BACKEND, "web", "name"), key_value: "${var.key}" }]),
    ),
  });
  expect(found(site(keys("a", "b", "c")))).toEqual([]);
  expectFound(
    [site(keys("a", "b", "c", "d"))],
    "error CDN-12 prod/web: a backend service takes at most 3 signed URL keys, got 4; ",
  );
});

/** The site with routes to a second backend service of which all is cached. */
const forced = (path_matcher: object, mode = "FORCE_CACHE_ALL"): Changes => ({
  [RUN]: { other: serviceNamed("other") },
  [NEG]: { other: negOf("other") },
  [BACKEND]: {
    other: {
      ...backendOf("other"),
      enable_cdn: true,
      cdn_policy: { cache_mode: mode, signed_url_cache_max_age_sec: 0 },
    },
  },
  [URL_MAP]: {
    main: {
      host_rule: [{ hosts: ["*"], path_matcher: "all" }],
      path_matcher: [{ name: "all", default_service: ref(BACKEND, "web"), ...path_matcher }],
    },
  },
});
const service = ref(BACKEND, "other");
/** The paths, and after them the bare ones. */
const byPath = (...paths: string[]) => {
  const bare = paths.filter((path) => path.endsWith("/*")).map((path) => path.slice(0, -2));
  return { path_rule: [{ paths: [...paths, ...bare], service }] };
};
const inOrder = (match: object) => ({ route_rules: [{ priority: 1, match_rules: [match], service }] });

test.each<[string, object]>([
  ["/api", byPath("/static/*", "/api")],
  ["/api/*", byPath("/api/*")],
  ["/shop/cart", byPath("/shop/cart")],
  ["/v1", inOrder({ prefix_match: "/v1" })],
  ["/users/{id}", inOrder({ path_template_match: "/users/{id}" })],
])("CDN-15: all answers of %s in the cache are warned of", (path, matcher) => {
  expectFound(
    [site(forced(matcher))],
    `warning CDN-15 prod/other: ${path} is routed to this backend service, whose cache mode FORCE_CACHE_ALL caches all responses, even private ones, `,
  );
});

test("CDN-15: all answers of static content, or what an API marks itself, may be cached", () => {
  expect(found(site(forced(byPath("/static/*", "/apicture.png"))))).toEqual([]);
  expect(found(site(forced(byPath("/api/*"), "CACHE_ALL_STATIC")))).toEqual([]);
});

test("CDN-15: all answers of a service that not everybody may call are not cached without a warning", () => {
  const closed = (members: unknown, run: object = {}, cdn_policy: object = { cache_mode: "FORCE_CACHE_ALL" }) =>
    found(
      site({
        ...cached(cdn_policy),
        [RUN]: { web: { invoker_iam_disabled: false, ...run } },
        google_cloud_run_v2_service_iam_binding: {
          callers: { name: ref(RUN, "web", "name"), location: "us-central1", role: "roles/run.invoker", members },
        },
      }),
    ).filter((finding) => finding.includes("CDN-15"));
  const staff = ["group:staff@example.com"];
  expect(closed(staff)).toEqual([
    expect.stringContaining(
      "warning CDN-15 prod/web: cache mode FORCE_CACHE_ALL serves responses of prod/web to everybody, but not everybody may call this service; ",
    ),
  ]);
  expect(closed(["allAuthenticatedUsers"])).toHaveLength(1);
  expect(closed(["allUsers"])).toEqual([]);
  expect(closed("${var.members}")).toEqual([]);
  expect(closed(staff, { invoker_iam_disabled: true })).toEqual([]);
  expect(closed(staff, { invoker_iam_disabled: "${var.open}" })).toEqual([]);
  expect(closed(staff, {}, { cache_mode: "USE_ORIGIN_HEADERS" })).toEqual([]);
});

describe("a cache policy of a route", () => {
  const route = (cache_policy: object, service = ref(BACKEND, "web"), config: object = {}): Changes => ({
    [BACKEND]: { web: config },
    [URL_MAP]: {
      main: {
        host_rule: [{ hosts: ["app.example.com"], path_matcher: "app" }],
        path_matcher: [
          {
            name: "app",
            default_service: ref(BACKEND, "web"),
            path_rule: [{ paths: ["/a"], service, route_action: { cache_policy } }],
          },
        ],
      },
    },
  });
  const where = "cache_policy of the action for /a of host app.example.com";

  test.each<[string, object, string]>([
    ["CDN-01", { cache_mode: "ALL" }, "cache_mode must be one of "],
    [
      "CDN-02",
      { cache_mode: "USE_ORIGIN_HEADERS", max_ttl: { seconds: "60" } },
      "cache mode USE_ORIGIN_HEADERS takes no max_ttl",
    ],
    [
      "CDN-03",
      { cache_mode: "FORCE_CACHE_ALL", max_ttl: { seconds: "60" } },
      "cache mode FORCE_CACHE_ALL takes no max_ttl",
    ],
    ["CDN-04", { default_ttl: { seconds: "31622401" } }, "default_ttl must be"],
    ["CDN-04", { client_ttl: { seconds: "90000" } }, "client_ttl may not be above max_ttl, which is 86400, got 90000"],
    ["CDN-05", { serve_while_stale: { seconds: 604801 } }, "serve_while_stale must be"],
    [
      "CDN-06",
      { negative_caching_policy: [{ code: 500 }] },
      "the status code of a negative caching rule must be one of",
    ],
    [
      "CDN-07",
      { negative_caching_policy: [{ code: 404, ttl: [{ seconds: "1801" }] }] },
      "ttl of a negative caching rule must be",
    ],
    [
      "CDN-08",
      { cache_bypass_request_header_names: ["a", "A"] },
      'a name in bypass_cache_on_request_headers may appear only once, got "A"',
    ],
    [
      "CDN-09",
      { cache_key_policy: { included_query_parameters: ["a"], excluded_query_parameters: ["b"] } },
      "a cache key cannot have both query_string_whitelist and query_string_blacklist",
    ],
    [
      "CDN-10",
      { cache_key_policy: [{ included_header_names: ["X A"] }] },
      "a name in include_http_headers may have only",
    ],
  ])("%s: %j is refused", (rule, policy, text) => {
    expectFound([site(route(policy))], `error ${rule} prod/main: ${where}: ${text}`);
  });

  test("keeps the rules with what just keeps them", () => {
    const policy = {
      cache_mode: "CACHE_ALL_STATIC",
      default_ttl: { seconds: "0" },
      client_ttl: { seconds: "86400" },
      max_ttl: { seconds: "86400" },
      serve_while_stale: { seconds: 604800 },
      negative_caching: true,
      negative_caching_policy: [{ code: 404, ttl: { seconds: "1800" } }],
      cache_bypass_request_header_names: ["A", "B", "C", "D", "E"],
      cache_key_policy: { included_query_parameters: ["a"], include_query_string: true },
    };
    expect(found(site(route(policy)))).toEqual([]);
    expect(found(site(route({ cache_mode: "${var.mode}", max_ttl: { seconds: "${var.ttl}" } })))).toEqual([]);
  });

  test("CDN-19: does not lead to Identity-Aware Proxy, nor to another scheme", () => {
    const policy = { cache_mode: "CACHE_ALL_STATIC" };
    expect(found(site(route(policy, ref(BACKEND, "web"), { iap: { enabled: true } })))).toContainEqual(
      expect.stringContaining(`error CDN-19 prod/main: ${where} leads to prod/web, which has Identity-Aware Proxy`),
    );
    expect(found(site(route(policy, ref(BACKEND, "web"), { load_balancing_scheme: "EXTERNAL" })))).toContainEqual(
      expect.stringContaining(
        `error CDN-19 prod/main: ${where} leads to prod/web, and only load balancers with the scheme EXTERNAL_MANAGED`,
      ),
    );
    expect(found(site(route(policy, ref(BACKEND, "web"), { iap: { enabled: false } })))).toEqual([]);
  });

  test("CDN-19: of a backend bucket has only lists in its cache key", () => {
    const toBucket = (key: object): Changes => ({
      ...route({ cache_key_policy: key }, ref("google_compute_backend_bucket", "assets")),
      google_compute_backend_bucket: { assets: { name: "assets", bucket_name: "acme-assets", enable_cdn: true } },
    });
    const told = (key: object) => found(site(toBucket(key))).filter((each) => each.includes("CDN-19"));
    expect(told({ include_host: true })).toEqual([
      expect.stringContaining(
        `error CDN-19 prod/main: the cache key of ${where} has includeHost (include_host), and prod/assets is`,
      ),
    ]);
    expect(told({ include_host: false, included_query_parameters: ["page"] })).toEqual([]);
  });
});
