import { blocks } from "../../app/terraform-json";
import { ArmorRule, keepsOut, ruleName, ruleWords } from "../armor";
import { Block, blockOf, text, toNumber } from "../../app/values";
import { canonical, listed } from "../values";
import { Pair } from "./change";

/** The maximum number of rules that a sentence names. */
const MAX_NAMED = 3;
/** From the mildest to the strictest. */
const ACTIONS = ["allow", "throttle", "rate_based_ban", "redirect", "deny"];

/** How strict the action of a rule is; the strictest where only Terraform knows the action. */
export function strictness({ action }: ArmorRule): number {
  const place = ACTIONS.findIndex((name) => action.startsWith(name));
  return place === -1 ? ACTIONS.length : place;
}

/** Whether a changed rule may allow requests that it denied, or may deny requests that it allowed. */
export function isWeaker({ before, after }: Pair<ArmorRule>): boolean {
  const [was, is] = [strictness(before), strictness(after)];
  return (
    after.isPreview !== false ||
    is < was ||
    // requests that it allowed may be denied
    (was === 0 && is > 0) ||
    // the same action for other requests: it is unknown whether they are more
    before.matchContent !== after.matchContent ||
    (is === was && !isAsStrict(before.limits, after.limits)) ||
    (is === was && redirectType(before) !== redirectType(after)) ||
    // a header can be what lets a request in
    canonical(before.config.header_action ?? null) !== canonical(after.config.header_action ?? null)
  );
}

/** Why a rule is never applied: one before it decides about every request. Empty where it can be applied. */
export function idleWords(rule: ArmorRule, rules: readonly ArmorRule[]): string {
  const decides = rules.find(
    ({ isPreview, match, priority }) =>
      isPreview === false && match === "all" && (priority ?? Infinity) < (rule.priority ?? -Infinity),
  );
  return decides === undefined
    ? ""
    : `; it is never applied, because ${ruleName(decides)} (${ruleWords(decides)}) decides about every request before it`;
}

/** The later rules that keep requests out, which the requests that a rule allows do not meet. */
export function passedBy(rule: ArmorRule, rules: readonly ArmorRule[]): ArmorRule[] {
  const isLater = ({ priority }: ArmorRule) =>
    priority === undefined || rule.priority === undefined || priority > rule.priority;
  return rules.filter((other) => other.isPreview !== true && keepsOut(other) && isLater(other));
}

/** Rules in words: some with what they do, and the number of the others. */
export function rulesWords(rules: readonly ArmorRule[]): string {
  const named = rules.slice(0, MAX_NAMED).map((rule) => `${ruleName(rule)} (${ruleWords(rule)})`);
  const more = rules.length - named.length;
  return listed(more === 0 ? named : [...named, `${more} later ${more === 1 ? "rule" : "rules"}`]);
}

/** Whether a limit certainly allows no more requests than before. */
function isAsStrict(before: Block, after: Block): boolean {
  const isSame = (...names: string[]) =>
    names.every((name) => canonical(single(before[name])) === canonical(single(after[name])));
  return (
    isSame("enforce_on_key", "enforce_on_key_name", "enforce_on_key_configs", "exceed_redirect_options") &&
    (isSame("exceed_action") || text(after.exceed_action)?.startsWith("deny") === true) &&
    (isSame("rate_limit_threshold") || isLower(rate(before.rate_limit_threshold), rate(after.rate_limit_threshold))) &&
    (isSame("ban_threshold") || isLower(rate(before.ban_threshold), rate(after.ban_threshold))) &&
    (isSame("ban_duration_sec") || isLower(toNumber(after.ban_duration_sec), toNumber(before.ban_duration_sec)))
  );
}

function single(value: unknown): unknown {
  const [block, ...others] = blocks(value);
  return block !== undefined && others.length === 0 ? block : (text(value) ?? value);
}

function isLower(before: number | undefined, after: number | undefined): boolean {
  return before !== undefined && after !== undefined && after <= before;
}

function rate(threshold: unknown): number | undefined {
  const { count, interval_sec } = blockOf(threshold);
  const [requests, seconds] = [toNumber(count), toNumber(interval_sec)];
  return requests === undefined || seconds === undefined || seconds === 0 ? undefined : requests / seconds;
}

function redirectType({ config }: ArmorRule): string | undefined {
  return text(blockOf(config.redirect_options).type);
}
