import type { CertificateManagerCertificateConfig } from "@cdktf/provider-google/lib/certificate-manager-certificate";
import type { CertificateManagerCertificateMapConfig } from "@cdktf/provider-google/lib/certificate-manager-certificate-map";
import type { CertificateManagerCertificateMapEntryConfig } from "@cdktf/provider-google/lib/certificate-manager-certificate-map-entry";
import type { CertificateManagerDnsAuthorizationConfig } from "@cdktf/provider-google/lib/certificate-manager-dns-authorization";
import type { CertificateManagerTrustConfigConfig } from "@cdktf/provider-google/lib/certificate-manager-trust-config";
import type { CloudRunServiceConfig } from "@cdktf/provider-google/lib/cloud-run-service";
import type { CloudRunServiceIamBindingConfig } from "@cdktf/provider-google/lib/cloud-run-service-iam-binding";
import type { CloudRunServiceIamMemberConfig } from "@cdktf/provider-google/lib/cloud-run-service-iam-member";
import type { CloudRunV2ServiceConfig } from "@cdktf/provider-google/lib/cloud-run-v2-service";
import type { CloudRunV2ServiceIamBindingConfig } from "@cdktf/provider-google/lib/cloud-run-v2-service-iam-binding";
import type { CloudRunV2ServiceIamMemberConfig } from "@cdktf/provider-google/lib/cloud-run-v2-service-iam-member";
import type { CloudfunctionsFunctionConfig } from "@cdktf/provider-google/lib/cloudfunctions-function";
import type { Cloudfunctions2FunctionConfig } from "@cdktf/provider-google/lib/cloudfunctions2-function";
import type { ComputeBackendBucketConfig } from "@cdktf/provider-google/lib/compute-backend-bucket";
import type { ComputeBackendBucketSignedUrlKeyConfig } from "@cdktf/provider-google/lib/compute-backend-bucket-signed-url-key";
import type { ComputeBackendServiceConfig } from "@cdktf/provider-google/lib/compute-backend-service";
import type { ComputeBackendServiceSignedUrlKeyConfig } from "@cdktf/provider-google/lib/compute-backend-service-signed-url-key";
import type { ComputeGlobalAddressConfig } from "@cdktf/provider-google/lib/compute-global-address";
import type { ComputeGlobalForwardingRuleConfig } from "@cdktf/provider-google/lib/compute-global-forwarding-rule";
import type { ComputeManagedSslCertificateConfig } from "@cdktf/provider-google/lib/compute-managed-ssl-certificate";
import type { ComputeRegionNetworkEndpointGroupConfig } from "@cdktf/provider-google/lib/compute-region-network-endpoint-group";
import type { ComputeSecurityPolicyConfig } from "@cdktf/provider-google/lib/compute-security-policy";
import type { ComputeSecurityPolicyRuleAConfig } from "@cdktf/provider-google/lib/compute-security-policy-rule";
import type { ComputeSslCertificateConfig } from "@cdktf/provider-google/lib/compute-ssl-certificate";
import type { ComputeSslPolicyConfig } from "@cdktf/provider-google/lib/compute-ssl-policy";
import type { ComputeTargetHttpProxyConfig } from "@cdktf/provider-google/lib/compute-target-http-proxy";
import type { ComputeTargetHttpsProxyConfig } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import type { ComputeUrlMapConfig } from "@cdktf/provider-google/lib/compute-url-map";
import type { DnsManagedZoneConfig } from "@cdktf/provider-google/lib/dns-managed-zone";
import type { DnsRecordSetConfig } from "@cdktf/provider-google/lib/dns-record-set";
import type { NetworkSecurityServerTlsPolicyConfig } from "@cdktf/provider-google/lib/network-security-server-tls-policy";
import { SnakeCase } from "../app/snake-case";

/** What the provider's bindings know of each resource type that rules look at. */
interface Configs {
  readonly google_certificate_manager_certificate: CertificateManagerCertificateConfig;
  readonly google_certificate_manager_certificate_map: CertificateManagerCertificateMapConfig;
  readonly google_certificate_manager_certificate_map_entry: CertificateManagerCertificateMapEntryConfig;
  readonly google_certificate_manager_dns_authorization: CertificateManagerDnsAuthorizationConfig;
  readonly google_certificate_manager_trust_config: CertificateManagerTrustConfigConfig;
  readonly google_cloud_run_service: CloudRunServiceConfig;
  readonly google_cloud_run_service_iam_binding: CloudRunServiceIamBindingConfig;
  readonly google_cloud_run_service_iam_member: CloudRunServiceIamMemberConfig;
  readonly google_cloud_run_v2_service: CloudRunV2ServiceConfig;
  readonly google_cloud_run_v2_service_iam_binding: CloudRunV2ServiceIamBindingConfig;
  readonly google_cloud_run_v2_service_iam_member: CloudRunV2ServiceIamMemberConfig;
  readonly google_cloudfunctions2_function: Cloudfunctions2FunctionConfig;
  readonly google_cloudfunctions_function: CloudfunctionsFunctionConfig;
  readonly google_compute_backend_bucket: ComputeBackendBucketConfig;
  readonly google_compute_backend_bucket_signed_url_key: ComputeBackendBucketSignedUrlKeyConfig;
  readonly google_compute_backend_service: ComputeBackendServiceConfig;
  readonly google_compute_backend_service_signed_url_key: ComputeBackendServiceSignedUrlKeyConfig;
  readonly google_compute_global_address: ComputeGlobalAddressConfig;
  readonly google_compute_global_forwarding_rule: ComputeGlobalForwardingRuleConfig;
  readonly google_compute_managed_ssl_certificate: ComputeManagedSslCertificateConfig;
  readonly google_compute_region_network_endpoint_group: ComputeRegionNetworkEndpointGroupConfig;
  readonly google_compute_security_policy: ComputeSecurityPolicyConfig;
  readonly google_compute_security_policy_rule: ComputeSecurityPolicyRuleAConfig;
  readonly google_compute_ssl_certificate: ComputeSslCertificateConfig;
  readonly google_compute_ssl_policy: ComputeSslPolicyConfig;
  readonly google_compute_target_http_proxy: ComputeTargetHttpProxyConfig;
  readonly google_compute_target_https_proxy: ComputeTargetHttpsProxyConfig;
  readonly google_compute_url_map: ComputeUrlMapConfig;
  readonly google_dns_managed_zone: DnsManagedZoneConfig;
  readonly google_dns_record_set: DnsRecordSetConfig;
  readonly google_network_security_server_tls_policy: NetworkSecurityServerTlsPolicyConfig;
}

/** The resource types whose arguments the compiler knows. */
export type ResourceType = keyof Configs;

/** The arguments of a resource in Terraform's words, whatever their values. */
export type Arguments<Type extends ResourceType> = Type extends ResourceType ? InTerraform<Configs[Type]> : never;

/** The arguments of a nested block in Terraform's words, by its path. */
export type ArgumentsAt<Type extends ResourceType, Path extends string> = Type extends ResourceType
  ? InTerraform<Nested<Configs[Type], Path>>
  : never;

type InTerraform<Config> = { readonly [Argument in keyof Config & string as SnakeCase<Argument>]?: unknown };

type Nested<Config, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Nested<BlockIn<Config, Head>, Rest>
  : BlockIn<Config, Path>;

type BlockIn<Config, Name extends string> =
  CamelCase<Name> extends keyof Config ? ElementOf<NonNullable<Config[CamelCase<Name>]>> : never;

/** Of a list of blocks one of them. What may be a token instead has no arguments. */
type ElementOf<Value> = Value extends readonly (infer Element)[]
  ? Element
  : Value extends { resolve(context: never): unknown }
    ? never
    : Value;

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Rest}`
  ? `${Head}${Capitalize<CamelCase<Rest>>}`
  : Name;
