import { Block, isDynamic, isExpression, isOn } from "./values";

export { type Block, isDynamic, isExpression, isOn };

/** Whether an argument is written, whatever its value. An empty text, list or block counts as absent, as for the provider. */
export function isSet(block: Block, argument: string): boolean {
  const value = block[argument];
  return (
    (value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0)) ||
    isDynamic(block, argument)
  );
}

/** A text that is known; `undefined` if it is not there, empty, or only Terraform knows it. */
export function knownText(block: Block | undefined, argument: string): string | undefined {
  const value = block?.[argument];
  return typeof value === "string" && value !== "" && !isExpression(value) ? value : undefined;
}

/** A number that is known; `undefined` if it is not there or only Terraform knows it. */
export function knownNumber(block: Block | undefined, argument: string): number | undefined {
  const value = block?.[argument];
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && !Number.isNaN(number) ? number : undefined;
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
