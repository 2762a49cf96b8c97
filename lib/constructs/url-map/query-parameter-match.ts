import { ComputeUrlMapPathMatcherRouteRulesMatchRulesQueryParameterMatches } from "@cdktf/provider-google/lib/compute-url-map";

/**
 * A condition on a query parameter in a route rule.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export class QueryParameterMatch {
  /** Matches requests in which the query parameter has exactly this value. */
  public static exact(name: string, value: string): QueryParameterMatch {
    return new QueryParameterMatch({ name, exactMatch: value });
  }

  /** Matches requests that have the query parameter, with or without a value. */
  public static present(name: string): QueryParameterMatch {
    return new QueryParameterMatch({ name, presentMatch: true });
  }

  private constructor(
    /** @internal */
    public readonly _match: ComputeUrlMapPathMatcherRouteRulesMatchRulesQueryParameterMatches,
  ) {}
}
