import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { EnvironmentStack } from "cdktf-google-serverless-lb";
import { checkTerraform, initialize } from "../simulator/try/installed";
import { synthesizeStack } from "./synthesis";

/** The exit code that says that deploys cannot be tried on this machine. */
export const CANNOT_RUN = 3;

/** A folder for all that a run writes, and an initialized Terraform that its folders share. */
export class Prepared {
  /** Makes sure that Terraform and the provider are there, and initializes once. */
  public static async make(): Promise<Prepared> {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "deploy-"));
    process.once("exit", () => fs.rmSync(root, { recursive: true, force: true }));
    await checkTerraform(root);
    const template = path.join(root, "template");
    synthesizeStack(template, "template", (app) => new EnvironmentStack(app, "template", { project: "p1" }));
    await initialize(template, path.join(root, "data"));
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
    await initialize(folder, dataDir);
  }
}

const LOCK_FILE = ".terraform.lock.hcl";
