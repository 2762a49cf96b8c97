import { Json } from "../small";

const one = (from: Json, to: Json, others: Json = {}) => ({ from, to, others });
const PROJECT = { project: one("p1", "p2") };
const DESCRIPTION = { description: one("first", "second") };
const LABELS = { labels: one({ team: "web" }, { team: "api" }) };
const PORTS = ["81", "82"].map((port) => ({ port_range: port }));

/** What the arguments that only users write are changed from and to. */
export const RAW: Json = {
  google_compute_backend_service: {
    affinity_cookie_ttl_sec: one(60, 90),
    "backend.capacity_scaler": one(0.5, 0.7, {
      backend: { group: "${google_compute_region_network_endpoint_group.a.id}" },
    }),
    session_affinity: one("CLIENT_IP", "GENERATED_COOKIE"),
    timeout_sec: one(60, 90),
    ...PROJECT,
  },
  google_compute_backend_bucket_signed_url_key: PROJECT,
  google_compute_backend_service_signed_url_key: PROJECT,
  google_compute_backend_bucket: PROJECT,
  google_iap_settings: {
    application_settings: one({ cookie_domain: "a.example.com" }, { cookie_domain: "b.example.com" }),
  },
  google_iap_web_cloud_run_service_iam_binding: {
    condition: one({ title: "a", expression: "true" }, { title: "b", expression: "true" }),
    ...PROJECT,
  },
  google_iap_web_backend_service_iam_binding: {
    condition: one({ title: "a", expression: "true" }, { title: "b", expression: "true" }),
    ...PROJECT,
  },
  google_compute_security_policy: PROJECT,
  google_compute_global_address: {
    address: one("192.0.2.1", "192.0.2.2"),
    network: one("first", "second"),
    prefix_length: one(16, 24),
    purpose: one("VPC_PEERING", "PRIVATE_SERVICE_CONNECT"),
    ...LABELS,
    ...PROJECT,
  },
  google_compute_global_forwarding_rule: {
    ...DESCRIPTION,
    ip_version: one("IPV4", "IPV6", PORTS[0]),
    metadata_filters: one([{ filter_match_criteria: "MATCH_ANY" }], [{ filter_match_criteria: "MATCH_ALL" }]),
    network: one("first", "second"),
    no_automate_dns_zone: one(true, false),
    service_directory_registrations: one([{ namespace: "first" }], [{ namespace: "second" }]),
    source_ip_ranges: one(["192.0.2.0/24"], ["198.51.100.0/24"]),
    subnetwork: one("first", "second"),
    ...PROJECT,
  },
  google_compute_target_http_proxy: { ...DESCRIPTION, proxy_bind: one(true, false), ...PROJECT },
  google_compute_target_https_proxy: {
    ...DESCRIPTION,
    proxy_bind: one(true, false),
    tls_early_data: one("STRICT", "PERMISSIVE"),
    ...PROJECT,
  },
  google_compute_managed_ssl_certificate: { type: one("MANAGED", "OTHER"), ...PROJECT },
  google_compute_ssl_certificate: { name_prefix: one("first", "second"), ...PROJECT },
  google_compute_ssl_policy: PROJECT,
  google_compute_url_map: PROJECT,
  google_certificate_manager_trust_config: { ...LABELS, ...PROJECT },
  google_network_security_server_tls_policy: {
    ...DESCRIPTION,
    ...LABELS,
    allow_open: one(true, false),
    location: one("europe-west1", "us-central1"),
    server_certificate: one(
      { certificate_provider_instance: { plugin_instance: "first" } },
      { certificate_provider_instance: { plugin_instance: "second" } },
    ),
    ...PROJECT,
  },
  google_certificate_manager_certificate: {
    ...DESCRIPTION,
    ...LABELS,
    location: one("global", "europe-west1"),
    managed: one({ domains: ["a.example.com"] }, { domains: ["b.example.com"] }),
    name: one("first", "second"),
    scope: one("EDGE_CACHE", "ALL_REGIONS"),
    self_managed: one({ pem_certificate: "first" }, { pem_certificate: "second" }),
    ...PROJECT,
  },
  google_certificate_manager_certificate_map: { ...DESCRIPTION, ...LABELS, name: one("first", "second"), ...PROJECT },
  google_certificate_manager_certificate_map_entry: {
    certificates: one(["first"], ["second"]),
    ...DESCRIPTION,
    ...LABELS,
    hostname: one("a.example.com", "b.example.com"),
    map: one("first", "second"),
    matcher: one("PRIMARY", "OTHER"),
    name: one("first", "second"),
    ...PROJECT,
  },
  google_certificate_manager_dns_authorization: {
    ...DESCRIPTION,
    ...LABELS,
    domain: one("a.example.com", "b.example.com"),
    location: one("global", "europe-west1"),
    name: one("first", "second"),
    type: one("FIXED_RECORD", "PER_PROJECT_RECORD"),
    ...PROJECT,
  },
  google_cloud_run_v2_service: { launch_stage: one("BETA", "ALPHA"), ...PROJECT },
  google_cloud_run_v2_service_iam_member: { condition: one({ title: "first" }, { title: "second" }), ...PROJECT },
  google_cloudfunctions_function: { ingress_settings: one("ALLOW_INTERNAL_ONLY", "ALLOW_INTERNAL_AND_GCLB") },
  google_cloudfunctions2_function: {
    "service_config.ingress_settings": one("ALLOW_INTERNAL_ONLY", "ALLOW_INTERNAL_AND_GCLB"),
  },
  google_dns_record_set: {
    routing_policy: one(
      { geo: { location: "us-east1", rrdatas: ["192.0.2.1"] } },
      { geo: { location: "us-west1", rrdatas: ["192.0.2.1"] } },
    ),
  },
  google_project_service: PROJECT,
  google_compute_region_network_endpoint_group: {
    network: one("first", "second"),
    psc_data: one({ producer_port: "1" }, { producer_port: "2" }),
    psc_target_service: one("first", "second"),
    subnetwork: one("first", "second"),
    ...PROJECT,
  },
};
