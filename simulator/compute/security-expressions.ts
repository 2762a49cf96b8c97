import { invalidField } from "../errors";

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
