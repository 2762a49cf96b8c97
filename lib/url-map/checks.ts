import { checkHost } from "../checks/hosts";
import {
  Problem,
  checkLength,
  checkOneOf,
  checkRange,
  checkUnique,
  isKnown,
  knownValues,
  problem,
} from "../checks/problem";
import { HeaderAction } from "./header-action";
import { HeaderMatch } from "./header-match";
import { PathMatch } from "./path-match";
import {
  RetryCondition,
  RetryPolicy,
  RouteAction,
  RouteOptions,
  UrlRedirect,
  UrlRewrite,
  WeightedBackendService,
} from "./route-action";
import { HostRule, PathRule, RouteRule } from "./routes";

const MAX_WEIGHT = 1000;
/** UM-17. */
const MAX_RULES = 1000;
const MAX_TEMPLATE_OPERATORS = 5;
const MAX_PATH_LENGTH = 1024;
const MAX_HOST_LENGTH = 255;
const PATH = /^\/([^*?#]*\/)?\*?$|^\/[^*?#]*$/;
const HEADER_NAME = /^:?[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const OPERATOR = /^(\*\*?|\{[^{}]*\})/;
const VARIABLE = /^\{([^={}]*)(?:=([^{}]*))?\}$/;

/** A host rule beside those that are there: UM-02 to UM-06, UM-10, UM-12 to UM-15, UM-17. */
export function checkHostRule(rule: HostRule, presentHosts: readonly string[]): Problem[] {
  const { hosts, routes, defaultAction, headerAction } = rule;
  const wayOut = "put the routes of a host into one host rule";
  return [
    ...checkCount("UM-17", "hosts of a host rule", hosts.length),
    ...knownValues(hosts).flatMap((host) => checkHost(host)),
    ...checkUnique("UM-03", "a host", [...presentHosts, ...knownValues(hosts)], wayOut, (host) => host.toLowerCase()),
    ...(routes ? [...checkPathRules(routes._pathRules), ...checkRouteRules(routes._routeRules)] : []),
    ...(routes && routes._pathRules.length + routes._routeRules.length === 0
      ? [problem("UM-08", "routes without a rule route nothing", [], "give a rule, or leave routes out")]
      : []),
    ...(defaultAction ? checkAction("the default action", defaultAction) : []),
    ...checkHeaderAction(headerAction),
  ];
}

function checkPathRules(rules: readonly PathRule[]): Problem[] {
  const paths = rules.flatMap((rule) => knownValues(rule.paths));
  return [
    ...(rules.length > 0 ? checkCount("UM-17", "path rules of a host rule", rules.length) : []),
    ...rules.flatMap((rule) =>
      rule.paths.length === 0 ? [problem("UM-05", "a path rule has a path", rule.paths, "give it one")] : [],
    ),
    ...paths.flatMap(checkRulePath),
    ...checkUnique("UM-06", "a path", paths, "put it into one path rule"),
    ...rules.flatMap((rule) => checkAction(`the action for ${rule.paths.join(", ")}`, rule.action)),
  ];
}

function checkRulePath(path: string): Problem[] {
  return PATH.test(path) && path.length <= MAX_PATH_LENGTH
    ? []
    : [
        problem(
          "UM-05",
          `a path begins with a slash, has at most ${MAX_PATH_LENGTH} characters, no ? and no #, and * only last, after a slash`,
          path,
          "write it like /api or /api/*",
        ),
      ];
}

function checkRouteRules(rules: readonly RouteRule[]): Problem[] {
  return [
    ...(rules.length > 0 ? checkCount("UM-17", "route rules of a host rule", rules.length) : []),
    ...rules.flatMap(({ match, action }) => [
      ...checkPathMatch(match.path),
      ...(match.headers ?? []).flatMap(checkHeaderMatch),
      ...(match.queryParameters ?? []).flatMap(({ _match }) =>
        checkLength("UM-10", "a query parameter's name", _match.name, 1, MAX_PATH_LENGTH),
      ),
      ...checkAction(`the action for ${describe(match.path)}`, action, match.path),
    ]),
  ];
}

function describe({ _match }: PathMatch): string {
  return _match.prefixMatch ?? _match.fullPathMatch ?? _match.pathTemplateMatch ?? "";
}

function checkPathMatch({ _match }: PathMatch): Problem[] {
  const { prefixMatch, fullPathMatch, pathTemplateMatch } = _match;
  if (pathTemplateMatch !== undefined) {
    return checkPathTemplate(pathTemplateMatch);
  }
  const what = prefixMatch === undefined ? "PathMatch.fullPath" : "PathMatch.prefix";
  const path = prefixMatch ?? fullPathMatch;
  return isKnown(path) && (!/^\/[^?#]*$/.test(path) || path.length > MAX_PATH_LENGTH)
    ? [
        problem(
          "UM-10",
          `${what} takes a path with a leading slash, without ? and #, of at most ${MAX_PATH_LENGTH} characters`,
          path,
          "write it like /api/",
        ),
      ]
    : [];
}

function checkPathTemplate(template: string): Problem[] {
  if (!isKnown(template)) {
    return [];
  }
  const refusal = (what: string, wayOut: string) => [problem("UM-10", what, template, wayOut)];
  if (!/^\/[^?#]*$/.test(template) || template.length > MAX_PATH_LENGTH) {
    return refusal(
      `a path template begins with a slash and has no ? and #, at most ${MAX_PATH_LENGTH} characters`,
      "write it like /users/{id}/*",
    );
  }
  const segments = splitSegments(template);
  const operators = segments.flatMap((segment) => OPERATOR.exec(segment)?.[0] ?? []);
  const misplaced = segments.find((segment) => /[*{}]/.test(segment.replace(OPERATOR, "")));
  if (misplaced !== undefined) {
    return refusal(
      "an operator of a path template stands at the beginning of a segment, one in each",
      "write it like /users/{id}/**",
    );
  }
  if (operators.length > MAX_TEMPLATE_OPERATORS) {
    return refusal(`a path template has at most ${MAX_TEMPLATE_OPERATORS} operators`, "use fewer, or ** at the end");
  }
  if (operators.slice(0, -1).some((operator) => operator.includes("**"))) {
    return refusal("** is the last operator of a path template", "use * or {name} before it");
  }
  const variables = operators.filter((operator) => operator.startsWith("{"));
  const badVariable = variables.find((variable) => !isVariable(variable));
  if (badVariable !== undefined) {
    return refusal(
      `${badVariable} is no variable of a path template`,
      "write {name}, {name=*} or {name=**}; a name has letters, digits and _",
    );
  }
  return checkUnique("UM-10", "a variable of a path template", variables.map(variableName), "rename one of them");
}

/** Splits at slashes, but not inside braces: `{x=news/*}` is one segment. */
function splitSegments(template: string): string[] {
  return template.slice(1).match(/(\{[^{}]*\}|[^/])+/g) ?? [];
}

function isVariable(variable: string): boolean {
  const [, name = "", pattern] = VARIABLE.exec(variable) ?? [];
  return (
    /^[a-zA-Z][a-zA-Z0-9_]*$/.test(name) &&
    (pattern === undefined || /^([^*{}/]+|\*\*?)(\/([^*{}/]+|\*\*?))*$/.test(pattern))
  );
}

function variableName(variable: string): string {
  return VARIABLE.exec(variable)?.[1] ?? variable;
}

function checkHeaderMatch({ _match }: HeaderMatch): Problem[] {
  const { headerName, rangeMatch } = _match;
  const badName =
    isKnown(headerName) && !HEADER_NAME.test(headerName)
      ? [
          problem(
            "UM-10",
            "a header's name has only letters, digits and !#$%&'*+.^_`|~-",
            headerName,
            "write the name alone, without colon and value",
          ),
        ]
      : [];
  if (!isKnown(rangeMatch?.rangeStart) || !isKnown(rangeMatch.rangeEnd)) {
    return badName;
  }
  const { rangeStart, rangeEnd } = rangeMatch;
  return Number.isInteger(rangeStart) && Number.isInteger(rangeEnd) && rangeStart < rangeEnd
    ? badName
    : [
        ...badName,
        problem(
          "UM-10",
          "a range goes from a whole number up to but not including a larger one",
          [rangeStart, rangeEnd],
          "swap or change them",
        ),
      ];
}

/** An action: UM-12 to UM-15, BS-23 for headers. `path` is the match of the route rule it stands in. */
export function checkAction(what: string, action: RouteAction, path?: PathMatch): Problem[] {
  const { services, redirect, options } = action._action;
  return [
    ...(services ? checkWeights(what, services) : []),
    ...(redirect ? checkRedirect(what, redirect) : []),
    ...(options ? checkOptions(what, options, path) : []),
  ];
}

function checkWeights(what: string, services: readonly WeightedBackendService[]): Problem[] {
  const weights = services.map(({ weight }) => weight);
  const nothingLeft = weights.every((weight) => weight === 0)
    ? [
        problem(
          "UM-12",
          `${what} needs at least one service with a weight above 0`,
          weights,
          "give one a weight from 1 to 1000",
        ),
      ]
    : [];
  return [
    ...weights.flatMap((weight) => checkRange("UM-12", `a weight of ${what}`, weight, 0, MAX_WEIGHT)),
    ...nothingLeft,
    ...services.flatMap(({ headerAction }) => checkHeaderAction(headerAction)),
  ];
}

function checkRedirect(what: string, redirect: UrlRedirect): Problem[] {
  const { hostRedirect, pathRedirect, prefixRedirect } = redirect;
  const problems = [
    ...checkLength("UM-14", `hostRedirect of ${what}`, hostRedirect, 1, MAX_HOST_LENGTH),
    ...checkLength("UM-14", `pathRedirect of ${what}`, pathRedirect, 1, MAX_PATH_LENGTH),
    ...checkLength("UM-14", `prefixRedirect of ${what}`, prefixRedirect, 1, MAX_PATH_LENGTH),
    ...checkRedirectPath(`pathRedirect of ${what}`, pathRedirect),
    ...checkRedirectPath(`prefixRedirect of ${what}`, prefixRedirect),
  ];
  if (isKnown(hostRedirect) && /[/\s?#]/.test(hostRedirect)) {
    problems.push(
      problem("UM-14", `hostRedirect of ${what} is a host alone`, hostRedirect, "leave out scheme and path"),
    );
  }
  if (pathRedirect !== undefined && prefixRedirect !== undefined) {
    problems.push(
      problem("UM-14", `${what} has either pathRedirect or prefixRedirect`, "both", "leave one of the two out"),
    );
  }
  if (hostRedirect === undefined && pathRedirect === undefined && prefixRedirect === undefined) {
    problems.push(
      problem(
        "UM-14",
        `${what} redirects every request to itself`,
        redirect,
        "give hostRedirect, pathRedirect or prefixRedirect",
      ),
    );
  }
  return problems;
}

function checkRedirectPath(what: string, path: string | undefined): Problem[] {
  return !isKnown(path) || path === "" || /^\/[^?#]*$/.test(path)
    ? []
    : [problem("UM-14", `${what} begins with a slash and has no ? and #`, path, "write it like /new/")];
}

function checkOptions(what: string, options: RouteOptions, path?: PathMatch): Problem[] {
  const { urlRewrite, headerAction, timeoutSec, retryPolicy, corsPolicy, faultInjectionPolicy } = options;
  return [
    ...(urlRewrite ? checkRewrite(what, urlRewrite, path) : []),
    ...checkHeaderAction(headerAction),
    ...checkSeconds(`timeoutSec of ${what}`, timeoutSec),
    ...(retryPolicy ? checkRetryPolicy(what, retryPolicy) : []),
    ...checkRange("UM-15", `maxAgeSec of ${what}`, corsPolicy?.maxAgeSec, 0, 2147483647),
    ...checkRange("UM-15", `httpStatus of the abort of ${what}`, faultInjectionPolicy?.abort?.httpStatus, 200, 599),
    ...checkPercentage(`percentage of the abort of ${what}`, faultInjectionPolicy?.abort?.percentage),
    ...checkPercentage(`percentage of the delay of ${what}`, faultInjectionPolicy?.delay?.percentage),
    ...checkSeconds(`fixedDelaySec of ${what}`, faultInjectionPolicy?.delay?.fixedDelaySec),
  ];
}

function checkRewrite(what: string, rewrite: UrlRewrite, path?: PathMatch): Problem[] {
  const { hostRewrite, pathPrefixRewrite, pathTemplateRewrite } = rewrite;
  const problems = [
    ...checkLength("UM-13", `hostRewrite of ${what}`, hostRewrite, 1, MAX_HOST_LENGTH),
    ...checkLength("UM-13", `pathPrefixRewrite of ${what}`, pathPrefixRewrite, 1, MAX_PATH_LENGTH),
    ...checkLength("UM-13", `pathTemplateRewrite of ${what}`, pathTemplateRewrite, 1, MAX_PATH_LENGTH),
  ];
  if (pathPrefixRewrite !== undefined && pathTemplateRewrite !== undefined) {
    problems.push(
      problem(
        "UM-13",
        `${what} has either pathPrefixRewrite or pathTemplateRewrite`,
        "both",
        "leave one of the two out",
      ),
    );
  }
  if (pathTemplateRewrite === undefined) {
    return problems;
  }
  const template = path?._match.pathTemplateMatch;
  if (template === undefined) {
    problems.push(
      problem(
        "UM-13",
        `pathTemplateRewrite of ${what} needs a path template to take names from`,
        pathTemplateRewrite,
        "match with PathMatch.template in Routes.inOrder",
      ),
    );
  } else if (isKnown(template) && isKnown(pathTemplateRewrite)) {
    const known = (template.match(/\{[^{}]*\}/g) ?? []).map(variableName);
    const foreign = (pathTemplateRewrite.match(/\{[^{}]*\}/g) ?? [])
      .map((name) => name.slice(1, -1))
      .find((name) => !known.includes(name));
    if (foreign !== undefined) {
      problems.push(
        problem(
          "UM-13",
          `the template ${template} has no such variable`,
          foreign,
          `use ${known.join(", ") || "a name that the template has"}`,
        ),
      );
    }
  }
  return problems;
}

function checkRetryPolicy(what: string, policy: RetryPolicy): Problem[] {
  return [
    ...(policy.retryConditions.length === 0
      ? [problem("UM-15", `the retry policy of ${what} says when to retry`, [], "give a retry condition")]
      : []),
    ...policy.retryConditions.flatMap((condition) =>
      checkOneOf<string>("UM-15", `a retry condition of ${what}`, condition, Object.values(RetryCondition)),
    ),
    ...checkRange("UM-15", `numRetries of ${what}`, policy.numRetries, 1, 2147483647),
    ...checkSeconds(`perTryTimeoutSec of ${what}`, policy.perTryTimeoutSec),
  ];
}

function checkSeconds(what: string, seconds: number | undefined): Problem[] {
  return !isKnown(seconds) || (seconds > 0 && seconds <= 315_576_000_000)
    ? []
    : [problem("UM-15", `${what} must be above 0`, seconds, "give a time in seconds, such as 30 or 0.5")];
}

function checkPercentage(what: string, percentage: number | undefined): Problem[] {
  return !isKnown(percentage) || (percentage >= 0 && percentage <= 100)
    ? []
    : [problem("UM-15", `${what} must be a number from 0 to 100`, percentage, "choose one in that range")];
}

/** Changes to headers: BS-23. */
export function checkHeaderAction(action: HeaderAction | undefined): Problem[] {
  const added = [...(action?.requestHeadersToAdd ?? []), ...(action?.responseHeadersToAdd ?? [])].map(
    ({ headerName }) => headerName,
  );
  const removed = [...(action?.requestHeadersToRemove ?? []), ...(action?.responseHeadersToRemove ?? [])];
  return knownValues([...added, ...removed]).flatMap((name) => {
    if (!HEADER_NAME.test(name) || name.startsWith(":")) {
      return [
        problem(
          "BS-23",
          "a header's name has only letters, digits and !#$%&'*+.^_`|~-",
          name,
          "write the name alone, without colon and value",
        ),
      ];
    }
    return /^(host|authority)$/i.test(name)
      ? [problem("BS-23", "a header action cannot change the host", name, "use urlRewrite with hostRewrite")]
      : [];
  });
}

function checkCount(rule: string, what: string, count: number): Problem[] {
  return count >= 1 && count <= MAX_RULES
    ? []
    : [problem(rule, `there must be 1 to ${MAX_RULES} ${what}`, count, "give it that many")];
}
