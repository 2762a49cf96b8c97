/** The TTLs of a cache policy: Google's own, in seconds, where none is given. What a mode does not take is left out. */
export interface CacheModeTtls {
  readonly default_ttl?: number;
  readonly client_ttl?: number;
  readonly max_ttl?: number;
}

/** What Cloud CDN caches, and which TTLs go with that. */
export const CACHE_MODES = {
  USE_ORIGIN_HEADERS: {},
  CACHE_ALL_STATIC: { default_ttl: 3600, client_ttl: 3600, max_ttl: 86_400 },
  FORCE_CACHE_ALL: { default_ttl: 3600, client_ttl: 3600 },
} as const satisfies { readonly [mode: string]: CacheModeTtls };

/** The name of a cache mode. */
export type CacheMode = keyof typeof CACHE_MODES;

/** What Google takes where none is written. */
export const DEFAULT_CACHE_MODE = "CACHE_ALL_STATIC";

/** The arguments for TTLs. */
export const TTLS = ["default_ttl", "client_ttl", "max_ttl"] as const;

/** The TTLs that a cache mode has; `undefined` for a mode that only Terraform knows, or that there is not. */
export function ttlsOf(mode: string): CacheModeTtls | undefined {
  return Object.hasOwn(CACHE_MODES, mode) ? CACHE_MODES[mode as CacheMode] : undefined;
}
