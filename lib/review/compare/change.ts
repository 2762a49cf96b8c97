import { Resource } from "../../app/stack";

/** How much a change asks for a reviewer's eye. */
export type Level = "dangerous" | "changed" | "added";

/** Something that visitors will meet otherwise, in words. */
export interface Change {
  readonly level: Level;
  readonly text: string;
}

/** Two versions of one thing. */
export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** Two versions of many things: which belong together, which went and which came. */
export interface Pairs<T> {
  readonly pairs: readonly Pair<T>[];
  readonly gone: readonly T[];
  readonly added: readonly T[];
}

/** A resource that is destroyed and made again. */
export interface Replacement {
  /** The Terraform address. */
  readonly address: string;
  readonly before: Resource;
  readonly after: Resource;
  /** The arguments that can only be set when it is made. */
  readonly because: readonly string[];
}

/** What stops working, or lets somebody in who was kept out. */
export function dangerous(text: string): Change {
  return { level: "dangerous", text };
}

/** What goes on otherwise than before. */
export function changed(text: string): Change {
  return { level: "changed", text };
}

/** What is new beside the old, or safer than before. */
export function added(text: string): Change {
  return { level: "added", text };
}

/** Finds what belongs together: by the first of the keys that any two share, then by the next among those left over. */
export function pair<T>(
  before: readonly T[],
  after: readonly T[],
  ...keys: readonly ((item: T) => readonly string[])[]
): Pairs<T> {
  const gone = new Set(before);
  const left = new Set(after);
  const pairs = new Map<T, T>();
  for (const keysOf of keys) {
    const byKey = new Map([...left].reverse().flatMap((item) => keysOf(item).map((key) => [key, item] as const)));
    for (const item of [...gone]) {
      const match = keysOf(item)
        .map((key) => byKey.get(key))
        .find((candidate) => candidate !== undefined && left.has(candidate));
      if (match !== undefined) {
        pairs.set(item, match);
        gone.delete(item);
        left.delete(match);
      }
    }
  }
  return {
    pairs: before.flatMap((item) => {
      const match = pairs.get(item);
      return match === undefined ? [] : [{ before: item, after: match }];
    }),
    gone: before.filter((item) => gone.has(item)),
    added: after.filter((item) => left.has(item)),
  };
}

/** A sentence about what is otherwise, if it is. */
export function difference(what: string, { before, after }: Pair<string>, level: Level = "changed"): Change[] {
  return before === after ? [] : [{ level, text: `${what} is now ${after}, before ${before}` }];
}
