/**
 * `npm run test:witnesses`: two witnesses against each other. Random constructs and sites, right or wrong in one place,
 * go through synth and, with the rules off, with the real Terraform into the simulated Google Cloud.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
// before anything that loads the constructs
import "./rules-off";
import * as fc from "fast-check";
import { Unavailable } from "../../simulator/try/installed";
import { CANNOT_RUN, Prepared } from "../prepared";
import { killAll } from "../../simulator/try/process";
import { ONLY_AT_SYNTH } from "./only-at-synth";
import { Case, casesOf } from "./specimen";
import { armor, edge } from "./specimens/armor";
import { backendBucket } from "./specimens/backend-bucket";
import { backend, cdn, neg } from "./specimens/backend";
import { certificateMap } from "./specimens/certificate-map";
import { clientAuthentication } from "./specimens/client-authentication";
import { cloudRun } from "./specimens/cloud-run";
import { errorPages } from "./specimens/error-pages";
import { frontEnd, tls } from "./specimens/front-end";
import { iap } from "./specimens/iap";
import { site } from "./specimens/site";
import { urlMap } from "./specimens/url-map";
import { SynthVerdict, cloudVerdicts, synthVerdict } from "./verdicts";

const SPECIMENS: readonly fc.Arbitrary<Case>[] = [
  casesOf(cdn),
  casesOf(backend),
  casesOf(neg),
  casesOf(armor),
  casesOf(edge),
  casesOf(urlMap),
  casesOf(errorPages),
  casesOf(frontEnd),
  casesOf(tls),
  casesOf(cloudRun),
  casesOf(site),
  casesOf(backendBucket),
  casesOf(certificateMap),
  casesOf(iap),
  casesOf(clientAuthentication),
];
/** How many cases go into one stack. */
const BATCH = 90;

// warnings are no refusals, so they need not be read here
process.env.NODE_ENV = "test";

const { values } = parseArgs({
  options: { cases: { type: "string", default: "180" }, seed: { type: "string" }, only: { type: "string" } },
});

/** How often the witnesses said what, and what they disagree about. */
interface Tally {
  bothPass: number;
  bothRefuse: number;
  onlySynth: Map<string, number>;
  readonly disagreements: string[];
}

async function main(): Promise<number> {
  const prepared = await Prepared.make();
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
  const all = sample(Number(values.cases), seed).filter(
    ([, { part }]) => values.only === undefined || part.includes(values.only),
  );
  console.log(`witnesses: ${all.length} cases, seed ${seed}`);
  const tally: Tally = { bothPass: 0, bothRefuse: 0, onlySynth: new Map(), disagreements: [] };
  for (let begin = 0; begin < all.length; begin += BATCH) {
    const batch = new Map(all.slice(begin, begin + BATCH));
    judge(batch, synthVerdicts(batch), await cloudVerdicts(prepared, batch), tally);
    console.log(`${Math.min(begin + BATCH, all.length)}/${all.length} ${tally.disagreements.length} disagreements`);
  }
  tell(tally, all.length);
  return tally.disagreements.length === 0 && all.length > 0 ? 0 : 1;
}

/** The cases by id, of each specimen as many. */
function sample(count: number, seed: number): [string, Case][] {
  const each = Math.ceil(count / SPECIMENS.length);
  return SPECIMENS.flatMap((cases, index) => fc.sample(cases, { numRuns: each, seed: seed + index })).map(
    (found, index): [string, Case] => [`C${index}`, found],
  );
}

function synthVerdicts(cases: ReadonlyMap<string, Case>): Map<string, SynthVerdict> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "witness-"));
  try {
    return new Map([...cases].map(([id, found]) => [id, synthVerdict(outdir, id, found)]));
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

function judge(
  cases: ReadonlyMap<string, Case>,
  atSynth: ReadonlyMap<string, SynthVerdict>,
  inCloud: ReadonlyMap<string, string>,
  tally: Tally,
): void {
  for (const [id, { part, value }] of cases) {
    const { rules, text } = atSynth.get(id) ?? { rules: [], text: "" };
    const refusal = inCloud.get(id);
    const about = `${part} ${JSON.stringify(value)}`;
    if (rules.length > 0 && refusal !== undefined) tally.bothRefuse += 1;
    else if (rules.length === 0 && refusal === undefined) tally.bothPass += 1;
    else if (refusal !== undefined) tally.disagreements.push(`missed at synth: ${about}\n  ${refusal}`);
    else {
      const known = ONLY_AT_SYNTH.find(({ finding }) => finding.test(text));
      if (known === undefined) tally.disagreements.push(`false alarm: ${about}\n  ${text}`);
      else tally.onlySynth.set(known.why, (tally.onlySynth.get(known.why) ?? 0) + 1);
    }
  }
}

function tell({ bothPass, bothRefuse, onlySynth, disagreements }: Tally, count: number): void {
  disagreements.forEach((disagreement) => console.log(disagreement));
  [...onlySynth].sort().forEach(([why, times]) => console.log(`only at synth, ${times} times: ${why}`));
  const only = [...onlySynth.values()].reduce((sum, times) => sum + times, 0);
  console.log(
    `Witnesses: ${count - disagreements.length} passed, ${disagreements.length} failed ` +
      `(${bothPass} right for both, ${bothRefuse} refused by both, ${only} refused at synth alone, with a reason)`,
  );
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
