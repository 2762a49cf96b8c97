/** `try`: deploys a synthesized stack into a simulated Google Cloud, and says how it went. */
import { createRequire } from "module";
import * as path from "path";
import { comparePlan, comparisonPage } from "../review";
import { readArguments } from "./arguments";
import { Command, CommandStreams } from "./command";
import { defaultOutdir, readFormer, readStack } from "./stacks";

const SIMULATOR = "cdktf-google-serverless-lb-simulator";

const HELP = `Usage: cdktf-google-serverless-lb try [<stack>] [options]

Deploys a synthesized stack into a simulated Google Cloud on this machine, with your Terraform and the real Google
provider, and says how it went. Nothing reaches Google, and no account is needed. Synthesize the stack first: npx cdktf
synth. This command needs the package ${SIMULATOR}, and terraform on the PATH.

  <stack>            the id of the stack; not needed if there is only one

  --from <folder>    first deploy another synthesis, then change it into the stack, and say what the plan changes for
                     visitors, whether it applied at once, who was refused meanwhile, whether a protection was missing,
                     whether a second plan is empty, and what is left over; give its output folder, the folder of the
                     stack in it, or its cdk.tf.json
  --outdir <folder>  the folder of the synthesized stacks
                     (default: CDKTF_OUTDIR, or "output" in cdktf.json, or cdktf.out)
  --help             print this help

The exit code is 0 if all went well, 1 on an error, and 2 if a visitor was refused, a protection was missing, one apply
was not enough, or the second plan is not empty. It is also 2 if the package ${SIMULATOR} is not
installed.
`;

const EXIT_CODE_WITHOUT_SIMULATOR = 2;
const WITHOUT_SIMULATOR = `try needs the package ${SIMULATOR}; run npm install --save-dev ${SIMULATOR}
As long as it is not on npm, run (cd simulator && npm pack) in a checkout of this package, and give npm install the path
of the tarball instead of the name
`;

/** What the package of the simulator does for this command. */
export interface Simulator {
  readonly tryStack: (options: {
    readonly stack: string;
    readonly to: string;
    readonly from?: string;
    readonly wordsOf: (plan: unknown) => string;
    readonly out: (text: string) => void;
    readonly progress: (line: string) => void;
  }) => Promise<number>;
}

/** The command, with what finds the simulator. */
export function commandWith(simulator: () => Promise<Simulator | undefined>): Command {
  return { help: HELP, errorCode: 1, run: (args, streams) => tryStack(args, streams, simulator) };
}

/** The command. */
export const command: Command = commandWith(installedSimulator);

async function tryStack(
  args: readonly string[],
  { out, error }: CommandStreams,
  find: () => Promise<Simulator | undefined>,
): Promise<number> {
  const { values, positionals } = readArguments(args, { from: { type: "string" }, outdir: { type: "string" } });
  const [id, ...others] = positionals;
  if (others.length > 0) {
    throw new Error(`try takes one stack, got ${positionals.join(" ")}; remove the others`);
  }
  const stack = readStack(values.outdir ?? defaultOutdir(), id);
  const former = values.from === undefined ? undefined : readFormer(values.from, stack.id);
  const simulator = await find();
  if (simulator === undefined) {
    error(WITHOUT_SIMULATOR);
    return EXIT_CODE_WITHOUT_SIMULATOR;
  }
  return simulator.tryStack({
    stack: stack.id,
    to: stack.file,
    from: former?.file,
    wordsOf: (plan) => comparisonPage(comparePlan(plan)),
    out,
    progress: (line) => error(`${line}\n`),
  });
}

/** The simulator that is installed beside the user's app, or beside this package. */
async function installedSimulator(): Promise<Simulator | undefined> {
  const places = [path.join(process.cwd(), "package.json"), __filename];
  const [found] = places.flatMap((place) => {
    try {
      return [createRequire(place).resolve(SIMULATOR)];
    } catch {
      return [];
    }
  });
  return found === undefined ? undefined : ((await import(found)) as Simulator);
}
