/**
 * `npm run test:cdktn`: the whole test suite, examples and environments with it, on CDK Terrain, which continues CDKTF
 * under the name `cdktn`. The snapshots, written on CDKTF, must hold: only the version stamp differs. `-- --newest` takes the
 * newest bindings too, which CDK Terrain makes, under the name of those of CDKTF.
 */
import * as fs from "fs";
import * as path from "path";
import { parseArgs } from "util";
import { BINDINGS, bindingsOf } from "./bindings";
import { CDKTN, CONSTRUCTS, copyRepository, linkTree } from "./repository";
import { Checks, ROOT, inTemporaryFolder, run } from "./run";

interface Package {
  devDependencies: { [name: string]: string };
  peerDependencies?: object;
  overrides: { [name: string]: unknown };
}

const { values: options } = parseArgs({ options: { newest: { type: "boolean", default: false } } });
const OLD_NAME = "@cdktf/provider-google";
const checks = new Checks();

inTemporaryFolder((folder) => {
  checks.check(`install cdktn ${CDKTN} under the name of cdktf`, () => {
    copyRepository(folder);
    linkTree(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
    // npm writes over this one in place, and makes it anew from what is there
    fs.rmSync(path.join(folder, "node_modules/.package-lock.json"), { force: true });
    const file = path.join(folder, "package.json");
    const manifest = onCdktn(JSON.parse(fs.readFileSync(file, "utf8")) as Package);
    if (options.newest) {
      const bindings = bindingsOf(path.join(folder, "wheel"));
      manifest.devDependencies[OLD_NAME] =
        bindings === BINDINGS.version ? `npm:${BINDINGS.name}@${bindings}` : bindings;
    }
    fs.writeFileSync(file, JSON.stringify(manifest, null, 2));
    run("npm", ["install", "--ignore-scripts", "--prefer-offline"], folder);
    return onlyCdktn(folder);
  });
  checks.check("type-check", () => void run("npx", ["--no-install", "tsc", "--noEmit"], folder));
  checks.check("the test suite, with the snapshots of CDKTF", () => {
    // what reads the lock file and package.json tests the repository, not the library
    const flags = ["--ci", "--testPathIgnorePatterns", "__tests__/package.test.ts"];
    const report = path.join(folder, "report.json");
    run("npx", ["--no-install", "jest", ...flags, "--json", "--outputFile", report], folder);
    const { numPassedTests, snapshot } = JSON.parse(fs.readFileSync(report, "utf8")) as {
      readonly numPassedTests: number;
      readonly snapshot: { readonly matched: number };
    };
    if (snapshot.matched === 0) {
      throw new Error("no snapshot was compared");
    }
    return `${numPassedTests} tests, ${snapshot.matched} snapshots`;
  });
});
checks.end();

function onCdktn({ peerDependencies: _, ...rest }: Package): Package {
  return {
    ...rest,
    devDependencies: { ...rest.devDependencies, cdktf: `npm:cdktn@${CDKTN}`, constructs: CONSTRUCTS },
    // the newest ones ask for the core by its own name
    overrides: options.newest ? rest.overrides : { ...rest.overrides, [OLD_NAME]: { cdktf: "$cdktf" } },
  };
}

/** Makes sure that the core is CDK Terrain's, for us and, under the same name, for the provider's bindings. */
function onlyCdktn(folder: string): string {
  const users = options.newest ? [folder] : [folder, path.join(folder, "node_modules", OLD_NAME)];
  const cores = users.map((from) => require.resolve("cdktf/package.json", { paths: [from] }));
  const { name, version } = JSON.parse(fs.readFileSync(cores[0], "utf8")) as { name: string; version: string };
  if (new Set(cores).size !== 1 || name !== "cdktn") {
    throw new Error(`expected cdktn alone, found ${name} in ${cores.join(" and ")}`);
  }
  return `${name} ${version}`;
}
