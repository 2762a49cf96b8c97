/**
 * How much detail the logs of a security policy contain.
 *
 * @see https://docs.cloud.google.com/armor/docs/verbose-logging
 */
export enum SecurityPolicyLogLevel {
  /** The logs contain which rule decided about a request. */
  NORMAL = "NORMAL",
  /**
   * The logs also contain which part of a request a preconfigured WAF rule found, up to 64 characters of it, which can be
   * personal data.
   */
  VERBOSE = "VERBOSE",
}
