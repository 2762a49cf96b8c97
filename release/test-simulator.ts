/** `npm run test:simulator`: the package of the simulated Google Cloud, installed in an empty folder and used there. */
import * as fs from "fs";
import * as path from "path";
import { Checks, ROOT, inTemporaryFolder, run } from "./run";

const NAME = "cdktf-google-serverless-lb-simulator";
/** What the package may weigh, and what it may weigh with all that it needs. */
const LIMIT_BYTES = 1_000_000;
const INSTALLED_LIMIT_BYTES = 20_000_000;
const FILES = ["README.md", "dist/LICENSE", "dist/index.js", "dist/main.js", "dist/schema.json", "package.json"];

/** What npm tells of a package that it has packed. */
interface Manifest {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Starts the command, asks for a security policy that is not there and for the report, and ends it. */
const START_AND_ASK = `
  const { spawn } = require("child_process");
  const [bin] = process.argv.slice(-1);
  const child = spawn(bin, ["--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const end = (code) => { child.kill(); process.exit(code); };
  setTimeout(() => end(1), 30_000).unref();
  child.stdout.on("data", async (data) => {
    const [address] = /http:\\/\\/[\\d.:]+/.exec(String(data)) ?? end(1);
    const path = "/compute/v1/projects/p/global/securityPolicies/none";
    const missing = await fetch(address + path);
    const report = await fetch(address + "/simulator/report");
    console.log(missing.status, (await missing.json()).error.status, report.status);
    end(0);
  });`;

/** Tries a stack, and says so, or what is missing on this machine. */
const TRY_STACK = `
  const { tryStack } = require(${JSON.stringify(NAME)});
  const [to] = process.argv.slice(-1);
  tryStack({ stack: "prod", to, wordsOf: String, out: () => {}, progress: () => {} }).then(
    (code) => console.log(code === 0 ? "a stack was tried" : "exit code " + code),
    ({ message }) => console.log(message.split("\\n")[0]),
  );`;

const checks = new Checks();
inTemporaryFolder((folder) => {
  const project = path.join(folder, "empty");
  fs.mkdirSync(project);
  const packed = pack(folder);
  checks.check("the tarball holds what it should, and is small", () => {
    const files = packed.files.map((file) => file.path).sort();
    if (files.join() !== FILES.join()) throw new Error(`the files are ${files.join(", ")}`);
    return limited(packed.unpackedSize, LIMIT_BYTES);
  });
  checks.check("it is installed in an empty folder, and is not heavy there", () => {
    fs.writeFileSync(path.join(project, "package.json"), JSON.stringify({ private: true }));
    run("npm", ["install", path.join(folder, packed.filename)], project);
    return limited(sizeOf(path.join(project, "node_modules")), INSTALLED_LIMIT_BYTES);
  });
  checks.check("its command answers", () => {
    const command = path.join(project, "node_modules", ".bin", NAME);
    const answered = run(process.execPath, ["-e", START_AND_ASK, "--", command], project).trim();
    if (answered !== "404 NOT_FOUND 200") throw new Error(`it answers ${answered}`);
  });
  checks.check("it tries a stack, where there is Terraform", () => {
    const outdir = path.join(folder, "out");
    run(process.execPath, ["-r", "@swc-node/register", "examples/one-service.ts"], ROOT, { CDKTF_OUTDIR: outdir });
    const file = path.join(outdir, "stacks", "prod", "cdk.tf.json");
    const told = run(process.execPath, ["-e", TRY_STACK, "--", file], project).trim();
    if (!/^(a stack was tried|Terraform cannot be run|terraform init cannot)/.test(told)) throw new Error(told);
    return told;
  });
});
checks.end();

function pack(folder: string): Manifest {
  const simulator = path.join(ROOT, "simulator");
  run("npm", ["run", "prepack"], simulator);
  const answer: unknown = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], simulator),
  );
  // npm 12 answers with an object by package name, older ones with a list
  return Object.values(answer as { readonly [name: string]: Manifest })[0];
}

function limited(bytes: number, limit: number): string {
  const told = `${Math.round(bytes / 1000)} kB`;
  if (bytes > limit) throw new Error(`${told}, more than ${limit / 1000} kB`);
  return told;
}

function sizeOf(folder: string): number {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, file) => sum + fs.statSync(path.join(file.parentPath, file.name)).size, 0);
}
