import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { userError } from "../../../lib/resource/user-error";

const ROOT = path.join(__dirname, "../../..");
const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "user-error-")));
afterEach(() => delete process.env.JSII_AGENT);
afterAll(() => fs.rmSync(folder, { recursive: true }));

const APP = `
  const { App } = require(${JSON.stringify(require.resolve("cdktf"))});
  const { EnvironmentStack, SslPolicy } = require(${JSON.stringify(path.join(ROOT, "lib"))});
  const stack = new EnvironmentStack(new App(), "prod", { project: "acme-prod" });`;

/** Runs a program that nobody watches, and gives what it prints as an error. */
function run(code: string) {
  const file = path.join(folder, "main.js");
  fs.writeFileSync(file, `${APP}\n${code}`);
  const { stderr, status } = spawnSync(process.execPath, ["-r", "@swc-node/register", file], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, JEST_WORKER_ID: undefined },
  });
  return { stderr: stderr.replaceAll(folder, ""), status };
}

test("an error that nobody catches is its message and the user's line", () => {
  const { stderr, status } = run(`new SslPolicy(stack, "Policy", { minTlsVersion: "1.1" });`);
  const [message, ...frames] = stderr.trimEnd().split("\n");
  expect(message).toMatch(/^Error: \[prod\/Policy\] SHAPE-02: minTlsVersion must be a TlsVersion, got "1\.1"/);
  expect(frames).toEqual(["    at Object.<anonymous> (/main.js:5:1)"]);
  expect(status).toBe(1);
});

test("so it is of a promise", () => {
  const { stderr, status } = run(`(async () => new SslPolicy(stack, "Policy", { minTlsVersion: "1.1" }))();`);
  expect(stderr).not.toMatch(/node_modules|node:internal|user-error|UnhandledPromise/);
  expect(stderr).toContain("SHAPE-02");
  expect(status).toBe(1);
});

test("a program that handles what nobody catches gets it", () => {
  const handled = `process.on("uncaughtException", (error) => console.error("handled", error.message.slice(0, 20)));`;
  expect(run(`${handled}\nnew SslPolicy(stack, "Policy", { minTlsVersion: "1.1" });`)).toEqual({
    stderr: "handled [prod/Policy] SHAPE-\n",
    status: 0,
  });
});

test("a stack trace without a line of the user's stays as it is, and one that is not wanted is not made", () => {
  const { stackTraceLimit } = Error;
  expect(userError("no").stack).toContain(__filename);
  Error.stackTraceLimit = 0;
  expect(userError("no").stack).toBe("Error: no");
  Error.stackTraceLimit = stackTraceLimit;
});

test("in another language an error is its message: jsii's own lines say nothing", () => {
  expect(String(userError("no"))).toBe("Error: no");
  process.env.JSII_AGENT = "Python/3.13.0";
  const error = userError("no");
  expect(String(error)).toBe("no");
  expect(error.stack).toBe("Error: no");
});
