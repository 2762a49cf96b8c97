import * as fs from "fs";
import * as path from "path";
import { Outcome, Trial } from "../../deploy/outcome";
import { staleRows, tableWith } from "../../deploy/table";

const text = fs.readFileSync(path.join(__dirname, "../../docs/deploys.md"), "utf8");
const sections = text.split(/^## /m).slice(1);
const rows = sections.flatMap((section) => {
  const [part] = section.split("\n");
  return [...section.matchAll(/^\| (.*) \|$/gm)]
    .map(([, cells]) => cells.split(" | ").map((cell) => cell.trim().replace(/ {2,}/g, " ")))
    .filter(([name]) => name !== "change" && !name.startsWith("---"))
    .map(([name, plan, applied, windows, whoGetsIn]) => ({ part, name, plan, applied, windows, whoGetsIn }));
});
const onBase = rows.filter(({ plan, applied }) => plan !== "–" || applied !== "–");

type Row = Pick<Trial, "part" | "name">;
const found = (
  provider: string,
  of: readonly (Row & Partial<Outcome>)[],
  change: (outcome: Outcome) => Outcome = (outcome) => outcome,
) => {
  const outcome = { plan: "1 changed", applied: "one apply", windows: "none", whoGetsIn: "everybody", problems: [] };
  const outcomes = new Map<Row, Outcome>(of.map((row) => [row, change({ ...outcome, ...row })]));
  return { provider, trials: of, outcomes };
};

describe("the written table", () => {
  test("is not out of date by itself", () => {
    expect(onBase.length).toBeGreaterThan(100);
    expect(staleRows(found("6.50.0", onBase))).toEqual([]);
  });

  test("is out of date where a row comes out otherwise, or is not there", () => {
    const others = found("6.50.0", onBase, (outcome) => ({ ...outcome, windows: "outage, gap" }));
    expect(staleRows(others)).toHaveLength(onBase.length);
    expect(staleRows(found("6.50.0", [{ part: "Routes", name: "a new row" }]))).toHaveLength(1);
  });

  test("is not out of date where a row was not run, or is not there for another provider", () => {
    const others = found("6.50.0", onBase, (outcome) => ({ ...outcome, plan: "", notRun: "no gcloud" }));
    expect(staleRows(others)).toEqual([]);
    expect(staleRows(found("7.99.0", onBase))).toEqual([]);
  });
});

describe("a table", () => {
  const [first, second, upgrade] = [
    { part: "Routes", name: "first" },
    { part: "Routes", name: "second" },
    { part: "Upgrades", name: "upgrade", plan: "nothing; back: nothing" },
  ];
  const lines = (table: string) => table.split("\n").filter((line) => line.startsWith("| "));
  const base = tableWith("", found("6.50.0", [first, second]));

  test("has the results of the provider of CDKTF in columns of their own", () => {
    expect(lines(base)).toEqual([
      "| change | plan | applied | windows | who gets in |",
      "| --- | --- | --- | --- | --- |",
      "| first | 1 changed | one apply | none | everybody |",
      "| second | 1 changed | one apply | none | everybody |",
    ]);
  });

  const both = tableWith(
    base,
    found("7.45.0", [first, { ...second, windows: "gap", plan: "2 changed; 1 added" }, upgrade]),
  );

  test("has a column for another provider, with what is otherwise on it", () => {
    expect(lines(both)).toEqual([
      "| change | plan | applied | windows | who gets in | 7.45.0 |",
      "| --- | --- | --- | --- | --- | --- |",
      "| first | 1 changed | one apply | none | everybody | the same |",
      "| second | 1 changed | one apply | none | everybody | plan: 2 changed; 1 added<br>windows: gap |",
      "| change | plan | applied | windows | who gets in | 7.45.0 |",
      "| --- | --- | --- | --- | --- | --- |",
      "| upgrade | – | – | – | – | plan: nothing; back: nothing<br>applied: one apply<br>windows: none<br>who gets in: everybody |",
    ]);
  });

  test("keeps the columns of the providers that a run was not on, and the order of versions", () => {
    const all = {
      provider: "10.0.0",
      trials: [first, second, upgrade],
      outcomes: new Map([...found("", [first]).outcomes]),
    };
    const [head, , one, two, , , three] = lines(tableWith(both, all));
    expect(head).toMatch(/\| 7\.45\.0 \| 10\.0\.0 \|$/);
    expect([one, two, three].map((line) => line.split(" | ").slice(-2).join(" | "))).toEqual([
      "the same | the same |",
      "plan: 2 changed; 1 added<br>windows: gap | – |",
      "plan: nothing; back: nothing<br>applied: one apply<br>windows: none<br>who gets in: everybody | – |",
    ]);
  });

  test("does not say of another provider what only this one has changed", () => {
    const again = tableWith(both, found("6.50.0", [{ ...first, plan: "1 added" }]));
    expect(lines(again)).toContain("| first | 1 added | one apply | none | everybody | plan: 1 changed |");
  });

  test("keeps what was not run, and drops rows that there are no more", () => {
    const nothing = { provider: "7.45.0", trials: [first], outcomes: new Map() };
    expect(lines(tableWith(both, nothing)).slice(2)).toEqual([
      "| first | 1 changed | one apply | none | everybody | the same |",
    ]);
  });
});
