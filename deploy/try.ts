/** `npm run try -- dev`: deploys an environment with the real `cdktf deploy` into a simulated Google Cloud. */
import * as path from "node:path";
import { environments } from "../environments";
import { destinationOf } from "../simulator/try/destination";
import { simulatedEnvironment } from "../simulator/try/environment";
import { Unavailable } from "../simulator/try/installed";
import { killAll, start } from "../simulator/try/process";
import { Simulation } from "../simulator/try/simulation";
import { CANNOT_RUN, Prepared } from "./prepared";
import { ROOT, keepStateIn, synthesizeApp } from "./synthesis";

const CDKTF = path.join(ROOT, "node_modules", ".bin", "cdktf");
/** The lines that show the progress. */
const PROGRESS = /(\S+ \([^)]*\): )?((Creation|Modifications|Destruction) complete after \w+|Apply complete!).*/;
const NAMES = Object.keys(environments);

const HELP = `Usage: npm run try -- <environment>

Deploys an environment into a simulated Google Cloud: ${NAMES.join(", ")}`;

async function main(names: readonly string[]): Promise<number> {
  if (names.some((name) => ["--help", "-h"].includes(name))) {
    console.log(HELP);
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
  if (code !== 0) console.error(output);
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
    console.error(error instanceof Unavailable ? error.message : error);
    process.exit(error instanceof Unavailable ? CANNOT_RUN : 1);
  },
);
