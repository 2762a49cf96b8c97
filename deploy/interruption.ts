import { canonical, JsonObject } from "../simulator/json";
import { Fault } from "../simulator/faults";
import { Outcome, Trial } from "./outcome";
import { SiteShape } from "./site";
import { finished } from "./terraform";
import { ChangeTrials, SiteInUse } from "./try-change";
import { windowsOf } from "./windows";

const BEFORE: SiteShape = {};
const AFTER: SiteShape = {
  domains: ["app.example.com", "www.example.com"],
  service: "Site",
  api: "Rest",
  armor: "Shield",
  ssl: "Tls",
  keepAlive: 600,
};

/** What Google makes anew each time, and what only counts. */
const VOLATILE = new Set([
  "id",
  "fingerprint",
  "labelFingerprint",
  "generatedId",
  "IPAddress",
  "address",
  "etag",
  "uid",
]);
const TIMES = /(time|timestamp|generation|Token|version|port)$/i;

/** How an apply is interrupted. */
interface Interruption {
  readonly name: string;
  /** Prepares it, before the apply begins; gets what kills Terraform. */
  readonly prepare: (site: SiteInUse, kill: (signal: NodeJS.Signals) => void) => void;
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

const INTERRUPTIONS: readonly Interruption[] = [
  ...[2, 6, 10].map((calls) => ({
    name: `Terraform is told to stop, after ${calls} calls`,
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

async function run(changes: ChangeTrials, interruption: Interruption): Promise<Outcome> {
  const wanted = await undisturbed(changes);
  const site = await changes.siteInUse(BEFORE);
  try {
    site.write(AFTER);
    let kill: (signal: NodeJS.Signals) => void = () => undefined;
    interruption.prepare(site, (signal) => kill(signal));
    const running = site.terraform.startApply("-parallelism=1");
    kill = running.kill;
    const first = await finished(running);
    site.simulation.onMutation = undefined;
    const problems = first.succeeded ? ["the apply was not interrupted"] : [];
    problems.push(...((await interruption.repair?.(site)) ?? []));
    await site.terraform.apply("-lock=false");
    problems.push(...(await site.looseEnds()));
    const { outages, gaps, text } = windowsOf(site.simulation.cloud.probe.report(), []);
    const { resources } = site.simulation.cloud.store.save() as { readonly resources: JsonObject };
    problems.push(...outages, ...gaps, ...differences(wanted, stateOf(resources)));
    return { plan: "everything at once", applied: interruption.applied, windows: text, problems };
  } finally {
    await site.simulation.stop();
  }
}

const wantedStates = new WeakMap<ChangeTrials, Promise<ReadonlyMap<string, string>>>();

/** What the change leads to without an interruption. */
function undisturbed(changes: ChangeTrials): Promise<ReadonlyMap<string, string>> {
  const known = wantedStates.get(changes) ?? reach(changes);
  wantedStates.set(changes, known);
  return known;
}

async function reach(changes: ChangeTrials): Promise<ReadonlyMap<string, string>> {
  const site = await changes.siteInUse(BEFORE);
  try {
    const { found } = await site.take({ site: AFTER });
    if (found.length > 0) throw new Error(`without an interruption: ${found.join("; ")}`);
    const { resources } = site.simulation.cloud.store.save() as { readonly resources: JsonObject };
    return stateOf(resources);
  } finally {
    await site.simulation.stop();
  }
}

/** The resources by path, without what differs from one run to the next. */
function stateOf(resources: JsonObject): ReadonlyMap<string, string> {
  const lasting = Object.entries(resources).filter(([path]) => !path.includes("/operations/"));
  return new Map(lasting.map(([path, resource]) => [path, canonical(settled(resource) as JsonObject)]));
}

function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value !== "object" || value === null) return value;
  const lasting = Object.entries(value).filter(([key]) => !VOLATILE.has(key) && !TIMES.test(key));
  return Object.fromEntries(lasting.map(([key, inner]) => [key, settled(inner)]));
}

function differences(wanted: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): string[] {
  const paths = [...new Set([...wanted.keys(), ...found.keys()])];
  return paths.flatMap((path) => {
    const [before, now] = [wanted.get(path), found.get(path)];
    if (before === now) return [];
    if (before === undefined) return [`orphaned: ${path}`];
    return [now === undefined ? `missing: ${path}` : `differs: ${path}: ${now}, wanted ${before}`];
  });
}
