import { Fact, Text, given, text } from "./text";
import { isKnown } from "./values";

const MAX_PART = 63;

/** A Cloud Storage bucket that is not given by its name. */
export function storageBucketName(what: Fact, value: unknown): Text[] {
  const name = String(value);
  if (!isKnown(value)) {
    return [];
  }
  if (name === "" || name.includes("/")) {
    return [text`${what} must be the name of a bucket, got ${given(value)}; write the name without gs:// and folder`];
  }
  return isBucketName(name)
    ? []
    : [
        text`the name of a bucket must have 3 to 63 lowercase letters, digits and -_., and begin and end with a letter or digit, got ${given(value)}; write the name of an existing bucket`,
      ];
}

/** With dots, each part has at most 63 characters and all together 222. */
function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(name) && name.split(".").every(({ length }) => length <= MAX_PART);
}
