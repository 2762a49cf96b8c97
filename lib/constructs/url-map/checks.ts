import { checkHost } from "../../checks/hosts";
import { Problem, checkGiven, checkList, checkUnique, knownValues, problem } from "../../checks/problem";
import { ErrorRule } from "../../rules/catalogue";
import { MAX_PATH_LENGTH } from "../../rules/limits";
import { checkAction, checkHeaderAction } from "./action-checks";
import { checkHeaderMatch, checkPathMatch, checkQueryParameterMatch } from "./match-checks";
import { PathMatch } from "./path-match";
import { checkRedirectsToItself } from "./redirects";
import { HostRule, PathRule, RouteRule } from "./routes";

/** UM-17. */
const MAX_RULES = 1000;
const MAX_PREDICATES = 1000;
const MAX_TEMPLATES = 100;
const PATH = /^\/([^*?#]*\/)?\*?$|^\/[^*?#]*$/;

/** How many host rules a URL map has: UM-17. */
export function checkHostRuleCount(count: number): Problem[] {
  return checkCount("UM-17", "host rules of a URL map", count);
}

/** A host rule beside those that are there: UM-02 to UM-06, UM-10, UM-12 to UM-15, UM-17. */
export function checkHostRule(rule: HostRule, presentHosts: readonly string[]): Problem[] {
  const { hosts, routes, defaultAction, headerAction } = rule;
  const wayOut = "put the routes of a host into one host rule; routes beside hostRules are those of *";
  const where = knownValues(hosts).slice(0, 1).join() || "a host";
  const lists = [
    ...checkGiven("UM-02", "hosts", hosts, "give a list of them; routes beside hostRules are those of *"),
    ...checkList("UM-02", "hosts", hosts),
    ...(routes?._pathRules ?? []).flatMap(({ paths }) => [
      ...checkGiven("UM-05", `paths of ${where}`, paths, "give a list of them"),
      ...checkList("UM-05", `paths of ${where}`, paths),
    ]),
  ];
  if (lists.length > 0) {
    return lists;
  }
  return [
    ...checkCount("UM-17", "hosts of a host rule", hosts.length),
    ...knownValues(hosts).flatMap((host) => checkHost(host)),
    ...checkUnique("UM-03", "a host", [...presentHosts, ...knownValues(hosts)], wayOut, (host) => host.toLowerCase()),
    ...(routes ? [...checkPathRules(where, routes._pathRules), ...checkRouteRules(where, routes._routeRules)] : []),
    ...(routes && routes._pathRules.length + routes._routeRules.length === 0
      ? [problem("UM-08", "routes without a rule route nothing", [], "give a rule, or leave routes out")]
      : []),
    ...(defaultAction ? checkAction(`the default action of ${where}`, defaultAction) : []),
    ...checkHeaderAction(headerAction),
    ...checkRedirectsToItself(rule, where),
  ];
}

function checkPathRules(where: string, rules: readonly PathRule[]): Problem[] {
  const paths = rules.flatMap((rule) => knownValues(rule.paths));
  return [
    ...(rules.length > 0 ? checkCount("UM-17", "path rules of a host rule", rules.length) : []),
    ...rules.flatMap((rule) =>
      rule.paths.length === 0 ? [problem("UM-05", "a path rule has a path", rule.paths, "give it one")] : [],
    ),
    ...paths.flatMap((path) => checkRulePath(where, path)),
    ...checkUnique("UM-06", `a path of ${where}`, paths, "put it into one path rule"),
    ...rules.flatMap((rule) => checkAction(`the action for ${rule.paths.join(", ")} of ${where}`, rule.action)),
  ];
}

function checkRulePath(where: string, path: string): Problem[] {
  return PATH.test(path) && path.length <= MAX_PATH_LENGTH
    ? []
    : [
        problem(
          "UM-05",
          `a path of ${where} begins with a slash, has at most ${MAX_PATH_LENGTH} characters, no ? and no #, and * only last, after a slash`,
          path,
          "write it like /api or /api/*",
        ),
      ];
}

function checkRouteRules(where: string, rules: readonly RouteRule[]): Problem[] {
  return [
    ...(rules.length > 0 ? checkCount("UM-17", "route rules of a host rule", rules.length) : []),
    ...checkPredicateCount(rules),
    ...checkTemplateCount(rules.filter(({ match }) => match.path._match.pathTemplateMatch !== undefined).length),
    ...rules.flatMap(({ match, action }) => [
      ...checkPathMatch(match.path),
      ...(match.headers ?? []).flatMap(checkHeaderMatch),
      ...(match.queryParameters ?? []).flatMap(checkQueryParameterMatch),
      ...checkAction(`the action for ${describe(match.path)} of ${where}`, action, match),
    ]),
  ];
}

function checkPredicateCount(rules: readonly RouteRule[]): Problem[] {
  const count = rules
    .map(({ match }) => 1 + (match.headers?.length ?? 0) + (match.queryParameters?.length ?? 0))
    .reduce((sum, predicates) => sum + predicates, 0);
  return count <= MAX_PREDICATES
    ? []
    : [
        problem(
          "UM-17",
          `the route rules of a host rule ask at most ${MAX_PREDICATES} things of path, headers and query parameters together`,
          count,
          "ask fewer, or spread the hosts over several host rules",
        ),
      ];
}

function checkTemplateCount(count: number): Problem[] {
  return count <= MAX_TEMPLATES
    ? []
    : [
        problem(
          "UM-17",
          `a host rule has at most ${MAX_TEMPLATES} path templates`,
          count,
          "match some of them with PathMatch.prefix",
        ),
      ];
}

function describe({ _match }: PathMatch): string {
  return _match.prefixMatch ?? _match.fullPathMatch ?? _match.pathTemplateMatch ?? "";
}

function checkCount(rule: ErrorRule, what: string, count: number): Problem[] {
  return count >= 1 && count <= MAX_RULES
    ? []
    : [problem(rule, `there must be 1 to ${MAX_RULES} ${what}`, count, "give it that many")];
}
