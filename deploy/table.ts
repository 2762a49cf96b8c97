import * as fs from "node:fs";
import * as path from "node:path";
import { Outcome, Trial } from "./outcome";
import { ROOT } from "./synthesis";

const FILE = path.join(ROOT, "docs", "deploys.md");

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
`;

const HEAD = ["| change | plan | applied | windows | who gets in |", "| --- | --- | --- | --- | --- |"];

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
  return `| ${trial.name} | ${outcome?.plan} | ${outcome?.applied} | ${outcome?.windows} | ${outcome?.whoGetsIn} |`;
}

/** Without what prettier does to a table's columns. */
function squeezed(row: string): string {
  return row.replace(/ {2,}/g, " ");
}
