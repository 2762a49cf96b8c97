/** The ports of HTTP and HTTPS, where a URL names none. */
export const PORTS = { http: 80, https: 443 } as const;

/** The highest port of TCP. */
export const MAX_PORT = 65_535;

/** The versions of the Internet Protocol, and how they are called in a sentence. */
export const IP_VERSIONS = { IPV4: "IPv4", IPV6: "IPv6" } as const;

/** The name of a version of the Internet Protocol. */
export type IpVersionName = keyof typeof IP_VERSIONS;

/** Whether visitors may use QUIC and HTTP/3: Google decides, yes, no. */
export const QUIC_OVERRIDES = ["NONE", "ENABLE", "DISABLE"] as const;

/** One of these. */
export type QuicOverrideName = (typeof QUIC_OVERRIDES)[number];
