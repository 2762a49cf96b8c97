import { Problem, isKnown, knownValues, problem } from "../../checks/problem";
import { PathMatch } from "./path-match";
import { RedirectResponseCode, RouteAction, UrlRedirect } from "./route-action";
import { HostRule, RouteMatch } from "./routes";

/** The codes after which browsers come back with GET when they came with POST. */
const ASKED_ANEW_WITH_GET: readonly (RedirectResponseCode | undefined)[] = [
  undefined,
  RedirectResponseCode.MOVED_PERMANENTLY_DEFAULT,
  RedirectResponseCode.FOUND,
  RedirectResponseCode.SEE_OTHER,
];

/** Redirects that answer the URL they lead to: UM-14. */
export function checkRedirectsToItself({ hosts, routes, defaultAction }: HostRule, where: string): Problem[] {
  const pathRules = routes?._pathRules ?? [];
  const routeRules = routes?._routeRules ?? [];
  const known = knownValues(hosts);
  return [
    ...(defaultAction ? checkRedirect(`the default action of ${where}`, defaultAction, known) : []),
    ...pathRules.flatMap(({ paths, action }) =>
      knownValues(paths).flatMap((path) =>
        checkRedirect(`the action for ${path} of ${where}`, action, known, matchedByRule(path)),
      ),
    ),
    ...routeRules.flatMap(({ match, action }) => {
      if (leadsOutOfMatch(action, match)) {
        return [];
      }
      const matched = matchedPart(match.path);
      return checkRedirect(`the action for ${matched?.text ?? "a path"} of ${where}`, action, known, matched);
    }),
  ];
}

/** The part of the path that a match takes up: what a prefix stands in place of. */
export interface MatchedPart {
  readonly text: string;
  /** Whether it is all of the path. */
  readonly isWhole: boolean;
}

/** What a path of a path rule takes up of a request's. */
export function matchedByRule(path: string): MatchedPart {
  return path.endsWith("/*") ? { text: path.slice(0, -1), isWhole: false } : { text: path, isWhole: true };
}

/** What the path of a route rule takes up of a request's; undefined where that is not known at synth. */
export function matchedPart({ _match }: PathMatch): MatchedPart | undefined {
  const text = _match.prefixMatch ?? _match.fullPathMatch;
  return isKnown(text) ? { text, isWhole: _match.prefixMatch === undefined } : undefined;
}

/**
 * Whether a redirect leads out of what its rule is about, though host and path stay: it drops the query for which the rule
 * looks, or the method.
 */
export function leadsOutOfMatch({ _action: { redirect } }: RouteAction, match: RouteMatch | undefined): boolean {
  return redirect !== undefined && match !== undefined && (dropsQuery(redirect, match) || dropsMethod(redirect, match));
}

function dropsQuery({ stripQuery = false }: UrlRedirect, { queryParameters = [] }: RouteMatch): boolean {
  return stripQuery && queryParameters.length > 0;
}

function dropsMethod({ redirectResponseCode }: UrlRedirect, { headers = [] }: RouteMatch): boolean {
  const looksAtMethod = headers.some(({ _match }) => _match.headerName === ":method");
  return looksAtMethod && ASKED_ANEW_WITH_GET.includes(redirectResponseCode);
}

function checkRedirect(
  what: string,
  { _action: { redirect } }: RouteAction,
  hosts: readonly string[],
  matched?: MatchedPart,
): Problem[] {
  const { hostRedirect, pathRedirect, prefixRedirect } = redirect ?? {};
  const isSameHost = isKnown(hostRedirect) && hosts.includes(hostRedirect.toLowerCase());
  const isSamePath =
    matched !== undefined &&
    ((matched.isWhole && pathRedirect === matched.text) ||
      (isKnown(prefixRedirect) && prefixRedirect === matched.text));
  const keepsPath = pathRedirect === undefined && prefixRedirect === undefined;
  return (isSameHost && (isSamePath || keepsPath)) || (hostRedirect === undefined && isSamePath)
    ? [problem("UM-14", `${what} leads a visitor back to where he is`, redirect, "lead to another host or path")]
    : [];
}
