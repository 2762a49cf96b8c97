import { checkCall } from "./expression-calls";
import {
  ExpressionNode,
  ExpressionReview,
  Fault,
  Place,
  Reviewing,
  dottedName,
  isFault,
  literalText,
  operands,
  parseExpression,
  subexpressions,
} from "./expression";
import { checkValue } from "./possible-values";
import { WafRuleSetUse } from "./preconfigured-waf";
import {
  ATTRIBUTES,
  ATTRIBUTE_VOCABULARY,
  ELSEWHERE,
  ExpressionType,
  MAX_COMPARISONS,
  MAX_PART_LENGTH,
  MISSING,
  MISSING_METHODS,
  entry,
} from "./rules-language";

const REQUEST_HEADERS = "request.headers";
const NUMBERS: readonly ExpressionType[] = ["integer", "number"];
const MATHS = ["+", "-", "*"];

/** Reads an expression in Cloud Armor's rules language. */
export function reviewExpression(text: string): ExpressionReview {
  const faults: Fault[] = [];
  const attributes = new Set<string>();
  const [ipRanges, ruleSets]: [string[], WafRuleSetUse[]] = [[], []];
  const parsed = parseExpression(text);
  if (isFault(parsed)) {
    const what = `syntax error (${parsed.reason})`;
    const wayOut = "write it like request.path.startsWith('/admin/')";
    return {
      faults: [{ topic: "language", isWrong: true, at: parsed.at, what, wayOut }],
      attributes,
      ipRanges,
      ruleSets,
    };
  }
  const reviewing: Reviewing = {
    ipRanges,
    ruleSets,
    refuse: (topic, { start: at }, what, wayOut) => faults.push({ topic, isWrong: true, at, what, wayOut }),
    warn: (topic, { start: at }, what, wayOut) => faults.push({ topic, isWrong: false, at, what, wayOut }),
    typeOf: (node) => typeOf(node, reviewing, attributes),
  };
  expectCondition(parsed, reviewing.typeOf(parsed), "the expression", reviewing);
  checkSize(parsed, reviewing);
  return { faults, attributes, ipRanges, ruleSets };
}

function checkSize(expression: ExpressionNode, { refuse, warn }: Reviewing): void {
  const parts = subexpressions(expression);
  if (parts.length > MAX_COMPARISONS) {
    refuse(
      "count",
      parts[MAX_COMPARISONS],
      `the expression has ${parts.length} comparisons and calls, and Google accepts at most ${MAX_COMPARISONS}`,
      "spread them over several rules",
    );
  }
  parts
    .filter(({ start, end }) => end - start > MAX_PART_LENGTH)
    .forEach((part) =>
      warn(
        "length",
        part,
        `this comparison or call has ${part.end - part.start} characters, and Google accepts at most ${MAX_PART_LENGTH}`,
        "shorten it",
      ),
    );
}

function typeOf(node: ExpressionNode, reviewing: Reviewing, attributes: Set<string>): ExpressionType {
  const name = dottedName(node);
  if (name !== undefined) {
    attributes.add(name);
    return typeOfName(node, name, reviewing);
  }
  const missing = node.op === "rcall" ? entry(MISSING_METHODS, node.args[0]) : entry(MISSING, node.op);
  if (missing !== undefined) {
    const what = node.op === "rcall" ? `${node.args[0]}()` : node.op;
    reviewing.refuse("language", operatorOf(node), `Cloud Armor's rules language does not support ${what}`, missing);
    return "any";
  }
  switch (node.op) {
    case "value":
      return typeOfValue(node.args);
    case "call":
    case "rcall":
      return checkCall(node, reviewing);
    case "[]":
      return typeOfIndex(node, reviewing);
    case "!_":
    case "&&":
    case "||":
      operands(node).forEach((part) => expectCondition(part, reviewing.typeOf(part), "this", reviewing));
      return "condition";
    case "list":
    case "map":
      operands(node).forEach(reviewing.typeOf);
      return node.op;
    case "-_":
      return reviewing.typeOf(node.args);
    case ".":
      reviewing.typeOf(node.args[0]);
      reviewing.refuse("meaning", node, "this value has no fields", "use an attribute from Google's page");
      return "any";
    default:
      return typeOfOperation(node, reviewing);
  }
}

/** Where an operator or a method's name begins: after its left operand. */
function operatorOf(node: ExpressionNode): Place {
  const { end } = operands(node)[0];
  const [between] = /^[\s).]*/.exec(node.input.slice(end)) ?? [""];
  return { start: end + between.length };
}

function typeOfName(node: ExpressionNode, name: string, { warn }: Reviewing): ExpressionType {
  if (name.startsWith(`${REQUEST_HEADERS}.`)) {
    return "header";
  }
  const type = entry(ATTRIBUTES, name);
  if (type === undefined) {
    const otherwise = "see Google's page for the attributes that exist";
    const known = { given: name, known: Object.keys(ATTRIBUTES), otherwise, vocabulary: ATTRIBUTE_VOCABULARY };
    warn("meaning", node, `there is no attribute ${name}`, entry(ELSEWHERE, name) ?? known);
  }
  return type ?? "any";
}

function typeOfValue(value: unknown): ExpressionType {
  switch (typeof value) {
    case "string":
      return "text";
    case "boolean":
      return "condition";
    case "bigint":
      return "integer";
    case "number":
      return "number";
    default:
      return "any";
  }
}

function typeOfIndex(node: ExpressionNode & { readonly op: "[]" }, { typeOf, warn }: Reviewing): ExpressionType {
  const [map, key] = node.args;
  typeOf(key);
  if (typeOf(map) !== "headers") {
    return "any";
  }
  const header = literalText(key);
  if (header !== undefined && header !== header.toLowerCase()) {
    warn(
      "language",
      key,
      `no request has header ${header}, because request.headers has lowercase names`,
      `write ${header.toLowerCase()}`,
    );
  }
  return "header";
}

/** A comparison or a calculation. */
function typeOfOperation(node: ExpressionNode, reviewing: Reviewing): ExpressionType {
  const [left, right] = operands(node);
  const types = [reviewing.typeOf(left), reviewing.typeOf(right)];
  const isEquality = node.op === "==" || node.op === "!=";
  if (isEquality) {
    checkValue(left, right, reviewing);
    checkValue(right, left, reviewing);
  }
  const isText = types.some((type) => type === "text");
  if (!isEquality && node.op !== "+" && isText) {
    reviewing.refuse("meaning", node, `${node.op} works with numbers, not with texts`, "use int(…) or size(…)");
  } else if (types.includes("header") && types.some((type) => NUMBERS.includes(type))) {
    reviewing.warn("meaning", node, "a header is a text, but is used with a number", "write int(request.headers['…'])");
  } else if (!fit(types[0], types[1])) {
    reviewing.refuse(
      "meaning",
      node,
      `${withArticle(types[0])} cannot be used with ${withArticle(types[1])}`,
      "use values of the same type on both sides",
    );
  }
  return MATHS.includes(node.op) ? (types.find((type) => type !== "any") ?? "any") : "condition";
}

/** Whether two types can be compared. */
function fit(a: ExpressionType, b: ExpressionType): boolean {
  const kind = (type: ExpressionType) => (NUMBERS.includes(type) ? "number" : type === "header" ? "text" : type);
  return kind(a) === kind(b) || a === "any" || b === "any" || (a === "header" && b !== "headers") || b === "header";
}

function expectCondition(node: ExpressionNode, type: ExpressionType, what: string, { refuse }: Reviewing): void {
  if (type !== "condition" && type !== "any" && type !== "header") {
    refuse("meaning", node, `${what} is ${withArticle(type)}, not a condition`, "compare it with a value");
  }
}

function withArticle(type: ExpressionType): string {
  return type === "headers" ? "all headers" : type === "integer" ? "an integer" : `a ${type}`;
}
