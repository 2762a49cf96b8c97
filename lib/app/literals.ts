/** A text in a stack, and the names of the blocks and arguments that it stands in. */
export interface Literal {
  readonly value: string;
  readonly path: readonly string[];
}

/** The texts of a block, all or those that are meant, with the names of the blocks and arguments that they stand in. */
export function literalsIn(
  value: unknown,
  path: readonly string[],
  isMeant: (text: string) => boolean = () => true,
): Literal[] {
  const found: Literal[] = [];
  const names = [...path];
  const read = (inner: unknown): void => {
    if (typeof inner === "string") {
      if (isMeant(inner)) {
        found.push({ value: inner, path: [...names] });
      }
    } else if (Array.isArray(inner)) {
      inner.forEach(read);
    } else if (typeof inner === "object" && inner !== null) {
      for (const key in inner) {
        if (key !== "//") {
          names.push(key);
          read((inner as { readonly [key: string]: unknown })[key]);
          names.pop();
        }
      }
    }
  };
  read(value);
  return found;
}
