/** A JSON value as it comes over the wire. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object; a field that is absent reads as `undefined`. */
export interface JsonObject {
  [field: string]: Json | undefined;
}

/** Whether the value is an object, and neither null nor an array. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text in a field, or "" when the field is absent or something else. */
export function text(object: JsonObject | undefined, field: string): string {
  const value = object?.[field];
  return typeof value === "string" ? value : "";
}

/** The number in a field (int64 fields hold text), or `undefined`. */
export function number(object: JsonObject | undefined, field: string): number | undefined {
  const value = object?.[field];
  if (typeof value === "number") return value;
  return typeof value === "string" && value !== "" ? Number(value) : undefined;
}

/** The object in a field, or `undefined`. */
export function child(object: JsonObject | undefined, field: string): JsonObject | undefined {
  const value = object?.[field];
  return isObject(value) ? value : undefined;
}

/** The objects in a repeated field; empty when the field is absent. */
export function children(object: JsonObject | undefined, field: string): JsonObject[] {
  const value = object?.[field];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The texts in a repeated field; empty when the field is absent. */
export function texts(object: JsonObject | undefined, field: string): string[] {
  const value = object?.[field];
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : [];
}

/** The object without some of its fields. */
export function without(object: JsonObject, ...fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field)));
}

/** A deep copy. */
export function copy<T extends Json>(value: T): T {
  return structuredClone(value);
}

/** One form for equal values: fields are sorted, absent fields left out. */
export function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const fields = Object.keys(value).filter((field) => value[field] !== undefined);
  return `{${fields
    .sort()
    .map((field) => `${JSON.stringify(field)}:${canonical(value[field])}`)
    .join()}}`;
}
