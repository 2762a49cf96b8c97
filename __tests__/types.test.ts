/** What `cdktf` and `npm run synth` run checks the types: a typing error must not turn a setting off in silence. */
import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { ROOT } from "./apps";

jest.setTimeout(600_000);

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const { app } = JSON.parse(read("cdktf.json")) as { app: string };
const { scripts } = JSON.parse(read("package.json")) as { scripts: { readonly synth: string } };

/** Runs what `cdktf` runs, in a copy of the app. */
function run(change: (environments: string) => string) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "types-"));
  for (const file of [
    "cdktf.json",
    "package.json",
    "tsconfig.json",
    "tsconfig.app.json",
    "main.ts",
    "site.ts",
    "lib",
  ]) {
    fs.cpSync(path.join(ROOT, file), path.join(folder, file), { recursive: true });
  }
  fs.writeFileSync(path.join(folder, "environments.ts"), change(read("environments.ts")));
  // links one by one, so that the compiler's cache is the copy's own
  fs.mkdirSync(path.join(folder, "node_modules"));
  const packages = fs.readdirSync(path.join(ROOT, "node_modules")).filter((name) => name !== ".cache");
  packages.forEach((name) =>
    fs.symlinkSync(path.join(ROOT, "node_modules", name), path.join(folder, "node_modules", name)),
  );
  const env = { ...process.env, NODE_OPTIONS: "", CDKTF_OUTDIR: path.join(folder, "out") };
  const { status, stdout } = spawnSync("sh", ["-c", app], { cwd: folder, env, encoding: "utf8" });
  const isWritten = fs.existsSync(path.join(folder, "out/manifest.json"));
  fs.rmSync(folder, { recursive: true });
  return { status, stdout, isWritten };
}

test("a misspelt setting of environments.ts is an error, and nothing is written", () => {
  const { status, stdout, isWritten } = run((text) =>
    text.replace("deletionProtection: true", "deletionProtecton: true"),
  );
  expect(stdout).toMatch(/environments\.ts.*'deletionProtecton' does not exist in type 'SiteProps'/);
  expect(status).not.toBe(0);
  expect(isWritten).toBe(false);
});

test("environments.ts as it is has no error", () => {
  expect(run((text) => text)).toMatchObject({ status: 0, isWritten: true });
});

test("npm run synth checks the types first, as cdktf does", () => {
  const check = (command: string) => command.replace(/^npx /, "").split(" && ")[0];
  expect(check(scripts.synth)).toBe("tsc -p tsconfig.app.json");
  expect(check(app)).toBe(check(scripts.synth));
});
