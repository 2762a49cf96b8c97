/**
 * `npm run try -- dev`: deploys an environment with the real `cdktf deploy` into a simulated Google Cloud. With `--from`, it
 * deploys another synthesis of the environment first, and says how the change went.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { environments } from "../environments";
import { standardStreams } from "../lib/cli";
import { readArguments } from "../lib/cli/arguments";
import { fitted } from "../lib/cli/help";
import { commandWith } from "../lib/cli/try";
import { destinationOf } from "../simulator/try/destination";
import { simulatedEnvironment } from "../simulator/try/environment";
import { Unavailable } from "../simulator/try/installed";
import { killAll, start } from "../simulator/try/process";
import { Simulation } from "../simulator/try/simulation";
import { tryStack } from "../simulator/try/try-stack";
import { CDKTF, failureOf } from "./command-line";
import { CANNOT_RUN, Prepared } from "./prepared";
import { ROOT, keepStateIn, synthesizeApp } from "./synthesis";

/** The lines that show the progress. */
const PROGRESS = /(\S+ \([^)]*\): )?((Creation|Modifications|Destruction) complete after \w+|Apply complete!).*/;
const NAMES = Object.keys(environments);

const HELP = `Usage: npm run try -- <environment> [--from <folder>]

Deploys an environment into a simulated Google Cloud: ${NAMES.join(", ")}

  --from <folder>  first deploy another synthesis, then change it into the environment, and say how that went; give its
                   output folder, the folder of the stack in it, or its cdk.tf.json

The exit code is 0 if all went well, 1 on an error, 2 on a wrong environment, and ${CANNOT_RUN} without Terraform or the provider.
With --from, it is also 2 if a visitor was refused, a protection was missing, one apply was not enough, or the second
plan is not empty.`;

async function main(args: string[]): Promise<number> {
  const { values, positionals: names } = readArguments(args, {
    from: { type: "string" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) {
    console.log(fitted(HELP, standardStreams().columns));
    return 0;
  }
  const unknown = names.filter((name) => !NAMES.includes(name));
  if (names.length !== 1 || unknown.length > 0) {
    console.error(
      `the environment must be one of ${NAMES.join(", ")}, got ${names.join(" ") || "none"}; run npm run try -- <environment>`,
    );
    return 2;
  }
  const [environment] = names;
  return values.from === undefined ? tryEnvironment(environment) : tryChange(environment, values.from);
}

/** Changes what another synthesis deploys into the environment. */
async function tryChange(environment: string, from: string): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "try-"));
  process.once("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  console.error(`synthesizing ${environment}`);
  await synthesizeApp("main.ts", folder);
  const outdir = path.join(folder, "cdktf.out");
  return commandWith(() => Promise.resolve({ tryStack })).run(
    [environment, "--from", from, "--outdir", outdir],
    standardStreams(),
  );
}

async function tryEnvironment(environment: string): Promise<number> {
  console.log("preparing Terraform and its provider");
  const prepared = await Prepared.make();
  console.log(`synthesizing ${environment}`);
  const outdir = prepared.emptyFolder();
  const folder = (await synthesizeApp("main.ts", outdir))[environment];
  keepStateIn(folder);
  await prepared.initialize(folder);
  const simulation = await Simulation.start();
  try {
    console.log(`cdktf deploy ${environment}, in a simulated Google Cloud`);
    const code = await deploy(environment, path.join(outdir, "cdktf.out"), simulation);
    if (code !== 0) {
      console.error(`cdktf deploy ${environment} failed`);
      return 1;
    }
    return show(simulation);
  } finally {
    await simulation.stop();
  }
}

/** `cdktf` must not synthesize again, because the path of the state is in the output folder. */
async function deploy(environment: string, outdir: string, { address }: Simulation): Promise<number | undefined> {
  const options = ["--auto-approve", "--skip-provider-lock", "--skip-synth", "--no-color", "--output", outdir];
  const running = start(CDKTF, ["deploy", environment, ...options], {
    cwd: ROOT,
    env: { ...simulatedEnvironment(address), FORCE_COLOR: "0" },
    onLine: (line) => {
      const [progress] = PROGRESS.exec(line) ?? [];
      if (progress) console.log(`  ${progress}`);
    },
    timeoutSec: 600,
  });
  const { code, output } = await running.ended;
  if (code !== 0) console.error(failureOf(output));
  return code;
}

/** Shows the created resources and what visitors see now and later; the exit code says whether they are served in the end. */
function show(simulation: Simulation): number {
  console.log("\nCreated resources:");
  simulation.resources().forEach((resource) => console.log(`  ${resource}`));
  const early = simulation.cloud.probe.report();
  simulation.waitForCertificates();
  const late = simulation.cloud.probe.report();
  console.log("\nRequests, when the DNS records exist and the certificates are ACTIVE:");
  for (const url of late.served) console.log(`  ${url}  ${destinationOf(simulation, url)}`);
  for (const { url, why } of late.unserved) console.log(`  ${url}  fails: ${why}`);
  const waiting = early.unserved.filter(({ url }) => late.served.includes(url));
  if (waiting.length > 0) console.log(`Until then, ${waiting.length} of these requests fail: ${waiting[0].why}`);
  return late.unserved.length === 0 && late.served.length > 0 ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
process.once("exit", killAll);
main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(error instanceof Unavailable ? CANNOT_RUN : 1);
  },
);
