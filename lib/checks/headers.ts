import { didYouMean } from "../rules/nearest";
import { Problem, Warning, isKnown, problem, warning } from "./problem";

/** BS-23: headers of a single connection, and those that Google keeps to itself. */
const RESERVED =
  /^(connection|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*|x-user-ip|cdn-loop|x-google.*|x-goog-.*|x-gfe.*|x-amz-.*)$/i;
/** BS-24, as of November 2026. */
const VARIABLES = new Set([
  "asn",
  "client_region",
  "client_region_subdivision",
  "client_city",
  "client_city_lat_long",
  "client_ip_address",
  "client_port",
  "client_rtt_msec",
  "client_encrypted",
  "client_protocol",
  "device_request_type",
  "user_agent_family",
  "server_ip_address",
  "server_port",
  "tls_sni_hostname",
  "tls_version",
  "tls_cipher_suite",
  "tls_ja3_fingerprint",
  "tls_ja4_fingerprint",
  "origin_request_header",
  "client_cert_present",
  "client_cert_chain_verified",
  "client_cert_error",
  "client_cert_sha256_fingerprint",
  "client_cert_serial_number",
  "client_cert_spiffe_id",
  "client_cert_uri_sans",
  "client_cert_dnsname_sans",
  "client_cert_valid_not_before",
  "client_cert_valid_not_after",
  "client_cert_issuer_dn",
  "client_cert_subject_dn",
  "client_cert_leaf",
  "client_cert_chain",
  "cdn_cache_id",
  "cdn_cache_status",
]);
const VARIABLE = /\{([A-Za-z0-9_]+)\}/g;

/** A header that is added to requests or responses. */
export interface AddedHeader {
  readonly name: string;
  readonly value: string;
  /** Whether it is added to requests, or else to responses. */
  readonly isOfRequest: boolean;
  /** Whether Cloud CDN may have answered; undefined where that is not known. */
  readonly hasCdn?: boolean;
}

/** Whether a header is the host, which no header setting can change. */
export function isHostHeader(name: string): boolean {
  return /^(host|authority)$/i.test(name);
}

/** The variables in the value of a header, such as `{client_region}`: BS-24. */
export function checkHeaderVariables(value: string): Problem[] {
  return isKnown(value) && /[{}]/.test(value.replace(VARIABLE, ""))
    ? [
        problem(
          "BS-24",
          "the braces of a header variable must be pairs around its name",
          value,
          "write it like {client_region}",
        ),
      ]
    : [];
}

/** What is suspicious about a header that is added: BS-23, BS-24. */
export function headerWarnings({ name, value, isOfRequest, hasCdn }: AddedHeader): Warning[] {
  const warnings: Warning[] = [];
  if (isKnown(name) && RESERVED.test(name)) {
    warnings.push(
      warning(
        "BS-23",
        `header ${name} is kept for a single connection or for Google itself, so it may not arrive; choose another name`,
      ),
    );
  }
  const variables = isKnown(value) ? [...value.matchAll(VARIABLE)].map(([, variable]) => variable.toLowerCase()) : [];
  const unknown = variables.find((variable) => !VARIABLES.has(variable));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, VARIABLES, "see Google's page for those there are");
    warnings.push(warning("BS-24", `header ${name} has the unknown variable {${unknown}}; ${hint}`));
  }
  const ofCache = variables.find((variable) => variable.startsWith("cdn_"));
  if (ofCache !== undefined && (isOfRequest || hasCdn === false)) {
    const why = isOfRequest ? "is of responses and says nothing in a request" : "says nothing without Cloud CDN";
    warnings.push(warning("BS-24", `header ${name}: variable {${ofCache}} ${why}; leave it out`));
  }
  return warnings;
}
