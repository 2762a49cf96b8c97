import { A, B, Config, IS_DEFAULT, NAME, TRUST_CONFIG, one, only, otherwiseFrom } from "./case";
import { pem } from "../neighbours";

const ONE_KIND = "a certificate is managed by Google or by you";
const ONE_MATCH = "an entry has a hostname or a matcher";
const ONE_DEFAULT = "a URL map has a default action";
const NEEDS_MODE = "a policy of a load balancer has a mode";
const [CA, CA_2] = ["partners-ca.pem", "partners-ca-2.pem"].map((file) => ({ pem_certificate: pem(file) }));
const HOST_RULE = [{ hosts: ["a.example.com"], path_matcher: "m" }];
const MATCHER = [{ name: "m", default_service: A("backend_service") }];
const addressOf = (id: string) => `\${google_compute_global_address.${id}.address}`;
const split = (weight: number) => ({
  weighted_backend_services: [
    { backend_service: A("backend_service"), weight },
    { backend_service: B("backend_service"), weight: 100 },
  ],
});

const errorsOf = (id: string): Config => ({
  error_service: `\${google_compute_backend_bucket.${id}.id}`,
  error_response_rule: [{ match_response_codes: ["5xx"], path: "/down.html" }],
});

const mapOf = (id: string) =>
  `//certificatemanager.googleapis.com/\${google_certificate_manager_certificate_map.${id}.id}`;
const certificateOf = (id: string) => `\${google_certificate_manager_certificate.${id}.id}`;
const policyOf = (id: string) => `\${google_network_security_server_tls_policy.${id}.id}`;
const nameOf = (type: string, id: string) => `\${google_certificate_manager_${type}.${id}.name}`;

function mtls(mode: string): Config {
  return { client_validation_mode: mode, client_validation_trust_config: TRUST_CONFIG("a") };
}

/** A cache policy. */
const cached = (seconds: string): Config => ({ cache_mode: "FORCE_CACHE_ALL", default_ttl: { seconds } });

/** A URL map with one path matcher. */
function inMatcher(matcher: Config): Config {
  return {
    default_service: A("backend_service"),
    host_rule: HOST_RULE,
    path_matcher: { name: "m", ...matcher },
  };
}

function redirect(host: string): Config {
  return { host_redirect: host, redirect_response_code: "MOVED_PERMANENTLY_DEFAULT", strip_query: false };
}

/** How the arguments of what visitors arrive at are tried. */
export const FRONT_END_SUBJECTS = {
  google_compute_global_address: {
    base: {},
    cases: {
      description: one("a", "b"),
      labels: one({ team: "a" }, { team: "b" }),
      address_type: only("EXTERNAL", IS_DEFAULT, "INTERNAL"),
      deletion_policy: one("PREVENT", "DELETE"),
      ip_version: one("IPV6", "IPV4"),
      name: NAME,
    },
  },
  google_compute_global_forwarding_rule: {
    base: {
      ip_address: addressOf("a"),
      load_balancing_scheme: "EXTERNAL_MANAGED",
      target: A("target_http_proxy"),
    },
    cases: {
      ip_address: one(addressOf("a"), addressOf("b"), { port_range: "81" }),
      ip_protocol: only("TCP", IS_DEFAULT, "UDP", { port_range: "82" }),
      labels: one({ team: "a" }, { team: "b" }, { port_range: "89" }),
      load_balancing_scheme: one("EXTERNAL_MANAGED", "EXTERNAL", { port_range: "83" }),
      name: one("first", "second", { port_range: "84" }),
      network_tier: only("PREMIUM", IS_DEFAULT, "STANDARD", { port_range: "85" }),
      port_range: one("86", "87"),
      target: one(A("target_http_proxy"), B("target_http_proxy"), { port_range: "88" }),
    },
  },
  google_compute_target_http_proxy: {
    base: { url_map: A("url_map") },
    cases: {
      http_keep_alive_timeout_sec: one(600, 700),
      name: NAME,
      url_map: one(A("url_map"), B("url_map")),
    },
  },
  google_compute_target_https_proxy: {
    base: { url_map: A("url_map"), ssl_certificates: [A("ssl_certificate")] },
    cases: {
      certificate_map: one(mapOf("a"), mapOf("b")),
      http_keep_alive_timeout_sec: one(600, 700),
      name: NAME,
      quic_override: one("ENABLE", "DISABLE"),
      server_tls_policy: one(policyOf("a"), policyOf("b")),
      ssl_certificates: one([A("ssl_certificate")], [B("ssl_certificate")]),
      ssl_policy: one(A("ssl_policy"), B("ssl_policy")),
      url_map: one(A("url_map"), B("url_map")),
    },
  },
  google_compute_managed_ssl_certificate: {
    base: { managed: { domains: ["a.example.com"] } },
    cases: {
      description: one("a", "b"),
      managed: one({ domains: ["a.example.com"] }, { domains: ["b.example.com"] }),
      name: NAME,
    },
  },
  google_compute_ssl_certificate: {
    base: { certificate: pem("certificate.pem"), private_key: pem("key.pem") },
    cases: {
      description: one("a", "b", { name: "described" }),
      name: one("own", "another"),
      certificate: one(pem("certificate.pem"), "another"),
      private_key: one(pem("key.pem"), "another"),
    },
  },
  google_compute_ssl_policy: {
    base: {},
    cases: {
      description: one("a", "b"),
      custom_features: only(
        ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"],
        "a custom profile has cipher suites",
        ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"],
        { profile: "CUSTOM" },
      ),
      min_tls_version: one("TLS_1_2", "TLS_1_1"),
      name: NAME,
      post_quantum_key_exchange: one("ENABLED", "DEFERRED"),
      profile: one("MODERN", "RESTRICTED"),
    },
  },
  google_compute_url_map: {
    base: {},
    cases: {
      default_custom_error_response_policy: one(errorsOf("a"), errorsOf("b"), {
        default_service: A("backend_service"),
      }),
      default_route_action: only(split(1), ONE_DEFAULT, split(2)),
      "default_route_action.cache_policy": one(cached("60"), cached("90"), {
        default_service: A("backend_service"),
        default_route_action: { timeout: { seconds: 5 } },
      }),
      "path_matcher.default_route_action.cache_policy": one(cached("60"), cached("90"), {
        ...inMatcher({ default_service: A("backend_service"), default_route_action: { timeout: { seconds: 5 } } }),
      }),
      "path_matcher.path_rule.route_action.cache_policy": one(cached("60"), cached("90"), {
        ...inMatcher({
          default_service: A("backend_service"),
          path_rule: { paths: ["/a"], service: A("backend_service"), route_action: { timeout: { seconds: 5 } } },
        }),
      }),
      "path_matcher.route_rules.route_action.cache_policy": one(cached("60"), cached("90"), {
        ...inMatcher({
          default_service: A("backend_service"),
          route_rules: {
            priority: 1,
            match_rules: [{ prefix_match: "/a" }],
            service: A("backend_service"),
            route_action: { timeout: { seconds: 5 } },
          },
        }),
      }),
      "default_route_action.timeout": one({ seconds: 5 }, { seconds: 6 }, { default_route_action: split(1) }),
      default_service: only(A("backend_service"), ONE_DEFAULT, B("backend_service")),
      default_url_redirect: only(redirect("a.example.com"), ONE_DEFAULT, redirect("b.example.com")),
      description: one("a", "b", { default_service: A("backend_service") }),
      header_action: one(
        { request_headers_to_remove: ["X-A"] },
        { request_headers_to_remove: ["X-B"] },
        { default_service: A("backend_service") },
      ),
      host_rule: one(HOST_RULE, [{ hosts: ["b.example.com"], path_matcher: "m" }], {
        default_service: A("backend_service"),
        path_matcher: MATCHER,
      }),
      name: one("first", "second", { default_service: A("backend_service") }),
      path_matcher: one(MATCHER, [{ name: "m", default_service: B("backend_service") }], {
        default_service: A("backend_service"),
        host_rule: HOST_RULE,
      }),
      test: one(
        [{ host: "a.example.com", path: "/", service: A("backend_service") }],
        [{ host: "a.example.com", path: "/b", service: A("backend_service") }],
        { default_service: A("backend_service") },
      ),
    },
  },
  google_certificate_manager_certificate: {
    base: {},
    cases: {
      labels: one({ team: "a" }, { team: "b" }, { managed: { domains: ["a.example.com"] } }),
      managed: only({ domains: ["a.example.com"] }, ONE_KIND, { domains: ["b.example.com"] }),
      name: one("first", "second", { managed: { domains: ["a.example.com"] } }),
      self_managed: otherwiseFrom(
        "7.44.0",
        { changed: "in place" },
        only({ pem_certificate: pem("certificate.pem"), pem_private_key: pem("key.pem") }, ONE_KIND, {
          pem_certificate: pem("renewed.pem"),
          pem_private_key: pem("key.pem"),
        }),
      ),
    },
  },
  google_certificate_manager_certificate_map: {
    base: {},
    cases: { description: one("a", "b"), labels: one({ team: "a" }, { team: "b" }), name: NAME },
  },
  google_certificate_manager_certificate_map_entry: {
    base: { map: nameOf("certificate_map", "a"), certificates: [certificateOf("a")] },
    cases: {
      certificates: one([certificateOf("a")], [certificateOf("b")], { hostname: "a.example.com" }),
      hostname: only("b.example.com", ONE_MATCH, "c.example.com"),
      labels: one({ team: "a" }, { team: "b" }, { hostname: "d.example.com" }),
      map: one(nameOf("certificate_map", "a"), nameOf("certificate_map", "b"), { hostname: "e.example.com" }),
      matcher: only("PRIMARY", ONE_MATCH, "OTHER"),
      name: one("first", "second", { hostname: "f.example.com" }),
    },
  },
  google_certificate_manager_dns_authorization: {
    base: { domain: "example.com" },
    cases: {
      domain: one("a.example.com", "b.example.com"),
      labels: one({ team: "a" }, { team: "b" }),
      name: NAME,
      type: one("PER_PROJECT_RECORD", "FIXED_RECORD"),
    },
  },
  google_certificate_manager_trust_config: {
    base: { location: "global" },
    cases: {
      allowlisted_certificates: one([CA], [CA_2], { trust_stores: [{ trust_anchors: [CA] }] }),
      description: one("a", "b", { trust_stores: [{ trust_anchors: [CA] }] }),
      location: one("global", "europe-west1", { trust_stores: [{ trust_anchors: [CA] }] }),
      name: one("first", "second", { trust_stores: [{ trust_anchors: [CA] }] }),
      trust_stores: one([{ trust_anchors: [CA] }], [{ trust_anchors: [CA_2] }], { allowlisted_certificates: [CA] }),
    },
  },
  google_network_security_server_tls_policy: {
    base: {},
    cases: {
      mtls_policy: only(mtls("REJECT_INVALID"), NEEDS_MODE, mtls("ALLOW_INVALID_OR_MISSING_CLIENT_CERT")),
      name: one("first", "second", { mtls_policy: mtls("REJECT_INVALID") }),
    },
  },
  google_dns_record_set: {
    base: { managed_zone: "example", type: "A", ttl: 300, rrdatas: ["192.0.2.1"] },
    cases: {
      managed_zone: one("example", "another", { name: "zone.example.com." }),
      name: one("a.example.com.", "b.example.com."),
      project: one("acme", "another", { name: "project.example.com." }),
      rrdatas: only(["192.0.2.1"], "a record has values", ["192.0.2.2"], { name: "values.example.com." }),
      ttl: one(300, 600, { name: "ttl.example.com." }),
      type: one("A", "AAAA", { name: "type.example.com." }),
    },
  },
};
