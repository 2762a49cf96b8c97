import { code } from "../markdown";
import { Resource } from "../stack";
import { canonical, text } from "../values";
import { Change, Pair, changed } from "./change";
import { Versions, resolved } from "./context";
import { sameAddress } from "./replaced";

/** What has sentences of its own elsewhere, or is nothing that a visitor could notice. */
const SEEN = new Map<string, readonly string[]>(
  Object.entries({
    google_cloud_run_v2_service: [
      "ingress",
      "invoker_iam_disabled",
      "template",
      "traffic",
      "deletion_protection",
      "location",
    ],
    google_compute_backend_bucket: ["cdn_policy", "enable_cdn", "edge_security_policy", "bucket_name"],
    google_compute_backend_service: [
      "backend",
      "cdn_policy",
      "custom_request_headers",
      "custom_response_headers",
      "edge_security_policy",
      "enable_cdn",
      "iap",
      "log_config",
      "outlier_detection",
      "security_policy",
    ],
    google_compute_global_address: ["address", "ip_version"],
    google_compute_global_forwarding_rule: ["ip_address", "ip_version", "port_range", "target"],
    google_compute_security_policy: ["rule"],
    google_compute_ssl_policy: ["min_tls_version", "profile"],
    google_compute_target_http_proxy: ["url_map"],
    google_compute_target_https_proxy: [
      "certificate_manager_certificates",
      "certificate_map",
      "ssl_certificates",
      "ssl_policy",
      "url_map",
    ],
    google_compute_url_map: [
      "default_route_action",
      "default_service",
      "default_url_redirect",
      "dynamic",
      "header_action",
      "host_rule",
      "path_matcher",
      "test",
    ],
  }),
);

const BOOKKEEPING = [
  "//",
  "annotations",
  "depends_on",
  "description",
  "labels",
  "lifecycle",
  "name",
  "project",
  "timeouts",
];

/** Settings of what visitors come through that have no sentences of their own: the argument, and what it had and has. */
export function compareSettings({ before, after }: Versions): Change[] {
  return sameAddress(before, after)
    .filter((match) => SEEN.has(match.after.type))
    .flatMap(otherSettings);
}

function otherSettings({ before, after }: Pair<Resource>): Change[] {
  const seen = [...BOOKKEEPING, ...(SEEN.get(after.type) ?? [])];
  const settings = [...new Set([...Object.keys(before.config), ...Object.keys(after.config)])].sort();
  return settings
    .filter((setting) => !seen.includes(setting))
    .flatMap((setting) => {
      const [was, is] = [before, after].map(({ stack, config }) => canonical(resolved(stack, config[setting])));
      return was === is
        ? []
        : [
            changed(
              `${code(after.name)}: ${code(setting)} is now ${words(after.config[setting])}, before ${words(before.config[setting])}`,
            ),
          ];
    });
}

function words(value: unknown): string {
  return value === undefined || value === null ? "not set" : code(text(value) ?? canonical(value));
}
