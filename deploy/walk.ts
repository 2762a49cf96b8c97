import * as fc from "fast-check";
import { isOneOf, windowsOf } from "../simulator/try/windows";
import { Outcome, Trial } from "./outcome";
import { ArmorRule, SiteShape } from "./site";
import { ChangeTrials, SiteInUse } from "./try-change";

/** Options of a random walk. */
export interface WalkOptions {
  readonly steps: number;
  readonly seed: number;
}

/** A walk that failed. */
export interface FailedWalk {
  /** The sites: each was applied to the one before, and the last was too much. */
  readonly sites: readonly SiteShape[];
  readonly problems: readonly string[];
}

/** Where a walk goes: the first site of it stands already. */
export interface Walker {
  /** Applies a site to the one before, and returns what went wrong. */
  readonly step: (before: SiteShape, after: SiteShape) => Promise<readonly string[]>;
  /** Looks around at the last site, and returns what is not as it should be. */
  readonly arrive: (last: SiteShape) => Promise<readonly string[]>;
  readonly end: () => Promise<void>;
}

/** Starts a walk at a site. */
export type StartWalk = (first: SiteShape) => Promise<Walker>;

/** Whether a walk fails. */
type Fails = (path: readonly Choice[]) => Promise<boolean>;

/** How many walks are tried to make the sites of a failing one plain. */
const SHRINKS = 60;

const RULES: readonly ArmorRule[] = ["crawlers", "abuse", "limit"];
const REGIONS: readonly (readonly string[])[] = [
  ["us-central1"],
  ["europe-west1"],
  ["us-central1", "europe-west1"],
  ["europe-west1", "us-central1"],
];
const FRONTENDS: readonly SiteShape[] = [
  {},
  { existing: "web1" },
  { existing: "web2" },
  { mask: "<service>.example.com" },
];

/** What decides a site of a walk. The first value of each is where shrinking leads to. */
const choices = fc.record({
  regions: fc.constantFrom(...REGIONS),
  service: fc.constantFrom("Web", "Site"),
  frontend: fc.constantFrom(...FRONTENDS),
  backend: fc.constantFrom("WebBackend", "SiteBackend"),
  api: fc.constantFrom("Api", "Rest", ""),
  inOrder: fc.boolean(),
  canary: fc.constantFrom(undefined, 10, 60),
  host: fc.constantFrom(undefined, "app.example.com", "www.example.com"),
  armor: fc.constantFrom("Armor", "Shield", ""),
  rules: fc.subarray([...RULES], { minLength: 1 }),
  limit: fc.constantFrom(100, 200),
  cdn: fc.constantFrom(undefined, "origin" as const, "static" as const, "ttl" as const, "force" as const),
  ssl: fc.constantFrom(undefined, "Tls", "Modern"),
  restricted: fc.boolean(),
  ipv6: fc.boolean(),
  httpRedirect: fc.boolean(),
  keepAlive: fc.constantFrom(undefined, 300, 600),
  outlier: fc.boolean(),
});
type Choice = typeof choices extends fc.Arbitrary<infer T> ? T : never;

/**
 * Any valid site of the same domains. Rules of Armor have priorities and the invoker stays, since those are the known
 * limits of one step.
 */
function siteOf({ frontend, ...choice }: Choice): SiteShape {
  return {
    ...choice,
    ...frontend,
    domains: ["app.example.com", "www.example.com"],
    priorities: true,
    canary: choice.api === "" ? undefined : choice.canary,
  };
}

/** Any such site. */
export const sites: fc.Arbitrary<SiteShape> = choices.map(siteOf);

/** A walk from site to site, each of which is applied to the one before. */
export function walkTrial(changes: ChangeTrials, options: WalkOptions): Trial {
  return {
    part: "Random walk",
    name: "from any site to any other, 25 times unless --steps is given",
    run: () => run(changes, options),
  };
}

async function run(changes: ChangeTrials, options: WalkOptions): Promise<Outcome> {
  const { steps, seed } = options;
  console.log(`walk: ${steps} steps, seed ${seed}`);
  const failed = await randomWalk(options, async (first) => walkerIn(changes, await changes.siteInUse(first)));
  const outcome = { plan: "–", applied: "one apply each", windows: "none", whoGetsIn: "everybody" };
  return { ...outcome, problems: failed ? describe(failed, options) : [] };
}

/** A failed walk as a person reads it, with what repeats it. */
export function describe({ sites, problems }: FailedWalk, { steps, seed }: WalkOptions): string[] {
  const count = sites.length - 1;
  const lines = sites.map((site, index) => `${index === 0 ? "from" : "to  "} ${JSON.stringify(site)}`);
  return [
    ...problems,
    [`shrunken to ${count} ${count === 1 ? "step" : "steps"}:`, ...lines].join("\n"),
    `seed ${seed}; again with --only "Random walk" --steps ${steps} --seed ${seed}`,
  ];
}

/**
 * Walks so many steps by a seed. A walk that fails is shrunk: to the fewest sites that still fail, and those to the
 * values that stand first. `undefined` when all went well.
 */
export async function randomWalk({ steps, seed }: WalkOptions, start: StartWalk): Promise<FailedWalk | undefined> {
  const [path] = fc.sample(paths(steps + 1), { seed, numRuns: 1 });
  let failed = await walk(path, start);
  if (!failed) return undefined;
  const fails = async (shorter: readonly Choice[]) => {
    const again = await walk(shorter, start);
    failed = again ?? failed;
    return again !== undefined;
  };
  const least = await fewest(path.slice(0, failed.sites.length), fails);
  await plainest(least, fails);
  return failed;
}

function paths(length: number): fc.Arbitrary<Choice[]> {
  return fc.array(choices, { minLength: length, maxLength: length });
}

/** The fewest of some sites that still fail: the last of them, without each of those that is not needed. */
async function fewest(path: readonly Choice[], fails: Fails): Promise<readonly Choice[]> {
  let least = path;
  for (let length = 1; length < path.length; length *= 2) {
    if (!(await fails(path.slice(-length)))) continue;
    least = path.slice(-length);
    break;
  }
  for (let index = least.length - 2; index >= 0; index--) {
    const fewer = least.filter((_, other) => other !== index);
    if (await fails(fewer)) least = fewer;
  }
  return least;
}

/** Makes the sites of a failing walk plain: the last that fails is the plainest. */
async function plainest(path: readonly Choice[], fails: Fails): Promise<void> {
  let tried = 0;
  const property = fc.asyncProperty(paths(path.length), async (plainer) => {
    tried += 1;
    // after so many, the plainest so far is good enough
    return tried > SHRINKS || !(await fails(plainer));
  });
  await fc.check(property, { seed: 0, numRuns: 1, examples: [[[...path]]] });
}

/** Walks from the first of some sites to the last, and stops where something goes wrong. */
async function walk(path: readonly Choice[], start: StartWalk): Promise<FailedWalk | undefined> {
  const sites = path.map(siteOf);
  let walker: Walker | undefined;
  let reached = 0;
  try {
    walker = await start(sites[0]);
    for (const [index, after] of sites.slice(1).entries()) {
      reached = index + 1;
      const problems = await walker.step(sites[index], after);
      if (problems.length > 0) return { sites: sites.slice(0, reached + 1), problems };
    }
    const problems = await walker.arrive(sites[reached]);
    return problems.length > 0 ? { sites, problems } : undefined;
  } catch (error) {
    return { sites: sites.slice(0, reached + 1), problems: [error instanceof Error ? error.message : String(error)] };
  } finally {
    await walker?.end();
  }
}

function walkerIn(changes: ChangeTrials, site: SiteInUse): Walker {
  return {
    step: (before, after) => stepProblems(site, before, after),
    arrive: (last) => changes.leftovers(last, site),
    end: () => site.simulation.stop(),
  };
}

async function stepProblems(site: SiteInUse, before: SiteShape, after: SiteShape): Promise<string[]> {
  const { probe } = site.simulation.cloud;
  probe.reset();
  const { found } = await site.take({ site: after });
  const { outages, gaps } = windowsOf(probe.report(), isOneOf(ends(before, after)));
  site.simulation.waitForCertificates();
  return [...found, ...outages, ...gaps];
}

/** What visitors lose as asked: IPv6, and what answers HTTP. */
function ends(before: SiteShape, after: SiteShape): string[] {
  const domains = after.domains ?? [];
  const schemes = ["https", "http"];
  const noIpv6 = before.ipv6 && !after.ipv6;
  const noHttp = after.httpRedirect === false;
  return domains.flatMap((domain) => [
    ...(noIpv6 ? schemes.map((scheme) => `${scheme}://${domain}/ (IPv6)`) : []),
    ...(noHttp ? [`http://${domain}/`, `http://${domain}/ (IPv6)`] : []),
  ]);
}
