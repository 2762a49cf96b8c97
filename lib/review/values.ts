import { blocks } from "../app/terraform-json";

/** A block of Terraform JSON: its arguments by name. */
export interface Block {
  readonly [argument: string]: unknown;
}

/** The first of nested blocks, or one without arguments. */
export function blockOf(value: unknown): Block {
  return blocks(value)[0] ?? {};
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

/** A number, or nothing where it is none or only known after apply. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Whether a value is switched on. */
export function isOn(value: unknown): boolean {
  return value === true || value === "true";
}

/** Whether a value is switched on; nothing where only Terraform knows it. What is absent is as its default says. */
export function flag(value: unknown, byDefault = false): boolean | undefined {
  if (isOn(value)) {
    return true;
  }
  const written = text(value);
  return written === undefined ? byDefault : isExpression(written) ? undefined : false;
}

/** Whether a text holds an expression that Terraform computes. */
export function isExpression(value: string): boolean {
  return value.includes("${");
}

/** The nested blocks of a resource that Terraform makes at plan. */
export function generatedBlocks(config: Block): string[] {
  const dynamic = Object.entries(blockOf(config.dynamic)).filter(([, block]) => block !== undefined);
  return dynamic.map(([name]) => name).sort(byText);
}

/** Whether a nested block is there is only known to Terraform. */
export function isGenerated(config: Block, block: string): boolean {
  return isExpression(text(config[block]) ?? "") || generatedBlocks(config).includes(block);
}

/** Each value once, in the order of their first appearance. */
export function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** Orders texts in the same way on every machine. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A value written so that equal values are written equally, whatever the order of their keys. */
export function canonical(value: unknown): string {
  const sorted = (inner: unknown): unknown =>
    Array.isArray(inner)
      ? inner.map(sorted)
      : typeof inner === "object" && inner !== null
        ? Object.fromEntries(
            Object.entries(inner)
              .filter(([, item]) => item !== undefined)
              .sort(([one], [other]) => byText(one, other))
              .map(([key, item]) => [key, sorted(item)]),
          )
        : inner;
  return JSON.stringify(sorted(value)) ?? "";
}

/** Words with commas, and "and" before the last. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}
