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
  /** Whether static content is cached without headers that allow it. */
  readonly cachesStatic?: boolean;
}

/** What Cloud CDN caches, and which TTLs go with that. */
export const CACHE_MODES = {
  USE_ORIGIN_HEADERS: { ttls: {} },
  CACHE_ALL_STATIC: { ttls: { default_ttl: 3600, client_ttl: 3600, max_ttl: 86_400 }, cachesStatic: true },
  FORCE_CACHE_ALL: { ttls: { default_ttl: 3600, client_ttl: 3600 }, cachesPrivate: true },
} as const satisfies { readonly [mode: string]: CacheModeRow };

/** The name of a cache mode. */
export type CacheMode = keyof typeof CACHE_MODES;

/** What Google takes where none is written. */
export const DEFAULT_CACHE_MODE = "CACHE_ALL_STATIC";

/** The arguments for TTLs. */
export const TTLS = ["default_ttl", "client_ttl", "max_ttl"] as const;

/** The status codes of successful responses that Cloud CDN caches. */
export const CACHED_SUCCESSES: readonly number[] = [200, 203, 204, 206];

/** The status codes of negative caching, with Google's own TTLs in seconds; those with 0 are not cached by default. */
export const NEGATIVE_TTLS: ReadonlyMap<number, number> = new Map([
  [300, 600],
  [301, 600],
  [302, 0],
  [307, 0],
  [308, 600],
  [404, 120],
  [405, 60],
  [410, 120],
  [421, 60],
  [451, 120],
  [501, 60],
]);

/** The media types of static content. */
const STATIC_TYPES =
  /^(text\/(css|ecmascript|javascript)|application\/(javascript|pdf|postscript)|(font|image|video|audio)\/.+)$/;

/** Whether a media type, such as that of `text/css; charset=utf-8`, is one of static content. */
export function isStaticType(contentType: string): boolean {
  return STATIC_TYPES.test(contentType.split(";")[0].trim().toLowerCase());
}

/** The TTLs that a cache mode has; `undefined` for a mode that only Terraform knows, or that there is not. */
export function ttlsOf(mode: string): CacheModeTtls | undefined {
  return rowOf(mode)?.ttls;
}

/** Whether a cache mode certainly caches private answers too. */
export function cachesPrivate(mode: string): boolean {
  return rowOf(mode)?.cachesPrivate ?? false;
}

/** Whether a cache mode certainly caches static content without headers that allow it. */
export function cachesStatic(mode: string): boolean {
  return rowOf(mode)?.cachesStatic ?? false;
}

function rowOf(mode: string): CacheModeRow | undefined {
  return Object.hasOwn(CACHE_MODES, mode) ? CACHE_MODES[mode as CacheMode] : undefined;
}
