import * as fc from "fast-check";
import { windowsOf } from "./windows";
import { Outcome, Trial } from "./outcome";
import { ArmorRule, SiteShape } from "./site";
import { ChangeTrials, SiteInUse } from "./try-change";

/** Options of a random walk. */
export interface WalkOptions {
  readonly steps: number;
  readonly seed: number;
}

/** How many shorter walks are tried to find the shortest that still fails. */
const SHRINKS = 40;

const RULES: readonly ArmorRule[] = ["crawlers", "abuse", "limit"];
const REGIONS: readonly (readonly string[])[] = [
  ["us-central1"],
  ["europe-west1"],
  ["us-central1", "europe-west1"],
  ["europe-west1", "us-central1"],
];

/**
 * Any valid site of the same domains. Rules of Armor have priorities and the invoker stays, since those are the known
 * limits of one step.
 */
export const sites: fc.Arbitrary<SiteShape> = fc
  .record({
    regions: fc.constantFrom(...REGIONS),
    service: fc.constantFrom("Web", "Site"),
    frontend: fc.constantFrom({}, { existing: "web1" }, { existing: "web2" }, { mask: "<service>.example.com" }),
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
  })
  .map(({ frontend, ...site }) => ({
    ...site,
    ...frontend,
    domains: ["app.example.com", "www.example.com"],
    priorities: true,
    canary: site.api === "" ? undefined : site.canary,
  }));

/** A walk from site to site, each of which is applied to the one before. */
export function walkTrial(changes: ChangeTrials, options: WalkOptions): Trial {
  return {
    part: "Random walk",
    name: `from any site to any other, ${options.steps} times`,
    run: () => run(changes, options),
  };
}

async function run(changes: ChangeTrials, { steps, seed }: WalkOptions): Promise<Outcome> {
  console.log(`walk: ${steps} steps, seed ${seed}`);
  let tried = 0;
  const property = fc.asyncProperty(fc.array(sites, { minLength: steps + 1, maxLength: steps + 1 }), async (path) => {
    tried += 1;
    // after so many shorter walks, the shortest that failed so far is good enough
    if (tried > SHRINKS) return;
    await walk(changes, path);
  });
  const details = await fc.check(property, { seed, numRuns: 1 });
  const outcome = { plan: "–", applied: "one apply each", windows: "none" };
  if (!details.failed) return { ...outcome, problems: [] };
  const [path] = details.counterexample ?? [[]];
  const error = details.errorInstance instanceof Error ? details.errorInstance.message : String(details.errorInstance);
  const again = `again with --only "Random walk" --steps ${steps} --seed ${seed}`;
  return { ...outcome, problems: [error, `the walk: ${JSON.stringify(path)}`, again] };
}

async function walk(changes: ChangeTrials, [first, ...others]: readonly SiteShape[]): Promise<void> {
  const site = await changes.siteInUse(first);
  try {
    let before = first;
    for (const [index, after] of others.entries()) {
      const problems = await stepProblems(site, before, after);
      if (problems.length > 0) {
        const from = JSON.stringify(before);
        throw new Error(`step ${index + 1}: ${problems.join("; ")}\nfrom ${from}\nto   ${JSON.stringify(after)}`);
      }
      before = after;
    }
  } finally {
    await site.simulation.stop();
  }
}

async function stepProblems(site: SiteInUse, before: SiteShape, after: SiteShape): Promise<string[]> {
  const { probe } = site.simulation.cloud;
  probe.reset();
  const { found } = await site.take({ site: after });
  const { outages, gaps } = windowsOf(probe.report(), ends(before, after));
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
