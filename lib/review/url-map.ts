import { blocks } from "../app/terraform-json";
import { defaultAction, headerWords, ruleAction } from "./actions";
import { errorPageWords } from "./error-pages";
import { labelOfValue } from "./labels";
import { code, list, section, table } from "./markdown";
import { Resource, Stack } from "../app/stack";
import { Block, blockOf, dynamicBlocks, isTrue, text, texts, toNumber } from "../app/values";

/** A line of the route table. */
interface Route {
  /** The hosts, in words. */
  readonly host: string;
  /** The requests that it matches, in words. */
  readonly match: string;
  readonly priority: string;
  /** What happens to a request, in words. */
  readonly action: string;
}

/** The routes of a URL map, in the order in which they are evaluated. */
function routesOf({ owner: stack, config }: Resource): Route[] {
  const hostRules = blocks(config.host_rule);
  const hostsOf = (matcher: Block) =>
    hostRules
      .filter(({ path_matcher }) => text(path_matcher) === text(matcher.name))
      .flatMap(({ hosts }) => texts(hosts));
  const everyHost = hostRules.length > 1 ? "all other hosts" : "all hosts";
  const words = (host: string) => (host === "*" ? everyHost : code(host));
  const routes = blocks(config.path_matcher).flatMap((matcher) => {
    const host = hostsOf(matcher).map(words).join(", ") || "none: no host rule uses this path matcher";
    return matcherRoutes(stack, matcher).map((route) => ({ host, ...route }));
  });
  if (hostRules.some(({ hosts }) => texts(hosts).includes("*"))) {
    return routes;
  }
  const host = hostRules.length === 0 ? "all hosts" : "all other hosts";
  return [...routes, { host, match: "everything", priority: "", action: defaultAction(stack, config) }];
}

/** The backend services and buckets that a URL map sends requests to, each once. */
export function backendsOf(map: Resource): Resource[] {
  const all = [...servicesIn(map.config), ...errorServicesIn(map.config)];
  return [...new Set(all.flatMap((value) => map.owner.meaningOf(value).resources))];
}

/** The arguments that refer to what answers requests, and to what has the error pages. */
const TARGETS = ["service", "default_service", "backend_service"];
const ERROR_SERVICES = ["error_service"];

/** All references to backend services and buckets that get requests, in a URL map or a part of it. */
export function servicesIn(value: unknown): unknown[] {
  return referencesIn(value, TARGETS);
}

/** All references to buckets with error pages in a URL map. */
export function errorServicesIn(value: unknown): unknown[] {
  return referencesIn(value, ERROR_SERVICES);
}

function referencesIn(value: unknown, names: readonly string[]): unknown[] {
  const inside = typeof value === "object" && value !== null ? (Object.entries(value) as [string, unknown][]) : [];
  return inside.flatMap(([key, inner]) => (names.includes(key) ? [inner] : referencesIn(inner, names)));
}

/** The route table of a URL map, with what applies to all of its routes. */
export function urlMapSection(map: Resource): string {
  const rows = routesOf(map).map(({ host, match, priority, action }) => [host, match, priority, action]);
  return section(
    "### Routes",
    `These are the routes of URL map ${code(map.name)}. ${order(map.config)}`.trim(),
    table(["host", "request", "priority", "target"], rows),
    list([...unknownParts(map.config), ...common(map)]),
  );
}

/** A match rule of a route rule in words. */
export function matchWords(match: Block): string {
  const ignoreCase = isTrue(match.ignore_case) ? " (ignoring case)" : "";
  const [prefix, full, template, regex] = [
    text(match.prefix_match),
    text(match.full_path_match),
    text(match.path_template_match),
    text(match.regex_match),
  ];
  const path = [
    prefix === undefined ? "" : prefix === "/" ? "any path" : `path begins with ${code(prefix)}${ignoreCase}`,
    full === undefined ? "" : `path ${code(full)}${ignoreCase}`,
    template === undefined ? "" : `path matches template ${code(template)}`,
    regex === undefined ? "" : `path matches regular expression ${code(regex)}`,
  ].filter((words) => words !== "");
  const headers = blocks(match.header_matches).map(
    (header) => `header ${code(text(header.header_name) ?? "unknown")} ${conditionWords(header)}`,
  );
  const parameters = blocks(match.query_parameter_matches).map(
    (parameter) => `query parameter ${code(text(parameter.name) ?? "unknown")} ${conditionWords(parameter)}`,
  );
  const all = [...path, ...headers, ...parameters];
  return all.length === 0 ? "any path" : all.join(", ");
}

function matcherRoutes(stack: Stack, matcher: Block): Omit<Route, "host">[] {
  const pathRules = blocks(matcher.path_rule).map((rule) => ({
    match: `path ${texts(rule.paths).map(code).join(", ")}`,
    priority: "",
    action: ruleAction(stack, rule),
  }));
  const routeRules = [...blocks(matcher.route_rules)]
    .sort((one, other) => (toNumber(one.priority) ?? 0) - (toNumber(other.priority) ?? 0))
    .map((rule) => ({
      match: blocks(rule.match_rules).map(matchWords).join(" or ") || "any path",
      priority: text(rule.priority) ?? "",
      action: ruleAction(stack, rule),
    }));
  const rules = [...pathRules, ...routeRules];
  const rest = { match: rules.length === 0 ? "everything" : "everything else", priority: "" };
  return [...rules, { ...rest, action: defaultAction(stack, matcher) }];
}

function conditionWords(condition: Block): string {
  const not = isTrue(condition.invert_match) ? "not " : "";
  const [exact, prefix, suffix, regex] = [
    text(condition.exact_match),
    text(condition.prefix_match),
    text(condition.suffix_match),
    text(condition.regex_match),
  ];
  const range = blocks(condition.range_match)[0];
  if (exact !== undefined) {
    return `is ${not}${code(exact)}`;
  }
  if (prefix !== undefined || suffix !== undefined) {
    const verb = prefix === undefined ? "ends" : "begins";
    return `${not === "" ? `${verb} with` : `does not ${verb.slice(0, -1)} with`} ${code(prefix ?? suffix ?? "")}`;
  }
  if (regex !== undefined) {
    return `${not === "" ? "matches" : "does not match"} ${code(regex)}`;
  }
  if (range !== undefined) {
    return `is ${not}from ${text(range.range_start) ?? "?"} to below ${text(range.range_end) ?? "?"}`;
  }
  return condition.present_match === undefined
    ? "has an unknown condition"
    : `is ${isTrue(condition.present_match) === (not === "") ? "present" : "not present"}`;
}

function order(config: Block): string {
  const matchers = blocks(config.path_matcher);
  return [
    matchers.some((matcher) => blocks(matcher.path_rule).length > 0)
      ? "The longest matching path wins, in whatever order the paths are written."
      : "",
    matchers.some((matcher) => blocks(matcher.route_rules).length > 0)
      ? "The rule with the lowest priority number is evaluated first."
      : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** Lists that Terraform computes, so that their content is not known at synth. */
function unknownParts(config: Block): string[] {
  const parts = ["host_rule", "path_matcher"].flatMap((part) => {
    const expression = text(config[part]);
    return expression === undefined ? [] : [`${code(part)} is known only after apply: ${code(expression)}`];
  });
  const generated = dynamicBlocks(config);
  return [...parts, ...generated.map((part) => `${code(part)} blocks are generated by Terraform at plan time`)];
}

function common({ owner: stack, config }: Resource): string[] {
  const tests = blocks(config.test).length;
  const shared = ({ header_action, default_custom_error_response_policy: errors }: Block) => [
    ...headerWords(blockOf(header_action)),
    ...errorPageWords(errors, (service) => labelOfValue(stack, service)),
  ];
  return [
    ...shared(config).map((words) => `every request: ${words}`),
    ...blocks(config.path_matcher).flatMap((matcher) =>
      shared(matcher).map((words) => `path matcher ${code(text(matcher.name) ?? "unknown")}: ${words}`),
    ),
    ...(tests === 0
      ? []
      : [`${tests} route ${tests === 1 ? "test" : "tests"}, which Google runs at every update of the URL map`]),
  ];
}
