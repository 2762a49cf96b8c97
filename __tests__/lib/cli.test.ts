import { execFile } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { run, standardStreams } from "../../lib/cli";
import { COMMANDS } from "../../lib/cli/commands";
import { ROOT } from "../apps";
import { Json, changedSite, small } from "./review/small";

let folder: string;
const former = process.cwd();

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "cli-"));
  process.chdir(folder);
  write("cdktf.out", { prod: small() });
});

afterEach(() => {
  process.chdir(former);
  fs.rmSync(folder, { recursive: true });
});

/** Writes stacks as CDKTF does. */
function write(outdir: string, stacks: { [id: string]: Json }): void {
  for (const [id, json] of Object.entries(stacks)) {
    fs.mkdirSync(path.join(outdir, "stacks", id), { recursive: true });
    fs.writeFileSync(path.join(outdir, "stacks", id, "cdk.tf.json"), JSON.stringify(json));
  }
  const manifest = Object.keys(stacks).map((id) => [id, { synthesizedStackPath: `stacks/${id}/cdk.tf.json` }]);
  fs.writeFileSync(path.join(outdir, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(manifest) }));
}

async function cli(...args: string[]) {
  const printed = { out: "", error: "" };
  const streams = {
    out: (text: string) => void (printed.out += text),
    error: (text: string) => void (printed.error += text),
    isColoured: false,
  };
  return { code: await run(args, streams), ...printed };
}

const open = changedSite((_, resource) => (resource.google_cloud_run_v2_service.Web.ingress = "INGRESS_TRAFFIC_ALL"));
const OPENED =
  "- Cloud Run service `web` is now reachable from **anywhere, bypassing the load balancer**; previously from load balancers and the project's own networks.";

test("the page of a stack, by its id or as the only one", async () => {
  const named = await cli("review", "prod");
  expect(named).toMatchObject({ code: 0, error: "" });
  expect(named.out).toBe(fs.readFileSync(path.join(ROOT, "__tests__/lib/review/small.md"), "utf8"));
  expect(await cli("review")).toEqual(named);
});

test("which of several stacks is asked", async () => {
  write("cdktf.out", { dev: small(), prod: small() });
  expect(await cli("review", "--against", "cdktf.out/stacks/dev")).toEqual({
    code: 1,
    out: "",
    error: "a stack id is required; cdktf.out has dev, prod\n",
  });
  fs.mkdirSync("none");
  write("none", {});
  expect((await cli("review", "--outdir", "none")).error).toBe("a stack id is required; none has no stacks\n");
  expect(await cli("review", "stage")).toEqual({
    code: 1,
    out: "",
    error: "cdktf.out has no stack stage; it has dev, prod\n",
  });
  expect((await cli("review", "dev")).code).toBe(0);
});

test("all stacks are reviewed where none is named, also those that are new or no longer there", async () => {
  write("cdktf.out", { dev: small(), prod: small() });
  const [dev, prod] = [await cli("review", "dev"), await cli("review", "prod")];
  expect(await cli("review")).toEqual({ code: 0, out: `${dev.out}\n${prod.out}`, error: "" });
  write("former", { old: small(), prod: open });
  const changed = (await cli("review", "prod", "--against", "former")).out;
  const left =
    "# `old` is no longer in the code\n\nTerraform does not destroy what it created, and CDKTF cannot any more: run `npx cdktf destroy` with the former code first.\n";
  const all = `${dev.out}\n${changed}\n${left}`;
  expect(await cli("review", "--against", "former")).toEqual({ code: 0, out: all, error: "" });
  expect(await cli("review", "--against", "former", "--exit-code")).toEqual({ code: 2, out: all, error: "" });
});

test("the output folder: the option, then CDKTF_OUTDIR, then cdktf.json, then cdktf.out", async () => {
  for (const outdir of ["option", "variable", "configured"]) {
    const named = small();
    named["//"].metadata.stackName = outdir;
    write(outdir, { prod: named });
  }
  const title = async (...args: string[]) => (await cli("review", "prod", ...args)).out.split("\n")[0];
  fs.writeFileSync("cdktf.json", JSON.stringify({ output: "configured" }));
  expect(await title()).toBe("# Review of `configured`");
  process.env.CDKTF_OUTDIR = "variable";
  try {
    expect(await title()).toBe("# Review of `variable`");
    expect(await title("--outdir", "option")).toBe("# Review of `option`");
  } finally {
    delete process.env.CDKTF_OUTDIR;
  }
});

test("a stack that is not synthesized yet", async () => {
  expect(await cli("review", "prod", "--outdir", "nowhere")).toEqual({
    code: 1,
    out: "",
    error:
      "nowhere has no manifest.json; synthesize first with npx cdktf synth, or give the folder of the stacks with --outdir\n",
  });
});

test("a comparison with an output folder, a stack's folder and a file; with --exit-code 2 if something changes", async () => {
  write("other", { prod: open });
  const against = ["other", "other/stacks/prod", "other/stacks/prod/cdk.tf.json"];
  write("cdktf.out", { prod: open });
  write("other", { prod: small() });
  for (const place of against) {
    const { code, out, error } = await cli("review", "prod", "--against", place, "--exit-code");
    expect([code, error]).toEqual([2, ""]);
    expect(out.split("\n")).toContain(OPENED);
    expect((await cli("review", "prod", "--against", place)).code).toBe(0);
  }
});

test("a comparison that finds nothing ends with 0", async () => {
  expect(await cli("review", "prod", "--against", "cdktf.out", "--exit-code")).toEqual({
    code: 0,
    out: "# What changes for visitors of `prod`\n\nNothing changes for visitors.\n",
    error: "",
  });
});

test("a comparison with what is no stack", async () => {
  fs.mkdirSync("empty");
  write("other", { dev: small() });
  fs.writeFileSync("broken.json", "{");
  const error = async (place: string) => (await cli("review", "prod", "--against", place)).error;
  expect(await error("empty")).toBe(
    "empty is not a synthesized stack: it has no manifest.json and no cdk.tf.json; give an output folder, a stack folder or a cdk.tf.json\n",
  );
  expect(await error("other")).toBe(
    "other has no stack prod; it has dev; a new stack has nothing to compare with, so review it without --against\n",
  );
  expect(await error("nowhere")).toMatch(/^nowhere is not a synthesized stack/);
  expect((await cli("review", "--against", "nowhere")).error).toMatch(/^nowhere is not a synthesized stack/);
  expect(await error("broken.json")).toMatch(/^broken.json is not valid JSON: /);
});

test("a plan", async () => {
  const plan = path.join(ROOT, "__tests__/lib/review/plan.json");
  const { code, out } = await cli("review", "--plan", plan, "--exit-code");
  expect(code).toBe(2);
  expect(out).toContain("- `b.example.com` gets a certificate, `b`.");
  expect(await cli("review", "--plan", "cdktf.out/manifest.json")).toMatchObject({
    code: 1,
    error: expect.stringMatching(
      /^cdktf.out\/manifest.json is not a Terraform plan in JSON; create it with terraform show -json/,
    ),
  });
  expect(await cli("review", "prod", "--plan", plan)).toMatchObject({
    code: 1,
    error: expect.stringMatching(/^--plan cannot be used with --against, --svg or a stack/),
  });
});

test("a plan that Terraform ended with an error is no plan to review", async () => {
  const plan = JSON.parse(fs.readFileSync(path.join(ROOT, "__tests__/lib/review/plan.json"), "utf8"));
  fs.writeFileSync("plan.json", JSON.stringify({ ...plan, errored: true, applyable: false, complete: false }));
  expect(await cli("review", "--plan", "plan.json")).toEqual({
    code: 1,
    out: "",
    error:
      "plan.json is a plan that Terraform ended with an error, so it has only a part of the changes; fix what terraform plan says, and plan again\n",
  });
  fs.writeFileSync("plan.json", JSON.stringify({ ...plan, errored: false, applyable: true, complete: true }));
  expect(await cli("review", "--plan", "plan.json")).toMatchObject({ code: 0, error: "" });
});

test("the version of the package", async () => {
  expect(await cli("--version")).toMatchObject({ code: 0, error: "", out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test("help, of the package and of a command, and mistakes in the command", async () => {
  const help = await cli("--help");
  expect(help).toMatchObject({ code: 0, error: "" });
  expect(help.out).toMatch(/^Usage: cdktf-google-serverless-lb <command>/);
  expect(await cli()).toEqual({ ...help, code: 1 });
  for (const name of Object.keys(COMMANDS)) {
    expect(help.out).toMatch(new RegExp(`^  ${name} +[a-z]`, "m"));
    const own = await cli(name, "--help");
    expect(own).toMatchObject({ code: 0, error: "" });
    expect(own.out).toMatch(new RegExp(`^Usage: cdktf-google-serverless-lb ${name} `));
  }
  const revue = await cli("revue");
  expect(revue).toEqual({
    code: 1,
    out: "",
    error: 'unknown command "revue"; did you mean review?\nFor help, run: cdktf-google-serverless-lb --help\n',
  });
  expect((await cli("deploy")).error).toBe(
    `unknown command "deploy"; the commands are ${Object.keys(COMMANDS).join(", ")}\nFor help, run: cdktf-google-serverless-lb --help\n`,
  );
});

test("help is for the width of the terminal, and asked for behind other arguments too", async () => {
  const lines = async (columns: number | undefined, ...args: string[]) => {
    let out = "";
    await run(args, { out: (text) => void (out += text), error: () => undefined, isColoured: false, columns });
    return out.split("\n");
  };
  for (const args of [["--help"], ["review", "prod", "-h"], ["preview", "--help"], ["try", "--help"]]) {
    expect((await lines(60, ...args)).filter((line) => line.length > 60)).toEqual([]);
    expect((await lines(undefined, ...args)).some((line) => line.length > 60)).toBe(true);
  }
});

test("help of review, and mistakes in its arguments", async () => {
  const help = await cli("review", "--help");
  for (const option of ["--against", "--plan", "--exit-code", "--outdir", "--svg", "--help"]) {
    expect(help.out).toContain(`\n  ${option}`);
  }
  expect(await cli("review", "a", "b")).toMatchObject({ code: 1 });
  expect(await cli("review", "prod", "--exit-code")).toMatchObject({
    code: 1,
    error: expect.stringMatching(/^--exit-code needs --against or --plan/),
  });
  expect(await cli("review", "--typo")).toMatchObject({
    code: 1,
    error:
      "unknown option --typo; the options are --against, --plan, --exit-code, --outdir, --svg, --help\nFor help, run: cdktf-google-serverless-lb review --help\n",
  });
});

test("colours are for terminals", async () => {
  let out = "";
  await run(["review", "prod"], { out: (text) => void (out += text), error: () => undefined, isColoured: true });
  expect(out).toContain("\u001b[1m# Review of `prod`\u001b[22m");
  expect((await cli("review", "prod")).out).not.toContain("\u001b");
});

test("a terminal has colours and a width; CI, a pipe and NO_COLOR have none, and COLUMNS comes first", () => {
  const { isTTY, columns } = process.stdout;
  const { NO_COLOR, COLUMNS } = process.env;
  const streams = (terminal: { isTTY?: boolean; columns?: number }, env: NodeJS.ProcessEnv) => {
    Object.assign(process.stdout, { isTTY: undefined, columns: undefined, ...terminal });
    delete process.env.NO_COLOR;
    delete process.env.COLUMNS;
    Object.assign(process.env, env);
    const now = standardStreams();
    return [now.isColoured, now.columns];
  };
  try {
    expect(streams({ isTTY: true, columns: 100 }, {})).toEqual([true, 100]);
    expect(streams({ isTTY: true, columns: 100 }, { NO_COLOR: "1" })).toEqual([false, 100]);
    expect(streams({ isTTY: true, columns: 100 }, { COLUMNS: "60" })).toEqual([true, 60]);
    expect(streams({}, {})).toEqual([false, undefined]);
  } finally {
    Object.assign(process.stdout, { isTTY, columns });
    Object.assign(process.env, NO_COLOR === undefined ? {} : { NO_COLOR }, COLUMNS === undefined ? {} : { COLUMNS });
  }
});

test("as a process: the page, the diagram as SVG, the exit codes", async () => {
  const command = ["-r", "@swc-node/register", path.join(ROOT, "lib/cli.ts"), "review", "prod"];
  const start = (...args: string[]) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      const options = {
        cwd: ROOT,
        env: { ...process.env, CDKTF_OUTDIR: path.join(folder, "cdktf.out"), NODE_OPTIONS: "" },
      };
      execFile(process.execPath, [...command, ...args], options, (error, out) =>
        resolve({ code: Number(error?.code ?? 0), out }),
      );
    });
  const [one, two] = [path.join(folder, "one.svg"), path.join(folder, "two.svg")];
  expect(await start("--svg", one)).toMatchObject({ code: 0, out: expect.stringMatching(/^# Review of `prod`/) });
  expect((await start("--svg", two)).code).toBe(0);
  const svg = fs.readFileSync(one, "utf8").replaceAll("&#45;", "-");
  expect(fs.readFileSync(two, "utf8")).toBe(fs.readFileSync(one, "utf8"));
  for (const name of ["visitors", "prod-map", "prod-web", "prod-api", "us-central1", "redirect to HTTPS"]) {
    expect(svg).toContain(`>${name}</text>`);
  }
  // nothing that a browser would fetch
  expect(svg).not.toMatch(/<(image|script|style)|@import|href/);
  expect((await start("--typo")).code).toBe(1);
}, 60_000);
