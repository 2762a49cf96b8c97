import { didYouMean } from "../rules/nearest";
import { Problem, Warning } from "../checks/problem";
import { ErrorRule } from "../rules/catalogue";
import { checkCall } from "./expression-calls";
import {
  ExpressionNode,
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
import { ATTRIBUTES, ExpressionType, MISSING, MISSING_METHODS, entry } from "./rules-language";

const MAX_SUBEXPRESSIONS = 5;
const MAX_SUBEXPRESSION_LENGTH = 1024;
const MAX_SHOWN = 160;
const HEADERS = "request.headers";
const NUMBERS: readonly ExpressionType[] = ["integer", "number"];
const MATHS = ["+", "-", "*"];

/** What is wrong or suspicious about an expression. */
export interface ExpressionReview {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
  /** The attributes of requests that it looks at. */
  readonly attributes: ReadonlySet<string>;
}

/** An expression in Cloud Armor's rules language: ARM-07, ARM-17 to ARM-23. */
export function reviewExpression(text: string): ExpressionReview {
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  const attributes = new Set<string>();
  const refuse = (rule: ErrorRule, at: number, what: string, wayOut: string) =>
    problems.push({
      rule,
      message: `${what} at ${place(text, at)} of the expression, got\n${pointer(text, at)}; ${wayOut}`,
    });
  const parsed = parseExpression(text);
  if (isFault(parsed)) {
    refuse("ARM-19", parsed.at, `syntax error (${parsed.reason})`, "write it like request.path.startsWith('/admin/')");
    return { problems, warnings, attributes };
  }
  const reviewing: Reviewing = {
    problems,
    warnings,
    refuse: (rule, node, what, wayOut) => refuse(rule, node.start, what, wayOut),
    warn: (rule, node, what, wayOut) =>
      warnings.push({
        id: rule,
        text: `${what} at ${place(text, node.start)} of the expression ${shortened(text)}; ${wayOut}`,
      }),
    typeOf: (node) => typeOf(node, reviewing, attributes),
  };
  expectCondition(parsed, reviewing.typeOf(parsed), "the expression", reviewing);
  checkSize(parsed, reviewing);
  return { problems, warnings, attributes };
}

function checkSize(expression: ExpressionNode, { refuse, warn }: Reviewing): void {
  const parts = subexpressions(expression);
  if (parts.length > MAX_SUBEXPRESSIONS) {
    refuse(
      "ARM-18",
      parts[MAX_SUBEXPRESSIONS],
      `one comparison or call more than the ${MAX_SUBEXPRESSIONS} that an expression takes (it has ${parts.length})`,
      "spread them over several rules",
    );
  }
  parts
    .filter(({ start, end }) => end - start > MAX_SUBEXPRESSION_LENGTH)
    .forEach((part) =>
      warn(
        "ARM-17",
        part,
        `a comparison or call of ${part.end - part.start} characters, where Google takes ${MAX_SUBEXPRESSION_LENGTH},`,
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
    reviewing.refuse("ARM-19", operatorOf(node), `Cloud Armor's language has no ${what}, which stands`, missing);
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
      reviewing.refuse("ARM-20", node, "a field of something that has none", "use the attributes of Google's page");
      return "any";
    default:
      return typeOfOperation(node, reviewing);
  }
}

/** Where an operator stands or a method's name: behind its left operand. */
function operatorOf(node: ExpressionNode): Place {
  const { end } = operands(node)[0];
  const [between] = /^[\s).]*/.exec(node.input.slice(end)) ?? [""];
  return { start: end + between.length };
}

function typeOfName(node: ExpressionNode, name: string, { warn }: Reviewing): ExpressionType {
  if (name.startsWith(`${HEADERS}.`)) {
    return "header";
  }
  const type = entry(ATTRIBUTES, name);
  if (type === undefined) {
    const hint = didYouMean(name, Object.keys(ATTRIBUTES), "see Google's page for those there are");
    warn("ARM-20", node, `unknown attribute ${name}`, hint);
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
      "ARM-19",
      key,
      `header ${header}, which no request has, because request.headers has lower-case names,`,
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
    reviewing.refuse("ARM-20", node, `${node.op} is for numbers and not for texts, as`, "use int(…) or size(…)");
  } else if (types.includes("header") && types.some((type) => NUMBERS.includes(type))) {
    reviewing.warn("ARM-20", node, "a header, which is a text, beside a number", "write int(request.headers['…'])");
  } else if (!fit(types[0], types[1])) {
    reviewing.refuse(
      "ARM-20",
      node,
      `${withArticle(types[0])} beside ${withArticle(types[1])}`,
      "compare like with like",
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
    refuse("ARM-20", node, `${what} is ${withArticle(type)} and no condition`, "compare it with something");
  }
}

function withArticle(type: ExpressionType): string {
  return type === "headers" ? "all headers" : type === "integer" ? "an integer" : `a ${type}`;
}

/** A place in a text as people count it; the line only where there are several. */
function place(text: string, at: number): string {
  const lines = text.slice(0, at).split("\n");
  const column = `column ${(lines.at(-1) ?? "").length + 1}`;
  return text.includes("\n") ? `line ${lines.length}, ${column}` : column;
}

function shortened(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** The line of a place, and a caret below it. */
function pointer(text: string, at: number): string {
  const begin = text.lastIndexOf("\n", at - 1) + 1;
  const [line] = text.slice(begin).split("\n");
  return `    ${line}\n    ${line.slice(0, at - begin).replace(/[^\t]/g, " ")}^`;
}
