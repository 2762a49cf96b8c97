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

/** Whether only Terraform knows what, or how much, stands in an argument or a nested block. */
export function isDynamic(block: Block | undefined, argument: string): boolean {
  const value = block?.[argument];
  const made = blocks(block?.dynamic).flatMap((each) => Object.keys(each));
  return made.includes(argument) || isExpression(value) || (Array.isArray(value) && value.some(isExpression));
}

/** A text. The provider sends no empty text, so that one counts as absent. */
export function textOf(block: Block | undefined, argument: string): string | undefined {
  const value = block?.[argument];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number; `undefined` if it is not there or only Terraform knows it. */
export function numberOf(block: Block | undefined, argument: string): number | undefined {
  const value = block?.[argument];
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && !Number.isNaN(number) ? number : undefined;
}

/** Whether a flag is on. */
export function isOn(block: Block | undefined, argument: string): boolean {
  const value = block?.[argument];
  return value === true || value === "true";
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
