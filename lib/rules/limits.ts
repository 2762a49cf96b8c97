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

/** ARM-04: the priority of the default rule, below which all others stand. */
export const DEFAULT_RULE_PRIORITY = 2_147_483_647;
/** ARM-06: 429 is only for requests above a rate limit. */
export const SECURITY_ACTIONS = [
  "allow",
  "deny(403)",
  "deny(404)",
  "deny(502)",
  "redirect",
  "throttle",
  "rate_based_ban",
];
/** ARM-07: of one rule. */
export const MAX_IP_RANGES = 10;
/** ARM-09: of a rate limit, in seconds. */
export const INTERVALS: readonly number[] = [10, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700, 3600];
/** ARM-10: of requests in an interval, by action. */
export const MAX_COUNT: { readonly [action: string]: number } = { throttle: 1_000_000, rate_based_ban: 10_000 };
/** ARM-11: in seconds. */
export const BAN_DURATIONS: readonly number[] = INTERVALS.slice(2);
