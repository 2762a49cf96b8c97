/**
 * Whether the load balancer compresses responses with Brotli or gzip. It compresses only text such as HTML, CSS,
 * JavaScript and JSON, and only for clients that accept it.
 *
 * @see https://docs.cloud.google.com/cdn/docs/dynamic-compression
 */
export enum CompressionMode {
  /** The load balancer compresses the responses that the backend did not compress. */
  AUTOMATIC = "AUTOMATIC",
  /** The load balancer never compresses responses. */
  DISABLED = "DISABLED",
}
