import { Resource } from "../../app/stack";

/** How urgently a reviewer should look at a change. */
export type Level = NoticedLevel | "kept" | "unnoticed";

/** How urgently a reviewer should look at a change that visitors can notice. */
export type NoticedLevel = "dangerous" | "changed" | "added";

/** Something that changes, in words. */
export interface Change {
  readonly level: Level;
  readonly text: string;
}

/** Two versions of one thing. */
export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** Two versions of many things: the pairs, the removed ones and the added ones. */
export interface Pairs<T> {
  readonly pairs: readonly Pair<T>[];
  readonly gone: readonly T[];
  readonly added: readonly T[];
}

/** A resource that is replaced: destroyed and created again. */
export interface Replacement {
  /** The Terraform address. */
  readonly address: string;
  readonly before: Resource;
  readonly after: Resource;
  /** The arguments that can be set only when it is created. */
  readonly because: readonly string[];
}

/** A change that stops something from working, or allows access that was denied. */
export function dangerous(text: string): Change {
  return { level: "dangerous", text };
}

/** A change that keeps everything working, but differently. */
export function changed(text: string): Change {
  return { level: "changed", text };
}

/** An addition, or a change that makes something safer. */
export function added(text: string): Change {
  return { level: "added", text };
}

/** Something that is taken out of the code and stays in Google Cloud. */
export function kept(text: string): Change {
  return { level: "kept", text };
}

/** A change that visitors do not notice. */
export function unnoticed(text: string): Change {
  return { level: "unnoticed", text };
}

/** Whether a change is one for visitors. */
export function isNoticed({ level }: Change): boolean {
  return level !== "kept" && level !== "unnoticed";
}

/** Finds the pairs of two lists: first by equal first keys, then by the next keys among those left over. */
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

/** A sentence about a difference, if there is one. */
export function difference(what: string, { before, after }: Pair<string>, level: Level = "changed"): Change[] {
  return before === after ? [] : [{ level, text: `${what} is now ${after}; previously ${before}` }];
}
