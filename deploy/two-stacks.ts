import * as fs from "node:fs";
import * as path from "node:path";
import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunInvoker,
  CloudRunService,
  EnvironmentStack,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";
import { Simulation } from "../simulator/try/simulation";
import { Terraform, TerraformRun, countsOf } from "../simulator/try/terraform";
import { windowsOf } from "../simulator/try/windows";
import { emptyPlan } from "./empty-plan";
import { Outcome, Trial } from "./outcome";
import { Prepared } from "./prepared";
import { PROJECT } from "./site";
import { synthesizeStack } from "./synthesis";

/** A stack of its own in the one simulated project. */
interface Stack {
  readonly folder: string;
  readonly terraform: Terraform;
  /** Writes the stack's configuration, of an app that has the stack, and applies it. */
  readonly deploy: (build: (app: App) => void) => Promise<TerraformRun>;
}

/** What one stack makes and another uses. */
export function twoStacksTrials(prepared: Prepared): Trial[] {
  return [
    {
      part: "Two steps",
      name: "a backend that another stack's URL map uses is removed, in one step: refused; first the route there, then the backend",
      run: () => runRemoval(prepared),
    },
    {
      part: "Two stacks",
      name: "a URL map uses the backend service of another stack, a backend service its Cloud Run service with a grant; then another grant",
      run: () => runReferences(prepared),
    },
  ];
}

/** Both are stacks of one app, and the second refers to resources of the first. */
async function runReferences(prepared: Prepared): Promise<Outcome> {
  const simulation = await Simulation.start();
  try {
    const [owner, user] = ["owner", "user"].map((id) => stackOf(prepared, simulation, id));
    readStateOf(owner, user);
    const deploy = async (hasJob: boolean) => [
      await owner.deploy((app) => buildBoth(app, hasJob)),
      await user.deploy((app) => buildBoth(app, hasJob)),
    ];
    const made = await deploy(false);
    simulation.waitForCertificates();
    simulation.cloud.probe.reset();
    const changed = await deploy(true);
    const problems = [...made, ...changed].flatMap(({ errors }) => errors);
    for (const { terraform } of [owner, user]) problems.push(...(await emptyPlan(terraform)));
    const { text, whoGetsIn, outages, gaps } = windowsOf(simulation.cloud.probe.report());
    return {
      plan: [...made, ...changed].map(countsOf).join("; "),
      applied: "four applies",
      windows: text,
      whoGetsIn,
      problems: [...problems, ...outages, ...gaps],
    };
  } finally {
    await simulation.stop();
  }
}

/** Lets Terraform find the outputs of a stack, which the other uses, in the state in its folder. */
function readStateOf(owner: Stack, user: Stack): void {
  const config = { path: path.join(owner.folder, "terraform.tfstate") };
  const data = { terraform_remote_state: { "cross-stack-reference-input-owner": { config } } };
  fs.writeFileSync(path.join(user.folder, "remote_override.tf.json"), JSON.stringify({ data }));
}

async function runRemoval(prepared: Prepared): Promise<Outcome> {
  const simulation = await Simulation.start();
  try {
    for (const name of ["reports", "web"]) await simulation.makeService(PROJECT, "us-central1", name);
    const [owner, user] = ["owner", "user"].map((id) => stackOf(prepared, simulation, id));
    const problems = [
      ...(await owner.deploy((app) => buildOwner(app, true))).errors,
      ...(await user.deploy((app) => buildUser(app, true))).errors,
    ];
    simulation.waitForCertificates();
    simulation.cloud.probe.reset();
    const refused = await owner.deploy((app) => buildOwner(app, false));
    if (refused.succeeded) problems.push("removing the backend in use was not refused");
    problems.push(...refused.errors.filter((error) => !error.includes("already being used by")));
    const unrouted = await user.deploy((app) => buildUser(app, false));
    const removed = await owner.deploy((app) => buildOwner(app, false));
    problems.push(...unrouted.errors, ...removed.errors);
    for (const { terraform } of [owner, user]) problems.push(...(await emptyPlan(terraform)));
    const { text, whoGetsIn, outages, gaps } = windowsOf(simulation.cloud.probe.report());
    const plan = `${countsOf(refused)}: refused; ${countsOf(unrouted)}; ${countsOf(removed)}`;
    return {
      plan,
      applied: "refused once, then two applies",
      windows: text,
      whoGetsIn,
      problems: [...problems, ...outages, ...gaps],
    };
  } finally {
    await simulation.stop();
  }
}

function stackOf(prepared: Prepared, simulation: Simulation, id: string): Stack {
  const folder = prepared.folder();
  const terraform = new Terraform({ folder, dataDir: prepared.dataDir, address: simulation.address });
  return {
    folder,
    terraform,
    deploy: (build) => {
      fs.rmSync(`${folder}/cdk.tf.json`, { force: true });
      synthesizeStack(folder, id, build);
      return terraform.apply();
    },
  };
}

function backend(stack: EnvironmentStack, id: string, cloudRunServiceName: string): BackendService {
  const service = CloudRunService.fromCloudRunServiceAttributes(stack, `${id}Service`, {
    cloudRunServiceName,
    region: "us-central1",
  });
  return new BackendService(stack, id, { backends: [service] });
}

/** The stack that has the backend service. */
function buildOwner(app: App, hasReports: boolean): void {
  const stack = new EnvironmentStack(app, "owner", { project: PROJECT });
  backend(stack, "Other", "reports");
  if (hasReports) backend(stack, "Reports", "reports");
}

/** The stack that has the URL map. */
function buildUser(app: App, usesReports: boolean): void {
  const stack = new EnvironmentStack(app, "user", { project: PROJECT });
  const web = backend(stack, "Web", "web");
  const reports = usesReports ? BackendService.fromBackendServiceName(stack, "Reports", "owner-reports") : web;
  new ApplicationLoadBalancer(stack, "LoadBalancer", {
    domains: ["app.example.com"],
    defaultService: web,
    routes: Routes.byPath([{ paths: ["/reports"], action: RouteAction.forward(reports) }]),
  });
}

/** Two stacks with a backend service each, of the same id and with the same Cloud Run service behind it. */
function buildBoth(app: App, hasJob: boolean): void {
  const [owner, user] = ["owner", "user"].map((id) => new EnvironmentStack(app, id, { project: PROJECT }));
  const image = "us-docker.pkg.dev/cloudrun/container/hello";
  const web = new CloudRunService(owner, "Web", { image, region: "us-central1", invoker: CloudRunInvoker.allUsers() });
  const [theirs, ours] = [owner, user].map((stack) => new BackendService(stack, "Api", { backends: [web] }));
  if (hasJob) web.grantInvoke("Job", "serviceAccount:job@acme-web-prod.iam.gserviceaccount.com");
  new ApplicationLoadBalancer(user, "LoadBalancer", {
    domains: ["app.example.com"],
    defaultService: ours,
    routes: Routes.byPath([{ paths: Routes.pathAndBelow("/shared"), action: RouteAction.forward(theirs) }]),
  });
}
