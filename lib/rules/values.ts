/** Checks of single values. A value that is missing, or that only Terraform knows, passes all of them. */
import { isExpression } from "../app/values";
import { didYouMean } from "./nearest";
import { Fact, Text, given, text } from "./text";

/** RFC 7230: a token. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Whether a value is there and known. */
export function isKnown(value: unknown): boolean {
  return value !== undefined && value !== null && !isExpression(value);
}

/** The known values of a list; a list that only Terraform knows has none. */
export function knownValues<T>(values: unknown): T[] {
  return Array.isArray(values) ? (values as T[]).filter(isKnown) : [];
}

/** A whole number from `min` to `max`. */
export function range(what: Fact, value: unknown, min: number, max: number): Text[] {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  const isFitting = Number.isInteger(number) && (number as number) >= min && (number as number) <= max;
  return !isKnown(value) || value === "" || isFitting
    ? []
    : [
        text`${what} must be a whole number from ${min} to ${max}, got ${given(Number.isNaN(number) ? value : number)}; choose one in that range`,
      ];
}

/** One of a few values. */
export function oneOf(what: Fact, value: unknown, allowed: readonly (string | number)[]): Text[] {
  const isAllowed = allowed.some((each) => String(each) === String(value));
  return !isKnown(value) || value === "" || isAllowed
    ? []
    : [
        text`${what} must be one of ${allowed.join(", ")}, got ${given(value)}; ${didYouMean(String(value), allowed.map(String), "choose one of these")}`,
      ];
}

/** Values of which each may appear once. `key` says what makes two of them the same. */
export function unique(
  what: Fact,
  values: unknown,
  wayOut: Fact,
  key: (value: string) => string = (value) => value,
): Text[] {
  const seen = new Set<string>();
  return knownValues<string>(values).flatMap((value) => {
    const isRepeated = seen.has(key(value));
    seen.add(key(value));
    return isRepeated ? [text`${what} may appear only once, got ${given(value)}; ${wayOut}`] : [];
  });
}

/** A list of at most so many names. */
export function atMost(max: number, what: Fact, values: unknown): Text[] {
  return Array.isArray(values) && values.length > max
    ? [text`${what} takes at most ${max} names, got ${values.length}; remove at least ${values.length - max}`]
    : [];
}

/** A value that is required. The types require it too, but an assertion such as `process.env.IMAGE!` turns that off. */
export function present(what: Fact, value: unknown, wayOut: Fact): Text[] {
  return value === undefined || value === null ? [text`${what} is required; ${wayOut}`] : [];
}

/** A list of which no member is missing; one that is a token is taken as it is. */
export function list(what: Fact, values: unknown): Text[] {
  if (!isKnown(values)) {
    return [];
  }
  if (!Array.isArray(values)) {
    return [
      text`${what} must be a list, got ${typeof values === "object" ? "an object" : given(values)}; wrap it in an array: [value]`,
    ];
  }
  return values.some((value) => value === undefined || value === null)
    ? [text`a member of ${what} has no value; give it one, or remove it`]
    : [];
}

/** Whether a text can be the name of an HTTP header. */
export function isHeaderName(name: string): boolean {
  return HEADER_NAME.test(name);
}

/** Names of headers, each once; in any case the same, unless told. */
export function headerNames(
  what: Fact,
  names: unknown,
  key: (name: string) => string = (name) => name.toLowerCase(),
): Text[] {
  const wrong = knownValues<string>(names).filter((name) => !isHeaderName(name));
  return [
    ...wrong.map(
      (name) =>
        text`a name in ${what} may have only letters, digits and !#$%&'*+.^_\`|~-, got ${given(name)}; write the name alone`,
    ),
    ...unique(text`a name in ${what}`, names, "remove one of them", key),
  ];
}

/** A text of `min` to `max` characters. */
export function length(what: Fact, value: unknown, min: number, max: number): Text[] {
  return typeof value !== "string" || !isKnown(value) || (value.length >= min && value.length <= max)
    ? []
    : [
        text`${what} must have ${min} to ${max} characters, got ${given(value)}, which has ${value.length}; write one of that length`,
      ];
}
