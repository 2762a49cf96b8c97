import { pem } from "../neighbours";
import { BACKEND_SUBJECTS } from "./backends";
import { ALLOWED, CLOUD_RUN, Config, Subjects, TRUST_CONFIG } from "./case";
import { FRONT_END_SUBJECTS } from "./front-end";
import { SERVERLESS_SUBJECTS } from "./serverless";

/** How every argument that the constructs can write is tried. */
export const SUBJECTS: Subjects = { ...SERVERLESS_SUBJECTS, ...BACKEND_SUBJECTS, ...FRONT_END_SUBJECTS };

/** What these resources refer to: two of each, `a` and `b`. */
export function supports(id: string): readonly (readonly [type: string, id: string, config: Config])[] {
  const of = (type: string) => `\${google_compute_${type}.${id}.id}`;
  const configs: { readonly [type: string]: Config } = {
    google_certificate_manager_certificate: { name: id, managed: { domains: [`${id}.example.com`] } },
    google_certificate_manager_certificate_map: { name: id },
    google_certificate_manager_trust_config: {
      name: id,
      location: "global",
      trust_stores: [{ trust_anchors: [{ pem_certificate: pem("partners-ca.pem") }] }],
    },
    google_compute_backend_bucket: { name: id, bucket_name: "acme-assets", enable_cdn: true },
    google_compute_backend_service: { name: id, load_balancing_scheme: "EXTERNAL_MANAGED", protocol: "HTTPS" },
    google_compute_global_address: { name: id },
    google_compute_region_network_endpoint_group: { name: id, region: "us-central1", ...CLOUD_RUN },
    google_compute_security_policy: { name: id, rule: [ALLOWED] },
    google_compute_ssl_certificate: { name: id, certificate: pem("certificate.pem"), private_key: pem("key.pem") },
    google_compute_ssl_policy: { name: id },
    google_compute_target_http_proxy: { name: id, url_map: of("url_map") },
    google_compute_url_map: { name: id, default_service: of("backend_service") },
    google_network_security_server_tls_policy: {
      name: id,
      mtls_policy: {
        client_validation_mode: "REJECT_INVALID",
        client_validation_trust_config: TRUST_CONFIG(id),
      },
    },
  };
  const edge = { name: `edge-${id}`, type: "CLOUD_ARMOR_EDGE", rule: [ALLOWED] };
  return [
    ...Object.entries(configs).map(([type, config]) => [type, id, config] as const),
    ["google_compute_security_policy", `edge_${id}`, edge],
  ];
}
