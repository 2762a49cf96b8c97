/** What is particular about a profile of an SSL policy. */
export interface SslProfileRow {
  /** How strong it is beside the others, the weakest 0; nothing where that depends. */
  readonly rank?: number;
  /** The least TLS version that goes with it, where only one does. */
  readonly onlyVersion?: string;
}

/** The profiles of an SSL policy. */
export const SSL_PROFILES = {
  COMPATIBLE: { rank: 0 },
  MODERN: { rank: 1 },
  RESTRICTED: { rank: 2 },
  CUSTOM: {},
  FIPS_202205: { onlyVersion: "TLS_1_2" },
} as const satisfies { readonly [profile: string]: SslProfileRow };

/** The profile that names its cipher suites. */
export const CUSTOM_PROFILE = "CUSTOM";

/** What Google takes where no profile is written. */
export const DEFAULT_PROFILE = "COMPATIBLE";

/** What is particular about a TLS version. */
export interface TlsVersionRow {
  /** How strong it is beside the others, the weakest 0. */
  readonly rank: number;
  /** The profile that goes with it, where only one does. */
  readonly onlyProfile?: keyof typeof SSL_PROFILES;
}

/** The least TLS versions of an SSL policy. */
export const TLS_VERSIONS = {
  TLS_1_0: { rank: 0 },
  TLS_1_1: { rank: 1 },
  TLS_1_2: { rank: 2 },
  TLS_1_3: { rank: 3, onlyProfile: "RESTRICTED" },
} as const satisfies { readonly [version: string]: TlsVersionRow };

/** The name of a TLS version. */
export type TlsVersionName = keyof typeof TLS_VERSIONS;

/** What Google takes where no TLS version is written. */
export const DEFAULT_TLS_VERSION = "TLS_1_0";

/** The version of the provider that has the newest profile and TLS version first. */
export const NEWEST_TLS_SINCE = "7.17";

/** What is particular about an exchange of keys. */
export interface KeyExchangeRow {
  /** How strong it is beside the others, the weakest 0. */
  readonly rank: number;
}

/** Whether visitors and load balancers agree on keys that no quantum computer finds out. */
export const KEY_EXCHANGES = {
  DEFERRED: { rank: 0 },
  DEFAULT: { rank: 1 },
  ENABLED: { rank: 2 },
} as const satisfies { readonly [exchange: string]: KeyExchangeRow };

/** What Google takes where nothing is written of it. */
export const DEFAULT_KEY_EXCHANGE = "DEFAULT";

/** The cipher suites that a custom profile may name. */
export const CIPHER_SUITES = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
  "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
  "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
  "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
  "TLS_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_RSA_WITH_AES_128_CBC_SHA",
  "TLS_RSA_WITH_AES_256_CBC_SHA",
  "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
] as const;
