/** The expressions in a text of Terraform, such as `${google_x.a.id}`. An escaped one, `$${…}`, is plain text. */

/** A reference in an expression. */
export interface Reference {
  /** Whether it is one to a data source. */
  readonly isData: boolean;
  /** The type of a resource or data source, or `local`. */
  readonly type: string;
  readonly id: string;
  /** The attribute; of `terraform_remote_state`, the output. */
  readonly attribute: string | undefined;
}

/** What a text may turn out to be: what a reference stands for, a text that is written out, or what nobody can tell. */
export type Alternative = { readonly reference: Reference } | { readonly text: string } | "unknown";

/** The type of a reference to a local value. */
export const LOCAL = "local";
/** The type of a reference to an output of another stack. */
export const REMOTE_STATE = "terraform_remote_state";
// CDKTF calls the state of another stack by its path
const ID = String.raw`(?<=terraform_remote_state\.)[\w/-]+|[\w-]+`;
const SOURCE = String.raw`(?:\b(data)\.)?\b([a-z]\w*)\.(${ID})(?:\[[^\]]*\])?(?:\.([\w-]+))?(?:\.([\w-]+))?`;
const MENTION = new RegExp(SOURCE, "g");
const REFERENCE = new RegExp(`^${SOURCE}$`);
/** Most texts with an expression are one reference, such as `${google_x.a.id}`, which needs no parser. */
const ONE_REFERENCE = /^\$\{([a-z]\w*)\.([\w-]+)\.([\w-]+)\}$/;
const FUNCTION_CALL = /^([a-z]\w*)\(([^]*)\)$/;
/** What may stand before the path of a resource, which is its id. */
const API = /^(?:(?:https?:)?\/\/[^/{}$]+\/(?:compute\/\w+\/)?)?$/;
/** Functions whose result is one of their arguments. */
const CHOOSING = ["try", "coalesce"];
/** Functions whose result is their argument. */
const KEEPING = ["nonsensitive", "one", "sensitive", "tostring", "trimspace"];
const CLOSING: { readonly [opening: string]: string } = { "(": ")", "[": "]", "{": "}", '"': '"' };

/** All references in the expressions of a text, however deep. */
export function mentionsIn(text: string): Reference[] {
  if (!text.includes("{")) {
    return [];
  }
  const reference = oneReference(text);
  return reference ? [reference] : interpolations(text).flatMap(({ code }) => mentionsInCode(code));
}

/** What a whole text may turn out to be. Of what an expression makes a new text, nobody can tell. */
export function alternativesOf(text: string): Alternative[] {
  const reference = oneReference(text);
  if (reference !== undefined) {
    return [{ reference }];
  }
  const found = text.includes("{") ? interpolations(text) : [];
  if (found.length === 0) {
    return text === "" ? [] : [{ text }];
  }
  const [{ code, from, to }] = found;
  const isWhole = to === text.length && text[from] === "$" && API.test(text.slice(0, from));
  return isWhole ? alternativesOfCode(code) : ["unknown"];
}

function alternativesOfCode(given: string): Alternative[] {
  const code = given.trim();
  const [condition, ...results] = split(code, "?");
  if (results.length > 0) {
    const [then, ...otherwise] = split(code.slice(condition.length + 1), ":");
    return [then, otherwise.join(":")].flatMap(alternativesOfCode);
  }
  const end = skip(code, 0);
  if (end === code.length && code.startsWith("(")) {
    return alternativesOfCode(code.slice(1, -1));
  }
  if (end === code.length && code.startsWith('"')) {
    return alternativesOf(unquoted(code));
  }
  const [, name, inner = ""] = FUNCTION_CALL.exec(code) ?? [];
  if (name !== undefined && skip(code, name.length) === code.length) {
    const values = split(inner, ",");
    const isKept = KEEPING.includes(name) && values.length === 1;
    return CHOOSING.includes(name) || isKept ? values.flatMap(alternativesOfCode) : ["unknown"];
  }
  const reference = wholeReference(code);
  return code === "null" ? [] : [reference ? { reference } : "unknown"];
}

/** A reference that is all of an expression, with the attribute that it ends in. */
function wholeReference(code: string): Reference | undefined {
  const match = REFERENCE.exec(code);
  const reference = referenceOf(match);
  const isWhole = reference?.type === REMOTE_STATE || match?.[5] === undefined;
  const isValue = reference?.attribute !== undefined || reference?.type === LOCAL;
  return isWhole && isValue ? reference : undefined;
}

/** The reference that a text is, where it has three plain parts. */
function oneReference(text: string): Reference | undefined {
  const [, type, id, attribute] = ONE_REFERENCE.exec(text) ?? [];
  return type === undefined || type === "data" || type === REMOTE_STATE
    ? undefined
    : { isData: false, type, id, attribute };
}

function mentionsInCode(code: string): Reference[] {
  if (!code.includes('"')) {
    return [...code.matchAll(MENTION)].flatMap((match) => referenceOf(match) ?? []);
  }
  let plain = "";
  const inner: string[] = [];
  for (let at = 0; at < code.length;) {
    const end = code[at] === '"' ? skip(code, at) : at + 1;
    if (code[at] === '"') {
      inner.push(code.slice(at + 1, end - 1));
    }
    plain += code[at] === '"' ? '""' : code[at];
    at = end;
  }
  const own = [...plain.matchAll(MENTION)].flatMap((match) => referenceOf(match) ?? []);
  return [...own, ...inner.flatMap(mentionsIn)];
}

function referenceOf(match: RegExpExecArray | null): Reference | undefined {
  if (match === null) {
    return undefined;
  }
  const [, data, type, id, attribute, inside] = match as (string | undefined)[];
  const isRemote = type === REMOTE_STATE;
  return { isData: data !== undefined, type: type ?? "", id: id ?? "", attribute: isRemote ? inside : attribute };
}

/** An expression in a text, with the places where it begins and ends: behind the text where nothing closes it. */
export interface Interpolation {
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

/** The expressions in a text. */
export function interpolations(text: string): Interpolation[] {
  const found = [];
  let end = 0;
  for (let brace = text.indexOf("{", 1); brace > 0; brace = text.indexOf("{", Math.max(brace + 1, end + 1))) {
    const from = brace - 1;
    if (opensAt(text, from) && (from === end || !isEscapedAt(text, from - 1))) {
      end = skip(text, brace);
      found.push({ code: text.slice(brace + 1, end - 1), from, to: end });
    }
  }
  return found;
}

function opensAt(text: string, at: number): boolean {
  return (text[at] === "$" || text[at] === "%") && text[at + 1] === "{";
}

function isEscapedAt(text: string, at: number): boolean {
  return text[at] === text[at + 1] && opensAt(text, at + 1);
}

/** Splits code at a character that stands in no brackets and no text. */
function split(code: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < code.length; at = skip(code, at)) {
    if (code[at] === separator) {
      parts.push(code.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, code.slice(from)];
}

/** The place behind a character, or behind all that it opens: brackets, or a text in quotes. */
function skip(code: string, from: number): number {
  const closing = CLOSING[code[from]];
  if (closing === undefined) {
    return from + 1;
  }
  let at = from + 1;
  while (at < code.length && code[at] !== closing) {
    at = closing === '"' ? skipInText(code, at) : skip(code, at);
  }
  return at + 1;
}

function skipInText(code: string, at: number): number {
  if (code[at] === "\\") {
    return at + 2;
  }
  if (isEscapedAt(code, at)) {
    return at + 3;
  }
  return opensAt(code, at) ? skip(code, at + 1) : at + 1;
}

function unquoted(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    // a text within it has quotes of its own
    return literal.slice(1, -1);
  }
}
