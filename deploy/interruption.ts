import { Fault } from "../simulator/faults";
import { finished } from "../simulator/try/terraform";
import { windowsOf } from "../simulator/try/windows";
import { differences, stateOf } from "./cloud-state";
import { Outcome, Trial } from "./outcome";
import { SiteShape } from "./site";
import { ChangeTrials, SiteInUse } from "./try-change";

const BEFORE: SiteShape = {};
const AFTER: SiteShape = {
  domains: ["app.example.com", "www.example.com"],
  service: "Site",
  api: "Rest",
  armor: "Shield",
  ssl: "Tls",
  keepAlive: 600,
};

const LABELLED: SiteShape = { labels: { site: "acme" } };
/** The simulated Cloud Run cannot start this one. */
const DOES_NOT_START = "us-docker.pkg.dev/cloudrun/container/hello:does-not-start";

/** How an apply is interrupted. */
interface Interruption {
  readonly name: string;
  /**
   * What the plan of the interrupted apply is, as the table has it.
   *
   * @default "everything at once"
   */
  readonly plan?: string;
  /** @default BEFORE */
  readonly before?: SiteShape;
  /**
   * The site whose apply is interrupted.
   *
   * @default - the one that is wanted
   */
  readonly first?: SiteShape;
  /**
   * The site that is wanted.
   *
   * @default AFTER
   */
  readonly after?: SiteShape;
  /** Prepares it, before the apply begins; gets what kills Terraform. */
  readonly prepare?: (site: SiteInUse, kill: (signal: NodeJS.Signals) => void) => void;
  /** What is done before the next apply. */
  readonly repair?: (site: SiteInUse) => Promise<string[]>;
  readonly applied: string;
}

/** An apply that is interrupted, and the one after it. */
export function interruptionTrials(changes: ChangeTrials): Trial[] {
  return INTERRUPTIONS.map((interruption) => ({
    part: "Interruption",
    name: interruption.name,
    run: () => run(changes, interruption),
  }));
}

const again = "interrupted, then one apply";
const untainted = { repair: untaintWhatExists, applied: "interrupted, refused, untaint, then one apply" };

const INTERRUPTIONS: readonly Interruption[] = [
  ...[2, 6, 10].map((calls) => ({
    name: `Terraform is interrupted after ${calls} calls`,
    prepare: (site: SiteInUse, kill: (signal: NodeJS.Signals) => void) => after(site, calls, () => kill("SIGINT")),
    applied: again,
  })),
  {
    name: "Terraform is killed when it updates the URL map",
    prepare: (site, kill) => at(site, /\/urlMaps\//, () => kill("SIGKILL")),
    applied: again,
  },
  {
    name: "Terraform is killed when it deletes the old NEG",
    prepare: (site, kill) => at(site, /networkEndpointGroups\/[^/]*$/, () => kill("SIGKILL")),
    applied: again,
  },
  ...["UrlMaps.Update", "RegionNetworkEndpointGroups.Insert", "BackendServices.Update"].map((method) => ({
    name: `Google refuses ${method} once`,
    prepare: (site: SiteInUse) => fault(site, { kind: "error", method }),
    applied: again,
  })),
  {
    name: "the connection breaks before the URL map is updated",
    prepare: (site) => fault(site, { kind: "drop", method: "UrlMaps.Update" }),
    applied: again,
  },
  {
    name: "Terraform is killed before it learns that the SSL policy was made: terraform import",
    prepare: (site, kill) =>
      at(site, /\/sslPolicies\b/, () => kill("SIGKILL"), {
        kind: "drop",
        method: "SslPolicies.Insert",
        takesEffect: true,
      }),
    repair: importWhatExists,
    applied: "interrupted, refused, import, then one apply",
  },
  {
    name: "Google refuses to attach the policy to the backend service that was just made: terraform untaint",
    plan: "everything at once",
    prepare: (site) =>
      fault(site, { kind: "error", method: "BackendServices.SetSecurityPolicy", path: "rest-backend" }),
    ...untainted,
  },
  ...["GlobalAddresses.SetLabels", "GlobalForwardingRules.SetLabels"].map((method) => ({
    name: `Google refuses ${method} once, of what was just made: terraform untaint`,
    plan: "IPv6 is added",
    before: LABELLED,
    after: { ...LABELLED, ipv6: true },
    prepare: (site: SiteInUse) => fault(site, { kind: "error", method }),
    ...untainted,
  })),
  {
    name: "the container of a new service does not start: terraform untaint",
    plan: "everything at once",
    first: { ...AFTER, apiImage: DOES_NOT_START },
    ...untainted,
  },
  {
    name: "the new container of a service in use does not start: the next one",
    plan: "another image",
    first: { apiImage: DOES_NOT_START },
    after: { apiImage: "us-docker.pkg.dev/cloudrun/container/hello:2" },
    applied: again,
  },
];

function after(site: SiteInUse, calls: number, act: () => void): void {
  let count = 0;
  site.simulation.onMutation = () => {
    count += 1;
    if (count === calls) act();
  };
}

/** Acts when a request arrives, which then has no effect any more. */
function at(site: SiteInUse, url: RegExp, act: () => void, asked: Fault = { kind: "drop" }): void {
  let done = false;
  site.simulation.onMutation = (mutation) => {
    if (done || !url.test(mutation)) return;
    done = true;
    fault(site, asked);
    act();
  };
}

function fault(site: SiteInUse, asked: Fault): void {
  site.simulation.cloud.faults.add(asked);
}

/** What exists in Google Cloud and not in the state is refused, by its name; importing it mends that. */
async function importWhatExists(site: SiteInUse): Promise<string[]> {
  const refused = await site.terraform.apply("-lock=false");
  const found = refused.errors.flatMap((error) => {
    const match = /^(\S+): [^]*The resource '([^']+)' already exists/.exec(error);
    return match ? [{ address: match[1], path: match[2] }] : [];
  });
  if (found.length === 0) return [`nothing was refused: ${refused.errors.join("; ")}`];
  for (const { address, path } of found) {
    const { succeeded, output } = await site.terraform.command("import", "-lock=false", "-input=false", address, path);
    if (!succeeded) return [output];
  }
  return [];
}

/** Untaints what was made, and then failed: Terraform means to replace it, and cannot for its name. */
async function untaintWhatExists(site: SiteInUse): Promise<string[]> {
  const refused = await site.terraform.apply("-lock=false");
  const addresses = refused.errors.flatMap((error) => /^(\S+): [^]*already exists/.exec(error)?.slice(1) ?? []);
  if (addresses.length === 0) return [`nothing was refused: ${refused.errors.join("; ")}`];
  for (const address of addresses) {
    const { succeeded, output } = await site.terraform.command("untaint", "-lock=false", address);
    if (!succeeded) return [output];
  }
  return [];
}

async function run(changes: ChangeTrials, interruption: Interruption): Promise<Outcome> {
  const { before = BEFORE, after = AFTER, first = after, prepare, repair, plan, applied } = interruption;
  const wanted = await undisturbed(changes, before, after);
  const site = await changes.siteInUse(before);
  try {
    site.write(first);
    let kill: (signal: NodeJS.Signals) => void = () => undefined;
    prepare?.(site, (signal) => kill(signal));
    const running = site.terraform.startApply("-parallelism=1");
    kill = running.kill;
    const problems = (await finished(running)).succeeded ? ["the apply was not interrupted"] : [];
    site.simulation.onMutation = undefined;
    site.write(after);
    problems.push(...((await repair?.(site)) ?? []));
    await site.terraform.apply("-lock=false");
    problems.push(...(await site.looseEnds()));
    const { outages, gaps, text, whoGetsIn } = windowsOf(site.simulation.cloud.probe.report());
    problems.push(...outages, ...gaps, ...differences(wanted, stateOf(site.simulation)));
    return { plan: plan ?? "everything at once", applied, windows: text, whoGetsIn, problems };
  } finally {
    await site.simulation.stop();
  }
}

const wantedStates = new WeakMap<ChangeTrials, Map<string, Promise<ReadonlyMap<string, string>>>>();

/** What the change leads to without an interruption. */
function undisturbed(changes: ChangeTrials, before: SiteShape, after: SiteShape): Promise<ReadonlyMap<string, string>> {
  const known = wantedStates.get(changes) ?? new Map<string, Promise<ReadonlyMap<string, string>>>();
  wantedStates.set(changes, known);
  const key = JSON.stringify([before, after]);
  const wanted = known.get(key) ?? reach(changes, before, after);
  known.set(key, wanted);
  return wanted;
}

async function reach(changes: ChangeTrials, before: SiteShape, after: SiteShape): Promise<ReadonlyMap<string, string>> {
  const site = await changes.siteInUse(before);
  try {
    const { found } = await site.take({ site: after });
    if (found.length > 0) throw new Error(`without an interruption: ${found.join("; ")}`);
    return stateOf(site.simulation);
  } finally {
    await site.simulation.stop();
  }
}
