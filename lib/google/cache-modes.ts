/** The TTLs of a cache policy: Google's own, in seconds, where none is given. What a mode does not take is left out. */
export interface CacheModeTtls {
  readonly default_ttl?: number;
  readonly client_ttl?: number;
  readonly max_ttl?: number;
}

/** What is particular about a cache mode. */
interface CacheModeRow {
  readonly ttls: CacheModeTtls;
  /** Whether answers are cached that the backend marks as private. */
  readonly cachesPrivate?: boolean;
}

/** What Cloud CDN caches, and which TTLs go with that. */
export const CACHE_MODES = {
  USE_ORIGIN_HEADERS: { ttls: {} },
  CACHE_ALL_STATIC: { ttls: { default_ttl: 3600, client_ttl: 3600, max_ttl: 86_400 } },
  FORCE_CACHE_ALL: { ttls: { default_ttl: 3600, client_ttl: 3600 }, cachesPrivate: true },
} as const satisfies { readonly [mode: string]: CacheModeRow };

/** The name of a cache mode. */
export type CacheMode = keyof typeof CACHE_MODES;

/** What Google takes where none is written. */
export const DEFAULT_CACHE_MODE = "CACHE_ALL_STATIC";

/** The arguments for TTLs. */
export const TTLS = ["default_ttl", "client_ttl", "max_ttl"] as const;

/** The TTLs that a cache mode has; `undefined` for a mode that only Terraform knows, or that there is not. */
export function ttlsOf(mode: string): CacheModeTtls | undefined {
  return rowOf(mode)?.ttls;
}

/** Whether a cache mode certainly caches private answers too. */
export function cachesPrivate(mode: string): boolean {
  return rowOf(mode)?.cachesPrivate ?? false;
}

function rowOf(mode: string): CacheModeRow | undefined {
  return Object.hasOwn(CACHE_MODES, mode) ? CACHE_MODES[mode as CacheMode] : undefined;
}
