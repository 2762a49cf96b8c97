/** What Google allows, for the checks where a value is given and for the rules over what Terraform will get. */

const LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
const DOMAIN = new RegExp(`^(${LABEL}\\.)+${LABEL}\\.?$`);
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const HOST = /^(?!.*\.\.)(\*|\*[-.][a-z0-9.-]*[a-z0-9]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?$/;

/** NAM-01: Compute Engine's names, RFC 1035. */
export const COMPUTE_NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** RUN-01: Cloud Run is stricter than RFC 1035 in length. */
export const CLOUD_RUN_NAME = /^[a-z]([-a-z0-9]{0,47}[a-z0-9])?$/;

/** LAB-01: of one resource. */
export const MAX_LABELS = 64;
/** LAB-01: of a label; letters without case are taken too. */
export const LABEL_KEY = /^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u;
/** LAB-01: of a label; it may be empty. */
export const LABEL_VALUE = /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u;

/** Of a time in Google's API: 10,000 years. */
export const MAX_SECONDS = 315_576_000_000;

/** CERT-01: of a certificate's domain. */
export const MAX_DOMAIN_LENGTH = 253;
/** CERT-01: of the first domain of a Google-managed certificate. */
export const MAX_FIRST_DOMAIN_LENGTH = 64;

/** UM-05, UM-10, UM-13, UM-14: of a path. */
export const MAX_PATH_LENGTH = 1024;
/** UM-10, UM-13: of a path template. */
export const MAX_TEMPLATE_LENGTH = 255;
/** UM-12: of one backend service in a split. */
export const MAX_WEIGHT = 1000;

/** CERT-01: a full host name in lower case, which may end in a dot. */
export function isCertificateDomain(domain: string): boolean {
  return DOMAIN.test(domain) && !IPV4.test(domain) && domain.length <= MAX_DOMAIN_LENGTH;
}

/** UM-02: a lower-case host name with an optional port; a `*` only stands first, alone or before `.` or `-`. */
export function isHost(host: string): boolean {
  const [name, port] = host.split(":");
  return HOST.test(host) && !IPV4.test(name) && (port === undefined || (Number(port) >= 1 && Number(port) <= 65535));
}
