import {
  ComputeUrlMapPathMatcherPathRule,
  ComputeUrlMapPathMatcherRouteRules,
  ComputeUrlMapPathMatcherRouteRulesMatchRules,
} from "@cdktf/provider-google/lib/compute-url-map";
import { CustomErrorResponsePolicy } from "./custom-error-response";
import { HeaderAction } from "./header-action";
import { HeaderMatch } from "./header-match";
import { PathMatch } from "./path-match";
import { QueryParameterMatch } from "./query-parameter-match";
import { RouteAction, renderPathRuleAction, renderRouteRuleAction } from "./route-action";

/**
 * Paths, and what happens to the requests for them.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export interface PathRule {
  /**
   * Paths with a leading slash. A `*` is allowed only at the end, after a slash. `"/api/*"` does not match `/api`: list
   * both paths, or use `Routes.pathAndBelow`. A path can be listed only once in all rules.
   */
  readonly paths: string[];
  /** What happens to the requests for these paths. */
  readonly action: RouteAction;
}

/**
 * The conditions of a route rule. A request must meet all of them. For alternatives, write several rules.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface RouteMatch {
  /** The condition on the path of the request. */
  readonly path: PathMatch;
  /**
   * Conditions on the request headers. A request must meet all of them.
   *
   * @default - The request headers are not checked.
   */
  readonly headers?: HeaderMatch[];
  /**
   * Conditions on the query parameters. A request must meet all of them.
   *
   * @default - The query parameters are not checked.
   */
  readonly queryParameters?: QueryParameterMatch[];
}

/**
 * Conditions for requests, and what happens to the requests that match.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface RouteRule {
  /** The conditions that a request must meet. */
  readonly match: RouteMatch;
  /** What happens to the requests that match. */
  readonly action: RouteAction;
}

/**
 * The routes for particular hosts.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export interface HostRule {
  /**
   * The hosts, such as `"app.example.com"`, `"*.example.com"` or `"*"`. A host can be listed only once in a URL map.
   */
  readonly hosts: string[];
  /**
   * The routes for the hosts of this rule.
   *
   * @default - All requests for these hosts get the default action.
   */
  readonly routes?: Routes;
  /**
   * What happens to requests for these hosts that no route matches. Such requests never continue to another host rule.
   *
   * @default - The default of the URL map applies.
   */
  readonly defaultAction?: RouteAction;
  /**
   * Changes to the headers of all requests and responses for these hosts.
   *
   * @default - The headers are not changed.
   */
  readonly headerAction?: HeaderAction;
  /**
   * The pages that visitors of these hosts get in place of errors. A route can have its own, which is asked first.
   *
   * @default - The custom error responses of the URL map apply.
   */
  readonly customErrorResponsePolicy?: CustomErrorResponsePolicy;
  /**
   * A description of the host rule, stored in the URL map.
   *
   * @default - The host rule has no description.
   */
  readonly description?: string;
}

/**
 * The rules of one path matcher: either path rules or route rules. Of the path rules, the longest matching path is
 * used. Of the route rules, the first rule that matches is used. Google does not allow both kinds in one path matcher.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export class Routes {
  /**
   * Creates rules that match the path only (`path_rule`). The longest matching path is used; the order of the rules
   * does not matter.
   */
  public static byPath(rules: PathRule[]): Routes {
    return new Routes(rules, []);
  }

  /**
   * Creates rules that match the path, headers and query parameters (`route_rules`). The first rule that matches is
   * used.
   */
  public static inOrder(rules: RouteRule[]): Routes {
    return new Routes([], rules);
  }

  /**
   * The `paths` of a path rule for a path and everything below it: `Routes.pathAndBelow("/api")` is
   * `["/api", "/api/*"]`, and does not match `/api-docs`. A slash at the end of the path is ignored.
   */
  public static pathAndBelow(path: string): string[] {
    const bare = path.replace(/\/+$/, "");
    return bare === "" ? ["/*"] : [bare, `${bare}/*`];
  }

  private constructor(
    /** @internal */
    public readonly _pathRules: readonly PathRule[],
    /** @internal */
    public readonly _routeRules: readonly RouteRule[],
  ) {}
}

/** All actions of a host rule. */
export function actionsOf({ routes, defaultAction }: HostRule): RouteAction[] {
  const own = [...(routes?._pathRules ?? []), ...(routes?._routeRules ?? [])].map(({ action }) => action);
  return defaultAction ? [...own, defaultAction] : own;
}

/** A host rule as the rules look at it: without objects of classes. */
export function plainHostRule({ hosts, routes, defaultAction }: HostRule) {
  return {
    hosts,
    pathRules: routes?._pathRules.map(({ paths, action }) => ({ paths, action: action._action })),
    routeRules: routes?._routeRules.map(({ match, action }) => ({
      match: match.path._match,
      conditions: 1 + (match.headers?.length ?? 0) + (match.queryParameters?.length ?? 0),
      action: action._action,
    })),
    defaultAction: defaultAction?._action,
  };
}

/** Path rules as Terraform wants them. */
export function renderPathRules(rules: readonly PathRule[]): ComputeUrlMapPathMatcherPathRule[] {
  return rules.map(({ paths, action }) => ({ paths, ...renderPathRuleAction(action) }));
}

/** Route rules as Terraform wants them: the place in the list is the priority. */
export function renderRouteRules(rules: readonly RouteRule[]): ComputeUrlMapPathMatcherRouteRules[] {
  return rules.map(({ match, action }, index) => ({
    priority: index + 1,
    matchRules: [renderMatch(match)],
    ...renderRouteRuleAction(action),
  }));
}

function renderMatch({ path, headers, queryParameters }: RouteMatch): ComputeUrlMapPathMatcherRouteRulesMatchRules {
  return {
    ...path._match,
    headerMatches: headers?.map(({ _match }) => _match),
    queryParameterMatches: queryParameters?.map(({ _match }) => _match),
  };
}
