import * as fs from "node:fs";
import * as path from "node:path";
import { JsonObject } from "../json";
import { detached, isGoogle } from "./configuration";
import { initialize } from "./installed";
import { Terraform } from "./terraform";

const STATE = "terraform.tfstate";

/** What a version is made of. */
interface VersionOptions {
  /** The folder for all that is written. */
  readonly root: string;
  /** The `cdk.tf.json`, beside which its assets lie. */
  readonly file: string;
  /** What is in it, as it is to be deployed. */
  readonly json: JsonObject;
  /** The address of the simulated cloud. */
  readonly address: string;
  /** Takes the lines that show the progress. */
  readonly onProgress: (line: string) => void;
}

/** Says what of a stack cannot be tried, and why. */
export class Refused extends Error {}

/** One version of a stack in a folder of its own, in which Terraform is initialized. */
export class Version {
  /** Writes a version into a folder, with its assets, and initializes Terraform there. */
  public static async make({ root, file, json, address, onProgress }: VersionOptions): Promise<Version> {
    const folder = fs.mkdtempSync(path.join(root, "version-"));
    const dataDir = path.join(folder, ".terraform");
    fs.writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(detached(json)));
    const assets = path.join(path.dirname(file), "assets");
    if (fs.existsSync(assets)) fs.cpSync(assets, path.join(folder, "assets"), { recursive: true });
    await initialize(folder, dataDir);
    refuse(providersIn(path.join(folder, ".terraform.lock.hcl")));
    return new Version(folder, new Terraform({ folder, dataDir, address, env: ownEnvironment(), onProgress }));
  }

  private constructor(
    private readonly folder: string,
    public readonly terraform: Terraform,
  ) {}

  /** Gives the state to the version that comes after it. */
  public handOver(next: Version): void {
    const file = path.join(this.folder, STATE);
    if (fs.existsSync(file)) fs.copyFileSync(file, path.join(next.folder, STATE));
  }

  /** What Terraform knows. */
  public state(): JsonObject {
    const file = path.join(this.folder, STATE);
    return fs.existsSync(file) ? readJson(file) : {};
  }
}

/** What is in a file. */
export function readJson(file: string): JsonObject {
  return JSON.parse(fs.readFileSync(file, "utf8")) as JsonObject;
}

/** Ends where something cannot be tried. */
export function refuse(problems: readonly string[]): void {
  const all = [...new Set(problems)];
  if (all.length > 0) throw new Refused(`this cannot be tried in a simulated Google Cloud:\n${all.join("\n")}`);
}

/** The variables of the user, and the settings by which Terraform finds its plugins. */
function ownEnvironment(): { readonly [name: string]: string } {
  const own = Object.entries(process.env).filter(([name]) => /^TF_(VAR_.*|CLI_CONFIG_FILE)$/.test(name));
  return Object.fromEntries(own.map(([name, value]) => [name, value ?? ""]));
}

/** The providers that modules need besides Google's. */
function providersIn(lockFile: string): string[] {
  const locked = fs.existsSync(lockFile) ? fs.readFileSync(lockFile, "utf8") : "";
  return [...locked.matchAll(/^provider "([^"]+)"/gm)]
    .map(([, source]) => source)
    .filter((source) => !isGoogle(source))
    .map((source) => `the provider ${source}, which a module needs: only hashicorp/google has a simulated cloud`);
}
