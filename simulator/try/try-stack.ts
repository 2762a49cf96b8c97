import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { JsonObject, child, children, text } from "../json";
import { refusedIn, withoutImports } from "./configuration";
import { destinationOf } from "./destination";
import { Findings, exitCodeOf, failureOf, pageOf } from "./findings";
import { checkTerraform } from "./installed";
import { leftoversIn } from "./leftovers";
import { makeAll, namedIn } from "./neighbours";
import { killAll } from "./process";
import { hasNoRoute, isRemoved } from "./removals";
import { Simulation } from "./simulation";
import { TerraformRun, countsOf, listOf } from "./terraform";
import { Refused, Version, readJson, refuse } from "./version";
import { windowsOf } from "./windows";

/** What is tried. */
export interface TryOptions {
  /** The id of the stack. */
  readonly stack: string;
  /** The `cdk.tf.json` of the site. */
  readonly to: string;
  /**
   * The `cdk.tf.json` of the site that stands before.
   *
   * @default - nothing stands before
   */
  readonly from?: string;
  /** Says in Markdown what a plan of Terraform, as JSON, means for visitors. */
  readonly wordsOf: (plan: unknown) => string;
  /** Takes what came of it, in Markdown. */
  readonly out: (text: string) => void;
  /** Takes the lines that show the progress. */
  readonly progress: (line: string) => void;
}

const PLAN = "tfplan";
const SIGNALS = ["SIGINT", "SIGTERM"] as const;
const INTERRUPTED = 130;
/** How often more neighbours are made, since one can name others. */
const MOST_ROUNDS = 5;

/**
 * Deploys a stack into a simulated Google Cloud with the real Terraform, and a former version of it before, and tells
 * how it went.
 *
 * @returns the exit code
 */
export async function tryStack(options: TryOptions): Promise<number> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "try-"));
  const removeAll = () => fs.rmSync(root, { recursive: true, force: true });
  const end = () => {
    killAll();
    removeAll();
  };
  process.once("exit", end);
  SIGNALS.forEach((signal) => process.once(signal, interrupt));
  const simulation = await Simulation.start();
  try {
    return await new Try(options, root, simulation).run();
  } finally {
    await simulation.stop();
    SIGNALS.forEach((signal) => process.removeListener(signal, interrupt));
    process.removeListener("exit", end);
    removeAll();
  }
}

function interrupt(): void {
  process.exit(INTERRUPTED);
}

class Try {
  private readonly configurations: readonly JsonObject[];
  private readonly neighbours: string[] = [];
  private readonly before = new Set<string>();

  public constructor(
    private readonly options: TryOptions,
    private readonly root: string,
    private readonly simulation: Simulation,
  ) {
    const { from, to } = options;
    this.configurations = [...(from === undefined ? [] : [withoutImports(readJson(from))]), readJson(to)];
  }

  public async run(): Promise<number> {
    const { from, to, stack, wordsOf, out, progress } = this.options;
    refuse(this.configurations.flatMap(refusedIn));
    await checkTerraform(this.root);
    const [present, past] = [...this.configurations].reverse();
    const former = from === undefined ? undefined : await this.deployFormer(from, past);
    const servedBefore = this.simulation.cloud.probe.report().served;
    const version = await this.version(to, present);
    former?.handOver(version);
    progress(from === undefined ? `planning ${stack}` : `planning the change of ${stack}`);
    const { run, json } = await this.plan(version);
    const words = from === undefined ? "" : `${wordsOf(json)}\n`;
    progress(`applying it: ${countsOf(run)}`);
    const findings = await this.apply(version, run, servedBefore);
    out(`${words}${pageOf(findings)}`);
    return exitCodeOf(findings);
  }

  /** Deploys the site before the change, and waits until its visitors are served. */
  private async deployFormer(file: string, json: JsonObject): Promise<Version> {
    const { progress } = this.options;
    progress(`planning the former site`);
    const version = await this.version(file, json);
    const { run } = await this.plan(version);
    progress(`deploying the former site: ${countsOf(run)}`);
    const { errors } = await version.terraform.apply(PLAN);
    if (errors.length > 0) throw new Refused(`the former site cannot be deployed:\n${errors.join("\n")}`);
    this.simulation.waitForCertificates();
    this.simulation.cloud.probe.reset();
    return version;
  }

  private version(file: string, json: JsonObject): Promise<Version> {
    const { root, simulation, options } = this;
    const onProgress = (line: string) => options.progress(`  ${line}`);
    return Version.make({ root, file, json, address: simulation.address, onProgress });
  }

  /** Applies the plan, once more where it fails, and looks at what has become of the site. */
  private async apply(version: Version, planned: TerraformRun, servedBefore: readonly string[]): Promise<Findings> {
    const { options, simulation } = this;
    const { terraform } = version;
    const { progress } = options;
    const first = await terraform.apply(PLAN);
    const isRefused = !first.succeeded;
    if (isRefused) progress("it did not apply; applying once more");
    const second = isRefused ? await terraform.apply() : undefined;
    progress("planning again");
    const isApplied = second?.succeeded ?? true;
    const after = isApplied ? await terraform.plan() : undefined;
    simulation.waitForCertificates();
    const { cloud } = simulation;
    const report = cloud.probe.report();
    const isAsked = (url: string) => isApplied && isRemoved(cloud, url);
    const lost = report.outages.filter(({ subject, until }) => until === undefined && isAsked(subject));
    const { outages, gaps } = windowsOf(report, isAsked);
    const rerouted = servedBefore.filter((url) => report.served.includes(url) && hasNoRoute(cloud, url));
    return {
      stack: options.stack,
      isChange: options.from !== undefined,
      plan: countsOf(planned),
      refusals: first.errors,
      refusedAgain: second?.errors ?? [],
      outages,
      gaps,
      removed: [
        ...lost.map(({ subject, why }) => `${subject}: ${why}`),
        ...rerouted.map((url) => `the route of ${url}: ${destinationOf(simulation, url)} now`),
      ],
      unserved: report.unserved
        .filter(({ url }) => !servedBefore.includes(url))
        .map(({ url, why }) => `${url}: ${why}`),
      served: report.served.map((url) => `${url}: ${destinationOf(simulation, url)}`),
      nextPlan: after && [...after.errors, ...(after.changes.length > 0 ? [listOf(after)] : [])],
      leftovers: leftoversIn(simulation, version.state(), this.before),
      neighbours: this.neighbours,
    };
  }

  /** Plans. What the plan looks up and what it names is made, as far as it is not there. */
  private async plan(version: Version): Promise<{ readonly run: TerraformRun; readonly json: JsonObject }> {
    const { simulation, configurations } = this;
    for (let round = 0; ; round += 1) {
      simulation.missing.clear();
      const run = await version.terraform.planInto(PLAN);
      const found = await this.make([...simulation.missing]);
      if (found > 0 && round < MOST_ROUNDS) continue;
      if (!run.succeeded) throw new Refused(failureOf(run.errors));
      const json = (await version.terraform.show(PLAN)) as JsonObject;
      refuse(refusedIn(plannedBlocks(json)));
      await this.make(namedIn(json, projectOf(configurations)));
      simulation.cloud.probe.observe("the neighbours");
      return { run, json };
    }
  }

  private async make(paths: readonly string[]): Promise<number> {
    const { simulation, configurations } = this;
    const there = new Set(simulation.resources());
    const made = await makeAll(paths, { simulation, configurations });
    this.neighbours.push(...made);
    simulation
      .resources()
      .filter((resource) => !there.has(resource))
      .forEach((resource) => this.before.add(resource));
    return made.length;
  }
}

/** The resources of a plan, those of modules too, as a configuration has them. */
function plannedBlocks(plan: JsonObject): JsonObject {
  const planned = (module: JsonObject | undefined): JsonObject[] => [
    ...children(module, "resources").filter((resource) => resource.mode === "managed"),
    ...children(module, "child_modules").flatMap(planned),
  ];
  const resource = planned(child(child(plan, "planned_values"), "root_module")).map((each) => ({
    [text(each, "type")]: { [text(each, "name")]: {} },
  }));
  return { resource };
}

function projectOf(configurations: readonly JsonObject[]): string {
  const [first] = configurations.flatMap((json) => children(child(json, "provider"), "google"));
  return text(first, "project");
}
