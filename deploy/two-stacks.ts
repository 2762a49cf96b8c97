import * as fs from "node:fs";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";
import { Outcome, Trial, countsOf, listOf } from "./outcome";
import { Prepared } from "./prepared";
import { Simulation } from "./simulation";
import { PROJECT } from "./site";
import { synthesizeStack } from "./synthesis";
import { Terraform, TerraformRun } from "./terraform";
import { windowsOf } from "./windows";

/** A stack of its own in the one simulated project. */
interface Stack {
  readonly terraform: Terraform;
  /** Writes the stack's configuration and applies it. */
  readonly deploy: (build: (stack: EnvironmentStack) => void) => Promise<TerraformRun>;
}

/** A backend service of one stack that the URL map of another uses. */
export function twoStacksTrial(prepared: Prepared): Trial {
  return {
    part: "Two steps",
    name: "a backend that another stack's URL map uses is removed, at once: refused; first the route there, then the backend",
    run: () => run(prepared),
  };
}

async function run(prepared: Prepared): Promise<Outcome> {
  const simulation = await Simulation.start();
  try {
    for (const name of ["reports", "web"]) await simulation.makeService(PROJECT, "us-central1", name);
    const [owner, user] = ["owner", "user"].map((id) => stackOf(prepared, simulation, id));
    const problems = [
      ...(await owner.deploy((stack) => buildOwner(stack, true))).errors,
      ...(await user.deploy((stack) => buildUser(stack, true))).errors,
    ];
    simulation.waitForCertificates();
    simulation.cloud.probe.reset();
    const refused = await owner.deploy((stack) => buildOwner(stack, false));
    if (refused.succeeded) problems.push("removing the backend in use was not refused");
    problems.push(...refused.errors.filter((error) => !error.includes("already being used by")));
    const unrouted = await user.deploy((stack) => buildUser(stack, false));
    const removed = await owner.deploy((stack) => buildOwner(stack, false));
    problems.push(...unrouted.errors, ...removed.errors);
    for (const { terraform } of [owner, user]) problems.push(...(await emptyPlan(terraform)));
    const { text, outages, gaps } = windowsOf(simulation.cloud.probe.report(), []);
    const plan = `${countsOf(refused)}: refused; ${countsOf(unrouted)}; ${countsOf(removed)}`;
    return {
      plan,
      applied: "refused once, then two applies",
      windows: text,
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
    terraform,
    deploy: (build) => {
      fs.rmSync(`${folder}/cdk.tf.json`, { force: true });
      synthesizeStack(folder, id, (app) => build(new EnvironmentStack(app, id, { project: PROJECT })));
      return terraform.apply();
    },
  };
}

async function emptyPlan(terraform: Terraform): Promise<string[]> {
  const plan = await terraform.plan();
  return plan.changes.length === 0 ? [...plan.errors] : [`the plan after it is not empty: ${listOf(plan)}`];
}

function backend(stack: EnvironmentStack, id: string, serviceName: string): BackendService {
  const service = CloudRunService.fromServiceName(stack, `${id}Service`, { serviceName, region: "us-central1" });
  return new BackendService(stack, id, { backends: [service] });
}

/** The stack that has the backend service. */
function buildOwner(stack: EnvironmentStack, hasReports: boolean): void {
  backend(stack, "Other", "reports");
  if (hasReports) backend(stack, "Reports", "reports");
}

/** The stack that has the URL map. */
function buildUser(stack: EnvironmentStack, usesReports: boolean): void {
  const web = backend(stack, "Web", "web");
  const reports = usesReports ? BackendService.fromBackendServiceName(stack, "Reports", "owner-reports") : web;
  new ApplicationLoadBalancer(stack, "LoadBalancer", {
    domains: ["app.example.com"],
    defaultService: web,
    routes: Routes.byPath([{ paths: ["/reports"], action: RouteAction.forward(reports) }]),
  });
}
