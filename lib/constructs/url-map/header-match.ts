import { ComputeUrlMapPathMatcherRouteRulesMatchRulesHeaderMatches } from "@cdktf/provider-google/lib/compute-url-map";

/** Options of the matches of a header's value. */
export interface HeaderMatchOptions {
  /**
   * Whether the match must fail. What happens to requests without the header is not documented; to be sure, put
   * `HeaderMatch.present` beside it.
   *
   * @default false
   */
  readonly invertMatch?: boolean;
}

/**
 * Which values of a request header a route rule is about. Names have no case, values have.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export class HeaderMatch {
  /** The whole value. */
  public static exact(headerName: string, value: string, options: HeaderMatchOptions = {}): HeaderMatch {
    return new HeaderMatch({ headerName, exactMatch: value, invertMatch: options.invertMatch });
  }

  /** The beginning of the value. */
  public static prefix(headerName: string, prefix: string, options: HeaderMatchOptions = {}): HeaderMatch {
    return new HeaderMatch({ headerName, prefixMatch: prefix, invertMatch: options.invertMatch });
  }

  /** The end of the value. */
  public static suffix(headerName: string, suffix: string, options: HeaderMatchOptions = {}): HeaderMatch {
    return new HeaderMatch({ headerName, suffixMatch: suffix, invertMatch: options.invertMatch });
  }

  /** The value is a whole number from `rangeStart` up to but not including `rangeEnd`. */
  public static inRange(
    headerName: string,
    rangeStart: number,
    rangeEnd: number,
    options: HeaderMatchOptions = {},
  ): HeaderMatch {
    return new HeaderMatch({ headerName, rangeMatch: { rangeStart, rangeEnd }, invertMatch: options.invertMatch });
  }

  /** The header is there, even if empty. */
  public static present(headerName: string): HeaderMatch {
    return new HeaderMatch({ headerName, presentMatch: true });
  }

  /** The header is not there. */
  public static absent(headerName: string): HeaderMatch {
    return new HeaderMatch({ headerName, presentMatch: true, invertMatch: true });
  }

  private constructor(
    /** @internal */
    public readonly _match: ComputeUrlMapPathMatcherRouteRulesMatchRulesHeaderMatches,
  ) {}
}
