import * as fs from "node:fs";
import * as path from "node:path";
import { Outcome, Trial } from "./outcome";
import { ROOT } from "./synthesis";

const FILE = path.join(ROOT, "docs", "deploys.md");

const INTRODUCTION = `# Deploys

What \`npm run test:deploy\` found: the real Terraform with hashicorp/google, in a simulated Google Cloud whose visitors are
looked after at every single call. The table is written by the run, and is the same at each run.

- **plan**: what Terraform did to the resources; after it, the plan was empty
- **applied**: in how many applies, or commands of the gcloud CLI
- **windows**: whether a URL that had been served was not served meanwhile (outage), or an Armor rule that stands before and after
  was missing meanwhile (gap). What a change takes away as asked, such as a removed domain, is none.
`;

const HEAD = ["| change | plan | applied | windows |", "| --- | --- | --- | --- |"];

/** Writes the table of what was tried into the docs. */
export async function writeTable(trials: readonly Trial[], outcomes: ReadonlyMap<Trial, Outcome>): Promise<void> {
  const parts = [...new Set(trials.map(({ part }) => part))];
  const sections = parts.map((part) => {
    const rows = trials.filter((trial) => trial.part === part).map((trial) => rowOf(trial, outcomes));
    return [`## ${part}\n`, ...HEAD, ...rows].join("\n");
  });
  // only here, since it loads itself in a way that the unit tests of this file cannot
  const prettier = await import("prettier");
  const options = await prettier.resolveConfig(FILE);
  const text = [INTRODUCTION, ...sections].join("\n\n");
  fs.writeFileSync(FILE, await prettier.format(text, { ...options, parser: "markdown" }));
}

/** The rows that the table in the docs does not have just so. What was not run may stand there as it is. */
export function staleRows(trials: readonly Trial[], outcomes: ReadonlyMap<Trial, Outcome>): string[] {
  const written = fs.readFileSync(FILE, "utf8").split("\n").map(squeezed);
  return trials
    .filter((trial) => outcomes.get(trial)?.notRun === undefined)
    .map((trial) => rowOf(trial, outcomes))
    .filter((row) => !written.includes(squeezed(row)));
}

function rowOf(trial: Trial, outcomes: ReadonlyMap<Trial, Outcome>): string {
  const outcome = outcomes.get(trial);
  return `| ${trial.name} | ${outcome?.plan} | ${outcome?.applied} | ${outcome?.windows} |`;
}

/** Without what prettier does to a table's columns. */
function squeezed(row: string): string {
  return row.replace(/ {2,}/g, " ");
}
