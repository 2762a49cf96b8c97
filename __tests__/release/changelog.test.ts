import * as fs from "fs";
import * as path from "path";
import { hasBreakingEntry, readChangelog } from "../../release/changelog";
import { ROOT } from "../apps";

const unreleased = (changes: string) => `# Changelog\n\n## [Unreleased]\n\n${changes}\n## [0.1.0] - 2026-01-02\n`;
const KINDS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

test("entries are read by version and kind, with the lines that belong to them", () => {
  const text = unreleased("### Added\n\n- one\n  and more\n- two\n\n### Fixed\n\n- three\n");
  expect(readChangelog(text)).toEqual([
    { version: "Unreleased", date: undefined, changes: { Added: ["one and more", "two"], Fixed: ["three"] } },
    { version: "0.1.0", date: "2026-01-02", changes: {} },
  ]);
});

test("a break is allowed by an entry that says so, of what is not released yet", () => {
  expect(hasBreakingEntry(unreleased("### Changed\n\n- **Breaking:** `a` is `b`\n"))).toBe(true);
  expect(hasBreakingEntry(unreleased("### Changed\n\n- `a` is not breaking\n"))).toBe(false);
  expect(hasBreakingEntry(`${unreleased("")}\n### Changed\n\n- **Breaking:** long ago\n`)).toBe(false);
  expect(hasBreakingEntry("# Changelog\n")).toBe(false);
});

test("CHANGELOG.md keeps the form: Unreleased, then versions, newest first, with their day and links", () => {
  const text = fs.readFileSync(path.join(ROOT, "CHANGELOG.md"), "utf8");
  const [first, ...released] = readChangelog(text);
  const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as { version: string };
  expect(first).toMatchObject({ version: "Unreleased", date: undefined });
  expect(released[0].version).toBe(version);
  const dates = released.map(({ date }) => date ?? "none");
  expect(dates).not.toContain("none");
  expect([...dates].sort().reverse()).toEqual(dates);
  const kinds = [first, ...released].flatMap(({ changes }) => Object.keys(changes));
  expect(kinds.filter((kind) => !KINDS.includes(kind))).toEqual([]);
  for (const entry of [first, ...released]) {
    expect(text).toMatch(new RegExp(`^\\[${entry.version.replace(/\./g, "\\.")}\\]: https://`, "m"));
  }
});
