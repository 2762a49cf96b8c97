import * as fs from "node:fs";
import * as path from "node:path";
import { Simulation } from "../simulator/try/simulation";
import { Terraform, countsOf } from "../simulator/try/terraform";
import { windowsOf } from "../simulator/try/windows";
import { emptyPlan } from "./empty-plan";
import { Outcome, Trial } from "./outcome";
import { Prepared } from "./prepared";
import { pinProvider } from "./provider";
import { keepStateIn, synthesizeApp } from "./synthesis";

const EXAMPLE = "examples/adopting.ts";
const PROJECT = "acme-web-prod";
/** Only the file name: Terraform runs in the folder of the old configuration. */
const BACKUP = "before.tfstate";

/** The site that the example takes over, as another configuration makes it. */
const OLD_SITE = {
  google_compute_region_network_endpoint_group: {
    web: { name: "web-neg", region: "us-central1", cloud_run: { service: "web" } },
  },
  google_compute_backend_service: {
    web: {
      name: "web-backend",
      load_balancing_scheme: "EXTERNAL_MANAGED",
      backend: { group: "${google_compute_region_network_endpoint_group.web.id}" },
    },
  },
  google_compute_url_map: {
    web: { name: "web-map", default_service: "${google_compute_backend_service.web.id}" },
  },
  google_compute_global_address: { web: { name: "web-ip" } },
  google_compute_managed_ssl_certificate: { web: { name: "web-cert", managed: { domains: ["www.example.com"] } } },
  google_compute_target_https_proxy: {
    web: {
      name: "web-proxy",
      url_map: "${google_compute_url_map.web.id}",
      ssl_certificates: ["${google_compute_managed_ssl_certificate.web.id}"],
    },
  },
  google_compute_global_forwarding_rule: {
    web: {
      name: "web-rule",
      ip_address: "${google_compute_global_address.web.id}",
      port_range: "443",
      load_balancing_scheme: "EXTERNAL_MANAGED",
      target: "${google_compute_target_https_proxy.web.id}",
    },
  },
};

/** The synthesized example. */
interface Synthesized {
  readonly import: readonly { readonly to: string; readonly id: string }[];
}

/** What docs/adopting.md says, with its commands: a site of another configuration is taken over, and given back. */
export function takeoverTrials(prepared: Prepared): Trial[] {
  return [
    {
      part: "Take over",
      name: "a site of another configuration is taken over, and goes the way back",
      run: () => runBoth(prepared),
    },
    {
      part: "Take over",
      name: "a site is taken over without the import of its address: the way back, before the next apply",
      run: () => runBoth(prepared, "web-ip"),
    },
    {
      part: "Take over",
      name: "a site is taken over with a new certificate for its domain",
      run: () => runNewCertificate(prepared),
    },
  ];
}

/** The old site in use, and the example as it is synthesized. */
async function begin(prepared: Prepared, simulation: Simulation) {
  await simulation.makeService(PROJECT, "us-central1", "web");
  const old = prepared.folder();
  const oldTerraform = new Terraform({ folder: old, dataDir: prepared.dataDir, address: simulation.address });
  writeOld(old, { resource: OLD_SITE });
  const made = await oldTerraform.apply();
  simulation.waitForCertificates();
  simulation.cloud.probe.reset();
  const { prod } = await synthesizeApp(EXAMPLE, prepared.emptyFolder());
  await prepared.initialize(prod);
  const dataDir = path.join(prod, ".terraform");
  const terraform = new Terraform({ folder: prod, dataDir, address: simulation.address });
  return { old, oldTerraform, made, prod, terraform };
}

/** With a forgotten import, the next apply would replace the forwarding rule. */
async function runBoth(prepared: Prepared, forgotten?: string): Promise<Outcome> {
  const simulation = await Simulation.start();
  try {
    const { old, oldTerraform, made, prod, terraform } = await begin(prepared, simulation);
    if (forgotten !== undefined) forget(prod, forgotten);
    const before = simulation.resources();
    const takenOut = await takeOut(old, oldTerraform);
    const taken = await terraform.apply();
    const next = forgotten === undefined ? await emptyPlan(terraform) : await replacingPlan(terraform);
    const problems = [...made.errors, ...takenOut.problems, ...taken.errors, ...next];
    const back = await goBack(old, oldTerraform, terraform, prod);
    problems.push(...back.problems);

    const left = simulation.resources().filter((resource) => !before.includes(resource));
    const missing = before.filter((resource) => !simulation.resources().includes(resource));
    problems.push(...left.map((resource) => `left after the way back: ${resource}`));
    problems.push(...missing.map((resource) => `missing after the way back: ${resource}`));
    const { text, whoGetsIn, outages, gaps } = windowsOf(simulation.cloud.probe.report(), isRedirect);
    return {
      plan: [takenOut.run, taken, back.given, back.destroyed].map(countsOf).join("; "),
      applied: "two applies; back: one apply and destroy",
      windows: text,
      whoGetsIn,
      problems: [...problems, ...outages, ...gaps],
    };
  } finally {
    await simulation.stop();
  }
}

/** The plan destroys nothing, and creates a certificate: nobody is served until Google has issued it. */
async function runNewCertificate(prepared: Prepared): Promise<Outcome> {
  const simulation = await Simulation.start();
  try {
    const { old, oldTerraform, made, prod, terraform } = await begin(prepared, simulation);
    forget(prod, "web-cert");
    const takenOut = await takeOut(old, oldTerraform);
    const taken = await terraform.apply();
    simulation.waitForCertificates();
    const { text, whoGetsIn, outages, gaps } = windowsOf(simulation.cloud.probe.report());
    const problems = [...made.errors, ...takenOut.problems, ...taken.errors, ...(await emptyPlan(terraform)), ...gaps];
    if (taken.changes.some(({ action }) => action === "delete")) problems.push("the plan destroys something");
    if (outages.length === 0) problems.push("nobody was refused until the certificate was issued");
    return {
      plan: [takenOut.run, taken].map(countsOf).join("; "),
      applied: "two applies",
      windows: text,
      whoGetsIn,
      problems,
    };
  } finally {
    await simulation.stop();
  }
}

/** Removes an import from the code. What it was for gets another name, and nothing keeps Terraform from destroying it. */
function forget(folder: string, name: string): void {
  const file = path.join(folder, "cdk.tf.json");
  const json = JSON.parse(fs.readFileSync(file, "utf8")) as Synthesized;
  const imports = json.import.filter(({ id }) => id !== name);
  const text = JSON.stringify({ ...json, import: imports }).replaceAll(`"${name}"`, `"${name}-2"`);
  fs.writeFileSync(file, text.replaceAll('"prevent_destroy":true', '"prevent_destroy":false'));
}

/** The redirect to HTTPS is new, so the way back removes it. */
function isRedirect(url: string): boolean {
  return url.startsWith("http://");
}

/** The backup, then the blocks that make Terraform forget what the new stack imports. */
async function takeOut(folder: string, terraform: Terraform) {
  const { output } = await terraform.command("state", "pull");
  fs.writeFileSync(path.join(folder, BACKUP), output);
  const removed = Object.keys(OLD_SITE).map((type) => ({ from: `${type}.web`, lifecycle: { destroy: false } }));
  writeOld(folder, { removed });
  const run = await terraform.apply();
  return { run, problems: [...run.errors, ...(await emptyPlan(terraform))] };
}

/** The old code and its state again, then what had been imported out of the state of the new stack, and destroy. */
async function goBack(oldFolder: string, oldTerraform: Terraform, terraform: Terraform, folder: string) {
  writeOld(oldFolder, { resource: OLD_SITE });
  const pushed = await oldTerraform.command("state", "push", "-force", BACKUP);
  const given = await oldTerraform.apply();
  const json = JSON.parse(fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8")) as Synthesized;
  const forgotten = await terraform.command("state", "rm", ...json.import.map(({ to }) => to));
  const destroyed = await terraform.destroy();
  const failed = [pushed, forgotten].filter(({ succeeded }) => !succeeded).map(({ output }) => output);
  const problems = [...failed, ...given.errors, ...destroyed.errors, ...(await emptyPlan(oldTerraform))];
  return { given, destroyed, problems };
}

function writeOld(folder: string, parts: object): void {
  const file = path.join(folder, "cdk.tf.json");
  const terraform = { required_providers: { google: { source: "hashicorp/google" } } };
  fs.writeFileSync(file, JSON.stringify({ terraform, provider: { google: [{ project: PROJECT }] }, ...parts }));
  pinProvider(file);
  keepStateIn(folder);
}

async function replacingPlan(terraform: Terraform): Promise<string[]> {
  const { changes } = await terraform.plan();
  return changes.some(({ action }) => action === "replace") ? [] : ["the plan after it replaces nothing"];
}
