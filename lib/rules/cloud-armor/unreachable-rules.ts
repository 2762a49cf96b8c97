import { blocks } from "../../app/terraform-json";
import { SECURITY_POLICY } from "../../app/types";
import { asText, isExpression, isKnownList, isOn, knownTexts, numberOf } from "../../app/values";
import { ipRanges } from "../../cloud-armor/lazily";
import { DEFAULT_RULE_PRIORITY, maxCountOf } from "../../google/security-actions";
import { Arguments } from "../arguments";
import { Text, text } from "../text";
import { Rule, expressionsOf, ipRangeListsOf } from "./rule-blocks";

/** The ranges of all addresses of a version of IP. */
const ALL_ADDRESSES = { "0.0.0.0/0": "IPv4", "::/0": "IPv6" } as const;
type Version = (typeof ALL_ADDRESSES)[keyof typeof ALL_ADDRESSES];
const INSIDE_RANGE = /\binIpRange\([^,()]*,\s*['"]([^'"]*)['"]/g;

/** The rules that an earlier rule leaves no requests. No rule comes after the default rule. */
export function unreachableRules({ rule: given }: Arguments<typeof SECURITY_POLICY>): Text[] {
  const rules: readonly Rule[] = blocks(given);
  const inOrder = rules
    .map((rule) => ({ rule, priority: numberOf(rule, "priority") ?? DEFAULT_RULE_PRIORITY }))
    .filter(({ priority }) => priority !== DEFAULT_RULE_PRIORITY)
    .sort((a, b) => a.priority - b.priority)
    .map(({ rule }) => rule);
  const last = inOrder.findIndex((rule) => isInForce(rule) && matchesEverything(rule));
  const reached = last === -1 ? inOrder : inOrder.slice(0, last + 1);
  return [
    ...reached.flatMap((rule, index) => behindRanges(rule, reached.slice(index + 1))),
    ...(last === -1 ? [] : leavesNothing(inOrder[last], inOrder.slice(last + 1), () => "any request")),
  ];
}

/** The later rules with another action for addresses that an earlier rule decides about. */
function behindRanges(rule: Rule, later: readonly Rule[]): Text[] {
  const ranges = isInForce(rule) ? rangesOf(rule) : [];
  const others = ranges.length === 0 ? [] : later.filter((other) => effectOf(other) !== effectOf(rule));
  const covered = others.filter((other) => isCovered(other, ranges));
  return [
    ...leavesNothing(rule, covered, (isOne) => `any of ${isOne ? "its" : "their"} addresses`),
    ...Object.entries(ALL_ADDRESSES)
      .filter(([range]) => ranges.includes(range))
      .flatMap(([, version]) => {
        const halved = others.filter((other) => !covered.includes(other) && looksAt(other, version));
        return leavesNothing(rule, halved, () => `any ${version} address`);
      }),
  ];
}

function leavesNothing({ action, priority }: Rule, behind: readonly Rule[], what: (isOne: boolean) => string): Text[] {
  const isOne = behind.length === 1;
  const limit = maxCountOf(asText(action)) === undefined ? "" : ", also those below its limit";
  const priorities = behind.map((rule) => asText(rule.priority)).join(", ");
  const names = `${isOne ? "rule" : "rules"} ${priorities} ${isOne ? "is" : "are"}`;
  const decides = `never applied to ${what(isOne)}, because rule ${asText(priority)} (${asText(action)}) comes first and decides about all of them${limit}`;
  return behind.length === 0 ? [] : [text`${names} ${decides}; give rule ${asText(priority)} a higher priority number`];
}

/** Whether a rule is certainly applied, and not only logged. */
function isInForce(rule: Rule): boolean {
  return !isOn(rule, "preview") && !isExpression(rule.preview);
}

function matchesEverything(rule: Rule): boolean {
  const ranges = rangesOf(rule);
  const hasBoth = Object.keys(ALL_ADDRESSES).every((range) => ranges.includes(range));
  return ranges[0] === "*" || hasBoth || expressionsOf(rule).some((expression) => asText(expression).trim() === "true");
}

/** Whether all addresses of a rule are in the ranges. */
function isCovered(rule: Rule, ranges: readonly string[]): boolean {
  return ipRangeListsOf(rule).some(
    (own) => isKnownList(own) && own.every((range) => ranges.some((wide) => ipRanges().isInRange(range, wide))),
  );
}

/** Whether a rule is about addresses of a version of IP, and not about all remaining requests. */
function looksAt(rule: Rule, version: Version): boolean {
  const [expression] = expressionsOf(rule);
  const isOfVersion = (range: string) => range === "*" || range.includes(":") === (version === "IPv6");
  if (matchesEverything(rule) && asText(rule.action).startsWith("deny")) {
    return false;
  }
  if (expression === undefined) {
    return rangesOf(rule).some(isOfVersion);
  }
  const inside = isExpression(expression)
    ? undefined
    : [...asText(expression).matchAll(INSIDE_RANGE)].map(([, range]) => range);
  return inside !== undefined && (inside.length === 0 || inside.some(isOfVersion));
}

function rangesOf(rule: Rule): readonly string[] {
  return ipRangeListsOf(rule).flatMap(knownTexts);
}

/** What a rule does about the requests that it decides about. */
function effectOf({ action, redirect_options, rate_limit_options }: Rule): string {
  return JSON.stringify([action, blocks(redirect_options), blocks(rate_limit_options)]);
}
