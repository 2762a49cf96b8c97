/**
 * The status code of the response to a denied request.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export enum DenyStatus {
  /** The response is 403 Forbidden. */
  FORBIDDEN = "deny(403)",
  /** The response is 404 Not Found. */
  NOT_FOUND = "deny(404)",
  /** The response is 502 Bad Gateway. */
  BAD_GATEWAY = "deny(502)",
}
