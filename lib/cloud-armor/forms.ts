import { ipRanges } from "./lazily";
import { WafRuleSetUse } from "./preconfigured-waf";

/** A condition, in the one form that all its spellings have. */
export type Form = Parts | Leaf;

/** Conditions of which all must be true, or any. All of none is always true. */
interface Parts {
  readonly of: "all" | "any";
  readonly parts: readonly Form[];
}

/** A comparison or call. */
interface Leaf {
  readonly of: "leaf";
  readonly text: string;
  /** The range in which it looks for an address, if it does so. */
  readonly range?: string;
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
export function leaf(text: string): Form {
  return { of: "leaf", text };
}

/** Whether an attribute is in a range. */
export function rangeForm(attribute: string, range: string): Form {
  const cidr = ipRanges().asCidr(range);
  return { of: "leaf", text: `inIpRange(${attribute},${cidr})`, range: cidr };
}

/** Whether the visitor's address is in one of the ranges. */
export function rangesForm(ranges: readonly string[]): Form {
  const parts = ranges.map((range) => (range === "*" ? joined("all", []) : rangeForm(ORIGIN_IP, range)));
  return joined("any", parts);
}

/** The use of a preconfigured rule set. */
export function wafForm({ ruleSet, sensitivity, optInRuleIds, optOutRuleIds }: WafRuleSetUse): Form {
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
    (narrow.of === "leaf" && wide.of === "leaf" && isInside(narrow, wide)) ||
    (narrow.of === "all" && narrow.parts.some((part) => implies(part, wide))) ||
    (wide.of === "any" && wide.parts.some((part) => implies(narrow, part)))
  );
}

function isInside(narrow: Leaf, wide: Leaf): boolean {
  const ofSame = ({ text }: Leaf) => text.slice(0, text.indexOf(","));
  return (
    narrow.text === wide.text ||
    (narrow.range !== undefined &&
      wide.range !== undefined &&
      ofSame(narrow) === ofSame(wide) &&
      ipRanges().isInRange(narrow.range, wide.range))
  );
}
