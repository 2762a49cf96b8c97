import {
  ComputeUrlMapPathMatcherPathRule,
  ComputeUrlMapPathMatcherRouteRules,
  ComputeUrlMapPathMatcherRouteRulesMatchRules,
} from "@cdktf/provider-google/lib/compute-url-map";
import { HeaderAction } from "./header-action";
import { HeaderMatch } from "./header-match";
import { PathMatch } from "./path-match";
import { QueryParameterMatch } from "./query-parameter-match";
import { RouteAction, renderPathRuleAction, renderRouteRuleAction } from "./route-action";

/**
 * Paths and what happens to requests for them.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export interface PathRule {
  /**
   * Paths with a leading slash; a `*` may only stand last, after a slash. `"/api/*"` does not match `/api`: list both.
   * Each path stands once in all rules.
   */
  readonly paths: string[];
  /** What happens to these requests. */
  readonly action: RouteAction;
}

/**
 * Which requests a route rule is about: all that is given must hold. Alternatives are several rules.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface RouteMatch {
  /** The path. */
  readonly path: PathMatch;
  /**
   * The request headers.
   *
   * @default - any
   */
  readonly headers?: HeaderMatch[];
  /**
   * The query parameters.
   *
   * @default - any
   */
  readonly queryParameters?: QueryParameterMatch[];
}

/**
 * Requests and what happens to them.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface RouteRule {
  /** The requests. */
  readonly match: RouteMatch;
  /** What happens to them. */
  readonly action: RouteAction;
}

/**
 * The routes of particular hosts.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export interface HostRule {
  /** The hosts, such as `"app.example.com"`, `"*.example.com"` or `"*"`. Each host stands once in a URL map. */
  readonly hosts: string[];
  /**
   * The routes.
   *
   * @default - none: all requests get the default action
   */
  readonly routes?: Routes;
  /**
   * What happens to requests that no route matches. They never fall through to another host rule.
   *
   * @default - the URL map's default
   */
  readonly defaultAction?: RouteAction;
  /**
   * Changes to the headers of all requests for these hosts.
   *
   * @default - none
   */
  readonly headerAction?: HeaderAction;
  /**
   * For the reader.
   *
   * @default - none
   */
  readonly description?: string;
}

/**
 * The rules of one path matcher, of one of two kinds, because Google forbids both in one: path rules, of which the
 * longest path wins, or route rules, of which the first match wins.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export class Routes {
  /** By path alone; renders `path_rule`. The longest path wins, the order of the rules is irrelevant. */
  public static byPath(rules: PathRule[]): Routes {
    return new Routes(rules, []);
  }

  /** By path, headers and query parameters; renders `route_rules`. The first rule that matches wins. */
  public static inOrder(rules: RouteRule[]): Routes {
    return new Routes([], rules);
  }

  private constructor(
    /** @internal */
    public readonly _pathRules: readonly PathRule[],
    /** @internal */
    public readonly _routeRules: readonly RouteRule[],
  ) {}
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
