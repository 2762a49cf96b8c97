/** What Google allows, for the checks where a value is given and for the rules over what Terraform will get. */

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
