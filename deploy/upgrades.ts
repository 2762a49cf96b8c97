import * as path from "node:path";
import { Unavailable } from "../simulator/try/installed";
import { Simulation } from "../simulator/try/simulation";
import { Terraform, TerraformRun, countsOf } from "../simulator/try/terraform";
import { windowsOf } from "../simulator/try/windows";
import { APPS, AppUnderTest, ENVIRONMENTS, sinceOf } from "./apps";
import { emptyPlan } from "./empty-plan";
import { NEIGHBOURS, VARIABLES } from "./neighbours";
import { Outcome, Trial } from "./outcome";
import { Prepared } from "./prepared";
import { PROVIDERS, compareVersions, isSince, pinProvider } from "./provider";
import { keepStateIn, synthesizeApp } from "./synthesis";

const [CDKTF_LAST, LATER] = PROVIDERS;
/** What each earlier version is tried with. */
const FROM = [
  [CDKTF_LAST, APPS],
  [LATER, ENVIRONMENTS],
] as const;
/** Of policies, the provider knows labels from 7.3 on. */
const LABELLED = /^google_compute_security_policy\./;
/** What an older provider than 8 updates besides, once and with nothing in it, where 8 has written the state. */
const WRITTEN_BY_8 = /^google_compute_(security_policy|backend_service)\./;
/** How Terraform words that an older provider cannot read what a newer one has written. */
const WRITTEN_BY_A_NEWER_ONE = /managed by newer provider version/;

/** Makes what deploys: a version of the provider, with Terraform or OpenTofu. */
type Ground = () => Promise<Prepared>;

/** Sites in use that get another provider, or OpenTofu for Terraform, and go back. */
export function upgradeTrials(prepared: Prepared): Trial[] {
  const here = () => Promise.resolve(prepared);
  const upgrades = FROM.flatMap(([version, apps]) => {
    const former = once(() => Prepared.make(version));
    const able = apps.filter((app) => isSince(version, sinceOf(app)));
    return able.map((app) => ({
      part: "Upgrades of the provider",
      name: `${app.name}: from provider ${version}, and back`,
      isOn: (provider: string) => compareVersions(provider, version) > 0,
      run: () => runThere(app, former, here),
    }));
  });
  const tofu = once(() => Prepared.make(prepared.provider, "tofu"));
  const tools = ENVIRONMENTS.map((app) => ({
    part: "Terraform and OpenTofu",
    name: `${app.name}: from Terraform to OpenTofu, and back`,
    run: () => runThere(app, here, tofu),
  }));
  return [...upgrades, ...tools];
}

function once(make: Ground): Ground {
  let made: Promise<Prepared> | undefined;
  return () => (made ??= make());
}

async function runThere(app: AppUnderTest, former: Ground, next: Ground): Promise<Outcome> {
  try {
    return await move(app, await former(), await next());
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return { plan: "", applied: "", windows: "", whoGetsIn: "", problems: [], notRun: error.message };
  }
}

/** Deploys an app with one, then with the other, then with the first again. */
async function move({ file, only }: AppUnderTest, former: Prepared, next: Prepared): Promise<Outcome> {
  const simulation = await Simulation.start();
  try {
    await NEIGHBOURS[file]?.(simulation);
    const folders = await synthesizeApp(file, former.emptyFolder());
    const stacks = (only ?? Object.keys(folders)).map((id) => folders[id]);
    if (file === "main.ts") stacks.forEach(keepStateIn);
    const problems: string[] = [];
    const deploy = async (by: Prepared, judge: (run: TerraformRun) => readonly string[]) => {
      const runs: TerraformRun[] = [];
      for (const folder of stacks) {
        const terraform = await terraformOf(by, { folder, file, address: simulation.address });
        const run = await terraform.apply();
        runs.push(run);
        problems.push(...judge(run), ...(run.succeeded ? await emptyPlan(terraform) : []));
      }
      return runs;
    };
    await deploy(former, ({ errors }) => errors);
    simulation.waitForCertificates();
    simulation.cloud.probe.reset();
    const there = await deploy(next, updates(LABELLED));
    const allowed = updates(isSince(next.provider, "8.0.0") && next !== former ? WRITTEN_BY_8 : LABELLED);
    const back = await deploy(former, (run) => (isTooOld(run) ? [] : allowed(run)));
    const { text, whoGetsIn, outages, gaps } = windowsOf(simulation.cloud.probe.report());
    const isBack = !back.some(isTooOld);
    return {
      plan: `${there.map(countsOf).join("; ")}; back: ${isBack ? back.map(countsOf).join("; ") : "refused"}`,
      applied: isBack ? "one apply, and one back" : "one apply; refused on the way back",
      windows: text,
      whoGetsIn,
      problems: [...problems, ...outages, ...gaps],
    };
  } finally {
    await simulation.stop();
  }
}

/** Terraform in a folder of a stack, initialized for what deploys it now. */
async function terraformOf(by: Prepared, at: { folder: string; file: string; address: string }): Promise<Terraform> {
  const { folder, file, address } = at;
  pinProvider(path.join(folder, "cdk.tf.json"), by.provider);
  await by.initialize(folder);
  return new Terraform({
    folder,
    dataDir: path.join(folder, ".terraform"),
    address,
    program: by.program,
    env: VARIABLES[file]?.(),
  });
}

/** Tells what else is done than to update such resources in place. */
function updates(resources: RegExp): (run: TerraformRun) => string[] {
  return ({ errors, changes }) => {
    const others = changes.filter(({ action, address }) => action !== "update" || !resources.test(address));
    return [...errors, ...others.map(({ action, address }) => `not wanted: ${action} ${address}`)];
  };
}

/** Whether a provider is refused because a newer one has written the state. */
function isTooOld({ succeeded, errors }: TerraformRun): boolean {
  return !succeeded && errors.every((error) => WRITTEN_BY_A_NEWER_ONE.test(error));
}
