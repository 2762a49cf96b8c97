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
  sourceOf,
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

/** RFC 7230: a token. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const REQUEST_HEADERS = "request.headers";
/** The names with which an attribute begins. */
const ROOTS = new Set(Object.keys(ATTRIBUTES).map((name) => name.split(".")[0]));
const NUMBERS: readonly ExpressionType[] = ["integer", "number"];
const MATHS = ["+", "-", "*"];
/** What cannot be added, subtracted or multiplied. */
const NOT_FOR_MATHS: readonly ExpressionType[] = ["condition", "headers", "map", "null"];
/** What has no values by index. */
const WITHOUT_INDEX: readonly ExpressionType[] = ["text", "header", "integer", "number", "condition", "null"];

/** Reads an expression in Cloud Armor's rules language. */
export function reviewExpression(text: string): ExpressionReview {
  const faults: Fault[] = [];
  const [attributes, functions] = [new Set<string>(), new Set<string>()];
  const [ipRanges, ruleSets]: [string[], WafRuleSetUse[]] = [[], []];
  const parsed = parseExpression(text);
  if (isFault(parsed)) {
    const what = `syntax error (${parsed.reason})`;
    const wayOut = "write it like request.path.startsWith('/admin/')";
    return {
      faults: [{ topic: "language", isWrong: true, at: parsed.at, what, wayOut }],
      attributes,
      functions,
      ipRanges,
      ruleSets,
    };
  }
  const reviewing: Reviewing = {
    functions,
    ipRanges,
    ruleSets,
    refuse: (topic, { start: at }, what, wayOut) => faults.push({ topic, isWrong: true, at, what, wayOut }),
    warn: (topic, { start: at }, what, wayOut) => faults.push({ topic, isWrong: false, at, what, wayOut }),
    typeOf: (node) => typeOf(node, reviewing, attributes),
  };
  expectCondition(parsed, reviewing.typeOf(parsed), "the expression", reviewing);
  checkSize(parsed, reviewing);
  return { faults, attributes, functions, ipRanges, ruleSets };
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
      return typeOfNegative(node, reviewing);
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

function typeOfName(node: ExpressionNode, name: string, { refuse, warn }: Reviewing): ExpressionType {
  if (name.startsWith(`${REQUEST_HEADERS}.`)) {
    return "header";
  }
  const type = entry(ATTRIBUTES, name);
  if (node.op === "id" && !ROOTS.has(name)) {
    refuse("meaning", node, `there is no attribute ${name}`, `for a text, write '${name}' with quotes`);
  } else if (type === undefined) {
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
      return value === null ? "null" : "any";
  }
}

function typeOfNegative(node: ExpressionNode & { readonly op: "-_" }, reviewing: Reviewing): ExpressionType {
  const type = reviewing.typeOf(node.args);
  if (type !== "any" && !NUMBERS.includes(type)) {
    reviewing.refuse("meaning", node, `- works with numbers, not with ${withArticle(type)}`, "remove the -");
    return "any";
  }
  return type;
}

function typeOfIndex(
  node: ExpressionNode & { readonly op: "[]" },
  { typeOf, refuse, warn }: Reviewing,
): ExpressionType {
  const [map, key] = node.args;
  const [typeOfMap, typeOfKey] = [typeOf(map), typeOf(key)];
  if (WITHOUT_INDEX.includes(typeOfMap)) {
    refuse("meaning", node, `${withArticle(typeOfMap)} has no fields`, "remove what is in the last brackets");
  }
  if (typeOfMap !== "headers") {
    return "any";
  }
  if (!["text", "header", "any"].includes(typeOfKey)) {
    refuse("meaning", key, "the name of a header must be a text", "write it like request.headers['user-agent']");
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
  if (header !== undefined && !HEADER_NAME.test(header)) {
    warn(
      "language",
      key,
      `no request has header ${JSON.stringify(header)}, because this is no name of a header`,
      "write the name alone, like user-agent",
    );
  }
  return "header";
}

/** A comparison or a calculation. */
function typeOfOperation(node: ExpressionNode, reviewing: Reviewing): ExpressionType {
  const [left, right] = operands(node);
  const types = [reviewing.typeOf(left), reviewing.typeOf(right)];
  if (isEquality(node)) {
    checkValue(left, right, reviewing);
    checkValue(right, left, reviewing);
  }
  const fault = types.includes("any") ? undefined : operationFault(node, types);
  if (fault !== undefined) {
    reviewing.refuse("meaning", node, ...fault);
  }
  return !MATHS.includes(node.op) ? "condition" : fault ? "any" : (types.find((type) => type !== "any") ?? "any");
}

/** What is wrong about the types of a comparison or a calculation, and the way out. */
function operationFault(
  node: ExpressionNode,
  types: readonly ExpressionType[],
): readonly [what: string, wayOut: string] | undefined {
  const kinds = types.map(kindOf);
  const header = operands(node).find((_, index) => types[index] === "header");
  if (header !== undefined && kinds.includes("number")) {
    return ["a header is a text, and is used with a number", `write int(${sourceOf(header)})`];
  }
  if (isEquality(node) && types.includes("null")) {
    const what = header === undefined ? "request.headers['user-agent']" : sourceOf(header);
    const isThere = node.op === "!=" ? "has" : "!has";
    return ["Cloud Armor compares nothing with null", `to ask for a header, write ${isThere}(${what})`];
  }
  if (!isEquality(node) && node.op !== "+" && kinds.includes("text")) {
    return [`${node.op} works with numbers, not with texts`, "use int(…) or size(…)"];
  }
  const unfit = MATHS.includes(node.op) ? types.find((type) => NOT_FOR_MATHS.includes(type)) : undefined;
  if (unfit !== undefined) {
    return [`${node.op} does not work with ${withArticle(unfit)}`, "combine conditions with && and ||"];
  }
  return kinds[0] === kinds[1]
    ? undefined
    : [
        `${withArticle(types[0])} cannot be used with ${withArticle(types[1])}`,
        "use values of the same type on both sides",
      ];
}

function isEquality({ op }: ExpressionNode): boolean {
  return op === "==" || op === "!=";
}

/** What can be compared with each other. */
function kindOf(type: ExpressionType): string {
  return NUMBERS.includes(type) ? "number" : type === "header" ? "text" : type;
}

function expectCondition(node: ExpressionNode, type: ExpressionType, what: string, { refuse }: Reviewing): void {
  if (type !== "condition" && type !== "any") {
    const wayOut =
      type === "header" ? `compare it with a value, or write has(${sourceOf(node)})` : "compare it with a value";
    refuse("meaning", node, `${what} is ${withArticle(type)}, not a condition`, wayOut);
  }
}

function withArticle(type: ExpressionType): string {
  const others: { readonly [type: string]: string } = { headers: "all headers", integer: "an integer", null: "null" };
  return others[type] ?? `a ${type}`;
}
