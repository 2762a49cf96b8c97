import { A, ALLOWED, B, Config, IS_DEFAULT, NAME, fromRange, one, only } from "./case";

const nameOf = (id: string, type = "service") => `\${google_compute_backend_${type}.${id}.name}`;
const settingsOf = (id: string) => `projects/acme/iap_web/compute/services/${id}`;
const preflights = (isAllowed: boolean) => ({ cors_settings: { allow_http_options: isAllowed } });
const EDGE = (id: string) => `\${google_compute_security_policy.edge_${id}.id}`;
const DENIED = { action: "deny(403)", priority: 1, match: fromRange("192.0.2.0/24") };
const CDN = {
  enable_cdn: true,
  cdn_policy: { cache_mode: "CACHE_ALL_STATIC", cache_key_policy: { include_host: true } },
};
const BUCKET_CDN = {
  enable_cdn: true,
  cdn_policy: { cache_mode: "CACHE_ALL_STATIC", cache_key_policy: { include_http_headers: ["X-Device"] } },
};
const ADAPTIVE = { adaptive_protection_config: { layer_7_ddos_defense_config: { enable: true } } };
const LOGS = { log_config: { enable: true, sample_rate: 0.5 } };
const OUTLIERS = { outlier_detection: { max_ejection_percent: 90 } };

/** How the arguments of the cache policy are tried, of a backend service or bucket. */
const cdnCases = (others: Config) => ({
  cdn_policy: one(
    { cache_mode: "USE_ORIGIN_HEADERS", signed_url_cache_max_age_sec: 60 },
    { cache_mode: "USE_ORIGIN_HEADERS", signed_url_cache_max_age_sec: 90 },
    { enable_cdn: true },
  ),
  "cdn_policy.cache_mode": one("USE_ORIGIN_HEADERS", "FORCE_CACHE_ALL", {
    enable_cdn: true,
    cdn_policy: { signed_url_cache_max_age_sec: 60 },
  }),
  "cdn_policy.client_ttl": one(60, 90, others),
  "cdn_policy.default_ttl": one(60, 90, others),
  "cdn_policy.max_ttl": one(6000, 9000, others),
  "cdn_policy.negative_caching": one(true, false, others),
  "cdn_policy.serve_while_stale": one(60, 90, others),
  "cdn_policy.request_coalescing": one(false, true, others),
  "cdn_policy.signed_url_cache_max_age_sec": one(60, 90, others),
});

/** How the arguments of backend services and Armor policies are tried. */
export const BACKEND_SUBJECTS = {
  google_compute_backend_service: {
    base: { load_balancing_scheme: "EXTERNAL_MANAGED", protocol: "HTTPS" },
    cases: {
      backend: one([{ group: A("region_network_endpoint_group") }], [{ group: B("region_network_endpoint_group") }]),
      ...cdnCases(CDN),
      compression_mode: one("AUTOMATIC", "DISABLED"),
      custom_request_headers: one(["X-Site: a"], ["X-Site: b"]),
      custom_response_headers: one(["X-Site: a"], ["X-Site: b"]),
      description: one("a", "b"),
      edge_security_policy: one(EDGE("a"), EDGE("b")),
      enable_cdn: one(true, false, {
        cdn_policy: { cache_mode: "CACHE_ALL_STATIC", signed_url_cache_max_age_sec: 60 },
      }),
      iap: one({ enabled: true }, { enabled: false }),
      "iap.enabled": one(true, false, { iap: { oauth2_client_id: "a", oauth2_client_secret: "b" } }),
      load_balancing_scheme: one("EXTERNAL_MANAGED", "EXTERNAL"),
      log_config: one({ enable: true, sample_rate: 0.5 }, { enable: true, sample_rate: 0.7 }),
      "log_config.optional_mode": one("INCLUDE_ALL_OPTIONAL", "EXCLUDE_ALL_OPTIONAL", LOGS),
      "log_config.request_headers": one([{ header_name: "X-A" }], [{ header_name: "X-B" }], LOGS),
      "log_config.response_headers": one([{ header_name: "X-A" }], [{ header_name: "X-B" }], LOGS),
      "log_config.sample_rate": one(0.5, 0.7, { log_config: { enable: true } }),
      name: NAME,
      outlier_detection: one({ consecutive_errors: 7 }, { consecutive_errors: 8 }),
      "outlier_detection.base_ejection_time.seconds": one(40, 50, OUTLIERS),
      "outlier_detection.consecutive_errors": one(7, 8, OUTLIERS),
      "outlier_detection.consecutive_gateway_failure": one(7, 8, OUTLIERS),
      "outlier_detection.enforcing_consecutive_errors": one(50, 60, OUTLIERS),
      "outlier_detection.enforcing_consecutive_gateway_failure": one(50, 60, OUTLIERS),
      "outlier_detection.interval.seconds": one(5, 6, OUTLIERS),
      "outlier_detection.max_ejection_percent": one(60, 70, { outlier_detection: { consecutive_errors: 7 } }),
      protocol: one("HTTPS", "HTTP2"),
      security_policy: one(A("security_policy"), B("security_policy")),
    },
  },
  google_iap_web_backend_service_iam_binding: {
    base: {
      members: ["user:ann@example.com"],
      role: "roles/iap.httpsResourceAccessor",
      web_backend_service: nameOf("a"),
    },
    cases: {
      members: one(["user:ann@example.com"], ["user:ben@example.com"]),
      role: one("roles/iap.httpsResourceAccessor", "roles/iap.admin"),
      web_backend_service: one(nameOf("a"), nameOf("b")),
    },
  },
  google_iap_settings: {
    base: {
      depends_on: ["google_compute_backend_service.a", "google_compute_backend_service.b"],
      name: settingsOf("a"),
    },
    cases: {
      access_settings: one(preflights(true), preflights(false)),
      name: one(settingsOf("a"), settingsOf("b"), { access_settings: preflights(true) }),
    },
  },
  google_compute_backend_bucket: {
    base: { bucket_name: "acme-assets" },
    cases: {
      bucket_name: one("acme-one", "acme-two"),
      ...cdnCases(BUCKET_CDN),
      compression_mode: one("AUTOMATIC", "DISABLED"),
      custom_response_headers: one(["X-Site: a"], ["X-Site: b"]),
      description: one("a", "b"),
      edge_security_policy: one(EDGE("a"), EDGE("b")),
      enable_cdn: one(true, false, { cdn_policy: BUCKET_CDN.cdn_policy }),
      name: NAME,
    },
  },
  google_compute_backend_bucket_signed_url_key: {
    base: { backend_bucket: nameOf("a", "bucket"), key_value: "AAAAAAAAAAAAAAAAAAAAAA==" },
    cases: {
      name: NAME,
      key_value: one("BBBBBBBBBBBBBBBBBBBBBA==", "CCCCCCCCCCCCCCCCCCCCCA=="),
      backend_bucket: one(nameOf("a", "bucket"), nameOf("b", "bucket")),
    },
  },
  google_compute_backend_service_signed_url_key: {
    base: { backend_service: nameOf("a"), key_value: "AAAAAAAAAAAAAAAAAAAAAA==" },
    cases: {
      name: NAME,
      key_value: one("BBBBBBBBBBBBBBBBBBBBBA==", "CCCCCCCCCCCCCCCCCCCCCA=="),
      backend_service: one(nameOf("a"), nameOf("b")),
    },
  },
  google_compute_security_policy: {
    base: { rule: [ALLOWED] },
    cases: {
      adaptive_protection_config: one(
        { layer_7_ddos_defense_config: { enable: true } },
        { layer_7_ddos_defense_config: { enable: false } },
      ),
      "adaptive_protection_config.layer_7_ddos_defense_config.rule_visibility": one("PREMIUM", "STANDARD", ADAPTIVE),
      "adaptive_protection_config.layer_7_ddos_defense_config.threshold_configs": only(
        [{ name: "a", auto_deploy_load_threshold: 0.5 }],
        "the provider plans to take the last away, and leaves it, again and again",
        [{ name: "b", auto_deploy_load_threshold: 0.5 }],
        ADAPTIVE,
      ),
      "advanced_options_config.json_custom_config": one(
        { content_types: ["application/vnd.api+json"] },
        { content_types: ["application/json"] },
        { advanced_options_config: { json_parsing: "STANDARD" } },
      ),
      "advanced_options_config.json_parsing": one("STANDARD", "DISABLED", {
        advanced_options_config: { log_level: "VERBOSE" },
      }),
      "advanced_options_config.log_level": one("VERBOSE", "NORMAL", {
        advanced_options_config: { json_parsing: "STANDARD" },
      }),
      "advanced_options_config.request_body_inspection_size": one("64KB", "8KB", {
        advanced_options_config: { json_parsing: "STANDARD" },
      }),
      "advanced_options_config.user_ip_request_headers": one(["X-A"], ["X-B"], {
        advanced_options_config: { json_parsing: "STANDARD" },
      }),
      advanced_options_config: one({ log_level: "VERBOSE" }, { log_level: "NORMAL" }),
      description: one("a", "b"),
      labels: one({ team: "a" }, { team: "b" }),
      name: NAME,
      recaptcha_options_config: only(
        { redirect_site_key: "a" },
        "the provider plans to take it away, and leaves it, again and again",
        { redirect_site_key: "b" },
      ),
      rule: one([DENIED, ALLOWED], [{ ...DENIED, priority: 2 }, ALLOWED]),
      type: only("CLOUD_ARMOR", IS_DEFAULT, "CLOUD_ARMOR_EDGE"),
    },
  },
};
