import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { EnvironmentStack } from "cdktf-google-serverless-lb";
import { initEnvironment } from "./environment";
import { start } from "./process";
import { synthesizeStack } from "./synthesis";

/** The exit code that says that deploys cannot be tried on this machine. */
export const CANNOT_RUN = 3;

/** Says that deploys cannot be tried here, why, and what to install. */
export class Unavailable extends Error {}

/** A folder for all that a run writes, and an initialized Terraform that its folders share. */
export class Prepared {
  /** Makes sure that Terraform and the provider are there, and initializes once. */
  public static async make(): Promise<Prepared> {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "deploy-"));
    process.once("exit", () => fs.rmSync(root, { recursive: true, force: true }));
    await checkTerraform(root);
    const template = path.join(root, "template");
    synthesizeStack(template, "template", (app) => new EnvironmentStack(app, "template", { project: "p1" }));
    await init(template, path.join(root, "data"));
    return new Prepared(root, template);
  }

  /** Terraform's data directory for all folders that `folder` gives. */
  public readonly dataDir: string;
  private count = 0;

  private constructor(
    private readonly root: string,
    private readonly template: string,
  ) {
    this.dataDir = path.join(root, "data");
  }

  /** A new folder in which `terraform apply` can run once a stack is synthesized into it. */
  public folder(): string {
    const folder = this.emptyFolder();
    fs.copyFileSync(path.join(this.template, LOCK_FILE), path.join(folder, LOCK_FILE));
    return folder;
  }

  /** A new folder without anything. */
  public emptyFolder(): string {
    this.count += 1;
    const folder = path.join(this.root, String(this.count));
    fs.mkdirSync(folder);
    return folder;
  }

  /** Initializes a folder that keeps its own backend, with the provider that is there already. */
  public async initialize(folder: string): Promise<void> {
    const dataDir = path.join(folder, ".terraform");
    fs.cpSync(path.join(this.dataDir, "providers"), path.join(dataDir, "providers"), {
      recursive: true,
      verbatimSymlinks: true,
    });
    fs.copyFileSync(path.join(this.template, LOCK_FILE), path.join(folder, LOCK_FILE));
    await init(folder, dataDir);
  }
}

const LOCK_FILE = ".terraform.lock.hcl";

async function checkTerraform(cwd: string): Promise<void> {
  const { code } = await start("terraform", ["version"], { cwd, env: initEnvironment() }).ended;
  if (code === 0) return;
  throw new Unavailable(
    "Terraform cannot be run: `terraform` is not on the PATH, or does not run.\n" +
      "Install Terraform 1.5 or later (https://developer.hashicorp.com/terraform/install) and run this again.",
  );
}

async function init(cwd: string, dataDir: string): Promise<void> {
  const env = { ...initEnvironment(), TF_DATA_DIR: dataDir };
  const { code, output } = await start("terraform", ["init", "-input=false", "-no-color"], { cwd, env }).ended;
  if (code === 0) return;
  throw new Unavailable(
    `terraform init cannot get the provider hashicorp/google:\n\n${output.trim()}\n\n` +
      "It needs registry.terraform.io, or the provider in a mirror that Terraform is configured for\n" +
      "(https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation).",
  );
}
