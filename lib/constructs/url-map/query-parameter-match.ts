import { ComputeUrlMapPathMatcherRouteRulesMatchRulesQueryParameterMatches } from "@cdktf/provider-google/lib/compute-url-map";

/**
 * Which query parameters a route rule is about.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export class QueryParameterMatch {
  /** The parameter has exactly this value. */
  public static exact(name: string, value: string): QueryParameterMatch {
    return new QueryParameterMatch({ name, exactMatch: value });
  }

  /** The parameter is there, with or without a value. */
  public static present(name: string): QueryParameterMatch {
    return new QueryParameterMatch({ name, presentMatch: true });
  }

  private constructor(
    /** @internal */
    public readonly _match: ComputeUrlMapPathMatcherRouteRulesMatchRulesQueryParameterMatches,
  ) {}
}
