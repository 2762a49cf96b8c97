import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { App, TerraformStack } from "cdktf";
import { pinProvider } from "./provider";

/** The repository. */
export const ROOT = path.join(__dirname, "..");
/** The state beside the configuration, whatever backend the stack has. */
const LOCAL_STATE = { terraform: { backend: { local: { path: "terraform.tfstate" } } } };

/** Synthesizes one stack of an app, and nothing else of what that writes, into a folder; its state is kept there too. */
export function synthesizeStack(folder: string, stack: string, build: (app: App) => TerraformStack | void): void {
  const outdir = path.join(folder, "cdktf.out");
  synthesizeInto(outdir, build);
  fs.copyFileSync(path.join(outdir, "stacks", stack, "cdk.tf.json"), path.join(folder, "cdk.tf.json"));
  fs.rmSync(outdir, { recursive: true });
  keepStateIn(folder);
}

/** Synthesizes an app into its output folder. */
export function synthesizeInto(outdir: string, build: (app: App) => TerraformStack | void): void {
  fs.mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  build(app);
  synthesizeSilently(app);
  foldersOf(outdir).forEach(([, folder]) => pinProvider(path.join(folder, "cdk.tf.json")));
}

/** What synth prints of itself would stand between the lines of the progress. */
function synthesizeSilently(app: App): void {
  const { NODE_ENV: before } = process.env;
  process.env.NODE_ENV = "test";
  try {
    app.synth();
  } finally {
    if (before === undefined) {
      delete process.env.NODE_ENV;
    } else {
      process.env.NODE_ENV = before;
    }
  }
}

/** Makes Terraform keep the state of the stack in a folder in that folder. */
export function keepStateIn(folder: string): void {
  fs.writeFileSync(path.join(folder, "backend_override.tf.json"), JSON.stringify(LOCAL_STATE));
}

/** Runs an app as users do, in a process of its own, and returns its stacks' folders by id, in the order of the app. */
export async function synthesizeApp(file: string, folder: string): Promise<{ readonly [stack: string]: string }> {
  const outdir = path.join(folder, "cdktf.out");
  await promisify(execFile)(process.execPath, ["-r", "@swc-node/register", file], {
    cwd: ROOT,
    env: { ...process.env, CDKTF_OUTDIR: outdir, NODE_OPTIONS: "" },
  });
  const folders = foldersOf(outdir);
  folders.forEach(([, folder]) => pinProvider(path.join(folder, "cdk.tf.json")));
  return Object.fromEntries(folders);
}

/** The folders of an app's stacks, each with the stack's id. */
function foldersOf(outdir: string): (readonly [id: string, folder: string])[] {
  const manifest = JSON.parse(fs.readFileSync(path.join(outdir, "manifest.json"), "utf8")) as {
    readonly stacks: { readonly [id: string]: { readonly workingDirectory: string } };
  };
  return Object.entries(manifest.stacks).map(([id, { workingDirectory }]) => [id, path.join(outdir, workingDirectory)]);
}
