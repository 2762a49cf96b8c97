import { invalidField } from "../errors";
import { JsonObject } from "../json";

/** Refuses what Google refuses of a rule's expression without evaluating it. */
export function checkExpression(expression: string, at: string): void {
  if (expression.length > 2048) {
    throw invalidField(at, expression.slice(0, 32), "The expression may have at most 2048 characters.");
  }
  const code = expression.replace(/r?'(?:[^'\\]|\\.)*'|r?"(?:[^"\\]|\\.)*"/g, "''");
  if (/\sin\s/.test(code)) throw invalidField(at, expression, "undeclared reference to '@in'");
  if (balance(code) !== 0) throw invalidField(at, expression, "Syntax error: unbalanced parentheses.");
  const sensitivity = /'sensitivity'\s*:\s*(-?\d+)/.exec(expression)?.[1];
  if (sensitivity !== undefined && (Number(sensitivity) < 0 || Number(sensitivity) > 4)) {
    throw invalidField(at, expression, "Sensitivity must be between 0 and 4.");
  }
  if (/\.matches\((?!\s*''\s*\))/.test(code)) {
    throw invalidField(at, expression, "The argument of matches() must be a string literal.");
  }
  const count = subexpressions(code);
  if (count > 5) throw invalidField(at, expression, `Expression count of ${count} exceeded maximum of 5`);
}

/** Comparisons and calls count; `&&`, `||` and `!` do not. */
function subexpressions(code: string): number {
  return code.split(/&&|\|\|/).filter((part) => part.trim() !== "").length;
}

function balance(code: string): number {
  return [...code].reduce((open, letter) => open + (letter === "(" ? 1 : letter === ")" ? -1 : 0), 0);
}

const shared = [
  "sqli",
  "xss",
  "lfi",
  "rfi",
  "rce",
  "methodenforcement",
  "scannerdetection",
  "protocolattack",
  "php",
  "sessionfixation",
  "java",
];

/** The preconfigured WAF sets by the names that rules use; what rules they hold is not simulated. */
export function preconfiguredSets(): JsonObject[] {
  const ofVersion = (infix: string, own: string) =>
    [...shared, own].flatMap((set) => ["stable", "canary"].map((channel) => `${set}${infix}-${channel}`));
  const names = [...ofVersion("-v422", "generic"), ...ofVersion("-v33", "nodejs"), ...ofVersion("", "nodejs")];
  return [...names, "cve-canary", "json-sqli-canary"].map((id) => ({ id, expressions: [] }));
}
