/** The Terraform types of what requests come through, and of what serves them; a Cloud Run service has two. */
const BACKEND_BUCKET = "google_compute_backend_bucket";
const BACKEND_SERVICE = "google_compute_backend_service";
const CERTIFICATE_MANAGER_CERTIFICATE = "google_certificate_manager_certificate";
const CERTIFICATE_MAP = "google_certificate_manager_certificate_map";
const CERTIFICATE_MAP_ENTRY = "google_certificate_manager_certificate_map_entry";
const CLOUD_FUNCTION = "google_cloudfunctions_function";
const CLOUD_FUNCTION_2 = "google_cloudfunctions2_function";
const CLOUD_RUN_SERVICE = "google_cloud_run_v2_service";
const CLOUD_RUN_SERVICE_V1 = "google_cloud_run_service";
const CLOUD_RUN_SERVICES = [CLOUD_RUN_SERVICE, CLOUD_RUN_SERVICE_V1] as const;
/** The grants on one Cloud Run service. */
const CLOUD_RUN_GRANT = /^google_cloud_run(_v2)?_service_iam_(member|binding|policy)$/;
const DNS_AUTHORIZATION = "google_certificate_manager_dns_authorization";
const DNS_RECORD_SET = "google_dns_record_set";
const DNS_ZONE = "google_dns_managed_zone";
const FORWARDING_RULE = "google_compute_global_forwarding_rule";
const GLOBAL_ADDRESS = "google_compute_global_address";
const HTTPS_PROXY = "google_compute_target_https_proxy";
const HTTP_PROXY = "google_compute_target_http_proxy";
const MANAGED_CERTIFICATE = "google_compute_managed_ssl_certificate";
const NEG = "google_compute_region_network_endpoint_group";
const NETWORK_SETTINGS = "google_app_engine_service_network_settings";
const SECURITY_POLICY = "google_compute_security_policy";
const SECURITY_POLICY_RULE = "google_compute_security_policy_rule";
const SERVER_TLS_POLICY = "google_network_security_server_tls_policy";
/** The keys with which URLs are signed. */
const SIGNED_URL_KEYS = [
  "google_compute_backend_service_signed_url_key",
  "google_compute_backend_bucket_signed_url_key",
] as const;
const SSL_CERTIFICATE = "google_compute_ssl_certificate";
const SSL_POLICY = "google_compute_ssl_policy";
const STORAGE_BUCKET = "google_storage_bucket";
const TRUST_CONFIG = "google_certificate_manager_trust_config";
const URL_MAP = "google_compute_url_map";

export {
  BACKEND_BUCKET,
  BACKEND_SERVICE,
  CERTIFICATE_MANAGER_CERTIFICATE,
  CERTIFICATE_MAP,
  CERTIFICATE_MAP_ENTRY,
  CLOUD_FUNCTION,
  CLOUD_FUNCTION_2,
  CLOUD_RUN_GRANT,
  CLOUD_RUN_SERVICE,
  CLOUD_RUN_SERVICES,
  CLOUD_RUN_SERVICE_V1,
  DNS_AUTHORIZATION,
  DNS_RECORD_SET,
  DNS_ZONE,
  FORWARDING_RULE,
  GLOBAL_ADDRESS,
  HTTPS_PROXY,
  HTTP_PROXY,
  MANAGED_CERTIFICATE,
  NEG,
  NETWORK_SETTINGS,
  SECURITY_POLICY,
  SECURITY_POLICY_RULE,
  SERVER_TLS_POLICY,
  SIGNED_URL_KEYS,
  SSL_CERTIFICATE,
  SSL_POLICY,
  STORAGE_BUCKET,
  TRUST_CONFIG,
  URL_MAP,
};

/** Whether a type is that of a Cloud Run service. */
export function isCloudRun(type: string): boolean {
  return CLOUD_RUN_SERVICES.some((each) => each === type);
}
