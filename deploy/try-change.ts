import * as fs from "node:fs";
import * as path from "node:path";
import { App } from "cdktf";
import { EnvironmentStack } from "cdktf-google-serverless-lb";
import { JsonObject } from "../simulator/json";
import { Simulation } from "../simulator/try/simulation";
import { Terraform, TerraformRun, countsOf, listOf } from "../simulator/try/terraform";
import { Windows, isOneOf, windowsOf } from "../simulator/try/windows";
import { AnySite, Change, Step, changeOn, isDeployedAnyway, keyOf } from "./changes";
import { differences, stateOf } from "./cloud-state";
import { Outcome } from "./outcome";
import { Prepared } from "./prepared";
import { wantedProvider } from "./provider";
import { PROJECT, STACK, buildSite } from "./site";
import { synthesizeStack } from "./synthesis";

/** A site that runs: the cloud and Terraform's state. */
interface Start {
  readonly cloud: JsonObject;
  readonly state: string;
  /** The resources by path, as they stand after a first deploy. */
  readonly resources: ReadonlyMap<string, string>;
}

/** What came of a step. */
interface StepTaken {
  readonly run: TerraformRun;
  readonly plan: string;
  /** What is not as it should be. */
  readonly found: readonly string[];
}

const STATE = "terraform.tfstate";

/** Tries changes of sites in use. Changes that begin at the same site share its first apply. */
export class ChangeTrials {
  private readonly starts = new Map<unknown, Promise<Start>>();

  public constructor(private readonly prepared: Prepared) {}

  /** Makes a change, and tells how it went. */
  public async run(row: Change): Promise<Outcome> {
    const change = changeOn(row, this.prepared.provider);
    const site = await this.siteInUse(change.before);
    try {
      await change.prepare?.(site.simulation);
      const problems: string[] = [];
      const plans: string[] = [];
      const windows: Windows[] = [];
      for (const step of change.steps) {
        const { plan, found, run } = await site.take(step);
        problems.push(...(change.inPlace && !step.nothing ? notInPlace(run, change.inPlace) : []));
        problems.push(...(step.nothing && run.changes.length > 0 ? [`not nothing: ${listOf(run)}`] : []));
        plans.push(plan);
        problems.push(...found);
        windows.push(windowsOf(site.simulation.cloud.probe.report(), isOneOf(change.ends)));
        if (step.wait) site.simulation.waitForCertificates();
        if (step.dns !== undefined) site.simulation.moveDns(step.dns);
        if (step.delegate !== undefined) site.simulation.cloud.delegate(step.delegate);
      }
      site.simulation.waitForCertificates();
      const broken = windows.map(({ text }) => text).filter((text) => text !== "none");
      problems.push(...judge(change, windows), ...unserved(site.simulation, change));
      const last = change.steps[change.steps.length - 1].site;
      if (typeof last === "function" || isDeployedAnyway(last)) {
        problems.push(...leftByOthers(await this.leftovers(last, site), change.left));
      }
      const whoGetsIn = windows.at(-1)?.whoGetsIn ?? "–";
      return { plan: plans.join("; "), applied: appliedIn(change), windows: broken[0] ?? "none", whoGetsIn, problems };
    } finally {
      await site.simulation.stop();
    }
  }

  /** What stands in the cloud, or does not, other than after a first deploy of the same site. */
  public async leftovers(wanted: AnySite, { simulation }: SiteInUse): Promise<string[]> {
    const { resources } = await this.start(wanted);
    return differences(resources, stateOf(simulation)).map((text) => `not as after a first deploy: ${text}`);
  }

  /** A site that is applied and whose visitors are served. */
  public async siteInUse(wanted: AnySite): Promise<SiteInUse> {
    const { cloud, state } = await this.start(wanted);
    const simulation = await Simulation.start(cloud);
    const folder = this.prepared.folder();
    fs.writeFileSync(path.join(folder, STATE), state);
    return new SiteInUse(simulation, folder, this.prepared.dataDir);
  }

  private start(wanted: AnySite): Promise<Start> {
    const key = keyOf(wanted);
    const start = this.starts.get(key) ?? this.begin(wanted);
    this.starts.set(key, start);
    return start;
  }

  private async begin(wanted: AnySite): Promise<Start> {
    const simulation = await Simulation.start();
    try {
      await makeNeighbours(simulation);
      const folder = this.prepared.folder();
      const site = new SiteInUse(simulation, folder, this.prepared.dataDir);
      const { found } = await site.take({ site: wanted });
      if (found.length > 0) throw new Error(`the site before the change: ${found.join("; ")}`);
      simulation.waitForCertificates();
      simulation.cloud.probe.reset();
      return {
        cloud: simulation.cloud.save(),
        state: fs.readFileSync(path.join(folder, STATE), "utf8"),
        resources: stateOf(simulation),
      };
    } finally {
      await simulation.stop();
    }
  }
}

/** A site that Terraform keeps in a simulated cloud. */
export class SiteInUse {
  public readonly terraform: Terraform;

  public constructor(
    public readonly simulation: Simulation,
    private readonly folder: string,
    dataDir: string,
  ) {
    this.terraform = new Terraform({ folder, dataDir, address: simulation.address });
  }

  /** Writes the configuration of a site. */
  public write(site: AnySite): void {
    synthesizeStack(this.folder, STACK, (app) => addSite(app, site));
  }

  /** Applies a step and looks whether the plan after it is empty. */
  public async take(step: Step): Promise<StepTaken> {
    this.write(step.site);
    const run = await this.terraform.apply();
    if (step.refused) return { run, plan: `${countsOf(run)}: refused`, found: refusal(run, step.refused) };
    if (!run.succeeded) return { run, plan: countsOf(run), found: run.errors.map((error) => `apply: ${error}`) };
    return { run, plan: countsOf(run), found: [...(await this.looseEnds()), ...this.keptSecrets(step)] };
  }

  private keptSecrets({ notInState }: Step): string[] {
    if (notInState === undefined) return [];
    const state = fs.readFileSync(path.join(this.folder, STATE), "utf8");
    return state.includes(JSON.stringify(notInState).slice(1, -1)) ? ["the state has the secret"] : [];
  }

  /** What is not as the configuration and Terraform's state say. */
  public async looseEnds(): Promise<string[]> {
    const plan = await this.terraform.plan();
    if (!plan.succeeded) return plan.errors.map((error) => `the plan after it: ${error}`);
    return plan.changes.length === 0 ? [] : [`the plan after it is not empty: ${listOf(plan)}`];
  }
}

/** Adds the stack of a site to an app. */
export function addSite(app: App, site: AnySite): void {
  if (typeof site === "function")
    return site(new EnvironmentStack(app, STACK, { project: PROJECT, providerVersion: wantedProvider() }));
  const stack = new EnvironmentStack(app, STACK, { project: PROJECT, labels: site.labels });
  site.renamed?.forEach((renamed) => stack.renamed(renamed));
  buildSite(stack, site);
}

/** DNS zones besides the site. Of the two of one domain, the first answers until the domain is delegated to the other. */
const ZONES = [
  [PROJECT, "acme-example", "acme.example."],
  ["acme-dns", "acme-example-next", "acme.example."],
  ["acme-dns", "shop-example", "shop.example."],
] as const;

/** What stands in the project besides the site. */
export async function makeNeighbours(simulation: Simulation): Promise<void> {
  for (const region of ["us-central1", "europe-west1"]) {
    for (const name of ["web1", "web2", "app", "www"]) await simulation.makeService(PROJECT, region, name);
  }
  for (const [project, name, dnsName] of ZONES) await simulation.makeZone(project, name, dnsName);
}

function refusal(run: TerraformRun, expected: RegExp): string[] {
  if (run.succeeded) return ["it was to be refused, and was not"];
  const others = run.errors.filter((error) => !expected.test(error));
  return others.map((error) => `refused in other words: ${error}`);
}

/** The leftovers without what others wrote, and a problem if there is nothing of theirs. */
function leftByOthers(leftovers: readonly string[], left: RegExp | undefined): string[] {
  const others = leftovers.filter((text) => !left?.test(text));
  return left !== undefined && others.length === leftovers.length ? [...others, `nothing is left of ${left}`] : others;
}

function notInPlace({ changes }: TerraformRun, resources: RegExp): string[] {
  const touched = changes.filter(({ address }) => resources.test(address));
  if (touched.length === 0) return [`nothing of ${resources} is changed`];
  const others = touched.filter(({ action }) => action !== "update");
  return others.map(({ action, address }) => `not in place: ${action} ${address}`);
}

function judge(change: Change, windows: readonly Windows[]): string[] {
  const outages = windows.flatMap((seen) => seen.outages);
  const gaps = windows.flatMap((seen) => seen.gaps);
  if (change.breaks === undefined) return [...outages, ...gaps];
  const [expected, others] = change.breaks === "outage" ? [outages, gaps] : [gaps, outages];
  return expected.length > 0 ? others : [`no ${change.breaks} any more: it is no known limit now`];
}

function unserved({ cloud }: Simulation, { ends }: Change): string[] {
  const isEnded = isOneOf(ends);
  return cloud.probe
    .report()
    .unserved.filter(({ url }) => !isEnded(url))
    .map(({ url, why }) => `not served in the end: ${url}: ${why}`);
}

function appliedIn({ steps }: Change): string {
  const refused = steps.filter((step) => step.refused).length;
  const applies = ["", "one apply", "two applies", "three applies", "four applies"][steps.length - refused];
  return refused > 0 ? `refused ${["", "once", "twice"][refused]}, then ${applies}` : applies;
}
