import { ArmorAssumptionId } from "./assumptions";
import {
  ExpressionNode,
  dottedName,
  isFault,
  literalNumber,
  literalText,
  operands,
  parseExpression,
  sourceOf,
} from "./expression";
import { Facts, Value, attribute, headerOf, isAddress, known, unknown } from "./facts";
import { isInRange, isIpRange } from "./ip-ranges";
import { entry } from "./rules-language";
import { TEXT_FUNCTIONS } from "./text-functions";

/** Whether a condition is true. */
export interface Verdict {
  readonly holds: "true" | "false" | "fails" | "unknown";
  /** Why it is not true. */
  readonly why: string;
}

type Operator = (left: number, right: number) => number | boolean;

const REQUEST_HEADERS = "request.headers";
const OF_NUMBERS: { readonly [operator: string]: Operator } = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
};

/** Whether an expression is true for a request. */
export function evaluateExpression(text: string, facts: Facts): Verdict {
  const parsed = parseExpression(text);
  if (isFault(parsed)) {
    return { holds: "unknown", why: `the expression cannot be read (${parsed.reason})` };
  }
  const result = condition(parsed, facts);
  return result.of !== "known"
    ? { holds: result.of, why: result.why }
    : { holds: result.value === true ? "true" : "false", why: result.value === true ? "" : whyFalse(parsed, facts) };
}

/** The parts of a condition because of which it is false. */
function whyFalse(node: ExpressionNode, facts: Facts): string {
  if (node.op === "!_") {
    return `${sourceOf(node.args)} is true`;
  }
  if (node.op !== "&&" && node.op !== "||") {
    return `${sourceOf(node)} is false`;
  }
  const wrong = operands(node).filter((part) => isFalse(condition(part, facts)));
  const reasons = wrong.map((part) => whyFalse(part, facts));
  return node.op === "&&" ? reasons[0] : reasons.join(", and ");
}

function isFalse(value: Value): boolean {
  return value.of === "known" && value.value === false;
}

/** A value that must be true or false. Google refuses any other one. */
function condition(node: ExpressionNode, facts: Facts): Value {
  const value = valueOf(node, facts);
  return value.of === "known" && typeof value.value !== "boolean" ? noMeaning(node) : value;
}

function valueOf(node: ExpressionNode, facts: Facts): Value {
  const name = dottedName(node);
  const literal = literalText(node) ?? literalNumber(node);
  if (name !== undefined) {
    return attribute(name, facts);
  }
  if (literal !== undefined) {
    return known(literal);
  }
  switch (node.op) {
    case "value":
      return typeof node.args === "boolean" ? known(node.args) : noMeaning(node);
    case "&&":
    case "||":
      return connected(
        node.op,
        operands(node).map((part) => condition(part, facts)),
        facts.assumed,
      );
    case "!_":
      return strict([condition(node.args, facts)], ([value]) => known(value !== true));
    case "-_":
      return strict([valueOf(node.args, facts)], ([value]) =>
        typeof value === "number" ? known(-value) : noMeaning(node),
      );
    case "[]":
      return dottedName(node.args[0]) !== REQUEST_HEADERS
        ? noMeaning(node)
        : strict([valueOf(node.args[1], facts)], ([header]) =>
            typeof header === "string" ? headerOf(header, facts) : noMeaning(node),
          );
    case "call":
    case "rcall":
      return called(node, facts);
    default:
      return operated(node, facts);
  }
}

/** `&&` and `||`: one side may decide alone, whatever the other one is. */
function connected(operator: "&&" | "||", values: readonly Value[], assumed: Set<ArmorAssumptionId>): Value {
  const isDecisive = (value: Value) => value.of === "known" && value.value === (operator === "||");
  const place = values.findIndex(isDecisive);
  if (place === -1) {
    return (
      values.find(({ of }) => of === "unknown") ?? values.find(({ of }) => of === "fails") ?? known(operator === "&&")
    );
  }
  if (values.slice(0, place).some(({ of }) => of !== "known" && of === "fails")) {
    assumed.add("A-02");
  }
  return values[place];
}

/** What fails if one of its operands does. */
function strict(values: readonly Value[], result: (values: readonly (string | number | boolean)[]) => Value): Value {
  const other = values.find(({ of }) => of === "fails") ?? values.find(({ of }) => of === "unknown");
  return other ?? result(values.flatMap((each) => (each.of === "known" ? [each.value] : [])));
}

function operated(node: ExpressionNode, facts: Facts): Value {
  const values = operands(node).map((part) => valueOf(part, facts));
  return strict(values, ([left, right]) => {
    const ofNumbers = entry(OF_NUMBERS, node.op);
    if ((node.op === "==" || node.op === "!=") && typeof left === typeof right) {
      return known((left === right) === (node.op === "=="));
    }
    if (node.op === "+" && typeof left === "string" && typeof right === "string") {
      return { of: "known", value: left + right };
    }
    return ofNumbers !== undefined && typeof left === "number" && typeof right === "number"
      ? known(ofNumbers(left, right))
      : noMeaning(node);
  });
}

/** A call, `f(x)` or `x.f(y)`. */
function called(node: ExpressionNode & { readonly op: "call" | "rcall" }, facts: Facts): Value {
  const [name] = node.args;
  const given = operands(node);
  if (name.startsWith("evaluate")) {
    return unknown(`only Google knows whether ${sourceOf(node)} is true`);
  }
  if (name === "has") {
    return has(given[0], facts);
  }
  return strict(
    given.map((part) => valueOf(part, facts)),
    ([first, second = ""]) => {
      const ofText = entry(TEXT_FUNCTIONS, name);
      if (name === "int" && given.length === 1) {
        return toInteger(first, node);
      }
      if (typeof first !== "string" || typeof second !== "string") {
        return noMeaning(node);
      }
      return name === "inIpRange"
        ? inIpRange(first, second, node)
        : ofText === undefined
          ? noMeaning(node)
          : ofTexts(() => ofText(first, second), node, facts);
    },
  );
}

function ofTexts(call: () => ReturnType<(typeof TEXT_FUNCTIONS)[string]>, node: ExpressionNode, facts: Facts): Value {
  try {
    const { value, assumed } = call();
    if (assumed !== undefined) {
      facts.assumed.add(assumed);
    }
    return { of: "known", value };
  } catch {
    // no regular expression of RE2
    return noMeaning(node);
  }
}

function has(key: ExpressionNode | undefined, facts: Facts): Value {
  if (key === undefined) {
    return unknown("has() needs a header");
  }
  const value = dottedName(key) === REQUEST_HEADERS ? known(true) : valueOf(key, facts);
  return value.of === "unknown" ? value : known(value.of === "known");
}

function toInteger(value: string | number | boolean, node: ExpressionNode): Value {
  if (typeof value === "number") {
    return known(Math.trunc(value));
  }
  return typeof value === "string" && /^-?\d+$/.test(value)
    ? known(Number(value))
    : { of: "fails", why: `${sourceOf(node)} is no integer` };
}

function inIpRange(address: string, range: string, node: ExpressionNode): Value {
  if (!isIpRange(range)) {
    return noMeaning(node);
  }
  return isAddress(address)
    ? known(isInRange(address, range))
    : { of: "fails", why: `${sourceOf(node)} looks at ${JSON.stringify(address)}, which is no IP address` };
}

function noMeaning(node: ExpressionNode): Value {
  return unknown(`Google refuses ${sourceOf(node)}`);
}
