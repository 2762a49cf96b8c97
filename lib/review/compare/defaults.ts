import { code } from "../markdown";
import { Block, text } from "../../app/values";
import { canonical } from "../values";

/** What holds where an argument is not written, by type and place. A boolean that does not stand here is off then. */
const DEFAULTS = new Map<string, string>(
  Object.entries({
    "google_cloud_run_v2_service.deletion_protection": "true",
    "google_cloud_run_v2_service.ingress": "INGRESS_TRAFFIC_ALL",
    "google_cloud_run_v2_service.launch_stage": "GA",
    "google_cloudfunctions_function.ingress_settings": "ALLOW_ALL",
    "google_cloudfunctions2_function.service_config.ingress_settings": "ALLOW_ALL",
    "google_certificate_manager_certificate.location": "global",
    "google_certificate_manager_certificate.scope": "DEFAULT",
    "google_certificate_manager_dns_authorization.location": "global",
    "google_compute_backend_bucket.cdn_policy.request_coalescing": "true",
    "google_compute_backend_bucket.compression_mode": "DISABLED",
    "google_compute_backend_service.affinity_cookie_ttl_sec": "0",
    "google_compute_backend_service.backend.capacity_scaler": "1",
    "google_compute_backend_service.cdn_policy.cache_mode": "CACHE_ALL_STATIC",
    "google_compute_backend_service.cdn_policy.request_coalescing": "true",
    "google_compute_backend_service.cdn_policy.signed_url_cache_max_age_sec": "3600",
    "google_compute_backend_service.compression_mode": "DISABLED",
    "google_compute_backend_service.iap.enabled": "true",
    "google_compute_backend_service.load_balancing_scheme": "EXTERNAL",
    "google_compute_backend_service.log_config.optional_mode": "EXCLUDE_ALL_OPTIONAL",
    "google_compute_backend_service.log_config.sample_rate": "1",
    "google_compute_backend_service.outlier_detection.base_ejection_time.seconds": "30",
    "google_compute_backend_service.outlier_detection.consecutive_errors": "5",
    "google_compute_backend_service.outlier_detection.consecutive_gateway_failure": "3",
    "google_compute_backend_service.outlier_detection.enforcing_consecutive_errors": "0",
    "google_compute_backend_service.outlier_detection.enforcing_consecutive_gateway_failure": "100",
    "google_compute_backend_service.outlier_detection.interval.seconds": "1",
    "google_compute_backend_service.outlier_detection.max_ejection_percent": "50",
    "google_compute_backend_service.session_affinity": "NONE",
    "google_compute_backend_service.timeout_sec": "30",
    "google_compute_global_address.address_type": "EXTERNAL",
    "google_compute_global_address.ip_version": "IPV4",
    "google_compute_global_forwarding_rule.ip_protocol": "TCP",
    "google_compute_global_forwarding_rule.load_balancing_scheme": "EXTERNAL",
    "google_compute_global_forwarding_rule.network_tier": "PREMIUM",
    "google_compute_managed_ssl_certificate.type": "MANAGED",
    "google_compute_region_network_endpoint_group.network_endpoint_type": "SERVERLESS",
    "google_compute_security_policy.type": "CLOUD_ARMOR",
    "google_compute_ssl_policy.min_tls_version": "TLS_1_0",
    "google_compute_ssl_policy.profile": "COMPATIBLE",
    "google_compute_target_https_proxy.quic_override": "NONE",
    "google_compute_target_https_proxy.tls_early_data": "DISABLED",
  }),
);

const SECRET = /secret|password|key_value|private_key/;

/** A setting that two versions of a resource have otherwise. */
export interface Setting {
  /** The argument, with those around it: `log_config.optional_mode`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The innermost settings in which two values of an argument differ. What only writes out a default is the same. */
export function differingSettings(type: string, path: string, before: unknown, after: unknown): Setting[] {
  const [was, is] = [unwrapped(before), unwrapped(after)];
  if (isBlock(was) && isBlock(is)) {
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
    return keys.flatMap((key) => differingSettings(type, `${path}.${key}`, was[key], is[key]));
  }
  if (areBlocks(was) && areBlocks(is) && was.length === is.length) {
    return was.flatMap((block, index) => differingSettings(type, path, block, is[index]));
  }
  const isSame = canonical(standard(type, path, was)) === canonical(standard(type, path, is));
  return isSame ? [] : [{ path, before: was, after: is }];
}

/** What a setting is now and was before, in words. Secrets are not printed. */
export function settingWords({ path, before, after }: Setting): string {
  const words = (value: unknown) =>
    value === undefined || value === null ? "not set" : code(text(value) ?? canonical(value));
  return SECRET.test(path)
    ? `${code(path)} is another one`
    : `${code(path)} is now ${words(after)}, before ${words(before)}`;
}

/** A value as it is compared: without what is not set, or as it is anyhow. */
function standard(type: string, path: string, value: unknown): unknown {
  const inner = unwrapped(value);
  if (Array.isArray(inner)) {
    const items = inner.map((item) => (isBlock(item) ? (standard(type, path, item) ?? {}) : standardText(path, item)));
    return items.length === 0 ? undefined : items;
  }
  if (isBlock(inner)) {
    const entries = Object.entries(inner)
      .map(([key, item]) => [key, standard(type, `${path}.${key}`, item)] as const)
      .filter(([, item]) => item !== undefined);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  const written = standardText(path, inner);
  return written === (DEFAULTS.get(`${type}.${path}`) ?? "false") ? undefined : written;
}

/** A single value in the form that Google gives it. */
function standardText(path: string, value: unknown): string | undefined {
  const written = text(value);
  switch (path) {
    case "port_range":
      return written?.replace(/^(\d+)-\1$/, "$1");
    case "managed.domains":
      return written?.toLowerCase().replace(/\.$/, "");
    default:
      return written;
  }
}

/** A nested block stands alone or in a list of one. */
function unwrapped(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 && isBlock(value[0]) ? value[0] : value;
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function areBlocks(value: unknown): value is readonly Block[] {
  return Array.isArray(value) && value.every(isBlock);
}
