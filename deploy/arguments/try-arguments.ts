import * as fs from "node:fs";
import * as path from "node:path";
import { Argument, argumentsOf } from "../../lib/app/arguments";
import { Simulation } from "../../simulator/try/simulation";
import { Terraform, TerraformRun } from "../../simulator/try/terraform";
import { Outcome, Trial } from "../outcome";
import { Prepared } from "../prepared";
import { PROVIDERS, isSince } from "../provider";
import { PROJECT } from "../site";
import { keepStateIn } from "../synthesis";
import { Case, Config, Json } from "./case";
import { SUBJECTS, supports } from "./subjects";

/** One argument, tried in a resource of its own. */
interface Tried extends Case {
  readonly type: string;
  readonly path: string;
  readonly argument: Argument;
  readonly id: string;
  readonly base: Config;
}

/** Confirms the table of arguments: each argument is changed and removed, and the plan matches its row. */
export function argumentTrials(prepared: Prepared): Trial[] {
  const name = "every argument that the constructs can write is changed and removed, and the plan matches its row";
  return [{ part: "Arguments", name, run: () => run(prepared) }];
}

const TRIED: readonly Tried[] = Object.entries(SUBJECTS).flatMap(([type, { base, cases }]) => {
  const rows = new Map(argumentsOf(type));
  return Object.entries(cases).flatMap(([path, each], index) => {
    const argument = rows.get(path);
    return argument ? [{ ...each, type, path, argument, base, id: `try-${index}` }] : [];
  });
});
/** Those of them that a version of the provider has, as it has them. */
function triedOn(provider: string): readonly Tried[] {
  return TRIED.filter(({ argument }) => isSince(provider, argument.since ?? PROVIDERS[0])).map((tried) => {
    const { argument, onProvider } = tried;
    return onProvider && isSince(provider, onProvider.from)
      ? { ...tried, argument: { ...argument, ...onProvider } }
      : tried;
  });
}

function isLeftOut({ argument, alwaysThere }: Tried): boolean {
  return argument.leftOut !== "refused" && alwaysThere === undefined;
}

/** The types that have no name. */
const NAMELESS = [
  "google_project_service",
  "google_iap_web_backend_service_iam_binding",
  "google_iap_web_cloud_run_service_iam_binding",
];

const NOTHING: Outcome = { plan: "", applied: "one apply", windows: "none", whoGetsIn: "–", problems: [] };

async function run(prepared: Prepared): Promise<Outcome> {
  const all = triedOn(prepared.provider);
  const simulation = await Simulation.start();
  try {
    for (const service of ["web1", "web2"]) await simulation.makeService(PROJECT, "us-central1", service);
    for (const zone of ["example", "another"]) await simulation.makeZone(PROJECT, zone, "example.com.");
    const folder = prepared.folder();
    keepStateIn(folder);
    const terraform = new Terraform({ folder, dataDir: prepared.dataDir, address: simulation.address });
    const write = (valueOf: (tried: Tried) => Json | undefined) => writeConfig(prepared, folder, all, valueOf);
    write(({ from }) => from);
    const made = await terraform.apply();
    const again = await terraform.plan();
    if (!made.succeeded || !again.succeeded) return { ...NOTHING, problems: [...made.errors, ...again.errors] };
    write(({ to }) => to);
    const changed = await terraform.plan();
    write((tried) => (isLeftOut(tried) ? undefined : tried.from));
    const leftOut = await terraform.plan();
    const problems = [
      ...[changed, leftOut].flatMap(({ errors }) => errors),
      ...again.changes.map(({ address }) => `${address}: the second plan is not empty`),
      ...all.flatMap((tried) => differenceOf(tried, "changed", whenChanged(tried.argument), changed)),
      ...all
        .filter(isLeftOut)
        .flatMap((tried) => differenceOf(tried, "left out", whenLeftOut(tried.argument), leftOut)),
    ];
    return { ...NOTHING, plan: wordsOf(all, changed, leftOut), problems };
  } finally {
    await simulation.stop();
  }
}

function whenChanged({ changed }: Argument): string {
  return changed === "replaced" ? "replace" : "update";
}

function whenLeftOut(argument: Argument): string {
  return argument.leftOut === "stays" ? "nothing" : whenChanged(argument);
}

function differenceOf(tried: Tried, what: string, expected: string, plan: TerraformRun): string[] {
  const planned = actionOf(tried, plan);
  return planned === expected || !plan.succeeded
    ? []
    : [`${tried.type}.${tried.path} ${what}: ${planned}, by its row ${expected}`];
}

function actionOf({ type, id }: Tried, { changes }: TerraformRun): string {
  return changes.find(({ address }) => address === `${type}.${id}`)?.action ?? "nothing";
}

function wordsOf(all: readonly Tried[], changed: TerraformRun, leftOut: TerraformRun): string {
  const removed = all.filter(isLeftOut);
  const count = (list: readonly Tried[], plan: TerraformRun, action: string) =>
    list.filter((tried) => actionOf(tried, plan) === action).length;
  const of = (list: readonly Tried[], plan: TerraformRun) =>
    `${count(list, plan, "update")} in place, ${count(list, plan, "replace")} replaced`;
  const stay = count(removed, leftOut, "nothing");
  return [
    `${all.length} changed: ${of(all, changed)}`,
    `${removed.length} removed: ${of(removed, leftOut)}, ${stay} keep their value`,
    `${all.length - removed.length} cannot be removed, or a removal has no effect`,
  ].join("; ");
}

/** Writes all resources, each with its own argument as told, or without it. */
function writeConfig(
  { provider }: Prepared,
  folder: string,
  all: readonly Tried[],
  valueOf: (tried: Tried) => Json | undefined,
): void {
  const resource: Record<string, Record<string, Config>> = {};
  const add = (type: string, id: string, config: Config) => {
    resource[type] = { ...resource[type], [id]: config };
  };
  for (const id of ["a", "b"]) supports(id).forEach(([type, own, config]) => add(type, own, config));
  for (const tried of all) {
    const { type, path, id, base, others } = tried;
    const named: Config = NAMELESS.includes(type) ? {} : { name: id };
    add(type, id, withValue({ ...named, ...base, ...others }, path.split("."), valueOf(tried)));
  }
  const terraform = { required_providers: { google: { source: "hashicorp/google", version: provider } } };
  const json = { terraform, provider: { google: { project: PROJECT } }, resource };
  fs.writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify(json));
}

/** A block with another value at a path, or without what stands there. */
function withValue(block: Config, [first, ...rest]: readonly string[], value: Json | undefined): Config {
  const { [first]: present, ...others } = block;
  if (rest.length > 0) {
    return { ...others, [first]: withValue((present ?? {}) as Config, rest, value) };
  }
  return value === undefined ? others : { ...others, [first]: value };
}
