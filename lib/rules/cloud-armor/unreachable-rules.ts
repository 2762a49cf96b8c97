import { blocks } from "../../app/terraform-json";
import { SECURITY_POLICY } from "../../app/types";
import { asText, isExpression, isKnownList, isOn, knownTexts, numberOf } from "../../app/values";
import { Form, implies, joined, leaf, rangesForm, wafForm } from "../../cloud-armor/forms";
import { expressionForms } from "../../cloud-armor/lazily";
import { readWafExpression } from "../../cloud-armor/preconfigured-waf";
import { DEFAULT_RULE_PRIORITY, maxCountOf } from "../../google/security-actions";
import { Arguments } from "../arguments";
import { Text, text } from "../text";
import { Rule, exclusionsOf, expressionsOf, ipRangeListsOf } from "./rule-blocks";

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
    ...reached.flatMap((rule, index) => behind(rule, reached.slice(index + 1))),
    ...(last === -1 ? [] : beyond(inOrder[last], inOrder.slice(last + 1), rules.find(isDefault))),
  ];
}

function isDefault(rule: Rule): boolean {
  return numberOf(rule, "priority") === DEFAULT_RULE_PRIORITY;
}

/** The later rules behind one that matches every request, among them a default rule that would deny. */
function beyond(rule: Rule, later: readonly Rule[], byDefault: Rule | undefined): Text[] {
  if (!isLimit(rule) || byDefault === undefined || !asText(byDefault.action).startsWith("deny")) {
    return leavesNothing(rule, later, () => "any request");
  }
  const isAllowing = ({ action }: Rule) => action === "allow";
  const priorities = later.filter(isAllowing).map((other) => asText(other.priority));
  const allowed = priorities.length === 0 ? "" : `, such as those of rule ${priorities.join(", ")}`;
  return [
    text`the default rule (${asText(byDefault.action)}) is never applied, because rule ${asText(rule.priority)} (${asText(rule.action)}) matches every request and lets in those below its limit; let it match only the requests that may pass${allowed}`,
    ...leavesNothing(
      rule,
      later.filter((other) => !isAllowing(other)),
      () => "any request",
    ),
  ];
}

function isLimit({ action }: Rule): boolean {
  return maxCountOf(asText(action)) !== undefined;
}

/** The later rules for requests that an earlier rule decides about. */
function behind(rule: Rule, later: readonly Rule[]): Text[] {
  const form = isInForce(rule) ? formOf(rule) : undefined;
  if (form === undefined || later.length === 0) {
    return [];
  }
  const inside = later.filter((other) => isInside(other, form));
  const isLike = (other: Rule) => effectOf(other) === effectOf(rule);
  // what is allowed without a limit, such as by denyExcept, may have one before it
  const isLimited = (other: Rule) => isLimit(rule) && other.action === "allow" && isRepeated(other, form);
  const [byAddress, byExpression] = [true, false].map((isByAddress) =>
    inside.filter((other) => !isLike(other) && !isLimited(other) && ipRangeListsOf(other).length > 0 === isByAddress),
  );
  return [
    ...leavesNothing(rule, byAddress, (isOne) => `any of ${isOne ? "its" : "their"} addresses`),
    ...leavesNothing(rule, byExpression, (isOne) => `any of ${isOne ? "its" : "their"} requests`),
    ...inside.filter((other) => isLike(other) && isRepeated(other, form)).map((other) => repeats(other, rule)),
    ...halved(
      rule,
      later.filter((other) => !isLike(other) && !inside.includes(other)),
    ),
  ];
}

/** The later rules that look at addresses of a version of IP, where an earlier one decides about all of these. */
function halved(rule: Rule, later: readonly Rule[]): Text[] {
  return Object.entries(ALL_ADDRESSES)
    .filter(([range]) => rangesOf(rule).includes(range))
    .flatMap(([, version]) =>
      leavesNothing(
        rule,
        later.filter((other) => looksAt(other, version)),
        () => `any ${version} address`,
      ),
    );
}

function repeats(other: Rule, rule: Rule): Text {
  return text`rule ${asText(other.priority)} has the condition and the action of rule ${asText(rule.priority)}, which comes first, so it does nothing; remove one of the two, or change its condition`;
}

function leavesNothing(rule: Rule, behind: readonly Rule[], what: (isOne: boolean) => string): Text[] {
  const { action, priority } = rule;
  const isOne = behind.length === 1;
  const limit = isLimit(rule) ? ", also those below its limit" : "";
  const others = `${isOne ? "rule" : "rules"} ${behind.map((other) => asText(other.priority)).join(", ")}`;
  const names = `${others} ${isOne ? "is" : "are"}`;
  const decides = `never applied to ${what(isOne)}, because rule ${asText(priority)} (${asText(action)}) comes first and decides about all of them${limit}`;
  return behind.length === 0
    ? []
    : [
        text`${names} ${decides}; give rule ${asText(priority)} a higher priority number, or ${others} ${isOne ? "a lower one" : "lower ones"}`,
      ];
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

/** Whether an earlier rule with a condition decides about all requests of a rule. */
function isInside(rule: Rule, wide: Form): boolean {
  const form = ipRangeListsOf(rule).every(isKnownList) ? formOf(rule) : undefined;
  return form !== undefined && implies(form, wide);
}

/** Whether a rule that is inside a condition has the same one. */
function isRepeated(rule: Rule, wide: Form): boolean {
  const form = formOf(rule);
  return form !== undefined && implies(wide, form);
}

/** The condition of a rule, as far as it is known. */
function formOf(rule: Rule): Form | undefined {
  const ranges = rangesOf(rule);
  const [expression] = expressionsOf(rule).filter((each) => typeof each === "string");
  if (expression === undefined) {
    return ranges.length === 0 ? undefined : rangesForm(ranges);
  }
  const use = readWafExpression(expression);
  const form = use
    ? wafForm(use)
    : isExpression(expression)
      ? undefined
      : expressionForms().formOfExpression(expression);
  // a rule set looks at fewer fields with exclusions
  return form && exclusionsOf(rule).length > 0 ? joined("all", [form, leaf(JSON.stringify(exclusionsOf(rule)))]) : form;
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
