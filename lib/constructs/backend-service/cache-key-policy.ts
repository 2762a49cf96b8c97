import { ComputeBackendServiceCdnPolicyCacheKeyPolicy } from "@cdktf/provider-google/lib/compute-backend-service";

/**
 * The part of the query string that belongs to the cache key.
 *
 * @see https://docs.cloud.google.com/cdn/docs/using-cache-keys
 */
export class CacheKeyQueryString {
  /** Includes the whole query string in the cache key. */
  public static all(): CacheKeyQueryString {
    return new CacheKeyQueryString({ includeQueryString: true });
  }

  /** Excludes the query string from the cache key. */
  public static none(): CacheKeyQueryString {
    return new CacheKeyQueryString({ includeQueryString: false });
  }

  /** Includes only these query parameters in the cache key. */
  public static whitelist(names: string[]): CacheKeyQueryString {
    return new CacheKeyQueryString({ includeQueryString: true, queryStringWhitelist: names });
  }

  /** Includes all query parameters except these in the cache key. */
  public static blacklist(names: string[]): CacheKeyQueryString {
    return new CacheKeyQueryString({ includeQueryString: true, queryStringBlacklist: names });
  }

  private constructor(
    /** @internal */
    public readonly _key: Pick<
      ComputeBackendServiceCdnPolicyCacheKeyPolicy,
      "includeQueryString" | "queryStringWhitelist" | "queryStringBlacklist"
    >,
  ) {}
}

/**
 * The cache key: the parts of a request that Cloud CDN compares to find a cached response.
 *
 * @see https://docs.cloud.google.com/cdn/docs/using-cache-keys
 */
export interface CacheKeyPolicy {
  /**
   * Whether responses are cached separately for each host.
   *
   * @default true
   */
  readonly includeHost?: boolean;
  /**
   * Whether responses are cached separately for HTTP and HTTPS.
   *
   * @default true
   */
  readonly includeProtocol?: boolean;
  /**
   * The part of the query string that belongs to the cache key.
   *
   * @default CacheKeyQueryString.all()
   */
  readonly queryString?: CacheKeyQueryString;
  /**
   * Request headers that belong to the cache key, at most 5.
   *
   * @default - No request headers are included.
   */
  readonly includeHttpHeaders?: string[];
  /**
   * Names of cookies that belong to the cache key, at most 5.
   *
   * @default - No cookies are included.
   */
  readonly includeNamedCookies?: string[];
}

/** Renders it. A key that is left out of the block counts as false. */
export function renderCacheKeyPolicy(policy: CacheKeyPolicy): ComputeBackendServiceCdnPolicyCacheKeyPolicy {
  return {
    includeHost: policy.includeHost ?? true,
    includeProtocol: policy.includeProtocol ?? true,
    ...(policy.queryString ?? CacheKeyQueryString.all())._key,
    includeHttpHeaders: policy.includeHttpHeaders,
    includeNamedCookies: policy.includeNamedCookies,
  };
}
