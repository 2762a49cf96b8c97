import { camelCase } from "../app/snake-case";

/** Where a URL map says what is done to requests on their way. */
const ROUTE_ACTIONS = [
  "default_route_action",
  "path_matcher.default_route_action",
  "path_matcher.path_rule.route_action",
  "path_matcher.route_rules.route_action",
];
const ROUTE_OPTIONS = {
  timeout: "timeoutSec",
  "retry_policy.per_try_timeout": "perTryTimeoutSec",
  "cors_policy.max_age": "maxAgeSec",
  "fault_injection_policy.delay.fixed_delay": "fixedDelaySec",
};

/** Where a URL map redirects. */
const REDIRECTS = [
  "default_url_redirect",
  "path_matcher.default_url_redirect",
  "path_matcher.path_rule.url_redirect",
  "path_matcher.route_rules.url_redirect",
];
const PATHS_REDIRECTED = { path_redirect: "PathRedirect.fullPath", prefix_redirect: "PathRedirect.prefix" };
const PATHS_REWRITTEN = { path_prefix_rewrite: "PathRewrite.prefix", path_template_rewrite: "PathRewrite.template" };

/** What Cloud CDN caches, for backend services and backend buckets. */
const CDN_POLICY = {
  "cdn_policy.cache_key_policy.query_string_blacklist": "CacheKeyQueryString.blacklist",
  "cdn_policy.cache_key_policy.query_string_whitelist": "CacheKeyQueryString.whitelist",
  "cdn_policy.client_ttl": "clientTtlSec",
  "cdn_policy.default_ttl": "defaultTtlSec",
  "cdn_policy.max_ttl": "maxTtlSec",
  "cdn_policy.negative_caching_policy": "NegativeCaching.custom",
  "cdn_policy.negative_caching_policy.ttl": "ttlSec",
  "cdn_policy.serve_while_stale": "serveWhileStaleSec",
};

/** Arguments that our props call otherwise than by the same words in camel case, by resource type and path. */
const PROP_NAMES: { readonly [type: string]: { readonly [argument: string]: string } } = {
  // what a call was given, before there is a resource
  "": { ...PATHS_REDIRECTED, ...PATHS_REWRITTEN },
  google_cloud_run_v2_service: {
    iap_enabled: "iap",
    "template.containers.env.value_source": "secretEnv",
    "template.containers.liveness_probe.grpc": "CloudRunProbe.grpc",
    "template.containers.liveness_probe.http_get": "CloudRunProbe.httpGet",
    "template.containers.liveness_probe.initial_delay_seconds": "initialDelaySec",
    "template.containers.liveness_probe.period_seconds": "periodSec",
    "template.containers.liveness_probe.tcp_socket": "CloudRunProbe.tcpSocket",
    "template.containers.liveness_probe.timeout_seconds": "timeoutSec",
    "template.containers.readiness_probe.grpc": "CloudRunProbe.grpc",
    "template.containers.readiness_probe.http_get": "CloudRunProbe.httpGet",
    "template.containers.readiness_probe.initial_delay_seconds": "initialDelaySec",
    "template.containers.readiness_probe.period_seconds": "periodSec",
    "template.containers.readiness_probe.tcp_socket": "CloudRunProbe.tcpSocket",
    "template.containers.readiness_probe.timeout_seconds": "timeoutSec",
    "template.containers.startup_probe.initial_delay_seconds": "initialDelaySec",
    "template.containers.startup_probe.period_seconds": "periodSec",
    "template.containers.startup_probe.timeout_seconds": "timeoutSec",
    "template.containers.volume_mounts.mount_path": "volumeMounts",
    "template.timeout": "timeoutSec",
    "template.vpc_access.network_interfaces": "VpcAccess.directEgress",
  },
  google_compute_backend_bucket: CDN_POLICY,
  google_compute_backend_service: {
    ...CDN_POLICY,
    "outlier_detection.base_ejection_time": "baseEjectionTimeSec",
    "outlier_detection.interval": "intervalSec",
  },
  google_compute_url_map: {
    ...CDN_POLICY,
    ...inEach(ROUTE_ACTIONS, ROUTE_OPTIONS),
    ...inEach(
      ROUTE_ACTIONS.map((action) => `${action}.url_rewrite`),
      PATHS_REWRITTEN,
    ),
    ...inEach(REDIRECTS, PATHS_REDIRECTED),
    default_custom_error_response_policy: "customErrorResponsePolicy",
    "path_matcher.default_custom_error_response_policy": "customErrorResponsePolicy",
    "path_matcher.route_rules.match_rules.full_path_match": "PathMatch.fullPath",
    "path_matcher.route_rules.match_rules.prefix_match": "PathMatch.prefix",
  },
  google_compute_security_policy: {
    adaptive_protection_config: "adaptiveProtection",
    "recaptcha_options_config.redirect_site_key": "recaptchaRedirectSiteKey",
    "rule.header_action.request_headers_to_adds": "requestHeadersToAdd",
    "rule.match.config.src_ip_ranges": "ipRanges",
    "rule.preconfigured_waf_config.exclusion.request_cookie": "requestCookies",
    "rule.preconfigured_waf_config.exclusion.request_header": "requestHeaders",
    "rule.preconfigured_waf_config.exclusion.request_query_param": "requestQueryParams",
    "rule.preconfigured_waf_config.exclusion.request_uri": "requestUris",
  },
};

/** Arguments of several blocks, by their paths. */
function inEach(blocks: readonly string[], props: { readonly [argument: string]: string }) {
  return Object.fromEntries(
    blocks.flatMap((block) => Object.entries(props).map(([argument, prop]) => [`${block}.${argument}`, prop])),
  );
}

/** What a prop is called that writes an argument. */
export function propName(type: string, argument: string): string {
  const name = argument.slice(argument.lastIndexOf(".") + 1);
  return PROP_NAMES[type]?.[argument] ?? camelCase(name);
}

/** The props that write an argument of a name, wherever it stands. */
export function propsWriting(name: string): string[] {
  return Object.values(PROP_NAMES)
    .flatMap((props) => Object.entries(props))
    .flatMap(([argument, prop]) => (argument.slice(argument.lastIndexOf(".") + 1) === name ? [prop] : []));
}
