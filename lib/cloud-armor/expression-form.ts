import {
  ExpressionNode,
  dottedName,
  isFault,
  literalNumber,
  literalText,
  operands,
  parseExpression,
} from "./expression";
import { wafUse } from "./expression-calls";
import { Form, Leaf, joined, leaf, rangeForm, wafForm } from "./forms";
import { isIpRange } from "./ip-ranges";

/** The operators of which the other order of the operands says the same, and what says it. */
const MIRRORED: { readonly [operator: string]: string } = { "==": "==", "!=": "!=", ">": "<", ">=": "<=" };
const OPPOSITE: { readonly [operator: string]: "==" | "!=" } = { "==": "!=", "!=": "==" };

/**
 * The form of an expression: the same for other spaces, quotes, parentheses and another order of operands. `undefined`
 * for one that cannot be read.
 */
export function formOfExpression(expression: string): Form | undefined {
  const parsed = parseExpression(expression);
  return isFault(parsed) ? undefined : formOf(parsed, false);
}

function formOf(node: ExpressionNode, isNegated: boolean): Form {
  switch (node.op) {
    case "&&":
    case "||":
      return joined(
        (node.op === "&&") === isNegated ? "any" : "all",
        operands(node).map((part) => formOf(part, isNegated)),
      );
    case "!_":
      return formOf(node.args, !isNegated);
    case "value":
      return typeof node.args !== "boolean"
        ? leaf(spelled(node))
        : node.args === isNegated
          ? leaf("false")
          : joined("all", []);
    case "==":
    case "!=":
      return formOfEquality(node, isNegated);
    default: {
      const form = formOfCall(node);
      return isNegated ? leaf(`!${form.text}`) : form;
    }
  }
}

/** A comparison, of which one side may be true or false. */
function formOfEquality(node: ExpressionNode & { readonly op: "==" | "!=" }, isNegated: boolean): Form {
  const [left, right] = operands(node);
  const constant = [left, right].find(({ op, args }) => op === "value" && typeof args === "boolean");
  if (constant !== undefined) {
    const isOpposite = (node.op === "==") !== (constant.args === true);
    return formOf(constant === left ? right : left, isNegated !== isOpposite);
  }
  return leaf(compared(isNegated ? OPPOSITE[node.op] : node.op, left, right));
}

/** A comparison or call, of which some have a form of their own. */
function formOfCall(node: ExpressionNode): Leaf {
  const [name, given] = node.op === "call" ? node.args : ["", []];
  const range = literalText(given[1]);
  if (name === "evaluatePreconfiguredWaf") {
    return wafForm(wafUse(given));
  }
  return name === "inIpRange" && range !== undefined && isIpRange(range)
    ? rangeForm(dottedName(given[0]) ?? spelled(given[0]), range)
    : leaf(spelled(node));
}

/** An expression in one spelling. */
function spelled(node: ExpressionNode): string {
  const text = literalText(node);
  const inner = operands(node);
  switch (node.op) {
    case "value":
      return text === undefined ? String(literalNumber(node) ?? node.args) : JSON.stringify(text);
    case "id":
      return node.args;
    case ".":
      return dottedName(node) ?? `${spelled(node.args[0])}.${node.args[1]}`;
    case "[]":
      return `${spelled(inner[0])}.${literalText(inner[1]) ?? `[${spelled(inner[1])}]`}`;
    case "call":
    case "rcall":
      // size(x) and x.size() are the same
      return `${node.args[0]}(${inner.map(spelled).join(",")})`;
    default:
      return inner.length === 2 ? compared(node.op, inner[0], inner[1]) : `${node.op}(${inner.map(spelled).join(",")})`;
  }
}

function compared(operator: string, left: ExpressionNode, right: ExpressionNode): string {
  const sides = [spelled(left), spelled(right)];
  const mirrored = Object.hasOwn(MIRRORED, operator) ? MIRRORED[operator] : undefined;
  const ordered = mirrored === undefined ? sides : mirrored === operator ? sides.sort() : sides.reverse();
  return `${mirrored ?? operator}(${ordered.join(",")})`;
}
