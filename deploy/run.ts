/** `npm run test:deploy`: deploys sites, and changes them in use, with the real Terraform in a simulated Google Cloud. */
import { Unavailable } from "../simulator/try/installed";
import { killAll } from "../simulator/try/process";
import { appTrials } from "./apps";
import { argumentTrials } from "./arguments/try-arguments";
import { CHANGES } from "./changes";
import { interruptionTrials } from "./interruption";
import { Options, optionsOf } from "./options";
import { Outcome, Trial } from "./outcome";
import { CANNOT_RUN, Prepared } from "./prepared";
import { PROVIDERS, isSince, useProvider } from "./provider";
import { Found, staleRows, writeTable } from "./table";
import { takeoverTrials } from "./takeover";
import { ChangeTrials } from "./try-change";
import { tryStackTrials } from "./try-stack-trials";
import { tryTrials } from "./try-trials";
import { tutorialTrials } from "./tutorial";
import { twoStacksTrials } from "./two-stacks";
import { upgradeTrials } from "./upgrades";
import { walkTrial } from "./walk";

const LANES = 2;

async function main(): Promise<number> {
  const options = optionsOf(process.argv.slice(2));
  if (options.provider !== undefined) useProvider(options.provider);
  const prepared = await Prepared.make();
  console.log(`deploys with hashicorp/google ${prepared.provider}`);
  const trials = allTrials(prepared, options);
  const there = trials.filter(({ isOn }) => isOn?.(prepared.provider) ?? true);
  const named = there.filter(({ part, name }) => `${part}: ${name}`.includes(options.only ?? ""));
  const chosen = named.filter((_, index) => index % options.every === 0);
  if (chosen.length === 0) throw new Error(`no row of the table matches --only ${JSON.stringify(options.only)}`);
  const outcomes = await runAll(chosen);
  const failed = chosen.filter((trial) => (outcomes.get(trial)?.problems ?? []).length > 0);
  const notRun = chosen.filter((trial) => outcomes.get(trial)?.notRun !== undefined);
  const well = new Map([...outcomes].filter(([, { problems }]) => problems.length === 0));
  const stale = await tabulate(options, { provider: prepared.provider, trials, outcomes: well });
  const passed = chosen.length - failed.length - notRun.length;
  console.log(`Deploys: ${passed} passed, ${failed.length + stale.length} failed, ${notRun.length} not run`);
  if (notRun.length === chosen.length) return CANNOT_RUN;
  return failed.length + stale.length === 0 ? 0 : 1;
}

/**
 * A whole run writes what went well on its provider into the table. Any other says where the table is out of date, which
 * is a failure where all rows were run.
 */
async function tabulate({ only, writes }: Options, found: Found): Promise<readonly string[]> {
  if (writes) {
    await writeTable(found);
    return [];
  }
  const stale = staleRows(found);
  stale.forEach((row) => console.log(`docs/deploys.md is out of date: ${row}`));
  if (stale.length > 0) console.log("run npm run test:deploy without options to update it");
  return only === undefined ? stale : [];
}

function allTrials(prepared: Prepared, options: Options): Trial[] {
  const changes = new ChangeTrials(prepared);
  return [
    walkTrial(changes, options),
    ...appTrials(prepared),
    ...upgradeTrials(prepared),
    ...argumentTrials(prepared),
    ...Object.entries(CHANGES).flatMap(([part, list]) =>
      list.map((change) => ({
        part,
        name: change.name,
        isOn: (provider: string) => isSince(provider, change.since ?? PROVIDERS[0]),
        run: () => changes.run(change),
      })),
    ),
    ...twoStacksTrials(prepared),
    ...takeoverTrials(prepared),
    ...interruptionTrials(changes),
    ...tryTrials(prepared),
    ...tryStackTrials(prepared),
    ...tutorialTrials(prepared),
  ];
}

/** Runs the trials in order, a few at a time, and tells of each when it is done. */
async function runAll(trials: readonly Trial[]): Promise<Map<Trial, Outcome>> {
  const outcomes = new Map<Trial, Outcome>();
  const queue = [...trials];
  const work = async () => {
    for (let trial = queue.shift(); trial; trial = queue.shift()) {
      const begun = Date.now();
      const outcome = await trial.run().catch(broken);
      outcomes.set(trial, outcome);
      const seconds = ((Date.now() - begun) / 1000).toFixed(1);
      console.log(`${markOf(outcome)} ${outcomes.size}/${trials.length} ${trial.part}: ${trial.name} (${seconds} s)`);
      const words = outcome.notRun === undefined ? outcome.problems : [outcome.notRun];
      words.forEach((text) => console.log(`        ${text.replaceAll("\n", "\n        ")}`));
    }
  };
  await Promise.all(Array.from({ length: LANES }, work));
  return outcomes;
}

function markOf({ problems, notRun }: Outcome): string {
  if (notRun !== undefined) return "not run";
  return problems.length === 0 ? "ok     " : "FAILED ";
}

function broken(error: unknown): Outcome {
  const problem = error instanceof Error ? error.message : String(error);
  return { plan: "", applied: "", windows: "", whoGetsIn: "", problems: [problem] };
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
process.once("exit", killAll);
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(error instanceof Unavailable ? CANNOT_RUN : 1);
  },
);
