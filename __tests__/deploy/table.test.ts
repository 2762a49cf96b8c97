import * as fs from "fs";
import * as path from "path";
import { Outcome, Trial } from "../../deploy/outcome";
import { staleRows } from "../../deploy/table";

const text = fs.readFileSync(path.join(__dirname, "../../docs/deploys.md"), "utf8");
const rows = [...text.matchAll(/^\| (.*) \|$/gm)]
  .map(([, cells]) => cells.split(" | ").map((cell) => cell.trim()))
  .filter(([name]) => name !== "change" && !name.startsWith("---"));

function outcomes(change: (outcome: Outcome) => Outcome = (outcome) => outcome): Map<Trial, Outcome> {
  const run = () => Promise.reject(new Error("not run here"));
  return new Map(
    rows.map(([name, plan, applied, windows, whoGetsIn]) => [
      { part: "", name, run },
      change({ plan, applied, windows, whoGetsIn, problems: [] }),
    ]),
  );
}

const stale = (found: Map<Trial, Outcome>) => staleRows([...found.keys()], found);

test("the written table is not out of date by itself", () => {
  expect(rows.length).toBeGreaterThan(100);
  expect(stale(outcomes())).toEqual([]);
});

test("a row that comes out otherwise is out of date", () => {
  expect(stale(outcomes((outcome) => ({ ...outcome, windows: "outage, gap" })))).toHaveLength(rows.length);
});

test("what was not run is not out of date", () => {
  expect(stale(outcomes((outcome) => ({ ...outcome, plan: "", notRun: "no gcloud" })))).toEqual([]);
});
