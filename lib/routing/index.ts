import { blocks } from "../app/terraform-json";
import { Outcome, applyAction, defaultOf, headerChanges } from "./actions";
import { DecidedBy, Decision, Share } from "./decision";
import { ErrorLevel, errorPoliciesOf } from "./error-responses";
import { HostChoice, chooseHostRule } from "./hosts";
import { NO_OPTIONS, optionsOf } from "./options";
import { ParsedRequest, RouteRequest, parseRequest, requestInWords } from "./request";
import { RuleChoice, choosePathRule, chooseRouteRule } from "./rules";
import { Block, Unanswerable, UrlMapJson, isDynamic, isExpression, numberOf, textOf } from "../app/values";

export { ASSUMPTIONS, type AssumptionId } from "./assumptions";
export type { DecidedBy, Decision, HeaderChange, Share } from "./decision";
export { type RouteRequest, parseRequest } from "./request";
export { Unanswerable, type UrlMapJson } from "../app/values";

/** What has been found on the way to the action. */
interface Found {
  readonly rule: Block;
  readonly decidedBy: DecidedBy;
  readonly matcher?: Block;
  readonly choice?: RuleChoice;
  readonly trace: readonly string[];
  /** What of the action only Terraform knows: nothing can be said of it then. */
  readonly unknown: readonly string[];
}

/**
 * What a URL map, as it stands in synthesized Terraform JSON, does with a request on the global external Application
 * Load Balancer.
 *
 * @throws Unanswerable if the request has no full URL, the map is broken, or nobody says what Google does
 */
export function evaluate(urlMap: UrlMapJson, request: RouteRequest): Decision {
  const parsed = parseRequest(request);
  return climbs(parsed.path) ? withoutDotSegments(parsed) : decide(urlMap, parsed);
}

/** The same; nothing where there is no answer. */
export function answerTo(urlMap: UrlMapJson, request: RouteRequest): Decision | undefined {
  try {
    return evaluate(urlMap, request);
  } catch (error) {
    if (error instanceof Unanswerable) {
      return undefined;
    }
    throw error;
  }
}

function decide(urlMap: UrlMapJson, request: ParsedRequest): Decision {
  const host = chooseHostRule(urlMap, request.host);
  const found = host.rule ? findInMatcher(urlMap, host, host.rule, request) : findDefault(urlMap);
  const outcome: Outcome =
    found.unknown.length > 0
      ? { services: [], assumed: [], unknown: found.unknown }
      : applyAction(found.rule, request, found.choice?.matched);
  const unknown = [...host.unknown, ...(found.choice?.unknown ?? []), ...outcome.unknown];
  const assumed = [...request.assumed, ...host.assumed, ...(found.choice?.assumed ?? []), ...outcome.assumed];
  return {
    request: requestInWords(request),
    action: unknown.length > 0 ? "undecided" : actionOf(outcome),
    services: withHeaders(urlMap, found, outcome),
    redirect: outcome.redirect,
    backendUrl: outcome.backendUrl,
    options: outcome.redirect ? NO_OPTIONS : optionsOf(found.rule),
    errorPolicies: outcome.redirect ? [] : errorPoliciesOf(errorLevels(urlMap, found)),
    decidedBy: found.decidedBy,
    trace: [`host ${request.host}: ${host.why}`, ...found.trace],
    assumed: [...new Set(assumed)].sort(),
    unknown,
  };
}

function actionOf({ redirect, services }: Outcome): Decision["action"] {
  if (redirect) {
    return "redirect";
  }
  return services.length === 1 ? "forward" : "split";
}

function findDefault(urlMap: UrlMapJson): Found {
  const text = "the default of the URL map";
  const decidedBy: DecidedBy = { kind: "URL map default", text };
  const unknown = unknownAction(urlMap, "default_", text);
  return { rule: defaultOf(urlMap), decidedBy, trace: [`${text} decides`], unknown };
}

function findInMatcher(urlMap: UrlMapJson, host: HostChoice, hostRule: Block, request: ParsedRequest): Found {
  const name = textOf(hostRule, "path_matcher") ?? "";
  const matchers = blocks(urlMap.path_matcher);
  const matcher = matchers.find((candidate) => candidate.name === name);
  const where = { hostRule: host.index, host: host.pattern, pathMatcher: name };
  if (matcher === undefined && mayBeMade(urlMap, name, matchers)) {
    const text = `path matcher ${name}`;
    const decidedBy: DecidedBy = { kind: "path matcher default", text, ...where };
    return { rule: {}, decidedBy, trace: [`${text} decides`], unknown: [`${text} is known only to Terraform`] };
  }
  if (matcher === undefined) {
    throw new Unanswerable(
      `host rule ${(host.index ?? 0) + 1} names the path matcher ${name}, which does not exist: UM-04`,
    );
  }
  const hasPathRules = blocks(matcher.path_rule).length > 0;
  const choice = hasPathRules
    ? choosePathRule(matcher, request.path)
    : chooseRouteRule(blocks(matcher.route_rules), request);
  const unknown = [...choice.unknown, ...unknownRules(matcher)];
  if (choice.rule === undefined) {
    const text = `the default of host ${host.pattern ?? ""}`;
    const decidedBy: DecidedBy = { kind: "path matcher default", text, ...where };
    const trace = [...choice.trace, `${text} decides`];
    return {
      rule: defaultOf(matcher),
      decidedBy,
      matcher,
      choice: { ...choice, unknown },
      trace,
      unknown: unknownAction(matcher, "default_", text),
    };
  }
  const decidedBy: DecidedBy = {
    kind: hasPathRules ? "path rule" : "route rule",
    text: `${choice.text ?? ""} of host ${host.pattern ?? ""}`,
    ...where,
    rule: choice.index,
    priority: hasPathRules ? undefined : numberOf(choice.rule, "priority"),
  };
  return {
    rule: choice.rule,
    decidedBy,
    matcher,
    choice: { ...choice, unknown },
    trace: choice.trace,
    unknown: unknownAction(choice.rule, "", decidedBy.text),
  };
}

/** Whether a path matcher that does not stand in the map may be there once Terraform has read it. */
function mayBeMade(urlMap: UrlMapJson, name: string, matchers: readonly Block[]): boolean {
  const names = [name, ...matchers.map((matcher) => matcher.name)];
  return isDynamic(urlMap, "path_matcher") || names.some(isExpression);
}

/** What of an action decides where requests go and is made by Terraform. */
function unknownAction(owner: Block, prefix: "" | "default_", where: string): string[] {
  const [action] = blocks(owner[`${prefix}route_action`]);
  return [
    ...[`${prefix}url_redirect`, `${prefix}route_action`].filter((name) => isDynamic(owner, name)),
    ...["weighted_backend_services", "url_rewrite"].filter((name) => isDynamic(action, name)),
  ].map((name) => `${name} of ${where} is known only to Terraform`);
}

/** Rules of which not even the number is known. */
function unknownRules(matcher: Block): string[] {
  return ["path_rule", "route_rules"]
    .filter((kind) => isDynamic(matcher, kind))
    .map((kind) => `${kind} of path matcher ${String(matcher.name)} is known only to Terraform`);
}

/** The services with the header changes of all levels. */
function withHeaders(urlMap: UrlMapJson, { rule, matcher }: Found, { services }: Outcome): Share[] {
  const levels = [
    headerChanges(rule.header_action, "route rule"),
    headerChanges(matcher?.header_action, "path matcher"),
    headerChanges(urlMap.header_action, "URL map"),
  ];
  return services.map((share) => ({
    ...share,
    requestHeaders: [...share.requestHeaders, ...levels.flatMap(({ requestHeaders }) => requestHeaders)],
    responseHeaders: [...share.responseHeaders, ...levels.flatMap(({ responseHeaders }) => responseHeaders)],
  }));
}

/** Where custom error responses may stand, from the rule to the URL map. */
function errorLevels(urlMap: UrlMapJson, { rule, matcher, decidedBy }: Found): ErrorLevel[] {
  return [
    { where: decidedBy.text, owner: rule, argument: "custom_error_response_policy" },
    ...(matcher === undefined
      ? []
      : [
          {
            where: `host ${decidedBy.host ?? ""}`,
            owner: matcher,
            argument: "default_custom_error_response_policy" as const,
          },
        ]),
    { where: "the URL map", owner: urlMap, argument: "default_custom_error_response_policy" },
  ];
}

function climbs(path: string): boolean {
  return path.includes("/../");
}

/** A path that climbs is sent back without the segments that cancel each other, before any rule is asked. */
function withoutDotSegments(request: ParsedRequest): Decision {
  let { path } = request;
  while (climbs(path)) {
    path = path.replace(/(?:\/[^/]*)?\/\.\.\//, "/");
  }
  const location = `${request.scheme}://${request.host}${path}${request.query === "" ? "" : `?${request.query}`}`;
  const text = "the load balancer itself, which redirects paths with /../";
  return {
    request: requestInWords(request),
    action: "redirect",
    services: [],
    redirect: { code: 302, location },
    options: NO_OPTIONS,
    errorPolicies: [],
    decidedBy: { kind: "load balancer", text },
    trace: ["the path contains /../, so no rule is checked"],
    assumed: [],
    unknown: [],
  };
}
