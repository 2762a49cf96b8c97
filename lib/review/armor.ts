import { armorSettings } from "./armor-settings";
import { labelOfResource } from "./labels";
import { blocks } from "../app/terraform-json";
import { code, list, prose, section, table } from "./markdown";
import { Resource, Stack } from "../app/stack";
import { BACKEND_BUCKET, BACKEND_SERVICE, SECURITY_POLICY, SECURITY_POLICY_RULE } from "../app/types";
import { Block, blockOf, dynamicBlocks, flag, text, texts, toNumber } from "../app/values";
import { DEFAULT_RULE_PRIORITY } from "../google/security-actions";
import { byText, canonical, listed, unique } from "./values";

/** A rule of a Cloud Armor policy. */
export interface ArmorRule {
  /** Its priority: of the rules that match, the lowest number decides; undefined where only Terraform knows it. */
  readonly priority: number | undefined;
  /** Its priority for the reader. */
  readonly place: string;
  /** Its action, such as `allow`, `deny(403)` or `throttle`. */
  readonly action: string;
  /** The action in words, with its limits. */
  readonly effect: string;
  /** The requests that it matches, in words. */
  readonly match: string;
  /** Whether it is in preview, where it only logs; undefined where only Terraform knows it. */
  readonly isPreview: boolean | undefined;
  /** The expression of its preview flag, where only Terraform knows the value. */
  readonly preview: string | undefined;
  readonly description: string;
  /** A key that is equal for rules that match the same requests. */
  readonly matchContent: string;
  /** A key that is equal for rules that do the same to the same requests. */
  readonly content: string;
  /** Its rate limits, without defaults. */
  readonly limits: Block;
  /** The rule as it is written. */
  readonly config: Block;
}

/** The rules of a policy by priority, including those that are separate resources. */
export function armorRulesOf(policy: Resource): ArmorRule[] {
  const own = policy.owner.referring(SECURITY_POLICY_RULE, "security_policy", policy).map(({ config }) => config);
  return [...blocks(policy.config.rule), ...own]
    .map((rule) => armorRule(rule))
    .sort((one, other) => (one.priority ?? Infinity) - (other.priority ?? Infinity) || byText(one.place, other.place));
}

/** The policies of a stack, and those of its neighbours that protect its backends. */
export function policiesOf(stack: Stack): Resource[] {
  const backends = [BACKEND_SERVICE, BACKEND_BUCKET].flatMap((type) => stack.ofType(type));
  const attached = backends
    .flatMap(({ config }) => [stack.find(config.security_policy), stack.find(config.edge_security_policy)])
    .filter((policy): policy is Resource => policy !== undefined && !policy.existing);
  return unique([...stack.ofType(SECURITY_POLICY), ...attached]);
}

/** The policies of a stack with their rules, for the reader. */
export function armorSection(stack: Stack): string {
  const policies = policiesOf(stack).map((policy) => {
    const rows = armorRulesOf(policy).map(
      ({ config, priority, place, effect, match, isPreview, preview, description }) => [
        priority === DEFAULT_RULE_PRIORITY ? "last" : place,
        `${effect}${headerWords(blockOf(config.header_action))}`,
        match,
        isPreview ? "**preview: only logged**" : isPreview === undefined ? `preview if ${code(preview ?? "")}` : "",
        prose(description),
      ],
    );
    return section(
      `### ${labelOfResource(stack, policy)}`,
      kindWords(policy.config),
      table(["priority", "action", "requests", "preview", "description"], rows),
      list(notes(policy)),
    );
  });
  const order = "Of all rules that match a request, the one with the lowest priority decides.";
  return policies.length === 0 ? "" : section("## Cloud Armor policies", order, ...policies);
}

/** Whether a rule denies requests: all of them, or those above a limit. */
export function keepsOut({ action }: ArmorRule): boolean {
  return /^(deny|throttle|rate_based_ban|redirect)/.test(action);
}

/** What a rule is called. The default rule is the last one. */
export function ruleName({ priority, place }: ArmorRule): string {
  return priority === DEFAULT_RULE_PRIORITY ? "the default rule" : `rule ${place}`;
}

/** A rule in a few words. */
export function ruleWords({ effect, match }: ArmorRule): string {
  return `${effect}: ${match}`;
}

function armorRule(rule: Block): ArmorRule {
  const action = text(rule.action) ?? "unknown";
  const match = blockOf(rule.match);
  const limits = limitsOf(rule);
  const redirect = blockOf(rule.redirect_options);
  const exclusions = blocks(blockOf(rule.preconfigured_waf_config).exclusion);
  const priority = text(rule.priority) === undefined ? DEFAULT_RULE_PRIORITY : toNumber(rule.priority);
  const isPreview = flag(rule.preview);
  return {
    priority,
    place: priority === undefined ? code(text(rule.priority) ?? "") : String(priority),
    action,
    effect: `${action}${limitWords(limits)}${redirectTarget(redirect)}`,
    match: armorMatch(match, exclusions),
    isPreview,
    preview: isPreview === undefined ? text(rule.preview) : undefined,
    description: text(rule.description) ?? "",
    matchContent: canonical(withoutDefaults([match, exclusions])),
    content: canonical(withoutDefaults([action, match, limits, redirect, exclusions, blockOf(rule.header_action)])),
    limits,
    config: rule,
  };
}

function limitsOf(rule: Block): Block {
  const { enforce_on_key: key, ...limits } = blockOf(rule.rate_limit_options);
  return key === undefined || (key === "ALL" && blocks(limits.enforce_on_key_configs).length === 0)
    ? limits
    : { enforce_on_key: key, ...limits };
}

/**
 * Removes values that equal an unset argument. The provider writes them, and this package does not. A block and a list
 * of one block are equal.
 */
function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(withoutDefaults).filter((item) => item !== undefined);
    return list.length === 0 ? undefined : list;
  }
  if (typeof value !== "object" || value === null) {
    return [null, "", 0, false].some((nothing) => nothing === value) ? undefined : value;
  }
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, withoutDefaults(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function armorMatch(match: Block, exclusions: readonly Block[]): string {
  const expression = text(blockOf(match.expr).expression);
  const ranges = texts(blockOf(match.config).src_ip_ranges);
  const where =
    expression !== undefined
      ? code(expression)
      : ranges.length === 0
        ? "unknown"
        : ranges.includes("*")
          ? "all"
          : `from ${ranges.map(code).join(", ")}`;
  const tokens = blockOf(blockOf(match.expr_options).recaptcha_options);
  const keys = [tokens.action_token_site_keys, tokens.session_token_site_keys].flatMap(texts).map(code);
  const parts = [
    where,
    ...(keys.length === 0 ? [] : [`with tokens of reCAPTCHA site key${keys.length > 1 ? "s" : ""} ${listed(keys)}`]),
    ...(exclusions.length === 0
      ? []
      : [`with ${exclusions.length} WAF exclusion${exclusions.length === 1 ? "" : "s"}`]),
  ];
  return parts.join(", ");
}

function limitWords(limits: Block): string {
  const threshold = blocks(limits.rate_limit_threshold)[0];
  if (threshold === undefined) {
    return "";
  }
  const keys = blocks(limits.enforce_on_key_configs).map(({ enforce_on_key_type, enforce_on_key_name }) =>
    [text(enforce_on_key_type), text(enforce_on_key_name)].filter((part) => part !== undefined).join(" "),
  );
  const key = [text(limits.enforce_on_key), text(limits.enforce_on_key_name)].filter((part) => part !== undefined);
  const per = [...(key.length === 0 ? [] : [key.join(" ")]), ...keys].join(" and ") || "ALL";
  const ban = toNumber(limits.ban_duration_sec);
  const banAbove = blocks(limits.ban_threshold)[0];
  const banned =
    ban === undefined || ban === 0 ? "" : `, ban for ${ban} s${banAbove ? ` above ${rateWords(banAbove)}` : ""}`;
  return ` above ${rateWords(threshold)} per ${per}, then ${text(limits.exceed_action) ?? "unknown"}${banned}`;
}

function rateWords({ count, interval_sec }: Block): string {
  return `${text(count) ?? "unknown"} requests in ${text(interval_sec) ?? "unknown"} s`;
}

function redirectTarget(redirect: Block): string {
  const target = text(redirect.target);
  const type = text(redirect.type);
  return target !== undefined ? ` to ${code(target)}` : type === undefined ? "" : ` to ${type}`;
}

/** The names of the request headers that a rule adds: a value may be a key. */
function headerWords({ request_headers_to_adds: headers }: Block): string {
  const names = blocks(headers).map(({ header_name: name }) => code(text(name) ?? "unknown"));
  return names.length === 0 ? "" : `, adds request header${names.length > 1 ? "s" : ""} ${listed(names)}`;
}

function kindWords(config: Block): string {
  return text(config.type) === "CLOUD_ARMOR_EDGE" ? "This is an edge policy: it is evaluated before the cache." : "";
}

function notes(policy: Resource): string[] {
  const { config } = policy;
  const unknown = text(config.rule);
  const generated = dynamicBlocks(config);
  return [
    ...(unknown === undefined ? [] : [`its rules are known only after apply: ${code(unknown)}`]),
    ...(generated.length === 0 ? [] : ["more of its rules are generated by Terraform at plan time"]),
    ...armorSettings(policy),
  ];
}
