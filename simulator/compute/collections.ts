import { addresses } from "./addresses";
import { backendBuckets } from "./backend-buckets";
import { backendServices } from "./backend-services";
import { Collection } from "./collection";
import { forwardingRules } from "./forwarding-rules";
import { networkEndpointGroups } from "./network-endpoint-groups";
import { securityPolicies } from "./security-policies";
import { sslCertificates } from "./ssl-certificates";
import { sslPolicies } from "./ssl-policies";
import { targetHttpProxies, targetHttpsProxies } from "./target-proxies";
import { urlMaps } from "./url-maps";

/** Every kind of Compute resource that is simulated. */
export const collections: readonly Collection[] = [
  addresses,
  backendBuckets,
  backendServices,
  forwardingRules,
  networkEndpointGroups,
  securityPolicies,
  sslCertificates,
  sslPolicies,
  targetHttpProxies,
  targetHttpsProxies,
  urlMaps,
];

/** The services of Google's schema that serve them. */
export const computeServices = [
  "Addresses",
  "GlobalAddresses",
  "BackendBuckets",
  "BackendServices",
  "RegionBackendServices",
  "ForwardingRules",
  "GlobalForwardingRules",
  "GlobalNetworkEndpointGroups",
  "RegionNetworkEndpointGroups",
  "NetworkEndpointGroups",
  "SecurityPolicies",
  "RegionSecurityPolicies",
  "SslCertificates",
  "RegionSslCertificates",
  "SslPolicies",
  "RegionSslPolicies",
  "TargetHttpProxies",
  "RegionTargetHttpProxies",
  "TargetHttpsProxies",
  "RegionTargetHttpsProxies",
  "UrlMaps",
  "RegionUrlMaps",
  "GlobalOperations",
  "RegionOperations",
  "Regions",
  "Projects",
];
