import * as fs from "node:fs";
import * as path from "node:path";
import { environments } from "../environments";
import { Simulation } from "../simulator/try/simulation";
import { Terraform, TerraformRun, countsOf } from "../simulator/try/terraform";
import { whoGetsIn } from "../simulator/try/who-gets-in";
import { Site } from "../site";
import { emptyPlan } from "./empty-plan";
import { NEIGHBOURS, VARIABLES } from "./neighbours";
import { Outcome, Trial } from "./outcome";
import { Prepared } from "./prepared";
import { PROVIDERS, isSince } from "./provider";
import { ROOT, keepStateIn, synthesizeApp, synthesizeStack } from "./synthesis";

/** The apps of the repository, by their file. */
const examplesIn = (folder: string) => fs.readdirSync(folder).filter((file) => file.endsWith(".ts"));
const EXAMPLES = examplesIn(path.join(ROOT, "examples")).map((file) => `examples/${file}`);

/** How a synthesized stack says that Terraform may not destroy a resource. */
const PREVENTS_DESTROY = '"prevent_destroy": true';

/** A part of an app that is deployed. */
export interface AppUnderTest {
  /** What it is called in the table. */
  readonly name: string;
  readonly file: string;
  /** The ids of the stacks; all without it. */
  readonly only?: readonly string[];
}

/** Every environment, and every example. */
export const ENVIRONMENTS: readonly AppUnderTest[] = Object.keys(environments).map((id) => ({
  name: `environment ${id}`,
  file: "main.ts",
  only: [id],
}));
export const APPS: readonly AppUnderTest[] = [...ENVIRONMENTS, ...EXAMPLES.map((file) => ({ name: file, file }))];

/** Deploys every environment and every example: apply, empty plan, destroy, nothing left. */
export function appTrials(prepared: Prepared): Trial[] {
  return APPS.map((app) => ({
    part: "Environments and examples",
    name: app.name,
    isOn: (provider: string) => isSince(provider, sinceOf(app)),
    run: () => tryApp(prepared, app),
  }));
}

/** The first version of the provider that an app can do with: what it asks for, if it asks. */
export function sinceOf({ file }: AppUnderTest): string {
  const [, asked] = /providerVersion: "~> ([\d.]+)"/.exec(fs.readFileSync(path.join(ROOT, file), "utf8")) ?? [];
  return asked ?? PROVIDERS[0];
}

/** Applies stacks of an app one after the other, and destroys them the other way round. */
async function tryApp(prepared: Prepared, { file, only }: AppUnderTest): Promise<Outcome> {
  const simulation = await Simulation.start();
  try {
    await NEIGHBOURS[file]?.(simulation);
    const before = simulation.resources();
    const folders = await synthesizeApp(file, prepared.emptyFolder());
    const problems: string[] = [];
    const plans: string[] = [];
    const stacks = only ?? Object.keys(folders);
    const terraforms = new Map<string, Terraform>();
    for (const stack of stacks) {
      const terraform = await terraformOf(prepared, folders[stack], file, simulation);
      terraforms.set(stack, terraform);
      const run = await terraform.apply();
      plans.push(countsOf(run));
      problems.push(...run.errors, ...(await emptyPlan(terraform)));
    }
    simulation.waitForCertificates();
    const { unserved, outages, entries } = simulation.cloud.probe.report();
    problems.push(...unserved.map(({ url, why }) => `not served: ${url}: ${why}`));
    problems.push(...outages.map(({ subject, why }) => `outage: ${subject}: ${why}`));
    const inTheEnd = entries.map(({ url, admissions }) => ({ url, admissions: admissions.slice(-1) }));
    const isProtected = stacks.some((stack) => isGuarded(file, stack) || preventsDestroy(folders[stack]));
    for (const stack of [...stacks].reverse()) {
      const terraform = terraforms.get(stack);
      if (!terraform) continue;
      if (isGuarded(file, stack)) problems.push(...(await liftProtection(terraform, folders[stack], stack)));
      if (preventsDestroy(folders[stack])) problems.push(...(await liftPreventDestroy(terraform, folders[stack])));
      problems.push(...(await terraform.destroy()).errors);
    }
    const left = simulation.resources().filter((resource) => !before.includes(resource));
    problems.push(...left.map((resource) => `left after destroy: ${resource}`));
    const applied = stacks.length === 1 ? "one apply" : "one apply per stack";
    const destroyed = isProtected ? "; destroy: refused, then with the protection off" : "; destroy";
    return {
      plan: plans.join("; "),
      applied: applied + destroyed,
      windows: "none",
      whoGetsIn: whoGetsIn(inTheEnd),
      problems,
    };
  } finally {
    await simulation.stop();
  }
}

async function terraformOf(prepared: Prepared, folder: string, file: string, simulation: Simulation) {
  if (file === "main.ts") keepStateIn(folder);
  await prepared.initialize(folder);
  const dataDir = path.join(folder, ".terraform");
  return new Terraform({ folder, dataDir, address: simulation.address, env: VARIABLES[file]?.() });
}

function isGuarded(file: string, stack: string): boolean {
  return file === "main.ts" && propsOf(stack).deletionProtection;
}

function preventsDestroy(folder: string): boolean {
  return fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8").includes(PREVENTS_DESTROY);
}

/** Destroying is refused first; then the protection is turned off, which is an apply. */
async function liftProtection(terraform: Terraform, folder: string, stack: string): Promise<string[]> {
  const refused = await terraform.destroy();
  synthesizeStack(folder, stack, (app) => new Site(app, stack, { ...propsOf(stack), deletionProtection: false }));
  const lifted = await terraform.apply();
  return [...unexpected(refused, "deletion_protection"), ...lifted.errors];
}

/** Destroying is refused first; Terraform reads this protection from the code, so turning it off needs no apply. */
async function liftPreventDestroy(terraform: Terraform, folder: string): Promise<string[]> {
  const refused = await terraform.destroy();
  const file = path.join(folder, "cdk.tf.json");
  const text = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, text.replaceAll(PREVENTS_DESTROY, PREVENTS_DESTROY.replace("true", "false")));
  return unexpected(refused, "Instance cannot be destroyed");
}

function unexpected(refused: TerraformRun, reason: string): string[] {
  if (refused.succeeded) return ["destroying what is protected was not refused"];
  return refused.errors.filter((error) => !error.includes(reason));
}

function propsOf(stack: string) {
  return environments[stack as keyof typeof environments];
}
