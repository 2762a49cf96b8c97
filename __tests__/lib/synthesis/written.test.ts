import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";

const ROOT = path.join(__dirname, "../../..");
const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "written-"));
afterAll(() => fs.rmSync(outdir, { recursive: true }));

const STACKS = `
  const { App } = require("cdktf");
  const { EnvironmentStack, GlobalAddress } = require("./lib");
  const app = new App({ outdir: ${JSON.stringify(outdir)} });
  const dev = new EnvironmentStack(app, "dev", { project: "acme-dev" });
  const prod = new EnvironmentStack(app, "prod", { project: "acme-prod" });
  new GlobalAddress(dev, "Address");
  new GlobalAddress(prod, "Address");
  new GlobalAddress(prod, "Other");`;

/** Runs a program as a user does, who is neither jest nor jsii. */
function run(code: string, env: NodeJS.ProcessEnv = {}) {
  const inherited = { ...process.env, JEST_WORKER_ID: undefined, NODE_ENV: undefined };
  const { stdout, stderr, status } = spawnSync(process.execPath, ["-r", "@swc-node/register", "-e", code], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...inherited, ...env },
  });
  return { stdout, stderr, status };
}

test("a synth prints what it wrote, a line for each stack", () => {
  expect(run(`${STACKS} app.synth();`, { CDKTF_OUTDIR: outdir })).toEqual({
    stdout: "wrote dev: 1 resource\nwrote prod: 2 resources\n",
    stderr: "",
    status: 0,
  });
});

test("it prints nothing within jsii, which has a protocol of its own there", () => {
  expect(run(`${STACKS} app.synth();`, { JSII_AGENT: "Python" })).toMatchObject({ stdout: "", status: 0 });
});

test("a program that CDKTF runs and that does not synthesize fails", () => {
  expect(run(STACKS, { CDKTF_OUTDIR: outdir })).toEqual({
    stdout: "",
    stderr: "app.synth() was not called, so no file was written; call it at the end of the program\n",
    status: 1,
  });
});

test.each<[what: string, code: string, env: NodeJS.ProcessEnv, status: number]>([
  ["that nobody asked to synthesize", STACKS, {}, 0],
  ["that ends by itself with another code", `${STACKS} process.exit(3);`, { CDKTF_OUTDIR: outdir }, 3],
  [
    "in another language that ends with an error",
    `${STACKS} try { new GlobalAddress(prod, "Address"); } catch {}`,
    { CDKTF_OUTDIR: outdir, JSII_AGENT: "Python" },
    0,
  ],
])("a program %s is left alone", (_, code, env, status) => {
  expect(run(code, env)).toEqual({ stdout: "", stderr: "", status });
});
