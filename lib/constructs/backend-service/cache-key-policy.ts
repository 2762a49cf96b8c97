import { ComputeBackendServiceCdnPolicyCacheKeyPolicy } from "@cdktf/provider-google/lib/compute-backend-service";

/**
 * How much of the query string tells two cached responses apart.
 *
 * @see https://docs.cloud.google.com/cdn/docs/using-cache-keys
 */
export class CacheKeyQueryString {
  /** The whole query string counts. */
  public static all(): CacheKeyQueryString {
    return new CacheKeyQueryString({ includeQueryString: true });
  }

  /** The query string does not count. */
  public static none(): CacheKeyQueryString {
    return new CacheKeyQueryString({ includeQueryString: false });
  }

  /** Only these query parameters count. */
  public static whitelist(names: string[]): CacheKeyQueryString {
    return new CacheKeyQueryString({ includeQueryString: true, queryStringWhitelist: names });
  }

  /** All query parameters count but these. */
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
 * The parts of a request that tell two cached responses apart.
 *
 * @see https://docs.cloud.google.com/cdn/docs/using-cache-keys
 */
export interface CacheKeyPolicy {
  /**
   * Whether hosts are cached apart.
   *
   * @default true
   */
  readonly includeHost?: boolean;
  /**
   * Whether http and https are cached apart.
   *
   * @default true
   */
  readonly includeProtocol?: boolean;
  /**
   * How much of the query string counts.
   *
   * @default CacheKeyQueryString.all()
   */
  readonly queryString?: CacheKeyQueryString;
  /**
   * Request headers that count too, at most 5.
   *
   * @default - none
   */
  readonly includeHttpHeaders?: string[];
  /**
   * Cookies that count too, by name, at most 5.
   *
   * @default - none
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
