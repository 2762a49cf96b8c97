/** What overrides may put into the JSON, wherever it stands: no rule breaks on it. */
import { runRules } from "../../../lib/rules";
import { SynthesizedApp } from "../../../lib/app/synthesized-app";
import { TerraformJson } from "../../../lib/app/terraform-json";
import { BACKEND, HTTPS_PROXY, MEMBER, NEG, POLICY, RUN, URL_MAP, backendOf, negOf, ref, site } from "./site";

const JUNK: readonly unknown[] = [null, [], [null], {}, "", "x", "${var.x}", ["${var.x}"], [[{}]], 5, true];
const service = ref(BACKEND, "web");

/** The site with something of everything that rules read. */
const full = site({
  [RUN]: { web: { invoker_iam_disabled: false, template: { containers: [{ image: "a", readiness_probe: {} }] } } },
  [MEMBER]: { all: { name: "web", location: "us-central1", role: "roles/run.invoker", member: "allUsers" } },
  [NEG]: {
    mask: { ...negOf("web", "us-east1"), cloud_run: { url_mask: "<service>.example.com" } },
    app: { name: "app", region: "us-east1", network_endpoint_type: "SERVERLESS", app_engine: { service: "s" } },
  },
  [POLICY]: {
    armor: {
      name: "armor",
      rule: [
        {
          action: "throttle",
          priority: 1,
          match: { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["203.0.113.0/24"] } },
          rate_limit_options: {
            conform_action: "allow",
            exceed_action: "deny(429)",
            rate_limit_threshold: { count: 10, interval_sec: 60 },
          },
        },
        { action: "deny(403)", priority: 2147483647, match: { expr: { expression: "true" } } },
      ],
    },
  },
  [BACKEND]: {
    web: {
      security_policy: ref(POLICY, "armor"),
      enable_cdn: true,
      cdn_policy: {
        cache_mode: "CACHE_ALL_STATIC",
        default_ttl: 60,
        cache_key_policy: { include_host: true },
        negative_caching_policy: [{ code: 404, ttl: 60 }],
      },
      outlier_detection: { max_ejection_percent: 50 },
      log_config: { enable: true },
    },
    iap: { ...backendOf("mask"), iap: { enabled: true, oauth2_client_id: "a" } },
  },
  [URL_MAP]: {
    main: {
      host_rule: [
        { hosts: ["app.example.com", "*.example.com"], path_matcher: "app" },
        { hosts: ["www.example.com"], path_matcher: "www" },
      ],
      path_matcher: [
        {
          name: "app",
          default_service: service,
          path_rule: [
            { paths: ["/a", "/b/*"], url_redirect: { prefix_redirect: "/c", strip_query: false } },
            {
              paths: ["/d/*"],
              route_action: {
                url_rewrite: { path_prefix_rewrite: "/" },
                weighted_backend_services: [{ backend_service: service, weight: 1 }],
              },
            },
          ],
        },
        {
          name: "www",
          default_url_redirect: { host_redirect: "app.example.com", strip_query: false },
          route_rules: [
            {
              priority: 1,
              service,
              match_rules: [
                {
                  prefix_match: "/",
                  header_matches: [{ header_name: "x", range_match: { range_start: 1, range_end: 2 } }],
                  query_parameter_matches: [{ name: "q", present_match: true }],
                },
              ],
            },
            { priority: 2, service: ref(BACKEND, "iap"), match_rules: [{ path_template_match: "/{a}/**" }] },
          ],
        },
      ],
      test: [{ host: "app.example.com", path: "/a", headers: [{ name: "x", value: "1" }], service }],
    },
  },
  [HTTPS_PROXY]: { https: { certificate_map: "map", certificate_manager_certificates: ["a"] } },
});

/** The places of a value, from the outside to the inside. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const inner = typeof value === "object" && value !== null ? Object.entries(value as { [key: string]: unknown }) : [];
  return [path, ...inner.flatMap(([key, each]) => places(each, [...path, key]))];
}

/** A copy with another value in one place. */
function put(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) {
    return other;
  }
  const inner = (value as { [key: string]: unknown })[key];
  const changed = { ...(value as object), [key]: put(inner, rest, other) };
  return Array.isArray(value) ? Object.values(changed) : changed;
}

test.each<[string, readonly string[]]>([
  ["", []],
  ["the dynamic of ", ["dynamic"]],
])("no rule breaks on what an override puts into %sany place", (_what, below) => {
  // one kind of junk for each place, so that it takes seconds
  const broken = places(full.resource)
    .slice(1)
    .map((path, index) => ({ path: [...path, ...below], junk: JUNK[index % JUNK.length] }))
    .flatMap(({ path, junk }) => {
      try {
        runRules(new SynthesizedApp([{ ...full, resource: put(full.resource, path, junk) } as TerraformJson]));
        return [];
      } catch (error) {
        return [`${path.join(".")} = ${JSON.stringify(junk)}: ${(error as Error).message}`];
      }
    });
  expect(broken).toEqual([]);
});
