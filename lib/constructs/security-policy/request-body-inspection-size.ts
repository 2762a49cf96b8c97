/**
 * How much of the body of a request preconfigured WAF rules inspect. A larger part costs more time per request.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export enum RequestBodyInspectionSize {
  /** The first 8 KB. */
  KB_8 = "8KB",
  /** The first 16 KB. */
  KB_16 = "16KB",
  /** The first 32 KB. */
  KB_32 = "32KB",
  /** The first 48 KB. */
  KB_48 = "48KB",
  /** The first 64 KB. */
  KB_64 = "64KB",
}
