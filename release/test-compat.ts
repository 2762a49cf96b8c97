/**
 * `npm run test:compat`: what the last release promised, kept in `release/last`, and what is here now.
 * `npm run test:compat -- --keep` keeps what is here as the last release; that belongs to every release.
 */
import * as fs from "fs";
import * as path from "path";
import { gunzipSync, gzipSync } from "zlib";
import { hasBreakingEntry } from "./changelog";
import { Checks, ROOT, bin, inTemporaryFolder, run } from "./run";
import { Names, changedNames, namesOf } from "./names";

const LAST = path.join(__dirname, "last");
const ASSEMBLY = path.join(LAST, "assembly.json.gz");
const APPS = path.join(LAST, "apps");
const NAMES = path.join(LAST, "names.json");
/** The apps of the last release use the library as it is now; they find it by the repository's tsconfig.json. */
const appsOf = (folder: string) => [
  path.join(folder, "main.ts"),
  ...fs
    .readdirSync(path.join(folder, "examples"))
    .filter((file) => /(?<!\.test)\.ts$/.test(file))
    .map((file) => path.join(folder, "examples", file)),
];

if (process.argv.includes("--keep")) {
  keep();
} else {
  compare();
}

function keep(): void {
  run("npm", ["run", "build"]);
  fs.rmSync(LAST, { recursive: true, force: true });
  fs.mkdirSync(APPS, { recursive: true });
  fs.writeFileSync(ASSEMBLY, gzipSync(fs.readFileSync(path.join(ROOT, ".jsii")), { level: 9 }));
  for (const file of ["main.ts", "environments.ts", "site.ts", ...appsOf(ROOT).slice(1)]) {
    const kept = path.join(APPS, path.relative(ROOT, path.resolve(ROOT, file)));
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    fs.copyFileSync(path.resolve(ROOT, file), kept);
  }
  fs.writeFileSync(NAMES, `${JSON.stringify(names().names, null, 1)}\n`);
}

function compare(): void {
  const last = JSON.parse(fs.readFileSync(NAMES, "utf8")) as Names;
  const now = names();
  // an app that fails has no names to compare
  const compared = Object.entries(last).filter(([stack]) => !now.failed.includes(appOf(stack)));
  const breaks = [...brokenApi(), ...now.broken, ...changedNames(Object.fromEntries(compared), now.names)];
  const allowed = hasBreakingEntry(fs.readFileSync(path.join(ROOT, "CHANGELOG.md"), "utf8"));
  const checks = new Checks();
  checks.check("compatible with the last release, or CHANGELOG.md tells what breaks", () => {
    if (breaks.length > 0 && !allowed) {
      const way = "mend it, or begin an entry under Unreleased in CHANGELOG.md with **Breaking:**";
      throw new Error([...breaks, way].join("\n"));
    }
    return breaks.length > 0 ? `breaking, as CHANGELOG.md tells:\n${breaks.join("\n")}` : "nothing breaks";
  });
  checks.end();
}

/** What a stack of an app is called among the names. */
function stackOf(app: string, stack: string): string {
  return `${app} ${stack}`;
}

function appOf(stack: string): string {
  return stack.slice(0, stack.indexOf(" "));
}

/** What jsii-diff finds between the two assemblies, which it reads from folders that look like packages. */
function brokenApi(): string[] {
  run("npm", ["run", "build"]);
  const last = path.join(ROOT, "packages/last");
  fs.mkdirSync(last, { recursive: true });
  fs.writeFileSync(path.join(last, ".jsii"), gunzipSync(fs.readFileSync(ASSEMBLY)));
  fs.copyFileSync(path.join(ROOT, "package.json"), path.join(last, "package.json"));
  try {
    run(bin("jsii-diff"), [last, ROOT, "--error-on", "all"]);
    return [];
  } catch (error) {
    return (error as Error).message.split("\n").slice(1, -1);
  } finally {
    fs.rmSync(last, { recursive: true });
  }
}

/** The names that the apps of the last release get from the library as it is now, and the apps that it breaks. */
function names(): { readonly names: Names; readonly failed: string[]; readonly broken: string[] } {
  const all: { [stack: string]: Names[string] } = {};
  const failed: string[] = [];
  const broken: string[] = [];
  for (const app of appsOf(APPS)) {
    const name = path.relative(APPS, app);
    inTemporaryFolder((outdir) => {
      try {
        run(process.execPath, ["-r", "@swc-node/register", app], ROOT, { CDKTF_OUTDIR: outdir });
      } catch (error) {
        failed.push(name);
        broken.push(`${name} of the last release fails: ${(error as Error).message}`);
        return;
      }
      for (const stack of fs.readdirSync(path.join(outdir, "stacks"))) {
        const json: unknown = JSON.parse(fs.readFileSync(path.join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"));
        all[stackOf(name, stack)] = namesOf(json as Parameters<typeof namesOf>[0]);
      }
    });
  }
  return { names: all, failed, broken };
}
