import * as fs from "node:fs";
import * as path from "node:path";
import { Outcome, Trial } from "./outcome";
import { compareVersions } from "./provider";
import { ROOT } from "./synthesis";

const FILE = path.join(ROOT, "docs", "deploys.md");
/** The provider whose results have columns of their own. For another one, a column says what is different. */
const BASE = "6.50.0";

const INTRODUCTION = `# Deploys

What \`npm run test:deploy\` found when it ran the real Terraform with hashicorp/google in a simulated Google Cloud. Visitors
are simulated after every single API call. The run writes the table, and every run has the same result.

- **plan**: what Terraform did to the resources; after the apply, the plan was empty
- **applied**: the number of applies, or of commands of the gcloud CLI
- **windows**: whether a URL that was served before and after the change was not served during it (outage), or an Armor rule
  that exists before and after was missing during it (gap). A requested removal, such as that of a domain, does not count.
  With Identity-Aware Proxy or client certificates, it is an outage if a visitor who gets in before and after does not get in
  during the change, and a gap if one gets in only during it.
- **who gets in**: before the change, then after it, and meanwhile if others got in. A member is whom Identity-Aware Proxy lets
  in; callers inside the VPC reach the service without the load balancer.

These columns are for provider ${BASE}. The column of another version says what is different on it. A row that was not run
on a version has "–" there.
`;

/** What a run of some trials on a version of the provider found. */
export interface Found {
  readonly provider: string;
  /** All trials there are, in the order of the table. */
  readonly trials: readonly Pick<Trial, "part" | "name">[];
  /** What came of those that were run. */
  readonly outcomes: ReadonlyMap<Pick<Trial, "part" | "name">, Outcome>;
}

/** What stands in the table of one row, by the version of the provider. */
type Results = ReadonlyMap<string, Result>;
/** The cells of a row, by their column. */
type Result = { readonly [column in Column]: string };

const COLUMNS = ["plan", "applied", "windows", "who gets in"] as const;
type Column = (typeof COLUMNS)[number];
const SAME = "the same";
const NOT_RUN = "–";

/** Writes into the table in the docs what a run found on its provider, and keeps what others found. */
export async function writeTable(found: Found): Promise<void> {
  // only here, since it loads itself in a way that the unit tests of this file cannot
  const prettier = await import("prettier");
  const options = await prettier.resolveConfig(FILE);
  const text = tableWith(fs.readFileSync(FILE, "utf8"), found);
  fs.writeFileSync(FILE, await prettier.format(text, { ...options, parser: "markdown" }));
}

/** The table with what a run found on its provider. Rows that there are no trials for are left out. */
export function tableWith(text: string, { provider, trials, outcomes }: Found): string {
  const written = resultsIn(text);
  const rows = trials.map((trial) => {
    const results = new Map(written.get(keyOf(trial)));
    const outcome = outcomes.get(trial);
    if (outcome && outcome.notRun === undefined) results.set(provider, resultOf(outcome));
    return { ...trial, results };
  });
  const others = [...new Set(rows.flatMap(({ results }) => [...results.keys()]))]
    .filter((version) => version !== BASE)
    .sort(compareVersions);
  const columns = ["change", ...COLUMNS, ...others];
  const head = [lineOf(columns), lineOf(columns.map(() => "---"))];
  const sections = [...new Set(trials.map(({ part }) => part))].map((part) => {
    const lines = rows
      .filter((row) => row.part === part)
      .map(({ name, results }) =>
        lineOf([name, ...cellsOf(results), ...others.map((other) => cellOf(results, other))]),
      );
    return [`## ${part}\n`, ...head, ...lines].join("\n");
  });
  return [INTRODUCTION, ...sections].join("\n\n");
}

/** The rows of which the table in the docs has something else. What was not run may stand there as it is. */
export function staleRows({ provider, trials, outcomes }: Found): string[] {
  const written = resultsIn(fs.readFileSync(FILE, "utf8"));
  return trials.flatMap((trial) => {
    const outcome = outcomes.get(trial);
    const before = written.get(keyOf(trial))?.get(provider);
    // of another provider, the table need not have every row
    if (!outcome || outcome.notRun !== undefined || (!before && provider !== BASE)) return [];
    const result = resultOf(outcome);
    return before && isSame(before, result) ? [] : [lineOf([trial.name, ...COLUMNS.map((column) => result[column])])];
  });
}

function resultOf({ plan, applied, windows, whoGetsIn }: Outcome): Result {
  return { plan, applied, windows, "who gets in": whoGetsIn };
}

function isSame(one: Result, other: Result): boolean {
  return COLUMNS.every((column) => one[column] === other[column]);
}

function keyOf({ part, name }: Pick<Trial, "part" | "name">): string {
  return `${part}: ${name}`;
}

const lineOf = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** The cells for the provider that has columns of its own. */
function cellsOf(results: Results): string[] {
  const result = results.get(BASE);
  return COLUMNS.map((column) => result?.[column] ?? NOT_RUN);
}

/** The cell for another provider. */
function cellOf(results: Results, provider: string): string {
  const [base, result] = [results.get(BASE), results.get(provider)];
  if (!result) return NOT_RUN;
  if (base && isSame(base, result)) return SAME;
  return COLUMNS.filter((column) => base?.[column] !== result[column])
    .map((column) => `${column}: ${result[column]}`)
    .join("<br>");
}

/** Everything that a written table says. */
function resultsIn(text: string): ReadonlyMap<string, Results> {
  const rows = new Map<string, Results>();
  for (const section of text.split(/^## /m).slice(1)) {
    const [part, ...lines] = section.split("\n");
    const [head, , ...others] = lines.filter((line) => line.startsWith("| ")).map(cellsIn);
    const versions = head.slice(1 + COLUMNS.length);
    for (const [name, ...cells] of others) rows.set(keyOf({ part, name }), readRow(cells, versions));
  }
  return rows;
}

function readRow(cells: readonly string[], versions: readonly string[]): Results {
  const own = cells.slice(0, COLUMNS.length);
  const base = Object.fromEntries(COLUMNS.map((column, index) => [column, own[index]])) as Result;
  const results = new Map<string, Result>(own.every((cell) => cell === NOT_RUN) ? [] : [[BASE, base]]);
  versions.forEach((version, index) => {
    const cell = cells[COLUMNS.length + index];
    if (cell === NOT_RUN) return;
    const differences = cell.split("<br>").flatMap((text) => [...text.matchAll(/^([^:]+): (.*)$/g)]);
    const others = cell === SAME ? [] : differences.map(([, column, value]) => [column, value]);
    results.set(version, { ...base, ...(Object.fromEntries(others) as Partial<Result>) });
  });
  return results;
}

/** The cells of a line, without what prettier does to a table's columns. */
function cellsIn(line: string): string[] {
  return line
    .replace(/^\| | \|$/g, "")
    .split(" | ")
    .map((cell) => cell.trim().replace(/ {2,}/g, " "));
}
