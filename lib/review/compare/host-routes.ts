import { RouteRequest, evaluate } from "../../routing";
import { defaultOf } from "../../routing/actions";
import { chooseHostRule } from "../../routing/hosts";
import { mapTemplate } from "../../routing/path-template";
import { inOrder } from "../../routing/rules";
import { blocks } from "../../app/terraform-json";
import { code } from "../markdown";
import { matchWords } from "../url-map";
import { Block, blockOf, isExpression, text, texts, toNumber } from "../../app/values";
import { byText, canonical } from "../values";
import { Around, Treatments, treatmentsOf } from "./treatments";

/** A path rule, a match rule or a default, with what is done to the requests that it takes. */
export interface HostRule {
  /** Its condition on requests, as a match rule; undefined for a default. */
  readonly match: Block | undefined;
  /** A key that is equal for rules with the same condition. */
  readonly place: string;
  /** Its priority among route rules. */
  readonly priority: string | undefined;
  /** Its name for the reader. */
  readonly label: string;
  /** Its condition in words, where its name does not have it. */
  readonly asks: string;
  /** Its action in the form of a rule. */
  readonly action: Block;
  /** A key that is equal for actions that send the same request to the same backends, in the same way. */
  readonly effect: string;
  /** What it does besides: headers and error pages. */
  readonly treatments: Treatments;
  /** All settings of its block that are not told as treatments. */
  readonly settings: Block;
  /** Whether its condition is known before the plan. */
  readonly isCertain: boolean;
}

/** What a URL map does with the requests of a host, in standard form. */
export interface HostRoutes {
  /** The rules in the order in which they are evaluated. */
  readonly rules: readonly HostRule[];
  readonly fallback: HostRule;
  /** The rules that Terraform generates at plan time. */
  readonly generated: Block;
  /** Whether all rules and their order are known before the plan. */
  readonly isKnown: boolean;
  /** A URL map that treats every host as this URL map treats the host, rule by rule. */
  readonly map: Block;
  /** The same URL map, in which every rule answers with its number. */
  readonly probe: Block;
}

const KNOWN_CONDITIONS = [
  "full_path_match",
  "header_matches",
  "ignore_case",
  "path_template_match",
  "prefix_match",
  "query_parameter_matches",
];
const NO_SETTINGS = ["description", "match_rules", "name", "paths", "priority"];
const TREATMENTS = ["custom_error_response_policy", "header_action"];

/**
 * The name of the path matcher that decides about the requests of a host; for a host that only Terraform knows, the one of
 * its own host rule. It is empty for the URL map's default, and undefined where there is no such host rule.
 */
export function matcherOf(config: Block, host: string): string | undefined {
  const own = blocks(config.host_rule).find(({ hosts }) => texts(hosts).includes(host));
  const rule = isExpression(host) ? own : chooseHostRule(config, host).rule;
  return rule === undefined ? (isExpression(host) ? undefined : "") : (text(rule.path_matcher) ?? "unknown");
}

/** What a URL map, in normal form, does with the requests for which a path matcher, or its default, decides. */
export function hostRoutes(config: Block, name: string): HostRoutes {
  const matcher = blocks(config.path_matcher).find((candidate) => text(candidate.name) === name);
  const isMissing = name !== "" && matcher === undefined;
  const levels = [...(matcher === undefined ? [] : [matcher]), config];
  const around = {
    headers: levels.map(({ header_action }) => header_action),
    errors: levels.map(({ default_custom_error_response_policy: policy }) => policy),
  };
  const byPath = blocks(matcher?.path_rule).length > 0;
  const rules = byPath ? pathRules(matcher ?? {}, around) : routeRules(matcher ?? {}, around);
  const generated = Object.fromEntries(
    Object.entries(matcher ?? {}).filter(
      ([key, value]) => key === "dynamic" || (/^(path_rule|route_rules)$/.test(key) && typeof value === "string"),
    ),
  );
  const owner: Block = matcher ?? config;
  const fallback = fallbackOf(owner, around);
  const mapOf = (matchers: readonly Block[]): Block => ({
    host_rule: [{ hosts: ["*"], path_matcher: name }],
    path_matcher: isMissing ? [] : matchers,
  });
  const numbers = rules.map((_, number) => ({ service: String(number) }));
  return {
    rules,
    fallback: isMissing ? { ...fallback, effect: `path matcher ${name} does not exist` } : fallback,
    generated,
    isKnown: Object.keys(generated).length === 0 && !rules.some(({ priority }) => isExpression(priority ?? "")),
    map: mapOf([{ ...owner, name, ...written(rules, byPath), ...generated }]),
    probe: mapOf([{ name, default_service: "default", ...written(rules, byPath, numbers) }]),
  };
}

/** The rule that decides about a request; undefined where that is unknown. */
export function decidingRule({ rules, fallback, probe }: HostRoutes, request: RouteRequest): HostRule | undefined {
  try {
    const [{ service } = { service: "" }] = evaluate(probe, request).services;
    return rules[Number(service)] ?? fallback;
  } catch {
    return undefined;
  }
}

/** Whether a rule exists only in its own version, and is not a default. */
export function isOwn({ match, place }: HostRule, others: HostRoutes): boolean {
  return match !== undefined && !others.rules.some((rule) => rule.place === place);
}

/** The rules, each with one path or match rule. */
function written(rules: readonly HostRule[], byPath: boolean, actions = rules.map(({ action }) => action)): Block {
  return byPath
    ? { route_rules: [], path_rule: rules.map(({ match }, number) => ({ paths: [pathOf(match)], ...actions[number] })) }
    : {
        path_rule: [],
        route_rules: rules.map(({ match }, priority) => ({
          priority,
          // the condition of a match rule that is generated at plan time is unknown
          match_rules: match?.dynamic === undefined ? [match] : [],
          ...actions[priority],
        })),
      };
}

function pathOf(match: Block | undefined): string {
  return text(match?.full_path_match) ?? `${text(match?.prefix_match) ?? ""}*`;
}

/** Path rules as route rules: exact paths, then the longest first. Paths that only Terraform knows are between them. */
function pathRules(matcher: Block, around: Around): HostRule[] {
  const paths = new Map<string, Block>();
  for (const rule of blocks(matcher.path_rule)) {
    texts(rule.paths).forEach((path) => paths.set(path, paths.get(path) ?? rule));
  }
  const rank = (path: string) => (isExpression(path) ? 1 : path.endsWith("/*") ? 2 : 0);
  const length = (path: string) => (rank(path) === 2 ? path.length : 0);
  return [...paths]
    .sort(([a], [b]) => rank(a) - rank(b) || length(b) - length(a) || byText(a, b))
    .map(([path, rule]) => {
      const match = path.endsWith("/*") ? { prefix_match: path.slice(0, -1) } : { full_path_match: path };
      return ruleOf(match, rule, around, { label: `path ${code(path)}` });
    });
}

function routeRules(matcher: Block, around: Around): HostRule[] {
  return inOrder(blocks(matcher.route_rules)).flatMap(([, rule]) => {
    const priority = text(rule.priority);
    const name = { label: `priority ${priority ?? "unknown"}`, priority };
    const made = blockOf(rule.dynamic).match_rules;
    return [...blocks(rule.match_rules), ...(made === undefined ? [] : [{ dynamic: made }])].map((match) =>
      ruleOf(match, rule, around, { ...name, asks: matchWords(match) }),
    );
  });
}

function fallbackOf(owner: Block, around: Around): HostRule {
  const rule = ruleOf(undefined, defaultOf(owner), around, { label: "everything else" });
  const settings: [string, unknown][] = Object.entries(rule.settings).map(([key, value]) => [
    key in rule.action ? `default_${key}` : key,
    value,
  ]);
  return { ...rule, settings: Object.fromEntries(settings) };
}

function ruleOf(
  given: Block | undefined,
  rule: Block,
  around: Around,
  { label, asks = "", priority }: { readonly label: string; readonly asks?: string; readonly priority?: string },
): HostRule {
  const own = Object.fromEntries(
    Object.entries(rule).filter(([key, value]) => !NO_SETTINGS.includes(key) && value !== undefined),
  );
  const match = given === undefined ? undefined : inOrderOfTexts(given);
  const standard = match === undefined ? { match, action: own } : numbered(match, own);
  const conditions = canonical(standard.match ?? null);
  return {
    match,
    place: conditions,
    priority,
    label,
    asks,
    action: own,
    effect: effectOf(standard.action, standard.match),
    treatments: treatmentsOf(own, around),
    settings: {
      ...(given === undefined ? {} : { match_rules: [given] }),
      ...Object.fromEntries(Object.entries(own).filter(([key]) => !TREATMENTS.includes(key))),
    },
    isCertain:
      !isExpression(conditions) && Object.keys(match ?? {}).every((condition) => KNOWN_CONDITIONS.includes(condition)),
  };
}

/** A match rule and its action with the captures of the template numbered. */
function numbered(match: Block, action: Block): { readonly match: Block; readonly action: Block } {
  const template = text(match.path_template_match);
  if (template === undefined || isExpression(template)) {
    return { match, action };
  }
  const numbers = new Map<string, number>();
  const numberedTemplate = mapTemplate(template, ({ name, pattern }) => {
    numbers.set(name === "" ? `unnamed ${numbers.size}` : name, numbers.size + 1);
    return `{${numbers.size}=${pattern}}`;
  });
  const rewrite = (key: string, value: unknown) =>
    key === "path_template_rewrite" && typeof value === "string"
      ? value.replace(/\{([^{}]+)\}/g, (_, name: string) => `{${numbers.get(name) ?? name}}`)
      : value;
  return {
    match: { ...match, path_template_match: numberedTemplate },
    action: JSON.parse(JSON.stringify(action, rewrite)) as Block,
  };
}

/** A match rule whose conditions are in the order of their texts. */
function inOrderOfTexts(match: Block): Block {
  return Object.fromEntries(Object.entries(match).map(([key, value]) => [key, inOrderOfText(key, value)]));
}

/** Conditions in the order of their texts, without `present_match` where they require a value. */
function inOrderOfText(key: string, value: unknown): unknown {
  const isOfValue = (condition: Block) =>
    ["exact_match", "prefix_match", "suffix_match", "range_match", "regex_match"].some((kind) => kind in condition);
  return /^(header|query_parameter)_matches$/.test(key)
    ? blocks(value)
        .map((condition) =>
          isOfValue(condition)
            ? Object.fromEntries(Object.entries(condition).filter(([kind]) => kind !== "present_match"))
            : condition,
        )
        .sort((one, other) => byText(canonical(one), canonical(other)))
    : value;
}

function effectOf(action: Block, match: Block | undefined): string {
  const { service, url_redirect, route_action, ...rest } = action;
  const { weighted_backend_services, ...route } = blockOf(route_action);
  const others = Object.fromEntries(Object.entries(rest).filter(([key]) => !TREATMENTS.includes(key)));
  const weighted = blocks(weighted_backend_services);
  const sum = weighted.reduce((total, { weight }) => total + (toNumber(weight ?? 0) ?? NaN), 0);
  const shares = weighted
    .map(({ backend_service, weight }) => [backend_service, sum > 0 ? (toNumber(weight) ?? 0) / sum : weight])
    .filter(([, share]) => share !== 0);
  const isByMatch = /"(prefix_redirect|path_prefix_rewrite|path_template_rewrite)"/.test(canonical(action));
  return canonical({
    redirect: url_redirect,
    shares: shares.length > 0 ? shares.map(canonical).sort() : [canonical([service, 1])],
    route,
    others,
    matched: isByMatch ? matchedPart(match) : undefined,
  });
}

/** The part of a path that a rewrite or redirect replaces. */
function matchedPart(match: Block | undefined): string {
  const { full_path_match, path_template_match, prefix_match } = match ?? {};
  return full_path_match === undefined ? (text(path_template_match ?? prefix_match) ?? "nothing") : "all";
}
