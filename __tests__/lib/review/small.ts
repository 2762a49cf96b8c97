/** A small site as synthesized Terraform JSON, written by hand, for tests that change a line of it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

const ref = (type: string, id: string, attribute = "self_link") => `\${${type}.${id}.${attribute}}`;

/** A reference to a backend service. */
export const backend = (id: string) => ref("google_compute_backend_service", id);

const path = (id: string) => ({ metadata: { path: `prod/${id}`, uniqueId: id } });

const service = (id: string, name: string) => ({
  "//": path(`${id}/Resource`),
  deletion_protection: false,
  ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
  invoker_iam_disabled: true,
  location: "us-central1",
  name,
  template: { containers: [{ image: "img:1" }] },
});

const neg = (id: string) => ({
  cloud_run: { service: ref("google_cloud_run_v2_service", id, "name") },
  name: `prod-${id.toLowerCase()}-neg`,
  network_endpoint_type: "SERVERLESS",
  region: "us-central1",
});

const backendService = (id: string, more: object) => ({
  "//": path(`${id}/Resource`),
  backend: [{ group: ref("google_compute_region_network_endpoint_group", id) }],
  enable_cdn: false,
  load_balancing_scheme: "EXTERNAL_MANAGED",
  log_config: { enable: true, sample_rate: 1 },
  name: `prod-${id.toLowerCase()}`,
  ...more,
});

const forwardingRule = (id: string, port: string, target: string) => ({
  "//": path(`LoadBalancer/${id}`),
  ip_address: ref("google_compute_global_address", "Address", "address"),
  load_balancing_scheme: "EXTERNAL_MANAGED",
  name: `prod-${id.toLowerCase()}`,
  port_range: port,
  target,
});

/** `a.example.com`: `/api` and below go to `prod-api`, all else to `prod-web`, behind Cloud Armor. */
export function small(): Json {
  return structuredClone({
    "//": { metadata: { stackName: "prod" } },
    provider: { google: [{ project: "p1" }] },
    resource: {
      google_cloud_run_v2_service: { Web: service("Web", "web"), Api: service("Api", "api") },
      google_compute_backend_service: {
        Web: backendService("Web", { security_policy: ref("google_compute_security_policy", "Armor") }),
        Api: backendService("Api", { security_policy: ref("google_compute_security_policy", "Armor") }),
      },
      google_compute_global_address: { Address: { name: "prod-address" } },
      google_compute_global_forwarding_rule: {
        Https: forwardingRule("Https", "443", ref("google_compute_target_https_proxy", "Https")),
        Http: forwardingRule("Http", "80", ref("google_compute_target_http_proxy", "Http")),
      },
      google_compute_managed_ssl_certificate: {
        A: { name: "certificate-a", managed: { domains: ["a.example.com"] } },
      },
      google_compute_region_network_endpoint_group: { Web: neg("Web"), Api: neg("Api") },
      google_compute_security_policy: {
        Armor: {
          name: "prod-armor",
          rule: [
            {
              action: "deny(403)",
              match: { config: { src_ip_ranges: ["192.0.2.0/24"] }, versioned_expr: "SRC_IPS_V1" },
              preview: false,
              priority: 1000,
            },
            {
              action: "allow",
              match: { config: { src_ip_ranges: ["*"] }, versioned_expr: "SRC_IPS_V1" },
              priority: 2147483647,
            },
          ],
        },
      },
      google_compute_ssl_policy: { Tls: { name: "modern-tls", min_tls_version: "TLS_1_2", profile: "MODERN" } },
      google_compute_target_http_proxy: {
        Http: { name: "prod-http-proxy", url_map: ref("google_compute_url_map", "Redirect") },
      },
      google_compute_target_https_proxy: {
        Https: {
          name: "prod-https-proxy",
          ssl_certificates: [ref("google_compute_managed_ssl_certificate", "A")],
          ssl_policy: ref("google_compute_ssl_policy", "Tls"),
          url_map: ref("google_compute_url_map", "Map"),
        },
      },
      google_compute_url_map: {
        Map: {
          default_service: backend("Web"),
          host_rule: [{ hosts: ["*"], path_matcher: "all-hosts" }],
          name: "prod-map",
          path_matcher: [
            {
              default_service: backend("Web"),
              name: "all-hosts",
              path_rule: [{ paths: ["/api", "/api/*"], service: backend("Api") }],
            },
          ],
        },
        Redirect: { default_url_redirect: { https_redirect: true }, name: "prod-redirect" },
      },
    },
  });
}

/** The small site with a change. */
export function changedSite(change: (site: Json, resource: Json) => void): Json {
  const site = small();
  change(site, site.resource);
  return site;
}

/** What is in a page below one of its headings, up to the next heading of the same level or above. */
export function below(heading: string, page: string): string {
  const lines = page.split("\n");
  const first = lines.indexOf(heading);
  if (first === -1) {
    throw new Error(`no ${heading} in\n${page}`);
  }
  const depth = heading.indexOf(" ");
  const rest = lines.slice(first + 1);
  const next = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(" ") <= depth);
  return rest
    .slice(0, next === -1 ? undefined : next)
    .join("\n")
    .trim();
}
