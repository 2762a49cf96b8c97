/** What writes the arguments that no prop of the same words writes. */

/** What takes the value of an argument, by the name of its type: `BackendServiceProps.name`. */
export interface Setting {
  readonly owner: string;
  readonly member: string;
}

/** The constructs write it by themselves: a reference, or what follows from others. */
const BY_ITSELF: readonly string[] = [];
/** The constructs always write the same value. */
const ALWAYS: readonly string[] = [];

/** By resource type and the end of the path. */
const OTHER_NAMES: { readonly [type: string]: { readonly [path: string]: readonly string[] } } = {
  google_certificate_manager_certificate: {
    "managed.dns_authorizations": ["CertificateMapProps.dnsAuthorizationType"],
    "self_managed.pem_certificate": ["CertificateMapCertificateOptions.certificate"],
    "self_managed.pem_private_key": ["CertificateMapCertificateOptions.privateKey"],
  },
  google_certificate_manager_certificate_map_entry: {
    certificates: ["CertificateMapProps.domains", "CertificateMap.addCertificate"],
    hostname: ["CertificateMapProps.domains", "CertificateMap.addDomain"],
    map: BY_ITSELF,
    matcher: ALWAYS,
  },
  google_certificate_manager_dns_authorization: { type: ["CertificateMapProps.dnsAuthorizationType"] },
  google_certificate_manager_trust_config: { location: ALWAYS },
  google_cloud_run_v2_service: {
    invoker_iam_disabled: ["CloudRunInvoker.withoutIamCheck"],
    location: ["CloudRunServiceProps.region"],
    "containers.env.name": ["CloudRunContainerOptions.env", "CloudRunContainerOptions.secretEnv"],
    "containers.env.value": ["CloudRunContainerOptions.env"],
    "containers.name": ["CloudRunServiceProps.containerName", "CloudRunSidecar.name"],
    "containers.volume_mounts.name": ["CloudRunContainerOptions.volumeMounts"],
    "template.gpu_zonal_redundancy_disabled": ["CloudRunGpuOptions.zonalRedundancy"],
    "template.volumes.gcs.bucket": ["CloudRunVolume.cloudStorage"],
    "template.volumes.empty_dir.medium": ["CloudRunVolume.inMemory"],
    "template.volumes.name": ["CloudRunContainerOptions.volumeMounts"],
    "template.vpc_access.egress": ["DirectVpcEgressOptions.egress", "VpcAccess.connector"],
  },
  google_cloud_run_v2_service_iam_member: {
    location: ["CloudRunServiceProps.region"],
    member: ["CloudRunInvoker.members", "CloudRunService.grantInvoke"],
    name: BY_ITSELF,
    role: ALWAYS,
  },
  google_iap_web_cloud_run_service_iam_binding: {
    cloud_run_service_name: BY_ITSELF,
    location: ["CloudRunServiceProps.region"],
    role: ALWAYS,
  },
  google_compute_backend_bucket: {
    "cdn_policy.cache_mode": ["CdnPolicy.cacheAllStatic", "CdnPolicy.forceCacheAll", "CdnPolicy.useOriginHeaders"],
    enable_cdn: ["BackendBucketProps.cdnPolicy"],
  },
  google_compute_backend_bucket_signed_url_key: { backend_bucket: ["BackendBucket.addSignedUrlKey"] },
  google_compute_backend_service: {
    "cache_key_policy.include_query_string": ["CacheKeyPolicy.queryString"],
    "cdn_policy.cache_mode": ["CdnPolicy.cacheAllStatic", "CdnPolicy.forceCacheAll", "CdnPolicy.useOriginHeaders"],
    enable_cdn: ["BackendServiceProps.cdnPolicy"],
    "iap.oauth2_client_id": ["IapOauthClientOptions.clientId"],
    "iap.oauth2_client_secret": ["IapOauthClientOptions.clientSecret"],
    load_balancing_scheme: ALWAYS,
    protocol: ALWAYS,
  },
  google_compute_backend_service_signed_url_key: { backend_service: ["BackendService.addSignedUrlKey"] },
  google_compute_global_address: { address_type: ALWAYS },
  google_compute_global_forwarding_rule: {
    ip_address: ["ApplicationLoadBalancerProps.address", "ApplicationLoadBalancerProps.ipv6Address"],
    ip_protocol: ALWAYS,
    load_balancing_scheme: ALWAYS,
    name: ["ApplicationLoadBalancerProps.names", "ForwardingRuleOptions.name"],
    network_tier: ALWAYS,
    port_range: ["ApplicationLoadBalancerProps.httpsPort", "ApplicationLoadBalancerProps.httpPort"],
    target: BY_ITSELF,
  },
  google_compute_region_network_endpoint_group: { network_endpoint_type: ALWAYS },
  google_compute_security_policy: {
    "rule.action": ["SecurityRule.allow", "SecurityRule.deny", "SecurityRule.throttle"],
    "rule.description": ["SecurityRuleOptions.description"],
    "rule.match.versioned_expr": ["SecurityMatch.ipRanges"],
    "exclusion.target_rule_set": ["SecurityMatch.preconfiguredWaf"],
    "rule.rate_limit_options.conform_action": ALWAYS,
    "enforce_on_key_configs.enforce_on_key_name": ["EnforceOnKey.httpHeader", "EnforceOnKey.httpCookie"],
    "enforce_on_key_configs.enforce_on_key_type": ["EnforceOnKey.combined"],
    "rule.redirect_options.target": ["SecurityRedirect.external302"],
    "rule.redirect_options.type": ["SecurityRedirect.external302", "SecurityRedirect.googleRecaptcha"],
    type: BY_ITSELF,
  },
  google_compute_ssl_policy: { custom_features: ["SslProfile.custom"] },
  google_compute_target_http_proxy: { name: ["ApplicationLoadBalancerProps.names"] },
  google_compute_target_https_proxy: {
    name: ["ApplicationLoadBalancerProps.names"],
    server_tls_policy: ["ApplicationLoadBalancerProps.clientAuthentication"],
    ssl_certificates: ["ApplicationLoadBalancerProps.domains", "ApplicationLoadBalancerProps.certificates"],
  },
  google_compute_url_map: {
    "default_url_redirect.https_redirect": ["ApplicationLoadBalancerProps.httpRedirect"],
    "path_matcher.default_custom_error_response_policy": ["HostRule.customErrorResponsePolicy"],
    "path_matcher.name": BY_ITSELF,
    "query_parameter_matches.name": ["QueryParameterMatch.exact", "QueryParameterMatch.present"],
    "host_rule.path_matcher": ["UrlMapProps.hostRules"],
    "route_rules.priority": ["Routes.inOrder"],
    "header_matches.exact_match": ["HeaderMatch.exact"],
    "header_matches.present_match": ["HeaderMatch.present"],
    "header_matches.prefix_match": ["HeaderMatch.prefix"],
    "header_matches.suffix_match": ["HeaderMatch.suffix"],
    "header_matches.range_match": ["HeaderMatch.inRange"],
    "query_parameter_matches.exact_match": ["QueryParameterMatch.exact"],
    "query_parameter_matches.present_match": ["QueryParameterMatch.present"],
    "test.host": ["RouteTest.forward", "RouteTest.redirect"],
    "weighted_backend_services.backend_service": ["WeightedBackendService.service"],
  },
  google_dns_record_set: {
    managed_zone: BY_ITSELF,
    name: BY_ITSELF,
    rrdatas: BY_ITSELF,
    ttl: BY_ITSELF,
    type: BY_ITSELF,
  },
  google_iap_settings: { access_settings: ["IapOptions.allowsCorsPreflights"], name: BY_ITSELF },
  google_iap_web_backend_service_iam_binding: { role: ALWAYS, web_backend_service: BY_ITSELF },
  google_network_security_server_tls_policy: { "mtls_policy.client_validation_trust_config": BY_ITSELF },
};

/** What writes an argument that is in the table; nothing for one that is not. */
export function otherNames(type: string, path: string): readonly Setting[] | undefined {
  return rowOf(type, path)?.map((name) => {
    const [owner, member] = name.split(".");
    return { owner, member };
  });
}

/** Whether the constructs always write the same value. */
export function isAlways(type: string, path: string): boolean {
  return rowOf(type, path) === ALWAYS;
}

function rowOf(type: string, path: string): readonly string[] | undefined {
  return Object.entries(OTHER_NAMES[type] ?? {}).find(([end]) => path === end || path.endsWith(`.${end}`))?.[1];
}
