/** Values that the constructs refuse, in overrides and in resources of the provider. */
import {
  BACKEND,
  Changes,
  HTTPS_PROXY,
  MANAGED,
  NEG,
  POLICY,
  RUN,
  URL_MAP,
  backendOf,
  found,
  ref,
  site,
  stackOf,
} from "../rules/site";

const service = ref(BACKEND, "web");
const LABEL = "a".repeat(56);
const matcher = (config: object, hosts: unknown = ["app.example.com"]): Changes => ({
  [URL_MAP]: {
    main: {
      host_rule: [{ hosts, path_matcher: "app" }],
      path_matcher: [{ name: "app", default_service: service, ...config }],
    },
  },
});
const paths = (...list: string[]) => matcher({ path_rule: [{ paths: list, service }] });
const routes = (...rules: object[]) =>
  matcher({ route_rules: rules.map((rule, index) => ({ priority: index + 1, service, ...rule })) });
const match = (rule: object) => routes({ match_rules: [rule] });
const split = (...weights: unknown[]) =>
  routes({
    match_rules: [{ prefix_match: "/a" }],
    service: undefined,
    route_action: {
      weighted_backend_services: weights.map((weight) => ({ backend_service: service, weight })),
    },
  });
const cdn = (policy: object): Changes => ({
  [BACKEND]: { web: { enable_cdn: true, cdn_policy: { signed_url_cache_max_age_sec: 0, ...policy } } },
});
const negative = (code: unknown, ttl: unknown) =>
  cdn({ negative_caching: true, negative_caching_policy: [{ code, ttl }] });
const domains = (...list: string[]): Changes => ({ [MANAGED]: { app: { managed: { domains: list } } } });
const mask = (url_mask: string): Changes => ({ [NEG]: { web: { cloud_run: { url_mask } } } });
const everything = { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["*"] } };
const byDefault = { action: "allow", priority: 2147483647, match: everything };
const policy = (...rule: object[]): Changes => ({
  [POLICY]: { armor: { name: "armor", rule } },
  [BACKEND]: { web: { security_policy: ref(POLICY, "armor") } },
});
const armor = (rule: object) => policy({ action: "allow", priority: 1, match: everything, ...rule }, byDefault);
const from = (...src_ip_ranges: string[]) => armor({ match: { ...everything, config: { src_ip_ranges } } });
const limit = (action: string, options: object, count: unknown = 10, interval_sec: unknown = 60) =>
  armor({ action, rate_limit_options: { rate_limit_threshold: { count, interval_sec }, ...options } });

test.each<[string, Changes, string]>([
  ["a host with a scheme", matcher({}, ["https://app.example.com"]), "UM-02 prod/main"],
  ["a path without a slash", paths("api"), "UM-05 prod/main"],
  ["a path with a star behind a word", paths("/api*"), "UM-05 prod/main"],
  ["a priority that stands twice", routes({ priority: 1 }, { priority: 1 }), "UM-09 prod/main"],
  ["a priority below 0", routes({ priority: -1 }), "UM-09 prod/main"],
  ["a prefix without a slash", match({ prefix_match: "api" }), "UM-10 prod/main"],
  ["a regular expression for paths", match({ regex_match: "/a.*" }), "UM-10 prod/main"],
  [
    "a regular expression for a header",
    match({ prefix_match: "/a", header_matches: [{ header_name: "x", regex_match: ".*" }] }),
    "UM-10 prod/main",
  ],
  ["a weight that is too large", split(1001), "UM-12 prod/main"],
  ["weights of 0 alone", split(0, 0), "UM-12 prod/main"],
  [
    "a URL map that routes to a NEG",
    { [URL_MAP]: { main: { default_service: ref(NEG, "web") } } },
    "UM-22 prod/main: a URL map routes only to backend services and backend buckets, but prod/web is of type google_compute_region_network_endpoint_group",
  ],
  [
    "a backend that is a service",
    { [BACKEND]: { web: { ...backendOf(), backend: [{ group: "${google_cloud_run_v2_service.web.name}" }] } } },
    "UM-22 prod/web: a backend must be a network endpoint group, but prod/web is of type google_cloud_run_v2_service",
  ],
  ["a TTL that is too long", cdn({ cache_mode: "FORCE_CACHE_ALL", default_ttl: 31_622_401 }), "CDN-04 prod/web"],
  ["a TTL above the largest", cdn({ cache_mode: "CACHE_ALL_STATIC", default_ttl: 61, max_ttl: 60 }), "CDN-04 prod/web"],
  ["a TTL above the largest, in the mode that Google takes", cdn({ default_ttl: 61, max_ttl: 60 }), "CDN-04 prod/web"],
  [
    "a TTL above Google's own largest",
    cdn({ cache_mode: "CACHE_ALL_STATIC", default_ttl: 172_800 }),
    "CDN-04 prod/web: default_ttl may not be above max_ttl, which is 86400, got 172800; ",
  ],
  ["an error that is not cached", negative(500, 60), "CDN-06 prod/web"],
  ["an error that is cached too long", negative(404, 1801), "CDN-07 prod/web"],
  [
    "a policy as the provider does not take it",
    { [BACKEND]: { web: { enable_cdn: true, cdn_policy: { cache_mode: "USE_ORIGIN_HEADERS" } } } },
    "CDN-11 prod/web",
  ],
  ["a domain with a scheme", domains("https://app.example.com"), "CERT-01 prod/app"],
  ["a first domain that is too long", domains(`${LABEL}.example.com`), "CERT-01 prod/app"],
  ["a zone", { [NEG]: { web: { region: "us-central1-a" } } }, "NEG-05 prod/web"],
  ["a mask with a scheme", mask("https://<service>.example.com"), "NEG-14 prod/web"],
  ["a mask with a placeholder of another platform", mask("<function>.app.example.com"), "NEG-13 prod/web"],
  ["a mask without a placeholder", mask("app.example.com"), "NEG-13 prod/web"],
  [
    "a connection that is kept for too short",
    { [HTTPS_PROXY]: { https: { http_keep_alive_timeout_sec: 4 } } },
    "FE-09 prod/https",
  ],
  [
    "two rules of one priority",
    policy({ ...byDefault, priority: 1 }, { ...byDefault, priority: 1 }, byDefault),
    "ARM-04",
  ],
  ["a priority above the default rule's", armor({ priority: 2147483648 }), "ARM-04 prod/armor: the priority of rule"],
  ["a status that no rule has", armor({ action: "deny(429)" }), "ARM-06 prod/armor"],
  ["no address", from("1.2.3"), "ARM-07 prod/armor"],
  ["no range", from("203.0.113.0/33"), "ARM-07 prod/armor"],
  ["11 addresses", from(...Array.from({ length: 11 }, (_, n) => `203.0.113.${n}`)), "ARM-07 prod/armor"],
  ["a limit without numbers", armor({ action: "throttle" }), "ARM-08 prod/armor: rule 1 with action throttle needs"],
  ["numbers without a limit", limit("allow", {}), "ARM-08 prod/armor: rate_limit_options are only for"],
  ["an interval that there is not", limit("throttle", {}, 10, 45), "ARM-09 prod/armor"],
  ["a count of nothing", limit("throttle", {}, 0), "ARM-10 prod/armor"],
  ["a ban that there is not", limit("rate_based_ban", { ban_duration_sec: 30 }), "ARM-11 prod/armor"],
  [
    "an argument in camel case",
    { [BACKEND]: { web: { timeoutSec: 60 } } },
    "NAM-06 prod/web: google_compute_backend_service has no argument timeoutSec; did you mean timeout_sec?",
  ],
  [
    "an argument in camel case in what Terraform makes",
    { [BACKEND]: { web: { dynamic: { backend: { for_each: ["a"], content: { balancingMode: "RATE" } } } } } },
    "NAM-06 prod/web: backend of google_compute_backend_service has no argument balancingMode; did you mean balancing_mode?",
  ],
])("%s is refused", (_what, changes, text) => {
  const errors = found(site(changes)).filter((finding) => finding.startsWith("error"));
  expect(errors).toContainEqual(expect.stringContaining(`error ${text}`));
});

test.each<[string, Changes]>([
  ["hosts of all kinds", matcher({}, ["*", "*.example.com", "*-a.example.com", "app.example.com:443", "${var.host}"])],
  ["paths of all kinds", paths("/", "/*", "/a", "/a/*", "/a.b/~c", "${var.path}")],
  [
    "priorities from 0 to the largest",
    routes({ priority: 0, match_rules: [{ prefix_match: "/a" }] }, { priority: 2147483647 }, { priority: "${var.a}" }),
  ],
  ["a path template", match({ path_template_match: "/a/{b=**}" })],
  ["the largest weight beside none", split(1000, 0)],
  ["weights that only Terraform knows", split("${var.weight}", 0)],
  [
    "a host that a service tells",
    routes({
      match_rules: [{ prefix_match: "/a" }],
      route_action: { url_rewrite: { host_rewrite: "${google_cloud_run_v2_service.web.uri}" } },
    }),
  ],
  ["a TTL as large as the largest", cdn({ cache_mode: "CACHE_ALL_STATIC", default_ttl: 60, max_ttl: 60 })],
  ["an error that is cached as long as can be", negative(404, 1800)],
  ["an error that only Terraform knows", negative("${var.code}", "${var.ttl}")],
  [
    "a policy with a cache key",
    { [BACKEND]: { web: { enable_cdn: true, cdn_policy: { cache_key_policy: { include_host: true } } } } },
  ],
  [
    "domains of all kinds",
    domains("app.example.com", `${LABEL}.example.com`, "xn--bcher-kva.example.", "${var.domain}"),
  ],
  ["a region that is new", { [NEG]: { web: { region: "us-west9" } }, [RUN]: { web: { location: "us-west9" } } }],
  ["a mask", mask("<tag>.<service>.app.example.com")],
  ["a connection that is kept long", { [HTTPS_PROXY]: { https: { http_keep_alive_timeout_sec: 1200 } } }],
  ["addresses and ranges", from("203.0.113.7", "203.0.113.0/24", "2001:db8::/32", "${var.range}")],
  ["a throttle", limit("throttle", {}, 1_000_000, 10)],
  ["a ban", limit("rate_based_ban", { ban_duration_sec: 60 }, 10_000, 3600)],
  ["a limit that only Terraform knows", limit("throttle", {}, "${var.count}", "${var.interval}")],
  ["a policy whose rules are elsewhere", policy()],
  ["a rule that only Terraform knows", policy({ ...byDefault, priority: "${var.priority}" })],
  [
    "names of the user's own",
    {
      google_cloudfunctions2_function: {
        f: {
          name: "f",
          location: "us-central1",
          build_config: { environment_variables: { nodeEnv: "production" } },
          service_config: { environment_variables: { nodeEnv: "production" } },
        },
      },
      google_cloudfunctions_function: {
        g: { name: "g", region: "us-central1", build_environment_variables: { nodeEnv: "production" } },
      },
      google_cloud_run_service: {
        old: { name: "old", template: { spec: { containers: { resources: { requests: { gpuType: "1" } } } } } },
      },
      [NEG]: { web: { for_each: { usCentral: "us-central1" } } },
      [BACKEND]: {
        more: {
          name: "more",
          dynamic: { backend: { for_each: { usCentral: ref(NEG, "web") }, content: { group: "${backend.value}" } } },
        },
      },
    },
  ],
  ["labels in camel case", { google_compute_global_address: { ip: { labels: { myteam: "a" } } } }],
])("%s may stand in a resource", (_what, changes) => {
  const errors = found(site(changes)).filter((finding) =>
    /^error (UM|CDN|CERT-01|NEG-05|NEG-1|FE-09|ARM|NAM-06)/.test(finding),
  );
  expect(errors).toEqual([]);
});

test("FE-14: what a front end and a backend service refer to is of their project", () => {
  const refused = found(site({ [HTTPS_PROXY]: { https: { project: "p2" } } })).filter((text) => text.includes("FE-14"));
  expect(refused).toEqual([
    expect.stringMatching(
      /^error FE-14 prod\/https: this resource is in project p1, but it uses prod\/https in project p2; put both into one project$/,
    ),
    ...["app", "tls"].map((part): unknown =>
      expect.stringMatching(
        `^error FE-14 prod/https: this resource is in project p2, but it uses prod/${part} in project p1; put both into one project$`,
      ),
    ),
  ]);
  const policies = { ...policy(byDefault), [POLICY]: { armor: { name: "armor", rule: [byDefault], project: "p2" } } };
  expect(found(site(policies)).filter((text) => text.includes("FE-14"))).toEqual([
    expect.stringContaining(
      "error FE-14 prod/web: this resource is in project p1, but it uses prod/armor in project p2",
    ),
  ]);
});

test("FE-14: a backend service may be of another project than the URL map", () => {
  const api = stackOf({ [BACKEND]: { api: { ...backendOf(), project: "p2" } } }, "api");
  const link = "projects/p2/global/backendServices/backend-";
  const all = found(site({ [URL_MAP]: { main: { default_service: link } } }), api);
  expect(all.filter((text) => text.includes("FE-14"))).toEqual([]);
});

test("CDN-12: keys for signed URLs are of use only with Cloud CDN", () => {
  const key = {
    google_compute_backend_service_signed_url_key: { key: { backend_service: ref(BACKEND, "web", "name") } },
  };
  const idle =
    "warning CDN-12 prod/web: the signed URL keys of this backend service have no effect while Cloud CDN is off; set cdnPolicy, or remove the keys";
  expect(found(site(key))).toContain(idle);
  expect(found(site({ ...key, [BACKEND]: { web: { enable_cdn: true } } }))).not.toContain(idle);
});

test("ARM-04: a policy of the provider without a default rule is warned of", () => {
  const text = "warning ARM-04 prod/armor: the policy has no default rule (priority 2147483647, for all addresses)";
  expect(found(site(policy({ ...byDefault, priority: 1 })))).toContainEqual(expect.stringContaining(text));
  expect(found(site(policy(byDefault)))).not.toContainEqual(expect.stringContaining(text));
});

test.each<[string, readonly unknown[], string[]]>([
  ["of HTTPS", ["app.example.com:443"], ["app.example.com"]],
  ["of HTTP", ["app.example.com:80"], ["app.example.com"]],
  ["for hosts below", ["*.example.com:443"], ["*.example.com"]],
  ["beside another host", ["app.example.com:443", "www.example.com"], ["app.example.com"]],
  ["beside the host alone", ["app.example.com:443", "app.example.com"], []],
  ["that is another one", ["app.example.com:8443", "app.example.com:4430"], []],
  ["that only Terraform knows", ["${var.host}:443"], []],
])("UM-02: a host with a port %s", (_what, hosts, hints) => {
  const said = found(site(matcher({}, hosts))).filter((finding) => finding.includes("UM-02"));
  expect(said).toEqual(
    hints.map(
      (host) =>
        `warning UM-02 prod/main: browsers leave out the default port, so no visitor reaches host "${String(hosts[0])}"; write ${host}`,
    ),
  );
});

test("UM-02: a host with a port in a service mesh is in order", () => {
  const mesh = { ...matcher({}, ["app:80"]), [BACKEND]: { web: { load_balancing_scheme: "INTERNAL_SELF_MANAGED" } } };
  expect(found(site(mesh)).filter((finding) => finding.includes("UM-02"))).toEqual([]);
});
