import { blocks } from "./terraform-json";

/** A block of Terraform JSON: names in snake case, nested blocks as an object or as a list of objects. */
export interface Block {
  readonly [argument: string]: unknown;
}

/** A `google_compute_url_map` as it stands in synthesized Terraform JSON. */
export type UrlMapJson = Block;

/** The map is broken, or it asks for something of which nobody says what Google does. */
export class Unanswerable extends Error {}

/** Whether a value holds an expression such as `${var.host}`, which only Terraform knows. */
export function isExpression(value: unknown): boolean {
  return typeof value === "string" && value.includes("{") && /(^|[^$])\$\{|(^|[^%])%\{/.test(value);
}

/** The first of nested blocks, or one without arguments. */
export function blockOf(value: unknown): Block {
  return blocks(value)[0] ?? {};
}

/** The names of the nested blocks that Terraform makes at plan, sorted. */
export function dynamicBlocks(block: Block | undefined): string[] {
  const made = blocks(block?.dynamic).flatMap((each) => Object.keys(each).filter((name) => each[name] !== undefined));
  return made.sort();
}

/** Whether only Terraform knows what, or how much, stands in an argument or a nested block. */
export function isDynamic<Arguments extends Block>(
  block: Arguments | undefined,
  argument: keyof Arguments & string,
): boolean {
  const value = block?.[argument];
  return (
    isExpression(value) ||
    (Array.isArray(value) && value.some(isExpression)) ||
    (block?.dynamic !== undefined && dynamicBlocks(block).includes(argument))
  );
}

/** A single value as text; nothing for what is absent, empty, or no single value. */
export function text(value: unknown): string | undefined {
  const isSingle = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isSingle && value !== "" ? String(value) : undefined;
}

/** A list of single values as texts. A list that Terraform computes is one text, its expression. */
export function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((item: unknown) => text(item) ?? []);
}

/** A single value as a number; `undefined` if it is none or only Terraform knows it. */
export function toNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Whether a value is `true`, as a boolean or as a text. */
export function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

/** Whether a value is switched on; nothing where only Terraform knows it. What is absent is as its default says. */
export function flag(value: unknown, byDefault = false): boolean | undefined {
  if (isTrue(value)) {
    return true;
  }
  const written = text(value);
  return written === undefined ? byDefault : isExpression(written) ? undefined : false;
}

/** A text. The provider sends no empty text, so that one counts as absent. */
export function textOf<Arguments extends Block>(
  block: Arguments | undefined,
  argument: keyof Arguments & string,
): string | undefined {
  const value = block?.[argument];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number; `undefined` if it is not there or only Terraform knows it. */
export function numberOf<Arguments extends Block>(
  block: Arguments | undefined,
  argument: keyof Arguments & string,
): number | undefined {
  return toNumber(block?.[argument]);
}

/** Whether a flag is on. */
export function isOn<Arguments extends Block>(
  block: Arguments | undefined,
  argument: keyof Arguments & string,
): boolean {
  return isTrue(block?.[argument]);
}

/** The texts of a list. */
export function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((text): text is string => typeof text === "string");
}

/** Whether a text with expressions in it may turn out to be, or, if it is a pattern, to fit, a value. */
export function mayFit(text: string, value: string, isPattern = false): boolean {
  const head = text.slice(0, text.search(/\$\{|%\{/));
  const tail = text.slice(text.lastIndexOf("}") + 1);
  return value.startsWith(head) && (isPattern || value.endsWith(tail));
}

/** Whether an argument is written, whatever its value. An empty text, list or block counts as absent, as for the provider. */
export function isSet<Arguments extends Block>(
  block: Arguments | undefined,
  argument: keyof Arguments & string,
): boolean {
  const value = block?.[argument];
  return (
    (value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0)) ||
    isDynamic(block, argument)
  );
}

/** A text that is known; `undefined` if it is not there, empty, or only Terraform knows it. */
export function knownText<Arguments extends Block>(
  block: Arguments | undefined,
  argument: keyof Arguments & string,
): string | undefined {
  const value = block?.[argument];
  return typeof value === "string" && value !== "" && !isExpression(value) ? value : undefined;
}

/** A value as text, as Terraform would turn it into one. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** The known texts of a list. */
export function knownTexts(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((text): text is string => typeof text === "string" && text !== "" && !isExpression(text));
}

/** Whether a list is there and all its texts are known. */
export function isKnownList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string" && !isExpression(text));
}
