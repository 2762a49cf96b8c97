/**
 * How long an error response of one status code is cached.
 *
 * @see https://docs.cloud.google.com/cdn/docs/using-negative-caching
 */
export interface NegativeCachingRule {
  /** The status code: 300, 301, 302, 307, 308, 404, 405, 410, 421, 451 or 501. */
  readonly code: number;
  /** How long, in seconds, 0 to 1800. */
  readonly ttlSec: number;
}

/**
 * The caching of common errors and redirects.
 *
 * @see https://docs.cloud.google.com/cdn/docs/using-negative-caching
 */
export class NegativeCaching {
  /** Each status code is cached for Google's own time. */
  public static defaultTtls(): NegativeCaching {
    return new NegativeCaching(true);
  }

  /** Only these status codes are cached, each for its own time. With no rule at all, nothing is. */
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
