/** The Terraform types of what requests come through, and of what serves them. */
export const BACKEND_BUCKET = "google_compute_backend_bucket";
export const BACKEND_SERVICE = "google_compute_backend_service";
export const CERTIFICATE_MANAGER_CERTIFICATE = "google_certificate_manager_certificate";
export const CERTIFICATE_MAP = "google_certificate_manager_certificate_map";
export const CERTIFICATE_MAP_ENTRY = "google_certificate_manager_certificate_map_entry";
export const CLOUD_FUNCTION = "google_cloudfunctions_function";
export const CLOUD_FUNCTION_2 = "google_cloudfunctions2_function";
/** Both types of a Cloud Run service. */
export const CLOUD_RUN = ["google_cloud_run_v2_service", "google_cloud_run_service"];
export const DNS_AUTHORIZATION = "google_certificate_manager_dns_authorization";
export const FORWARDING_RULE = "google_compute_global_forwarding_rule";
export const GLOBAL_ADDRESS = "google_compute_global_address";
export const HTTPS_PROXY = "google_compute_target_https_proxy";
export const HTTP_PROXY = "google_compute_target_http_proxy";
export const MANAGED_CERTIFICATE = "google_compute_managed_ssl_certificate";
export const NEG = "google_compute_region_network_endpoint_group";
export const NETWORK_SETTINGS = "google_app_engine_service_network_settings";
export const SECURITY_POLICY = "google_compute_security_policy";
export const SECURITY_POLICY_RULE = "google_compute_security_policy_rule";
export const SSL_CERTIFICATE = "google_compute_ssl_certificate";
export const SSL_POLICY = "google_compute_ssl_policy";
export const URL_MAP = "google_compute_url_map";
