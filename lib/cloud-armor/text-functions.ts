/**
 * The functions of texts in Cloud Armor's rules language. A text is a byte string here: each character is one byte of its
 * UTF-8, as Google's regular expressions see it.
 */
import { RE2JS } from "re2js";
import { ArmorAssumptionId } from "./assumptions";

/** The bytes of a text. */
export function bytesOf(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

/** What a function of a text returns, and the assumption that this rests on. */
export interface TextResult {
  readonly value: string | number | boolean;
  readonly assumed?: ArmorAssumptionId;
}

type TextFunction = (text: string, other: string) => TextResult;

const OTHER_THAN_ASCII = /[^\0-\x7f]/;
const patterns = new Map<string, RE2JS>();

/** The functions by their names. What follows the text is the argument, if there is one. */
export const TEXT_FUNCTIONS: { readonly [name: string]: TextFunction } = {
  contains: (text, part) => ({ value: text.includes(part) }),
  startsWith: (text, head) => ({ value: text.startsWith(head) }),
  endsWith: (text, tail) => ({ value: text.endsWith(tail) }),
  matches: (text, pattern) => ({ value: compiled(pattern).matcher(text).find() }),
  lower: (text) => ({ value: lower(text), assumed: ofBytes(text) }),
  upper: (text) => ({
    value: text.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
    assumed: ofBytes(text),
  }),
  size: (text) => ({ value: text.length, assumed: ofBytes(text) }),
  base64Decode,
  urlDecode: (text) => ({ value: urlDecode(text) }),
  urlDecodeUni: (text) => {
    const value = urlDecode(
      text.replace(/%u([\da-f]{4})/gi, (_, code: string) =>
        // percent-encoded, so that a plus sign or a percent sign stays
        percentEncoded(bytesOf(String.fromCharCode(parseInt(code, 16)))),
      ),
    );
    return { value, assumed: value === urlDecode(text) ? undefined : "A-04" };
  },
  utf8ToUnicode: (text) => ({
    value: Buffer.from(text, "latin1")
      .toString("utf8")
      .replace(/[^\0-\x7f]/g, (letter) => `%u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`),
    assumed: OTHER_THAN_ASCII.test(text) || /[A-Z]/.test(text) ? "A-04" : undefined,
  }),
};

function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function ofBytes(text: string): ArmorAssumptionId | undefined {
  return OTHER_THAN_ASCII.test(text) ? "A-03" : undefined;
}

/** An expression of RE2. */
function compiled(pattern: string): RE2JS {
  const known = patterns.get(pattern) ?? RE2JS.compile(pattern);
  patterns.set(pattern, known);
  return known;
}

/** Google replaces `_`, `-` and `.` first; of what is no base64 nothing is left. */
function base64Decode(text: string): TextResult {
  const plain = text.replaceAll("_", "/").replaceAll("-", "+").replaceAll(".", "=");
  const [, letters, padding] = /^([A-Za-z\d+/]*)(={0,2})$/.exec(plain) ?? [];
  const missing = letters === undefined ? undefined : (4 - (letters.length % 4)) % 4;
  if (missing === undefined || missing === 3 || (padding !== "" && padding.length !== missing)) {
    return { value: "" };
  }
  return {
    value: Buffer.from(letters, "base64").toString("latin1"),
    assumed: padding.length === missing ? undefined : "A-07",
  };
}

function urlDecode(text: string): string {
  return text
    .replaceAll("+", " ")
    .replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function percentEncoded(bytes: string): string {
  return [...bytes].map((byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, "0")}`).join("");
}
