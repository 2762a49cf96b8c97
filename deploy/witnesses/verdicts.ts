import * as fs from "node:fs";
import * as path from "node:path";
import { App } from "cdktf";
import { EnvironmentStack } from "cdktf-google-serverless-lb";
import { Construct } from "constructs";
import { Simulation } from "../../simulator/try/simulation";
import { Terraform } from "../../simulator/try/terraform";
import { Prepared } from "../prepared";
import { keepStateIn } from "../synthesis";
import { makeNeighbours } from "../try-change";
import { withRulesOff } from "./rules-off";
import { Case, surroundings } from "./specimen";

const PROJECT = "acme";
const STACK = "witness";
/** How often what Terraform refuses is taken out before the rest must apply. */
const ROUNDS = 12;

/** What the rules at synth say of a case. */
export interface SynthVerdict {
  /** The ids of the rules that refuse it; none when it is right. */
  readonly rules: readonly string[];
  readonly text: string;
}

/** Asks the first witness: synthesizes a case with the rules on. */
export function synthVerdict(outdir: string, id: string, { build }: Case): SynthVerdict {
  const app = new App({ outdir });
  const stack = new EnvironmentStack(app, STACK, { project: PROJECT });
  try {
    const shared = surroundings(stack);
    build(new Construct(stack, id), shared);
    app.synth();
    return { rules: [], text: "" };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const rules = [...text.matchAll(/\] ([A-Z]+-\d\d): /g)].map(([, rule]) => rule);
    if (rules.length === 0) throw new Error(`refused without a rule: ${text}`, { cause: error });
    return { rules: [...new Set(rules)], text };
  }
}

/**
 * Asks the second witness: applies all cases as one stack, with the rules off, with the real Terraform in a simulated
 * Google Cloud, and takes out what is refused until the rest applies. Returns why each was refused, by its id.
 */
export async function cloudVerdicts(
  prepared: Prepared,
  cases: ReadonlyMap<string, Case>,
): Promise<Map<string, string>> {
  const simulation = await Simulation.start();
  const refused = new Map<string, string>();
  try {
    await makeNeighbours(simulation);
    const folder = prepared.folder();
    const terraform = new Terraform({ folder, dataDir: prepared.dataDir, address: simulation.address });
    for (let round = 1; round <= ROUNDS; round += 1) {
      write(folder, cases, refused);
      const run = await terraform.apply();
      if (run.succeeded) return refused;
      for (const error of run.errors) {
        const id = /\.(C\d+)_/.exec(error)?.[1];
        if (id === undefined) throw new Error(`refused, and no case is named: ${error}`);
        if (!refused.has(id)) refused.set(id, error);
      }
    }
    throw new Error(`${ROUNDS} rounds, and there is always something else that is refused`);
  } finally {
    await simulation.stop();
  }
}

function write(folder: string, cases: ReadonlyMap<string, Case>, without: ReadonlyMap<string, string>): void {
  const app = new App({ outdir: path.join(folder, "cdktf.out"), skipValidation: true });
  withRulesOff(() => {
    const stack = new EnvironmentStack(app, STACK, { project: PROJECT });
    const shared = surroundings(stack);
    for (const [id, { build }] of cases) {
      if (!without.has(id)) build(new Construct(stack, id), shared);
    }
    app.synth();
  });
  fs.copyFileSync(path.join(folder, "cdktf.out", "stacks", STACK, "cdk.tf.json"), path.join(folder, "cdk.tf.json"));
  keepStateIn(folder);
}
