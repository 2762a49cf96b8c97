/** RFC 7230: a token. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Whether a text can be the name of an HTTP header. */
export function isHeaderName(name: string): boolean {
  return HEADER_NAME.test(name);
}

/** Whether a header is the host, which no header setting can change. */
export function isHostHeader(name: string): boolean {
  return /^(host|authority)$/i.test(name);
}
