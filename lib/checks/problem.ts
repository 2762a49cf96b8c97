import { Token } from "cdktf";
import { IConstruct } from "constructs";
import { ErrorRule, WarningRule, googlePage } from "../rules/catalogue";

/** A token in a text, a list or a map as CDKTF writes it while the app runs, which tells nobody anything. */
const TOKEN = /[$#&]\{TfToken\[[^\]]*\]\}/g;

/** A breach of one of Google's rules by values that are at hand. */
export interface Problem {
  /** The rule's id, such as `"CDN-04"`. */
  readonly rule: ErrorRule;
  /** What is wrong, what was given and what to do, without path and link. */
  readonly message: string;
}

/** Something legal but suspicious about values that are at hand. */
export interface Warning {
  /** The rule's id, such as `"CDN-04"`. */
  readonly id: WarningRule;
  /** What is suspicious and what to do, without path and link. */
  readonly text: string;
}

/** Words a problem: what is wrong, the value given, the way out. */
export function problem(rule: ErrorRule, what: string, given: unknown, wayOut: string): Problem {
  return { rule, message: withoutTokens(`${what}, got ${show(given)}; ${wayOut}`) };
}

/** A text without tokens as CDKTF writes them while the app runs. */
export function withoutTokens(text: string): string {
  return text.replace(TOKEN, "a token");
}

/** Words a warning: what is suspicious and what to do. */
export function warning(id: WarningRule, text: string): Warning {
  return { id, text };
}

/** Throws if there are problems, all of them in one error, each with the path of the construct and a link. */
export function refuse(scope: IConstruct, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new Error(problems.map((found) => `[${scope.node.path}] ${worded(found)}`).join("\n"));
  }
}

/** A problem as text, for messages to which CDKTF itself adds the path. */
export function worded({ rule, message }: Problem): string {
  return `${rule}: ${message} (${googlePage(rule)})`;
}

/** True for a value that is there and is not a token, so that it can be checked. */
export function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined && value !== null && !Token.isUnresolved(value);
}

/** The known values of a list; a list that is itself a token has none. */
export function knownValues<T>(values: readonly T[] | undefined): T[] {
  const list = isKnown(values) && Array.isArray(values) ? (values as readonly T[]) : [];
  return list.filter((value) => isKnown(value));
}

/** A list of which every member is written out on its own, so that the list itself may not be a token. */
export function checkListIsNoToken(rule: ErrorRule, what: string, values: readonly string[] | undefined): Problem[] {
  return Token.isUnresolved(values)
    ? [problem(rule, `${what} is a list that must be known at synth`, "a token", "write its members out")]
    : [];
}

/**
 * A value that must be there. The types say so too, but not to who asserts it, such as of an environment variable:
 * `process.env.IMAGE!`.
 */
export function checkGiven(rule: ErrorRule, what: string, value: unknown, wayOut: string): Problem[] {
  return value === undefined || value === null ? [problem(rule, `${what} is missing`, undefined, wayOut)] : [];
}

/** A list of which no member is missing; one that is a token is taken as it is. */
export function checkList(rule: ErrorRule, what: string, values: readonly unknown[] | undefined): Problem[] {
  if (!isKnown(values)) {
    return [];
  }
  if (!Array.isArray(values)) {
    const given = typeof values === "object" ? "an object" : values;
    return [problem(rule, `${what} is a list`, given, "put it into brackets")];
  }
  return values.some((value) => value === undefined || value === null)
    ? [problem(rule, `a member of ${what} is missing`, undefined, "give it a value, or leave it out")]
    : [];
}

/** A whole number from `min` to `max`. */
export function checkRange(
  rule: ErrorRule,
  what: string,
  value: number | undefined,
  min: number,
  max: number,
): Problem[] {
  if (!isKnown(value) || (Number.isInteger(value) && value >= min && value <= max)) {
    return [];
  }
  return [problem(rule, `${what} must be a whole number from ${min} to ${max}`, value, "choose one in that range")];
}

/** One of a few values. */
export function checkOneOf<T>(rule: ErrorRule, what: string, value: T | undefined, allowed: readonly T[]): Problem[] {
  if (!isKnown(value) || allowed.includes(value)) {
    return [];
  }
  return [problem(rule, `${what} must be one of ${allowed.join(", ")}`, value, "choose one of these")];
}

/** A text of `min` to `max` characters. */
export function checkLength(
  rule: ErrorRule,
  what: string,
  value: string | undefined,
  min: number,
  max: number,
): Problem[] {
  if (!isKnown(value) || (value.length >= min && value.length <= max)) {
    return [];
  }
  return [problem(rule, `${what} must have ${min} to ${max} characters`, value, `it has ${value.length}`)];
}

/** Values of which each may stand once. `key` says what makes two of them the same. */
export function checkUnique(
  rule: ErrorRule,
  what: string,
  values: readonly string[] | undefined,
  wayOut: string,
  key: (value: string) => string = (value) => value,
): Problem[] {
  const seen = new Set<string>();
  return knownValues(values).flatMap((value) => {
    const known = seen.has(key(value));
    seen.add(key(value));
    return known ? [problem(rule, `${what} may stand only once`, value, wayOut)] : [];
  });
}

function show(value: unknown): string {
  if (typeof value !== "string" && Token.isUnresolved(value)) {
    return '"a token"';
  }
  // JSON has neither NaN nor Infinity
  const isNoNumber = typeof value === "number" && !Number.isFinite(value);
  return value === undefined ? "nothing" : isNoNumber ? String(value) : JSON.stringify(value);
}
