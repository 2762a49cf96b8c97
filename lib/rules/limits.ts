/** Limits of Google that rules of several families use. */

/** Compute Engine's names, RFC 1035. */
export const COMPUTE_NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The longest time in Google's API, in seconds: 10,000 years. */
export const MAX_SECONDS = 315_576_000_000;
