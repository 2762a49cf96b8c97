import { ComputeUrlMapPathMatcherRouteRulesMatchRulesHeaderMatches } from "@cdktf/provider-google/lib/compute-url-map";

/** Options for a match of a header's value. */
export interface HeaderMatchOptions {
  /**
   * Whether the condition is inverted: it matches requests whose header does not have this value. Google does not
   * document whether a request without the header then matches. To exclude such requests, also add
   * `HeaderMatch.present`.
   *
   * @default false
   */
  readonly invertMatch?: boolean;
}

/**
 * A condition on a request header in a route rule. Header names are not case-sensitive, but header values are.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export class HeaderMatch {
  /** Matches requests in which the header has exactly this value. */
  public static exact(headerName: string, value: string, options: HeaderMatchOptions = {}): HeaderMatch {
    return new HeaderMatch({ headerName, exactMatch: value, invertMatch: options.invertMatch });
  }

  /** Matches requests in which the header's value begins with this text. */
  public static prefix(headerName: string, prefix: string, options: HeaderMatchOptions = {}): HeaderMatch {
    return new HeaderMatch({ headerName, prefixMatch: prefix, invertMatch: options.invertMatch });
  }

  /** Matches requests in which the header's value ends with this text. */
  public static suffix(headerName: string, suffix: string, options: HeaderMatchOptions = {}): HeaderMatch {
    return new HeaderMatch({ headerName, suffixMatch: suffix, invertMatch: options.invertMatch });
  }

  /**
   * Matches requests in which the header's value is a whole number from `rangeStart` up to, but not including,
   * `rangeEnd`.
   */
  public static inRange(
    headerName: string,
    rangeStart: number,
    rangeEnd: number,
    options: HeaderMatchOptions = {},
  ): HeaderMatch {
    return new HeaderMatch({ headerName, rangeMatch: { rangeStart, rangeEnd }, invertMatch: options.invertMatch });
  }

  /** Matches requests that have the header, even if the header is empty. */
  public static present(headerName: string): HeaderMatch {
    return new HeaderMatch({ headerName, presentMatch: true });
  }

  /** Matches requests that do not have the header. */
  public static absent(headerName: string): HeaderMatch {
    return new HeaderMatch({ headerName, presentMatch: true, invertMatch: true });
  }

  private constructor(
    /** @internal */
    public readonly _match: ComputeUrlMapPathMatcherRouteRulesMatchRulesHeaderMatches,
  ) {}
}
