/** `npm run test:deploy`: deploys sites, and changes them in use, with the real Terraform in a simulated Google Cloud. */
import { parseArgs } from "node:util";
import { appTrials } from "./apps";
import { CHANGES } from "./changes";
import { Outcome, Trial } from "./outcome";
import { CANNOT_RUN, Prepared, Unavailable } from "./prepared";
import { interruptionTrials } from "./interruption";
import { killAll } from "./process";
import { writeTable } from "./table";
import { tutorialTrials } from "./tutorial";
import { ChangeTrials } from "./try-change";
import { twoStacksTrial } from "./two-stacks";
import { walkTrial } from "./walk";

const LANES = 2;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    steps: { type: "string", default: "25" },
    seed: { type: "string" },
  },
});

async function main(): Promise<number> {
  const prepared = await Prepared.make();
  const trials = allTrials(prepared);
  const chosen = trials.filter(
    ({ part, name }) => values.only === undefined || `${part}: ${name}`.includes(values.only),
  );
  const outcomes = await runAll(chosen);
  const failed = chosen.filter((trial) => (outcomes.get(trial)?.problems ?? []).length > 0);
  if (failed.length === 0 && chosen.length === trials.length) await writeTable(trials, outcomes);
  console.log(`Deploys: ${chosen.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 && chosen.length > 0 ? 0 : 1;
}

function allTrials(prepared: Prepared): Trial[] {
  const changes = new ChangeTrials(prepared);
  const steps = Number(values.steps);
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
  return [
    walkTrial(changes, { steps, seed }),
    ...appTrials(prepared),
    ...Object.entries(CHANGES).flatMap(([part, list]) =>
      list.map((change) => ({ part, name: change.name, run: () => changes.run(change) })),
    ),
    twoStacksTrial(prepared),
    ...interruptionTrials(changes),
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
      const mark = outcome.problems.length === 0 ? "ok    " : "FAILED";
      console.log(`${mark} ${outcomes.size}/${trials.length} ${trial.part}: ${trial.name} (${seconds} s)`);
      outcome.problems.forEach((problem) => console.log(`       ${problem.replaceAll("\n", "\n       ")}`));
    }
  };
  await Promise.all(Array.from({ length: LANES }, work));
  return outcomes;
}

function broken(error: unknown): Outcome {
  const problem = error instanceof Error ? error.message : String(error);
  return { plan: "", applied: "", windows: "", problems: [problem] };
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
process.once("exit", killAll);
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Unavailable ? error.message : error);
    process.exit(error instanceof Unavailable ? CANNOT_RUN : 1);
  },
);
