import * as fs from "node:fs";
import * as path from "node:path";
import { JsonObject } from "../simulator/json";
import { destinationOf } from "../simulator/try/destination";
import { start } from "../simulator/try/process";
import { Simulation } from "../simulator/try/simulation";
import { isOneOf, windowsOf } from "../simulator/try/windows";
import { Gcloud, gcloudIsAbsent } from "./gcloud";
import { Outcome, Trial } from "./outcome";
import { Prepared } from "./prepared";
import { PROJECT } from "./site";
import { ROOT } from "./synthesis";

const SITE = "https://app.example.com";
const COMPUTE = `projects/${PROJECT}/global`;
const LINK = `https://www.googleapis.com/compute/v1/projects/${PROJECT}`;
const NEG = "compute network-endpoint-groups create";
const BACKEND = "compute backend-services";

/** A load balancer in front of one service, and the redirect from HTTP. */
const ONE_SERVICE = [
  ...neg("web-neg", "--cloud-run-service=web"),
  ...backend("web-backend", "web-neg"),
  "compute url-maps create web-map --default-service=web-backend --global",
  "compute addresses create web-ip --ip-version=IPV4 --global",
  "compute ssl-certificates create web-cert --domains=app.example.com --global",
  "compute target-https-proxies create web-https --url-map=web-map --ssl-certificates=web-cert",
  forwardingRule("web-https-rule", "--target-https-proxy=web-https --ports=443"),
  "compute url-maps import web-redirect --source=redirect.yaml --global",
  "compute target-http-proxies create web-http --url-map=web-redirect",
  forwardingRule("web-http-rule", "--target-http-proxy=web-http --ports=80"),
];

const REDIRECT = `name: web-redirect
defaultUrlRedirect:
  httpsRedirect: true
  redirectResponseCode: MOVED_PERMANENTLY_DEFAULT
  stripQuery: false
`;

const TWO_SERVICES = [
  ...neg("api-neg", "--cloud-run-service=api"),
  ...backend("api-backend", "api-neg"),
  "compute url-maps create both-map --default-service=web-backend --global",
  "compute url-maps add-path-matcher both-map --path-matcher-name=paths --default-service=web-backend " +
    "'--path-rules=/api=api-backend,/api/*=api-backend' --global",
];

const LIMIT =
  "compute security-policies rules create 1000 --security-policy=web-policy --action=throttle " +
  "--rate-limit-threshold-count=100 --rate-limit-threshold-interval-sec=60 --conform-action=allow " +
  "--exceed-action=deny-429 --enforce-on-key=IP";

/** Takes away what `ONE_SERVICE` makes, users first. */
const ALL_AWAY = [
  "compute forwarding-rules delete web-https-rule web-http-rule --global",
  "compute target-https-proxies delete web-https",
  "compute target-http-proxies delete web-http",
  "compute url-maps delete web-map web-redirect --global",
  `${BACKEND} delete web-backend --global`,
  "compute network-endpoint-groups delete web-neg --region=us-central1",
  "compute ssl-certificates delete web-cert --global",
  "compute addresses delete web-ip --global",
];

function neg(name: string, target: string, region = "us-central1"): string[] {
  return [`${NEG} ${name} --region=${region} --network-endpoint-type=serverless ${target}`];
}

function addBackend(name: string, group: string, region = "us-central1"): string {
  const flags = `--network-endpoint-group=${group} --network-endpoint-group-region=${region}`;
  return `${BACKEND} add-backend ${name} --global ${flags}`;
}

function backend(name: string, group: string): string[] {
  return [
    // with --protocol=HTTPS, gcloud would add a port name, which Google refuses
    `${BACKEND} create ${name} --global --load-balancing-scheme=EXTERNAL_MANAGED`,
    addBackend(name, group),
  ];
}

function forwardingRule(name: string, target: string): string {
  const scheme = "--load-balancing-scheme=EXTERNAL_MANAGED --network-tier=PREMIUM";
  return `compute forwarding-rules create ${name} --address=web-ip --global ${target} ${scheme}`;
}

/** A site that gcloud changes. */
interface Site {
  readonly simulation: Simulation;
  readonly gcloud: Gcloud;
}

/** What is done with gcloud, and what is wrong after it. */
interface Row {
  readonly name: string;
  readonly applied: string;
  /** Whether visitors are served in the end. */
  readonly serves?: false;
  readonly act: (site: Site) => Promise<string[]>;
}

const ROWS: readonly Row[] = [
  {
    name: "one service behind a load balancer, and the redirect from HTTP",
    applied: `${ONE_SERVICE.length} commands`,
    act: ({ simulation }) =>
      Promise.resolve([
        ...resourcesAre(simulation, ONE_SERVICE.filter((command) => / (create|import) /.test(command)).length),
        ...leadsTo(simulation, `${SITE}/`, "goes to web-backend"),
        ...leadsTo(simulation, "http://app.example.com/", `301 to ${SITE}/`),
      ]),
  },
  {
    name: "a second service by path: its URL map has no effect until the proxy uses it",
    applied: `${TWO_SERVICES.length + 1} commands`,
    act: async ({ simulation, gcloud }) => [
      ...(await gcloud.runAll(TWO_SERVICES)),
      ...leadsTo(simulation, `${SITE}/api/x`, "goes to web-backend"),
      ...(await gcloud.runAll(["compute target-https-proxies update web-https --url-map=both-map"])),
      ...leadsTo(simulation, `${SITE}/`, "goes to web-backend"),
      ...leadsTo(simulation, `${SITE}/api`, "goes to api-backend"),
      ...leadsTo(simulation, `${SITE}/api/x`, "goes to api-backend"),
    ],
  },
  {
    name: "a URL mask instead of a service",
    applied: "4 commands",
    act: async ({ simulation, gcloud }) => [
      ...(await gcloud.runAll([
        ...neg("mask-neg", "'--cloud-run-url-mask=<service>.example.com'"),
        ...backend("mask-backend", "mask-neg"),
        "compute url-maps set-default-service web-map --default-service=mask-backend --global",
      ])),
      ...leadsTo(simulation, `${SITE}/`, "goes to mask-backend"),
    ],
  },
  {
    name: "a second region; a second NEG of one region is refused",
    applied: "3 commands",
    act: async ({ simulation, gcloud }) => [
      ...(await gcloud.runAll([
        ...neg("web-neg-eu", "--cloud-run-service=web", "europe-west1"),
        ...neg("web-neg-us", "--cloud-run-service=web"),
        addBackend("web-backend", "web-neg-eu", "europe-west1"),
        // there is none to tell, and gcloud must be content with that
        `${BACKEND} get-health web-backend --global`,
      ])),
      ...(await gcloud.refused(addBackend("web-backend", "web-neg-us"), /only one Serverless .* per region/)),
      ...holds(simulation, "backendServices/web-backend", {
        backends: [
          { group: `${LINK}/regions/us-central1/networkEndpointGroups/web-neg` },
          { group: `${LINK}/regions/europe-west1/networkEndpointGroups/web-neg-eu` },
        ],
      }),
    ],
  },
  {
    name: "Cloud CDN by the origin's headers",
    applied: "one command",
    act: async ({ simulation, gcloud }) => [
      ...(await gcloud.runAll([`${BACKEND} update web-backend --enable-cdn --cache-mode=USE_ORIGIN_HEADERS --global`])),
      ...holds(simulation, "backendServices/web-backend", {
        enableCDN: true,
        cdnPolicy: { cacheMode: "USE_ORIGIN_HEADERS" },
      }),
    ],
  },
  {
    name: "a rate limit of Cloud Armor; a rule without a match is refused",
    applied: "3 commands",
    act: async ({ simulation, gcloud }) => [
      ...(await gcloud.runAll(["compute security-policies create web-policy"])),
      ...(await gcloud.says("compute security-policies list-preconfigured-expression-sets", /sqli-v33-stable/)),
      ...(await gcloud.refused(LIMIT, /--src-ip-ranges.*Must be specified/)),
      ...(await gcloud.runAll([
        `${LIMIT} '--src-ip-ranges=*'`,
        `${BACKEND} update web-backend --security-policy=web-policy --global`,
      ])),
      ...holds(simulation, "securityPolicies/web-policy", {
        rules: [{ priority: 1000, action: "throttle", rateLimitOptions: { exceedAction: "deny(429)" } }],
      }),
      ...losesItsGuard(simulation),
    ],
  },
  {
    name: "all resources are deleted; deleting one in use is refused",
    applied: `${ALL_AWAY.length} commands`,
    serves: false,
    act: async ({ simulation, gcloud }) => [
      ...(await gcloud.refused("compute addresses delete web-ip --global", /already being used by/)),
      ...(await gcloud.refused(`${BACKEND} delete web-backend --global`, /already being used by/)),
      ...(await gcloud.runAll(ALL_AWAY)),
      ...resourcesAre(simulation, 0),
    ],
  },
];

/** The commands of `gcloud compute` that make such a site by hand, run by the real gcloud CLI. */
export function tutorialTrials(prepared: Prepared): Trial[] {
  const part = "The gcloud CLI";
  let made: Promise<JsonObject> | undefined;
  const base = () => (made ??= makeOneService(prepared));
  const trials = ROWS.map((row) => ({ part, name: row.name, run: () => run(prepared, base, row) }));
  const printed = "npm run simulator, with the environment that it prints";
  return [...trials, { part, name: printed, run: () => ifThereIsGcloud(prepared, () => asPrinted(prepared)) }];
}

async function ifThereIsGcloud(prepared: Prepared, act: () => Promise<Outcome>): Promise<Outcome> {
  const notRun = await gcloudIsAbsent(prepared);
  return notRun === undefined ? act() : { plan: "", applied: "", windows: "", whoGetsIn: "", problems: [], notRun };
}

async function makeOneService(prepared: Prepared): Promise<JsonObject> {
  const simulation = await Simulation.start();
  try {
    for (const [name, region] of [
      ["web", "us-central1"],
      ["web", "europe-west1"],
      ["api", "us-central1"],
      ["app", "us-central1"],
    ]) {
      await simulation.makeService(PROJECT, region, name);
    }
    const gcloud = new Gcloud(prepared, simulation.address, PROJECT);
    fs.writeFileSync(path.join(gcloud.folder, "redirect.yaml"), REDIRECT);
    const [problem] = await gcloud.runAll(ONE_SERVICE);
    if (problem !== undefined) throw new Error(problem);
    simulation.waitForCertificates();
    return simulation.cloud.save();
  } finally {
    await simulation.stop();
  }
}

function run(prepared: Prepared, base: () => Promise<JsonObject>, row: Row): Promise<Outcome> {
  return ifThereIsGcloud(prepared, async () => {
    const simulation = await Simulation.start(await base());
    try {
      const gcloud = new Gcloud(prepared, simulation.address, PROJECT);
      simulation.cloud.probe.reset();
      const problems = await row.act({ simulation, gcloud });
      const report = simulation.cloud.probe.report();
      const ended = row.serves === false ? report.unserved : [];
      const lost = report.unserved.filter((entry) => !ended.includes(entry));
      const { text, whoGetsIn, outages, gaps } = windowsOf(report, isOneOf(ended.map(({ url }) => url)));
      problems.push(...lost.map(({ url, why }) => `not served in the end: ${url}: ${why}`));
      return {
        plan: "–",
        applied: row.applied,
        windows: text,
        whoGetsIn,
        problems: [...problems, ...outages, ...gaps],
      };
    } finally {
      await simulation.stop();
    }
  });
}

/** The compute resources that there are besides operations. */
function computeResources(simulation: Simulation): string[] {
  return simulation.resources().filter((resource) => !/\/locations\//.test(resource));
}

function resourcesAre(simulation: Simulation, count: number): string[] {
  const found = computeResources(simulation);
  return found.length === count ? [] : [`${found.length} resources instead of ${count}: ${found.join(", ")}`];
}

function leadsTo(simulation: Simulation, url: string, wanted: string): string[] {
  const { unserved } = simulation.cloud.probe.report();
  const why = unserved.find((entry) => entry.url === url)?.why;
  if (why !== undefined) return [`${url} is not served: ${why}`];
  const found = destinationOf(simulation, url);
  return found === wanted ? [] : [`${url} ${found}, and not: ${wanted}`];
}

function holds({ cloud }: Simulation, name: string, wanted: JsonObject): string[] {
  const found = cloud.store.get(`${COMPUTE}/${name}`);
  return contains(found, wanted)
    ? []
    : [`${name} is ${JSON.stringify(found)}, and does not hold ${JSON.stringify(wanted)}`];
}

/** Whether all that is wanted stands in what was found; lists may be longer. */
function contains(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return Array.isArray(found) && wanted.every((entry) => found.some((other) => contains(other, entry)));
  }
  if (typeof wanted !== "object" || wanted === null) return found === wanted;
  if (typeof found !== "object" || found === null) return false;
  return Object.entries(wanted).every(([key, value]) => contains((found as JsonObject)[key], value));
}

/** Detaches the policy, and wants the probe to tell: so it did stand in front of the visitors. */
function losesItsGuard({ cloud }: Simulation): string[] {
  const saved = cloud.save();
  const path = `${COMPUTE}/backendServices/web-backend`;
  cloud.store.set(path, { ...cloud.store.get(path), securityPolicy: undefined });
  cloud.probe.observe("the policy is detached");
  const noticed = cloud.probe.report().gaps.length > 0;
  cloud.restore(saved);
  return noticed ? [] : ["the policy guards no visitor"];
}

/** Starts the simulator as a person does, and does as it says. */
async function asPrinted(prepared: Prepared): Promise<Outcome> {
  let ready: (printed: string[]) => void = () => undefined;
  const lines: string[] = [];
  const printed = new Promise<string[]>((resolve) => (ready = resolve));
  const server = start(process.execPath, ["-r", "@swc-node/register", "simulator/main.ts", "--port", "0"], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: "" },
    onLine: (line) => {
      lines.push(line);
      if (line.includes("NO_PROXY") && lines.includes("gcloud:")) ready(lines);
    },
  });
  try {
    const said = await Promise.race([printed, server.ended.then(({ output }) => [output])]);
    const [, address] = /^simulator ready at (\S+)$/.exec(said[0]) ?? [];
    if (address === undefined) return outcomeOf([`the simulator said: ${said.join("\n")}`]);
    const gcloud = new Gcloud(prepared, address, PROJECT, exportsOf(said.slice(said.indexOf("gcloud:"))));
    const problems = await gcloud.runAll(["compute addresses create ip --global"]);
    const { resources } = (await (await fetch(`${address}/simulator/resources`)).json()) as { resources: string[] };
    if (!resources.includes(`${COMPUTE}/addresses/ip`)) problems.push(`the simulator has ${resources.join(", ")}`);
    server.kill("SIGTERM");
    const { code } = await server.ended;
    if (code !== 0) problems.push(`the simulator ended with ${code}`);
    return outcomeOf(problems);
  } finally {
    server.kill("SIGKILL");
  }
}

function outcomeOf(problems: readonly string[]): Outcome {
  return { plan: "–", applied: "one command", windows: "none", whoGetsIn: "–", problems };
}

function exportsOf(lines: readonly string[]): { [name: string]: string } {
  const found = lines.flatMap((line) => {
    const match = /^ {2}export (\w+)=(.*)$/.exec(line);
    return match ? [[match[1], match[2]]] : [];
  });
  return Object.fromEntries(found) as { [name: string]: string };
}
