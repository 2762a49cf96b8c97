import {
  CERTIFICATE_MANAGER_CERTIFICATE,
  CERTIFICATE_MAP,
  DNS_AUTHORIZATION,
  DNS_ZONE,
  SERVER_TLS_POLICY,
  TRUST_CONFIG,
} from "./types";

/** Where Google Cloud keeps the resources of a Terraform type: names are distinct within a collection of a place. */
export interface CollectionOfType {
  /** The collection in a self link. */
  readonly collection: string;
  /** The argument that names the place; without one the place is `global`. */
  readonly placeArgument?: "region" | "zone" | "location";
  /** The place where the argument is not written; without one, only Terraform knows it then. */
  readonly defaultPlace?: string;
}

const GLOBAL: { readonly [type: string]: string } = {
  [CERTIFICATE_MAP]: "certificateMaps",
  [DNS_ZONE]: "managedZones",
  google_compute_backend_bucket: "backendBuckets",
  google_compute_backend_service: "backendServices",
  google_compute_global_address: "addresses",
  google_compute_global_forwarding_rule: "forwardingRules",
  google_compute_global_network_endpoint_group: "networkEndpointGroups",
  google_compute_managed_ssl_certificate: "sslCertificates",
  google_compute_security_policy: "securityPolicies",
  google_compute_ssl_certificate: "sslCertificates",
  google_compute_ssl_policy: "sslPolicies",
  google_compute_target_http_proxy: "targetHttpProxies",
  google_compute_target_https_proxy: "targetHttpsProxies",
  google_compute_url_map: "urlMaps",
};

const REGIONAL_COLLECTIONS: { readonly [type: string]: string } = {
  google_cloudfunctions_function: "functions",
  google_compute_address: "addresses",
  google_compute_forwarding_rule: "forwardingRules",
  google_compute_region_backend_service: "backendServices",
  google_compute_region_network_endpoint_group: "networkEndpointGroups",
  google_compute_region_security_policy: "securityPolicies",
  google_compute_region_ssl_certificate: "sslCertificates",
  google_compute_region_ssl_policy: "sslPolicies",
  google_compute_region_target_http_proxy: "targetHttpProxies",
  google_compute_region_target_https_proxy: "targetHttpsProxies",
  google_compute_region_url_map: "urlMaps",
};

const LOCATED: { readonly [type: string]: string } = {
  google_cloud_run_service: "services",
  google_cloud_run_v2_service: "services",
  google_cloudfunctions2_function: "functions2",
  [TRUST_CONFIG]: "trustConfigs",
};

/** Of APIs that take the location `global` where none is written. */
const GLOBAL_UNLESS_LOCATED: { readonly [type: string]: string } = {
  [CERTIFICATE_MANAGER_CERTIFICATE]: "certificates",
  [DNS_AUTHORIZATION]: "dnsAuthorizations",
  [SERVER_TLS_POLICY]: "serverTlsPolicies",
};

/** The collection of a Terraform type, of those that have to do with load balancing. */
export function collectionOf(type: string): CollectionOfType | undefined {
  if (GLOBAL[type] !== undefined) {
    return { collection: GLOBAL[type] };
  }
  if (REGIONAL_COLLECTIONS[type] !== undefined) {
    return { collection: REGIONAL_COLLECTIONS[type], placeArgument: "region" };
  }
  if (LOCATED[type] !== undefined) {
    return { collection: LOCATED[type], placeArgument: "location" };
  }
  if (GLOBAL_UNLESS_LOCATED[type] !== undefined) {
    return { collection: GLOBAL_UNLESS_LOCATED[type], placeArgument: "location", defaultPlace: "global" };
  }
  return type === "google_compute_network_endpoint_group"
    ? { collection: "networkEndpointGroups", placeArgument: "zone" }
    : undefined;
}
