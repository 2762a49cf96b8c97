/** Checks of the texts in a URL map. The provider does not send an empty text, so it counts as absent. */
import { Fact, Text, given, text } from "../text";
import { isKnown, knownValues } from "../values";

/** The most characters of a path. */
export const MAX_PATH_LENGTH = 1024;
/** The most characters of a path template. */
export const MAX_TEMPLATE_LENGTH = 255;
/** The most characters of a host in a redirect or a rewrite. */
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

/** What is wrong with a path of at most so many characters, as the rest of a sentence. */
export function pathFault(path: string, max: number): string | undefined {
  if (!path.startsWith("/")) {
    return "must begin with a slash";
  }
  if (!PATH.test(path)) {
    return "must not contain ? or #";
  }
  return path.length > max ? `must have at most ${max} characters` : undefined;
}

/** A text of at most so many characters. */
export function length(what: Fact, value: unknown, max: number): Text[] {
  return isText(value) && value.length > max ? [wrongLength(what, value, max)] : [];
}

/** A text that was given and is empty. */
export function notEmpty(what: Fact, value: unknown, max: number): Text[] {
  return value === "" ? [wrongLength(what, value, max)] : [];
}

/** A host without parts of URLs and patterns. */
export function bareHost(what: Fact, host: unknown): Text[] {
  return isText(host) && /[/\s?#*]/.test(host)
    ? [text`${what} must be a host alone, got ${given(host)}; write one host, without scheme, path and *`]
    : [];
}

function wrongLength(what: Fact, value: string, max: number): Text {
  return text`${what} must have 1 to ${max} characters, got ${given(value)}, which has ${value.length}; write one of that length`;
}
