import { ComputeBackendBucketCdnPolicyCacheKeyPolicy } from "@cdktf/provider-google/lib/compute-backend-bucket";
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
 * The cache key: the parts of a request that Cloud CDN compares to find a cached response. The cache key of a backend
 * bucket can have only the query parameters of `CacheKeyQueryString.whitelist` and request headers.
 *
 * @see https://docs.cloud.google.com/cdn/docs/using-cache-keys
 */
export interface CacheKeyPolicy {
  /**
   * Whether responses are cached separately for each host.
   *
   * @default - True for a backend service, false for a backend bucket.
   */
  readonly includeHost?: boolean;
  /**
   * Whether responses are cached separately for HTTP and HTTPS.
   *
   * @default - True for a backend service, false for a backend bucket.
   */
  readonly includeProtocol?: boolean;
  /**
   * The part of the query string that belongs to the cache key.
   *
   * @default - The whole query string for a backend service, nothing of it for a backend bucket.
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

/** Renders it for a backend service. A key that is left out of the block counts as false. */
export function renderCacheKeyPolicy(policy: CacheKeyPolicy): ComputeBackendServiceCdnPolicyCacheKeyPolicy {
  return {
    includeHost: policy.includeHost ?? true,
    includeProtocol: policy.includeProtocol ?? true,
    ...(policy.queryString ?? CacheKeyQueryString.all())._key,
    includeHttpHeaders: policy.includeHttpHeaders,
    includeNamedCookies: policy.includeNamedCookies,
  };
}

/** Renders it for a backend bucket, whose key has lists alone; the provider takes no block without one. */
export function renderBucketCacheKeyPolicy({
  queryString,
  includeHttpHeaders = [],
}: CacheKeyPolicy): ComputeBackendBucketCdnPolicyCacheKeyPolicy | undefined {
  const queryStringWhitelist = queryString?._key.queryStringWhitelist ?? [];
  return queryStringWhitelist.length + includeHttpHeaders.length === 0
    ? undefined
    : { queryStringWhitelist, includeHttpHeaders };
}

/** Renders it for a route. Of a route to a backend bucket, Google refuses everything but two lists. */
export function renderRouteCacheKeyPolicy(policy: CacheKeyPolicy, isOfBucket: boolean) {
  const whole = isOfBucket ? undefined : true;
  const { includeQueryString, queryStringWhitelist, queryStringBlacklist } = policy.queryString?._key ?? {
    includeQueryString: whole,
  };
  return {
    includeHost: policy.includeHost ?? whole,
    includeProtocol: policy.includeProtocol ?? whole,
    includeQueryString: isOfBucket && queryStringWhitelist ? undefined : includeQueryString,
    includedQueryParameters: queryStringWhitelist,
    excludedQueryParameters: queryStringBlacklist,
    includedHeaderNames: policy.includeHttpHeaders,
    includedCookieNames: policy.includeNamedCookies,
  };
}
