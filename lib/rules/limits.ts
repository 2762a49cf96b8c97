/** What Google allows, as rules of several families have it. */

/** Compute Engine's names, RFC 1035. */
export const COMPUTE_NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Of a time in Google's API: 10,000 years. */
export const MAX_SECONDS = 315_576_000_000;
