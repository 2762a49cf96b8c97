/** Each value once, in the order of their first appearance. */
export function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** Values with equal keys together, in the order of their first appearance. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) {
      groups.set(keyOf(item), [item]);
    } else {
      group.push(item);
    }
  }
  return [...groups.values()];
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

/** The letters of context before a difference. */
const CONTEXT = 20;

/** A long text, shortened so that it does not look like the other one that it is compared with. */
export function shortened(written: string, maxLength: number, other = ""): string {
  if (written.length <= maxLength) {
    return written;
  }
  const difference = [...written].findIndex((letter, index) => letter !== other[index]);
  const start = difference < maxLength ? 0 : difference - CONTEXT;
  const end = start + maxLength;
  return `${start > 0 ? "…" : ""}${written.slice(start, end)}${end < written.length ? "…" : ""}`;
}
