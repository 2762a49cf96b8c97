/**
 * How long Cloud CDN caches responses with one status code.
 *
 * @see https://docs.cloud.google.com/cdn/docs/using-negative-caching
 */
export interface NegativeCachingRule {
  /** The status code: 300, 301, 302, 307, 308, 404, 405, 410, 421, 451 or 501. */
  readonly code: number;
  /** How long the response is cached, in seconds, 0 to 1800. */
  readonly ttlSec: number;
}

/**
 * Which error and redirect responses Cloud CDN caches, such as 404 or 301, and for how long.
 *
 * @see https://docs.cloud.google.com/cdn/docs/using-negative-caching
 */
export class NegativeCaching {
  /** Caches error and redirect responses, each status code for Google's default time. */
  public static defaultTtls(): NegativeCaching {
    return new NegativeCaching(true);
  }

  /**
   * Caches only the responses with these status codes, each for its own time. With an empty list, no error or redirect
   * response is cached.
   */
  public static custom(rules: NegativeCachingRule[]): NegativeCaching {
    return new NegativeCaching(rules.length > 0, rules);
  }

  private constructor(
    /** @internal */
    public readonly _isOn: boolean,
    /** @internal */
    public readonly _rules?: readonly NegativeCachingRule[],
  ) {}
}
