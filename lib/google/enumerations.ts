import { CLIENT_VALIDATION_MODES } from "./client-validation";
import { APP_ENGINE_INGRESSES, CLOUD_RUN_INGRESSES, FUNCTION_INGRESSES } from "./ingress";
import { KEY_EXCHANGES, SSL_PROFILES } from "./tls";

/** The values that the provider takes for an argument, by the path of the argument. */
interface Enumerations {
  readonly [argument: string]: readonly string[];
}

/** The load balancing schemes of a backend service and of a forwarding rule. */
export const LOAD_BALANCING_SCHEMES = ["EXTERNAL", "EXTERNAL_MANAGED", "INTERNAL_MANAGED", "INTERNAL_SELF_MANAGED"];

const MIGRATION_STATES = ["PREPARE", "TEST_BY_PERCENTAGE", "TEST_ALL_TRAFFIC"];
const METADATA_CRITERIA = ["MATCH_ALL", "MATCH_ANY"];
const LOCALITY_POLICIES = ["ROUND_ROBIN", "LEAST_REQUEST", "RING_HASH", "RANDOM", "ORIGINAL_DESTINATION", "MAGLEV"];
const OPERATORS = ["EQUALS", "STARTS_WITH", "ENDS_WITH", "CONTAINS", "EQUALS_ANY"];
const REDIRECT_TYPES = ["EXTERNAL_302", "GOOGLE_RECAPTCHA"];
const KEYS = [
  ...["ALL", "IP", "HTTP_HEADER", "XFF_IP", "HTTP_COOKIE", "HTTP_PATH", "SNI", "REGION_CODE"],
  ...["TLS_JA3_FINGERPRINT", "TLS_JA4_FINGERPRINT", "USER_IP"],
];

/** The arguments of a rule of a security policy. */
const RULE: Enumerations = {
  "match.versioned_expr": ["SRC_IPS_V1"],
  "preconfigured_waf_config.exclusion.request_cookie.operator": OPERATORS,
  "preconfigured_waf_config.exclusion.request_header.operator": OPERATORS,
  "preconfigured_waf_config.exclusion.request_query_param.operator": OPERATORS,
  "preconfigured_waf_config.exclusion.request_uri.operator": OPERATORS,
  "rate_limit_options.enforce_on_key": KEYS,
  "rate_limit_options.enforce_on_key_configs.enforce_on_key_type": KEYS,
  "rate_limit_options.exceed_redirect_options.type": REDIRECT_TYPES,
  "redirect_options.type": REDIRECT_TYPES,
};

const FUNCTION_EGRESSES = ["VPC_CONNECTOR_EGRESS_SETTINGS_UNSPECIFIED", "PRIVATE_RANGES_ONLY", "ALL_TRAFFIC"];

/** The types whose values the provider also takes in lower case. */
export const IN_ANY_CASE = ["google_cloudfunctions_function"];

/** By the type of the resource. What a rule of its own says more of is not here. */
export const ENUMERATIONS: { readonly [type: string]: Enumerations } = {
  google_app_engine_service_network_settings: {
    "network_settings.ingress_traffic_allowed": Object.keys(APP_ENGINE_INGRESSES),
  },
  google_cloud_run_v2_service: {
    ingress: Object.keys(CLOUD_RUN_INGRESSES),
    launch_stage: ["UNIMPLEMENTED", "PRELAUNCH", "EARLY_ACCESS", "ALPHA", "BETA", "GA", "DEPRECATED"],
    "scaling.scaling_mode": ["AUTOMATIC", "MANUAL"],
    "template.execution_environment": ["EXECUTION_ENVIRONMENT_GEN1", "EXECUTION_ENVIRONMENT_GEN2"],
    "template.volumes.empty_dir.medium": ["MEMORY"],
    "template.vpc_access.egress": ["ALL_TRAFFIC", "PRIVATE_RANGES_ONLY"],
    "traffic.type": ["TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION"],
  },
  google_cloudfunctions2_function: {
    "event_trigger.retry_policy": ["RETRY_POLICY_UNSPECIFIED", "RETRY_POLICY_DO_NOT_RETRY", "RETRY_POLICY_RETRY"],
    "service_config.ingress_settings": Object.keys(FUNCTION_INGRESSES),
    "service_config.vpc_connector_egress_settings": FUNCTION_EGRESSES,
  },
  google_cloudfunctions_function: {
    ingress_settings: Object.keys(FUNCTION_INGRESSES),
    vpc_connector_egress_settings: FUNCTION_EGRESSES,
  },
  google_compute_backend_bucket: { load_balancing_scheme: ["INTERNAL_MANAGED"] },
  google_compute_backend_service: {
    "backend.balancing_mode": ["UTILIZATION", "RATE", "CONNECTION", "CUSTOM_METRICS"],
    "backend.preference": ["PREFERRED", "DEFAULT"],
    external_managed_migration_state: MIGRATION_STATES,
    ip_address_selection_policy: ["IPV4_ONLY", "PREFER_IPV6", "IPV6_ONLY"],
    load_balancing_scheme: LOAD_BALANCING_SCHEMES,
    "locality_lb_policies.policy.name": LOCALITY_POLICIES,
    locality_lb_policy: [...LOCALITY_POLICIES, "WEIGHTED_MAGLEV", "WEIGHTED_ROUND_ROBIN"],
    protocol: ["HTTP", "HTTPS", "HTTP2", "TCP", "SSL", "UDP", "GRPC", "UNSPECIFIED", "H2C"],
    session_affinity: [
      ...["NONE", "CLIENT_IP", "CLIENT_IP_PORT_PROTO", "CLIENT_IP_PROTO", "GENERATED_COOKIE"],
      ...["HEADER_FIELD", "HTTP_COOKIE", "STRONG_COOKIE_AFFINITY"],
    ],
  },
  google_compute_global_address: {
    address_type: ["EXTERNAL", "INTERNAL"],
    deletion_policy: ["DELETE", "PREVENT", "ABANDON"],
  },
  google_compute_global_forwarding_rule: {
    external_managed_backend_bucket_migration_state: MIGRATION_STATES,
    ip_protocol: ["TCP", "UDP", "ESP", "AH", "SCTP", "ICMP"],
    ip_version: ["IPV4", "IPV6"],
    load_balancing_scheme: LOAD_BALANCING_SCHEMES,
    "metadata_filters.filter_match_criteria": METADATA_CRITERIA,
  },
  google_compute_managed_ssl_certificate: { type: ["MANAGED"] },
  google_compute_region_network_endpoint_group: {
    network_endpoint_type: [
      ...["SERVERLESS", "PRIVATE_SERVICE_CONNECT", "INTERNET_IP_PORT", "INTERNET_FQDN_PORT"],
      "GCE_VM_IP_PORTMAP",
    ],
  },
  google_compute_security_policy: {
    "adaptive_protection_config.layer_7_ddos_defense_config.rule_visibility": ["STANDARD", "PREMIUM"],
    "adaptive_protection_config.layer_7_ddos_defense_config.threshold_configs.traffic_granularity_configs.type": [
      "HTTP_HEADER_HOST",
      "HTTP_PATH",
    ],
    "advanced_options_config.json_parsing": ["DISABLED", "STANDARD", "STANDARD_WITH_GRAPHQL"],
    "advanced_options_config.log_level": ["NORMAL", "VERBOSE"],
    "advanced_options_config.request_body_inspection_size": ["8KB", "16KB", "32KB", "48KB", "64KB"],
    type: ["CLOUD_ARMOR", "CLOUD_ARMOR_EDGE", "CLOUD_ARMOR_INTERNAL_SERVICE"],
    ...Object.fromEntries(Object.entries(RULE).map(([argument, values]) => [`rule.${argument}`, values])),
  },
  google_compute_security_policy_rule: RULE,
  google_compute_ssl_policy: {
    post_quantum_key_exchange: Object.keys(KEY_EXCHANGES),
    profile: Object.keys(SSL_PROFILES),
  },
  google_compute_target_https_proxy: { tls_early_data: ["STRICT", "PERMISSIVE", "UNRESTRICTED", "DISABLED"] },
  google_compute_url_map: {
    "path_matcher.route_rules.match_rules.metadata_filters.filter_match_criteria": METADATA_CRITERIA,
  },
  google_network_security_server_tls_policy: {
    "mtls_policy.client_validation_mode": CLIENT_VALIDATION_MODES,
  },
};
