import { RE2JS } from "re2js";
import { invalidField } from "../errors";
import { JsonObject } from "../json";

/** What the Common Expression Language has for lists and maps, and Cloud Armor's part of it has not. */
const MACRO = /\.(all|exists|exists_one|map|filter)\(/;
/** `has` of anything but a field, such as `request.headers['x']`. */
const HAS_OF_NO_FIELD = /\bhas\((?!\s*\w+(?:\.\w+)*(?:\.\w+|\[[^\]]*\])\s*\))/;
const TEXT = String.raw`(r?)('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`;
/** `x.matches('…')` and `matches(x, '…')`. */
const PATTERNS = new RegExp(String.raw`\bmatches\((?:[^,()'"]*,)?\s*${TEXT}\s*\)`, "g");

/** Refuses what Google refuses of a rule's expression without evaluating it. */
export function checkExpression(expression: string, at: string): void {
  if (expression.length > 2048) {
    throw invalidField(at, expression.slice(0, 32), "The expression may have at most 2048 characters.");
  }
  const code = expression.replace(new RegExp(TEXT, "g"), "''");
  if (/\sin\s/.test(code)) throw invalidField(at, expression, "undeclared reference to '@in'");
  if (balance(code) !== 0) throw invalidField(at, expression, "Syntax error: unbalanced parentheses.");
  const macro = MACRO.exec(code)?.[1];
  if (macro !== undefined) throw invalidField(at, expression, `undeclared reference to '${macro}'`);
  if (HAS_OF_NO_FIELD.test(code)) throw invalidField(at, expression, "invalid argument to has() macro");
  const sensitivity = /'sensitivity'\s*:\s*(-?\d+)/.exec(expression)?.[1];
  if (sensitivity !== undefined && (Number(sensitivity) < 0 || Number(sensitivity) > 4)) {
    throw invalidField(at, expression, "Sensitivity must be between 0 and 4.");
  }
  if (/\.matches\((?!\s*''\s*\))/.test(code)) {
    throw invalidField(at, expression, "The argument of matches() must be a string literal.");
  }
  checkPatterns(expression, at);
  const count = subexpressions(code);
  if (count > 5) throw invalidField(at, expression, `Expression count of ${count} exceeded maximum of 5`);
}

/** What only backend policies evaluate, and the attributes that only they have. */
const PAST_EDGE =
  /\b(?:evaluate(?:PreconfiguredWaf|PreconfiguredExpr|ManagedRules|ThreatIntelligence|AdaptiveProtection\w*)\s*\(|origin\.(?:user_ip|tls_ja\d_fingerprint)\b|token\.recaptcha_)/;

/** Whether an expression uses what the rules of an edge policy do not have. */
export function looksPastEdge(expression: string): boolean {
  return PAST_EDGE.test(expression.replace(new RegExp(TEXT, "g"), "''"));
}

/** A regular expression is RE2's, and captures nothing. */
function checkPatterns(expression: string, at: string): void {
  for (const [, raw, quoted] of expression.matchAll(PATTERNS)) {
    const inner = quoted.slice(1, -1);
    const groups = groupsOf(raw ? inner : inner.replace(/\\([\\'"])/g, "$1"));
    if (groups === undefined) throw invalidField(at, expression, "Invalid regular expression.");
    if (groups > 0) throw invalidField(at, expression, "Capture groups are not supported in regular expressions.");
  }
}

function groupsOf(pattern: string): number | undefined {
  try {
    return RE2JS.compile(pattern).groupCount();
  } catch {
    return undefined;
  }
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
