/** CHANGELOG.md, in the form of Keep a Changelog. */

/** A version of the changelog, newest first. */
export interface Entry {
  /** `Unreleased`, or a version. */
  readonly version: string;
  /**
   * The day of the release, `YYYY-MM-DD`.
   *
   * @default - not released
   */
  readonly date?: string;
  /** Its entries by kind, such as `Added`. */
  readonly changes: { readonly [kind: string]: readonly string[] };
}

const HEADING = /^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$/;

/** Reads a changelog. */
export function readChangelog(text: string): Entry[] {
  const entries: { version: string; date?: string; changes: { [kind: string]: string[] } }[] = [];
  let kind: string[] = [];
  for (const line of text.split("\n")) {
    const [heading, version, date] = HEADING.exec(line) ?? [];
    const entry = entries[entries.length - 1];
    if (heading) {
      entries.push({ version, date, changes: {} });
    } else if (line.startsWith("### ") && entry) {
      kind = entry.changes[line.slice("### ".length)] = [];
    } else if (line.startsWith("- ")) {
      kind.push(line.slice("- ".length));
    } else if (line.startsWith("  ") && kind.length > 0) {
      kind[kind.length - 1] += ` ${line.trim()}`;
    }
  }
  return entries;
}

/** Whether the changes not yet released tell of a break. */
export function hasBreakingEntry(text: string): boolean {
  const unreleased = readChangelog(text).find(({ version }) => version === "Unreleased");
  return Object.values(unreleased?.changes ?? {})
    .flat()
    .some((change) => change.startsWith("**Breaking:**"));
}
