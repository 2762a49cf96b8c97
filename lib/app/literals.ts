/** A text in a stack, and the names of the blocks and arguments that it stands in. */
export interface Literal {
  readonly value: string;
  readonly path: readonly string[];
}

/** All texts of a block, with the names of the blocks and arguments that they stand in. */
export function literalsIn(value: unknown, path: readonly string[], found: Literal[] = []): Literal[] {
  if (typeof value === "string") {
    found.push({ value, path });
  } else if (typeof value === "object" && value !== null) {
    const isList = Array.isArray(value);
    for (const key in value) {
      if (key !== "//") {
        literalsIn((value as { readonly [key: string]: unknown })[key], isList ? path : [...path, key], found);
      }
    }
  }
  return found;
}
