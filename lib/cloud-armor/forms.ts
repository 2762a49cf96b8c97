import { ipRanges } from "./lazily";
import { leafImplies, leavesExclude } from "./leaves";
import { WafRuleSetUse } from "./preconfigured-waf";

/** A condition, in the one form that all its spellings have. */
export type Form = Parts | Leaf;

/** Conditions of which all must be true, or any. All of none is always true. */
interface Parts {
  readonly of: "all" | "any";
  readonly parts: readonly Form[];
}

/** A comparison or call. */
export interface Leaf {
  readonly of: "leaf";
  readonly text: string;
}

const ORIGIN_IP = "origin.ip";
/** Google's default. */
const DEFAULT_SENSITIVITY = 4;

/** Conditions joined, with those of the same kind in them taken apart. */
export function joined(of: Parts["of"], parts: readonly Form[]): Form {
  const flat = parts.flatMap((part) => (part.of === of ? part.parts : [part]));
  return flat.length === 1 ? flat[0] : { of, parts: flat };
}

/** A comparison or call in one spelling. */
export function leaf(text: string): Leaf {
  return { of: "leaf", text };
}

/** Whether an attribute is in a range. */
export function rangeForm(attribute: string, range: string): Leaf {
  return leaf(`inIpRange(${attribute},${ipRanges().asCidr(range)})`);
}

/** Whether the visitor's address is in one of the ranges. */
export function rangesForm(ranges: readonly string[]): Form {
  const parts = ranges.map((range) => (range === "*" ? joined("all", []) : rangeForm(ORIGIN_IP, range)));
  return joined("any", parts);
}

/** The use of a preconfigured rule set. */
export function wafForm({ ruleSet, sensitivity, optInRuleIds, optOutRuleIds }: WafRuleSetUse): Leaf {
  const ids = [optInRuleIds, optOutRuleIds].map((each) => [...(each ?? [])].sort());
  return leaf(`waf${JSON.stringify([ruleSet, String(sensitivity ?? DEFAULT_SENSITIVITY), ...ids])}`);
}

/** Whether the second condition is certainly true wherever the first is. */
export function implies(narrow: Form, wide: Form): boolean {
  if (narrow.of === "any") {
    return narrow.parts.every((part) => implies(part, wide));
  }
  if (wide.of === "all") {
    return wide.parts.every((part) => implies(narrow, part));
  }
  return (
    (narrow.of === "leaf" && wide.of === "leaf" && leafInside(narrow.text, wide.text)) ||
    (narrow.of === "all" && narrow.parts.some((part) => implies(part, wide))) ||
    (wide.of === "any" && wide.parts.some((part) => implies(narrow, part)))
  );
}

/** A leaf inside another one; of what is not so, the wider one is. */
function leafInside(narrow: string, wide: string): boolean {
  const [own, other] = [opposite(narrow), opposite(wide)];
  const isNegative = narrow.startsWith("!") && wide.startsWith("!");
  return isNegative ? leafImplies(other, own) : leafImplies(narrow, wide) || isOther(narrow, wide);
}

/** Whether one is not so wherever the other one is: `path == '/a'` and `path != '/b'`. */
function isOther(narrow: string, wide: string): boolean {
  return wide.startsWith("!") && leavesExclude(narrow, opposite(wide));
}

/** Whether a condition is true for every request, or for none; `undefined` where it may be either. */
export function constantOf(form: Form): boolean | undefined {
  if (form.of === "leaf") {
    return form.text === "false" ? false : undefined;
  }
  const isAll = form.of === "all";
  const constants = form.parts.map(constantOf);
  if (
    constants.includes(!isAll) ||
    form.parts.some((part, index) => form.parts.slice(0, index).some((other) => excludes(other, part, isAll)))
  ) {
    return !isAll;
  }
  return constants.every((constant) => constant === isAll) ? isAll : undefined;
}

/** Whether two parts are never true together, or never false together. A header may be missing, so that both fail. */
function excludes(one: Form, two: Form, isAll: boolean): boolean {
  if (one.of !== "leaf" || two.of !== "leaf") {
    return false;
  }
  const [own, other] = isAll ? [one.text, two.text] : [opposite(one.text), opposite(two.text)];
  const mayFail =
    !isAll && [own, other].some((text) => /request\.headers|\bint\(/.test(text.replace(/\bhas\([^()]*\)/g, "")));
  return !mayFail && (own === opposite(other) || leavesExclude(own, other));
}

/** What is true where a leaf is false. */
function opposite(text: string): string {
  return text.startsWith("!=(")
    ? text.slice(1).replace(/^=/, "==")
    : text.startsWith("!")
      ? text.slice(1)
      : text.startsWith("==(")
        ? `!${text.slice(1)}`
        : `!${text}`;
}
