/** A text in a stack, and the names of the blocks and arguments that it stands in. */
export interface Literal {
  readonly value: string;
  readonly path: readonly string[];
}

/** All texts of a block, with the names of the blocks and arguments that they stand in. */
export function literalsIn(value: unknown, path: readonly string[]): Literal[] {
  if (typeof value === "string") {
    return [{ value, path }];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const found: Literal[] = [];
  for (const key in value) {
    if (key !== "//") {
      const inner = (value as { readonly [key: string]: unknown })[key];
      found.push(...literalsIn(inner, Array.isArray(value) ? path : [...path, key]));
    }
  }
  return found;
}
