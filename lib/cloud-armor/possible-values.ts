import { isIpRange } from "./ip-ranges";
import { ExpressionNode, Reviewing, dottedName, literalText } from "./expression";
import { REGION_CODES } from "./region-codes";
import { entry } from "./rules-language";

/** The texts that an attribute can be, can begin with, and can have anywhere in it. */
interface PossibleValues {
  readonly whole: RegExp;
  readonly head: RegExp;
  readonly part: RegExp;
}

/** A comparison with a literal: which part of a value it looks at, and the words that say that it is never true. */
interface Comparison {
  readonly of: keyof PossibleValues;
  readonly never: (name: string) => string;
}

const METHOD = /^[^a-z]*$/;
const REQUEST_PATH = /^(\/[^?]*|\*)?$/;
const ADDRESS_PART = /^[\da-f:.]*$/i;
const ADDRESS: PossibleValues = { whole: ADDRESS_PART, head: ADDRESS_PART, part: ADDRESS_PART };
/** The query comes without the question mark before it. */
const QUERY_HEAD = /^(?!\?)/;
const POSSIBLE_VALUES: { readonly [attribute: string]: PossibleValues } = {
  "origin.ip": ADDRESS,
  "origin.user_ip": ADDRESS,
  "request.method": { whole: METHOD, head: METHOD, part: METHOD },
  "request.scheme": { whole: /^https?$/, head: /^(|h|ht|htt|https?)$/, part: /^[a-z]*$/ },
  "request.path": { whole: REQUEST_PATH, head: REQUEST_PATH, part: /^[^?]*$/ },
  "request.query": { whole: QUERY_HEAD, head: QUERY_HEAD, part: /^/ },
};
const COMPARISONS: { readonly [method: string]: Comparison } = {
  startsWith: { of: "head", never: (name) => `${name} never begins with` },
  endsWith: { of: "part", never: (name) => `${name} never ends with` },
  contains: { of: "part", never: (name) => `${name} never contains` },
};
const CASE_CHANGES = {
  lower: (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  upper: (text: string) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
};

/** A literal that is compared with something that has only certain values. */
export function checkValue(node: ExpressionNode, value: ExpressionNode, reviewing: Reviewing): void {
  if (dottedName(node) === "origin.region_code") {
    checkRegionCode(value, reviewing);
  } else {
    checkComparison(node, value, { of: "whole", never: (name) => `${name} is never` }, reviewing);
  }
}

/** The literal that a method looks for in a text. */
export function checkSearch(method: string, node: ExpressionNode, value: ExpressionNode, reviewing: Reviewing): void {
  const comparison = entry(COMPARISONS, method);
  if (comparison !== undefined) {
    checkComparison(node, value, comparison, reviewing);
  } else if (method === "matches") {
    const heads = headsOf(literalText(value) ?? "");
    if (heads.length > 0 && !heads.some((head) => isPossible(node, "head", head))) {
      warnOfNever(node, value, heads[0], (name) => `${name} never matches`, reviewing);
    }
  }
}

function checkComparison(
  node: ExpressionNode,
  value: ExpressionNode,
  comparison: Comparison,
  reviewing: Reviewing,
): void {
  const text = literalText(value);
  if (text === undefined) {
    return;
  }
  const change = changeOfCase(node);
  if (change !== undefined && CASE_CHANGES[change](text) !== text) {
    const what = `${comparison.never(`a text after ${change}()`)} ${JSON.stringify(text)}`;
    reviewing.warn("meaning", value, what, `write ${JSON.stringify(CASE_CHANGES[change](text))}`);
  } else if (!isPossible(node, comparison.of, text)) {
    warnOfNever(node, value, text, comparison.never, reviewing);
  }
}

function warnOfNever(
  node: ExpressionNode,
  value: ExpressionNode,
  impossible: string,
  never: Comparison["never"],
  { warn }: Reviewing,
): void {
  const name = dottedName(beforeChange(node)) ?? "";
  warn("meaning", value, `${never(name)} ${JSON.stringify(literalText(value))}`, wayOut(name, impossible));
}

function wayOut(name: string, text: string): string {
  if (name.startsWith("origin.")) {
    return `for a range, write inIpRange(${name}, '${isIpRange(text) ? text : "203.0.113.0/24"}')`;
  }
  if (name === "request.query") {
    return "write it without the ?";
  }
  return name === "request.path" && text.includes("?")
    ? "use request.query for the part after the ?"
    : "check the capital letters and the leading slash";
}

/** Whether an attribute can have a value; where its case was changed, in either case. */
function isPossible(node: ExpressionNode, of: keyof PossibleValues, text: string): boolean {
  const possible = entry(POSSIBLE_VALUES, dottedName(beforeChange(node)) ?? "")?.[of];
  const texts = changeOfCase(node) === undefined ? [text] : [text.toLowerCase(), text.toUpperCase()];
  return possible === undefined || texts.some((each) => possible.test(each));
}

/** The method with which the case of a text was changed last. */
function changeOfCase(node: ExpressionNode): keyof typeof CASE_CHANGES | undefined {
  const method = node.op === "rcall" ? node.args[0] : "";
  return method === "lower" || method === "upper" ? method : undefined;
}

function beforeChange(node: ExpressionNode): ExpressionNode {
  return node.op === "rcall" && changeOfCase(node) !== undefined ? node.args[1] : node;
}

/**
 * The letters with which all that a regular expression matches begins, where they are plain: of `^admin` and of
 * `^(?:admin|api)` it is an `a`. None where they are not.
 */
function headsOf(pattern: string): string[] {
  const [, anyCase, group, rest] = /^(\(\?i\))?\^(?:\(\?:([^()[\]\\]*)\)(?![?*{]))?(.*)$/s.exec(pattern) ?? [];
  if (rest === undefined || rest.replace(/\([^()]*\)/g, "").includes("|")) {
    return [];
  }
  const heads = (group?.split("|") ?? [rest]).map((text) => /^[\w-](?![?*{])/.exec(text)?.[0]);
  const plain = heads.filter((head) => head !== undefined);
  return plain.length < heads.length
    ? []
    : plain.flatMap((head) => (anyCase === undefined ? [head] : [head.toLowerCase(), head.toUpperCase()]));
}

function checkRegionCode(value: ExpressionNode, { refuse, warn }: Reviewing): void {
  const text = literalText(value);
  if (text === undefined) {
    return;
  }
  if (!/^[A-Z]{2}$/.test(text)) {
    refuse("region", value, "a region code must be two capital letters", "write it like 'AU'");
  } else if (!REGION_CODES.has(text)) {
    const hint = text === "UK" ? "the code of the United Kingdom is 'GB'" : "look up the code in ISO 3166-1";
    warn("region", value, `there is no region code ${text}`, hint);
  }
}
