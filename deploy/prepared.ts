import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { EnvironmentStack } from "cdktf-google-serverless-lb";
import { Program, Unavailable, checkTerraform, initialize } from "../simulator/try/installed";
import { pinProvider, wantedProvider } from "./provider";
import { synthesizeStack } from "./synthesis";

/** The exit code that says that deploys cannot be tried on this machine. */
export const CANNOT_RUN = 3;

/** A folder for all that a run writes, and an initialized Terraform that its folders share. */
export class Prepared {
  /** Makes sure that Terraform and the provider, in some version, are there, and initializes once. */
  public static async make(version = wantedProvider(), program: Program = "terraform"): Promise<Prepared> {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "deploy-"));
    process.once("exit", () => fs.rmSync(root, { recursive: true, force: true }));
    await checkTerraform(root, program);
    const template = path.join(root, "template");
    synthesizeStack(template, "template", (app) => new EnvironmentStack(app, "template", { project: "p1" }));
    pinProvider(path.join(template, "cdk.tf.json"), version);
    await initialize(template, path.join(root, "data"), program).catch((error: unknown) => {
      const isMissing = error instanceof Unavailable && version !== undefined;
      throw isMissing ? new Unavailable(`provider ${version} cannot be tested here: ${error.message}`) : error;
    });
    return new Prepared(root, template, program);
  }

  /** Terraform's data directory for all folders that `folder` gives. */
  public readonly dataDir: string;
  /** The version of the provider that Terraform has found. */
  public readonly provider: string;
  private count = 0;

  private constructor(
    private readonly root: string,
    private readonly template: string,
    public readonly program: Program,
  ) {
    this.dataDir = path.join(root, "data");
    const lock = fs.readFileSync(path.join(template, LOCK_FILE), "utf8");
    this.provider = /^provider "[^"]*\/hashicorp\/google" \{\s+version\s+= "([^"]+)"/m.exec(lock)?.[1] ?? "";
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
    const providers = path.join(dataDir, "providers");
    // the folder may have been initialized with another version
    fs.rmSync(providers, { recursive: true, force: true });
    fs.mkdirSync(dataDir, { recursive: true });
    // a provider is large, and there are many folders
    fs.symlinkSync(path.join(this.dataDir, "providers"), providers, "dir");
    fs.copyFileSync(path.join(this.template, LOCK_FILE), path.join(folder, LOCK_FILE));
    await initialize(folder, dataDir, this.program);
  }
}

const LOCK_FILE = ".terraform.lock.hcl";
