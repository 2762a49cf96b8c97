/**
 * `npm run test:native`: the native edition, built, packed and used as its users do: its tarball in an empty project with
 * CDK Terrain and its bindings. `-- --suite` also runs the whole test suite on them, `-- --python` uses its Python package.
 */
import * as fs from "fs";
import * as path from "path";
import { parseArgs } from "util";
import { BINDINGS, bindingsOf } from "./bindings";
import { NATIVE, makeNative, nativeText } from "./native";
import { assertFiles, assertSize, pack } from "./pack";
import { CDKTN, CONSTRUCTS } from "./repository";
import { Checks, ROOT, assertSame, inTemporaryFolder, run } from "./run";

const { values: options } = parseArgs({ options: { suite: { type: "boolean" }, python: { type: "boolean" } } });
const EXAMPLE = "examples/one-service.ts";
const SYNTHESIZED = "cdktf.out/stacks/prod/cdk.tf.json";
/** What jest, the compiler and the loader of a project in TypeScript are. */
const TOOLS = [
  "typescript@6",
  "@types/node@22",
  "@types/jest@30",
  "jest@30",
  "@swc-node/register@1",
  "@swc/core@1.16",
  "@swc/jest@0.2",
];
const CONFIGURATION = {
  compilerOptions: {
    target: "es2022",
    module: "node20",
    strict: true,
    skipLibCheck: true,
    types: ["node", "jest"],
    noEmit: true,
  },
};

const checks = new Checks();
const textOf = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");

inTemporaryFolder((folder) => {
  const [native, project] = [path.join(folder, "native"), path.join(folder, "project")];
  fs.mkdirSync(native);
  fs.mkdirSync(project);
  checks.check("the source with the names of CDK Terrain", () => makeNative(native));
  checks.check("jsii compiles it, with no warning", () => {
    const told = run("npm", ["run", "build"], native);
    if (/\bwarning JSII/i.test(told)) {
      throw new Error(told);
    }
  });
  checks.check("the tarball holds what it should, and is small", () => {
    const packed = pack(folder, native);
    return `${assertFiles(packed)}, ${assertSize(packed)}`;
  });
  useInProject(folder, project);
  if (options.python) {
    checks.check("the Python package in a fresh virtual environment", () => usePython(folder, native));
  }
  if (options.suite) {
    checks.check("the types of the tests and the examples", () => tsc(native));
    checks.check("the test suite, with the snapshots of CDKTF", () => suite(native));
  }
});
checks.end();

/** An empty project, as a user makes it. */
function useInProject(folder: string, project: string): void {
  checks.check("install in an empty project", () => {
    fs.writeFileSync(
      path.join(project, "package.json"),
      JSON.stringify({
        private: true,
        jest: { transform: { "\\.ts$": "@swc/jest" }, setupFilesAfterEnv: ["./setup.js"] },
      }),
    );
    fs.writeFileSync(path.join(project, "setup.js"), 'require("cdktn").Testing.setupJest();\n');
    const [tarball] = fs.readdirSync(folder).filter((file) => file.endsWith(".tgz"));
    const packages = [`cdktn@~${CDKTN}`, `constructs@~${CONSTRUCTS}`, path.join(folder, tarball)];
    const bindings = bindingsOf(folder);
    run(
      "npm",
      ["install", ...packages, bindings === BINDINGS.version ? `${BINDINGS.name}@${bindings}` : bindings],
      project,
    );
    run("npm", ["install", "--save-dev", ...TOOLS], project);
  });
  checks.check("the types of the README's first example", () => {
    fs.writeFileSync(path.join(project, "main.ts"), nativeText(textOf(EXAMPLE), EXAMPLE));
    fs.mkdirSync(path.join(project, "__tests__"));
    const test = "__tests__/site-test.ts";
    fs.writeFileSync(path.join(project, test), nativeText(textOf(`release/project/${test}`), test));
    fs.writeFileSync(path.join(project, "tsconfig.json"), JSON.stringify(CONFIGURATION));
    tsc(project);
  });
  checks.check("its JSON is that of the edition for CDKTF, but for what names the tool and the provider", () =>
    compareJson(folder, project),
  );
  checks.check("the review of the stack", () => {
    const page = run("npx", ["--no-install", NATIVE, "review", "prod"], project);
    if (!page.includes("app.example.com")) {
      throw new Error(`the page does not name the domain:\n${page}`);
    }
  });
  checks.check("a jest test with the matchers", () => {
    run("npx", ["--no-install", "jest", "--ci", "--testMatch", "**/*-test.ts"], project);
  });
}

/** Only what names the tool and the provider may differ. */
function compareJson(folder: string, project: string): void {
  run(process.execPath, ["-r", "@swc-node/register", "main.ts"], project, {
    CDKTF_OUTDIR: path.join(project, "cdktf.out"),
  });
  const here = path.join(folder, "here");
  run(process.execPath, ["-r", "@swc-node/register", EXAMPLE], ROOT, { CDKTF_OUTDIR: here });
  const json = fs.readFileSync(path.join(project, SYNTHESIZED), "utf8");
  if (!json.includes(`"version": "${BINDINGS.provider}"`)) {
    throw new Error(`it does not ask for provider ${BINDINGS.provider}:\n${json}`);
  }
  assertSame(
    unversioned(json),
    unversioned(fs.readFileSync(path.join(here, path.relative("cdktf.out", SYNTHESIZED)), "utf8")),
  );
}

function tsc(folder: string): void {
  run("npx", ["--no-install", "tsc", "--noEmit"], folder);
}

/** A stack without the versions of the tool and of the provider, and the two spellings of the provider's name. */
function unversioned(json: string): string {
  return json
    .replace(/^( *"version"): "[\d.]+"/gm, '$1: ""')
    .replace('"source": "hashicorp/google"', '"source": "google"');
}

function suite(native: string): string {
  // these test the lock file, package.json and the CLI of the repository, not the library
  const ignored = ["--ci", "--testPathIgnorePatterns", "__tests__/package.test.ts", "__tests__/cli.test.ts"];
  const report = path.join(native, "report.json");
  run("npx", ["--no-install", "jest", ...ignored, "--json", "--outputFile", report], native);
  const { numPassedTests } = JSON.parse(fs.readFileSync(report, "utf8")) as { readonly numPassedTests: number };
  return `${numPassedTests} tests`;
}

/** Its dependencies come from PyPI alone. */
function usePython(folder: string, native: string): string {
  run(
    "npx",
    [
      "--no-install",
      "jsii-pacmak",
      "--target",
      "python",
      "--no-npmignore",
      "--pack-command",
      "npm pack --ignore-scripts",
    ],
    native,
  );
  const wheels = path.join(native, "packages/python");
  const [wheel] = fs.readdirSync(wheels).filter((file) => file.endsWith(".whl"));
  const environment = path.join(folder, "venv");
  const python = path.join(environment, "bin/python");
  run("python3", ["-m", "venv", environment]);
  run(python, ["-m", "pip", "install", "--disable-pip-version-check", path.join(wheels, wheel)]);
  const examples = path.join(native, "examples/python");
  const apps = fs.readdirSync(examples).filter((file) => file.endsWith(".py") && !file.startsWith("test_"));
  const outdirOf = (app: string) => path.join(folder, "python-output", app);
  for (const app of apps) {
    // CDK Terrain makes no folder above its own
    fs.mkdirSync(outdirOf(app), { recursive: true });
    run(python, [path.join(examples, app)], folder, { CDKTF_OUTDIR: outdirOf(app) });
  }
  const outdir = outdirOf("one_service.py");
  const json = fs.readFileSync(path.join(outdir, path.relative("cdktf.out", SYNTHESIZED)), "utf8");
  assertSame(unversioned(json), unversioned(fs.readFileSync(path.join(folder, "project", SYNTHESIZED), "utf8")));
  return `${wheel}, ${apps.length} apps`;
}
