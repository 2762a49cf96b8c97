/** Checks of the texts in a URL map. The provider sends no empty text, so that one counts as absent. */
import { Fact, Text, given, text } from "../text";
import { isKnown, knownValues } from "../values";

/** Of a path. */
export const MAX_PATH_LENGTH = 1024;
/** Of a path template. */
export const MAX_TEMPLATE_LENGTH = 255;
/** Of a host that requests are sent to, or that they are said to be for. */
export const MAX_HOST_LENGTH = 255;

/** A path without what follows it in a URL. */
export const PATH = /^\/[^?#]*$/;

/** A text that is known and not empty. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && isKnown(value);
}

/** The known texts of a list, empty ones too, which the provider sends. */
export function listed(values: unknown): string[] {
  return knownValues<unknown>(values).filter((value) => typeof value === "string");
}

/** A text of at most so many characters. */
export function length(what: Fact, value: unknown, max: number): Text[] {
  return isText(value) && value.length > max ? [wrongLength(what, value, max)] : [];
}

/** A text that was given and is empty. */
export function notEmpty(what: Fact, value: unknown, max: number): Text[] {
  return value === "" ? [wrongLength(what, value, max)] : [];
}

/** A host without what belongs to URLs and patterns. */
export function bareHost(what: Fact, host: unknown): Text[] {
  return isText(host) && /[/\s?#*]/.test(host)
    ? [text`${what} is a host alone, got ${given(host)}; leave out scheme and path, and write one host out without *`]
    : [];
}

function wrongLength(what: Fact, value: string, max: number): Text {
  return text`${what} must have 1 to ${max} characters, got ${given(value)}; it has ${value.length}`;
}
