/** Arguments that our props call otherwise than by the same words in camel case, by resource type and path. */
const PROP_NAMES: { readonly [type: string]: { readonly [argument: string]: string } } = {
  google_compute_backend_service: {
    "cdn_policy.client_ttl": "clientTtlSec",
    "cdn_policy.default_ttl": "defaultTtlSec",
    "cdn_policy.max_ttl": "maxTtlSec",
    "cdn_policy.negative_caching_policy.ttl": "ttlSec",
    "cdn_policy.serve_while_stale": "serveWhileStaleSec",
  },
  google_compute_security_policy: {
    "rule.match.config.src_ip_ranges": "ipRanges",
    "rule.preconfigured_waf_config.exclusion.request_cookie": "requestCookies",
    "rule.preconfigured_waf_config.exclusion.request_header": "requestHeaders",
    "rule.preconfigured_waf_config.exclusion.request_query_param": "requestQueryParams",
    "rule.preconfigured_waf_config.exclusion.request_uri": "requestUris",
  },
};

/** What a prop is called that writes an argument. */
export function propName(type: string, argument: string): string {
  const name = argument.slice(argument.lastIndexOf(".") + 1);
  return PROP_NAMES[type]?.[argument] ?? name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
