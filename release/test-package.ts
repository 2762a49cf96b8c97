/** `npm run test:package`: the tarball, installed and used as its users do. */
import * as fs from "fs";
import * as path from "path";
import { tryFirstHour } from "./first-hour";
import { assertFiles, assertSize, pack } from "./pack";
import { Checks, ROOT, assertSame, bin, inTemporaryFolder, run } from "./run";

/** The compilers a user may have: the newest that the tools of `cdktf init` run with, and the one before. */
const COMPILERS = ["6.0.3", "5.9.3"];
/** The ways in which a compiler looks for our types. TypeScript calls the last one old. */
const RESOLUTIONS = {
  bundler: ["--module", "esnext", "--moduleResolution", "bundler"],
  node16: ["--module", "node16", "--moduleResolution", "node16"],
  commonjs: ["--module", "commonjs", "--moduleResolution", "node10"],
};
/** What only jsii reads has no types. */
const ATTW = ["--exclude-entrypoints", "./.jsii", "--no-emoji", "--no-color"];
const SYNTHESIZED = "cdktf.out/stacks/prod/cdk.tf.json";

const checks = new Checks();
const example = fs.readFileSync(path.join(ROOT, "examples/one-service.ts"), "utf8");

inTemporaryFolder((folder) => {
  run("npm", ["run", "clean"]);
  run("npm", ["run", "build"]);
  const packed = pack(folder);
  checks.check("the tarball holds what it should and nothing else", () => assertFiles(packed));
  checks.check("it is small", () => assertSize(packed));
  checks.check("publint finds nothing", () => void run(bin("publint"), ["run", packed.tarball, "--strict"]));
  checks.check("its types resolve", () => void run(bin("attw"), [packed.tarball, ...ATTW]));

  const empty = path.join(folder, "empty");
  checks.check("cdktf init", () => init(empty));
  for (const compiler of COMPILERS) {
    tryWith(compiler, path.join(folder, `typescript-${compiler}`), empty, packed.tarball);
  }
  tryFirstHour(checks, folder, packed.tarball);
});
checks.end();

/** The project that `cdktf init` makes. */
function init(project: string): void {
  fs.mkdirSync(project);
  const answers = ["--project-name=demo", "--project-description=demo", "--enable-crash-reporting=false"];
  run(bin("cdktf"), ["init", "--template=typescript", "--local", ...answers], project);
}

function tryWith(compiler: string, project: string, empty: string, tarball: string): void {
  const check = (name: string, work: () => string | void) => checks.check(`TypeScript ${compiler}: ${name}`, work);
  check("install", () => {
    fs.cpSync(empty, project, { recursive: true, verbatimSymlinks: true });
    run("npm", ["install", "--save-dev", `typescript@${compiler}`], project);
    run("npm", ["install", tarball, "@cdktf/provider-google"], project);
    fs.writeFileSync(path.join(project, "main.ts"), example);
    fs.rmSync(path.join(project, "__tests__"), { recursive: true });
    fs.cpSync(path.join(__dirname, "project"), project, { recursive: true });
    if (compiler.startsWith("6.")) {
      makeReadyForTypeScript6(path.join(project, "tsconfig.json"));
    }
  });
  const old = compiler.startsWith("6.") ? ["--ignoreDeprecations", "6.0"] : [];
  for (const [resolution, options] of Object.entries(RESOLUTIONS)) {
    check(`type-checks with ${resolution} resolution`, () => {
      const all = [
        "--noEmit",
        "--incremental",
        "false",
        "--skipLibCheck",
        "false",
        ...options,
        ...(resolution === "commonjs" ? old : []),
      ];
      run(path.join(project, "node_modules/.bin/tsc"), all, project);
    });
  }
  check("cdktf synth gives what the repository gives", () => {
    run(bin("cdktf"), ["synth"], project);
    assertSame(fs.readFileSync(path.join(project, SYNTHESIZED), "utf8"), synthesizedHere(path.join(project, "here")));
  });
  check("the review of the stack", () => {
    const page = run(path.join(project, "node_modules/.bin/cdktf-google-serverless-lb"), ["review", "prod"], project);
    if (!page.includes("app.example.com")) {
      throw new Error(`the page does not name the domain:\n${page}`);
    }
  });
  check("try says how to install the simulator", () => {
    const answer = refusal(
      path.join(project, "node_modules/.bin/cdktf-google-serverless-lb"),
      ["try", "prod"],
      project,
    );
    if (!/npm install --save-dev cdktf-google-serverless-lb-simulator\n.*exit code 2$/s.test(answer)) {
      throw new Error(`it says:\n${answer}`);
    }
  });
  check("the preview of the stack, and its help", () => {
    run(path.join(project, "node_modules/.bin/cdktf-google-serverless-lb"), ["preview", "--help"], project);
    const script = path.join(__dirname, "ask-preview.ts");
    run(process.execPath, ["-r", "@swc-node/register", script, project, "prod"], ROOT);
  });
  check("a jest test of its own", () => void run(path.join(project, "node_modules/.bin/jest"), ["--ci"], project));
}

/** What a program says that fails. */
function refusal(program: string, args: readonly string[], cwd: string): string {
  try {
    return run(program, args, cwd);
  } catch (error) {
    return (error as Error).message;
  }
}

/** What the README says to change in the `tsconfig.json` of `cdktf init` for TypeScript 6. */
function makeReadyForTypeScript6(file: string): void {
  const config = JSON.parse(fs.readFileSync(file, "utf8")) as { compilerOptions: Record<string, unknown> };
  config.compilerOptions.types = ["node", "jest"];
  delete config.compilerOptions.noEmitOnError;
  fs.writeFileSync(file, JSON.stringify(config, null, 2));
}

function synthesizedHere(outdir: string): string {
  run(process.execPath, ["-r", "@swc-node/register", "examples/one-service.ts"], ROOT, { CDKTF_OUTDIR: outdir });
  return fs.readFileSync(path.join(outdir, path.relative("cdktf.out", SYNTHESIZED)), "utf8");
}
