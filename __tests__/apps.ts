/** The apps of the repository, run as users run them. */
import { execFile } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { promisify } from "util";

export const ROOT = path.join(__dirname, "..");
export const EXAMPLES = fs
  .readdirSync(path.join(ROOT, "examples"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => `examples/${file}`);
/** Test files as users write them. */
export const TEST_EXAMPLES = fs.readdirSync(path.join(ROOT, "examples/tests")).map((file) => `examples/tests/${file}`);
/** The project of docs/first-hour.md, which `npm run test:package` makes. */
export const FIRST_HOUR = ["main.ts", "site.ts", "__tests__/site.test.ts"].map((file) => `examples/first-hour/${file}`);
/** What `npm run test:languages` runs. */
export const EXAMPLES_IN_OTHER_LANGUAGES = ["python", "java", "go"].flatMap((language) =>
  fs
    .readdirSync(path.join(ROOT, "examples", language))
    .filter((file) => /\.(py|java|go)$/.test(file))
    .map((file) => `examples/${language}/${file}`),
);
export const APPS = ["main.ts", ...EXAMPLES];

/** Runs an app in a process of its own with its output in a new folder, and returns the folder. */
export async function runApp(file: string): Promise<string> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "app-"));
  await run({ CDKTF_OUTDIR: outdir }, file);
  return outdir;
}

/** Runs apps one after the other in one process, which loads the package once, and returns what each wrote. */
export async function outputsOf(files: readonly string[]): Promise<Map<string, { [file: string]: string }>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "apps-"));
  await run({}, "__tests__/fixtures/all-apps.ts", folder, ...files);
  const outputs = new Map(files.map((file) => [file, filesOf(path.join(folder, file))]));
  fs.rmSync(folder, { recursive: true });
  return outputs;
}

function run(env: NodeJS.ProcessEnv, ...args: string[]) {
  return promisify(execFile)(process.execPath, ["-r", "@swc-node/register", ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: "", ...env },
  });
}

/** All files below a folder, by relative path, with their text. */
export function filesOf(folder: string): { [file: string]: string } {
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Object.fromEntries(
    files
      .sort()
      .filter((file) => fs.statSync(path.join(folder, file)).isFile())
      .map((file) => [file, fs.readFileSync(path.join(folder, file), "utf8")]),
  );
}
