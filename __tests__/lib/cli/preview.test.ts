import { ChildProcess, spawn } from "child_process";
import * as fs from "fs";
import * as http from "http";
import * as net from "net";
import * as os from "os";
import * as path from "path";
import { run } from "../../../lib/cli";
import { ROOT } from "../../apps";
import { small } from "../review/small";

let folder: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "preview-"));
  write({ prod: small() });
});

afterEach(() => {
  started.splice(0).forEach((child) => child.kill("SIGKILL"));
  fs.rmSync(folder, { recursive: true });
});

const fileOf = (id: string) => path.join(folder, "stacks", id, "cdk.tf.json");

/** Writes stacks as CDKTF does. */
function write(stacks: { readonly [id: string]: unknown }): void {
  for (const [id, json] of Object.entries(stacks)) {
    fs.mkdirSync(path.dirname(fileOf(id)), { recursive: true });
    fs.writeFileSync(fileOf(id), JSON.stringify(json));
  }
  const manifest = Object.keys(stacks).map((id) => [id, { synthesizedStackPath: `stacks/${id}/cdk.tf.json` }]);
  fs.writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(manifest) }));
}

async function preview(...args: string[]) {
  const printed = { out: "", error: "" };
  const streams = {
    out: (text: string) => void (printed.out += text),
    error: (text: string) => void (printed.error += text),
    isColoured: false,
  };
  const code = await run(["preview", "--outdir", folder, "--port", "0", "--http-port", "0", ...args], streams);
  return { code, ...printed };
}

/** A process of the command, and what it has printed when it says something. */
async function start(...args: string[]) {
  const child = spawn(
    process.execPath,
    [
      "-r",
      "@swc-node/register",
      "lib/cli.ts",
      "preview",
      "--outdir",
      folder,
      "--port",
      "0",
      "--http-port",
      "0",
      ...args,
    ],
    { cwd: ROOT, env: { ...process.env, NODE_OPTIONS: "" } },
  );
  started.push(child);
  let printed = "";
  const waiting: { readonly pattern: RegExp; readonly found: (text: string) => void }[] = [];
  const look = (chunk: Buffer) => {
    printed += chunk.toString();
    waiting.filter(({ pattern }) => pattern.test(printed)).forEach(({ found }) => found(printed));
  };
  child.stdout.on("data", look);
  child.stderr.on("data", look);
  const says = (pattern: RegExp) =>
    new Promise<string>((found) => {
      waiting.push({ pattern, found });
      look(Buffer.from(""));
    });
  const port = Number(/localhost:(\d+)\//.exec(await says(/Ctrl\+C/))?.[1]);
  const backend = (host = "localhost") =>
    new Promise<string>((resolve, reject) => {
      http
        .get({ host: "127.0.0.1", port, headers: { host } }, (response) => {
          response.resume();
          resolve(String(response.headers["x-preview-backend"]));
        })
        .on("error", reject);
    });
  return { child, port, says, backend };
}

const site = small();
const renamed = (name: string) => {
  const json = small();
  const service = json.resource.google_compute_backend_service;
  Object.values(service as { [id: string]: { name: string } })[0].name = name;
  return json;
};

test.each([
  ["an unknown stack", ["stage"], /^.* has no stack stage; it has prod\n$/],
  [
    "an unknown service",
    ["prod", "--service", "nope=http://localhost:1"],
    /^--service nope: the load balancer has no such backend; it has .*Web.*\n$/,
  ],
  [
    "a missing folder",
    ["prod", "--service", "Web=./nowhere"],
    /^--service Web: the folder \.\/nowhere does not exist; create it, .*\n$/,
  ],
  [
    "a service from a folder",
    ["prod", "--service", "Web=."],
    /^--service Web: only a bucket can be served from a folder, .*\n$/,
  ],
  ["a service with a path", ["prod", "--service", "Web=http://localhost:1/x"], /write http:\/\/localhost:1\n$/],
  ["a service without a target", ["prod", "--service", "Web"], /^--service must be NAME=.*\n$/],
  [
    "an unknown load balancer",
    ["prod", "--load-balancer", "Other"],
    /^stack prod has no load balancer Other; it has .*\n$/,
  ],
  ["two stacks", ["prod", "dev"], /^preview takes one stack, got prod dev; remove the others\n$/],
  ["no address", ["prod", "--client-ip", "here"], /^--client-ip must be an IPv4 or IPv6 address, got here; .*\n$/],
  ["no region", ["prod", "--client-region", "Germany"], /^--client-region must be two capital letters, .*\n$/],
  ["no port", ["prod", "--port", "99999"], /^--port must be a port .*\n$/],
  ["a certificate without a key", ["prod", "--cert", "a.pem"], /^--cert and --key go together; .*\n$/],
  [
    "a certificate that is not there",
    ["prod", "--cert", "a.pem", "--key", "b.pem"],
    /^--cert: the file a\.pem does not exist; .*\n$/,
  ],
])("%s: one line with the way out, and exit code 2", async (_, args, error) => {
  expect(await preview(...args)).toEqual({ code: 2, out: "", error: expect.stringMatching(error) });
});

test("no synth yet, and a broken one", async () => {
  fs.writeFileSync(fileOf("prod"), "{");
  expect(await preview("prod")).toMatchObject({
    code: 2,
    error: expect.stringMatching(/cdk\.tf\.json is not valid JSON: .*\n$/),
  });
  fs.rmSync(path.join(folder, "manifest.json"));
  expect(await preview("prod")).toMatchObject({
    code: 2,
    error: expect.stringMatching(/ has no manifest\.json; synthesize first /),
  });
});

test("several load balancers, and a stack without one", async () => {
  const json = small();
  const rules = Object.values(json.resource.google_compute_global_forwarding_rule as { [id: string]: object });
  const other = { ...rules[0], ip_address: "198.51.100.9", target: "projects/p/global/targetHttpsProxies/other" };
  write({
    prod: {
      ...json,
      resource: {
        ...json.resource,
        google_compute_global_forwarding_rule: { ...json.resource.google_compute_global_forwarding_rule, Other: other },
      },
    },
    empty: { "//": { metadata: { stackName: "empty" } } },
  });
  expect(await preview("prod")).toMatchObject({
    code: 2,
    error: expect.stringMatching(/^stack prod has several load balancers; choose one with --load-balancer: .*\n$/),
  });
  expect(await preview("empty")).toMatchObject({
    code: 2,
    error: expect.stringMatching(/^stack empty has no load balancer; .*\n$/),
  });
});

test("a port that is taken", async () => {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  expect(await preview("prod", "--port", String(port))).toEqual({
    code: 2,
    out: "",
    error: `port ${port} is taken; choose another one with --port\n`,
  });
  server.close();
});

test("it serves, follows the next synth, keeps the former one while the newest is broken, and stops", async () => {
  expect(Object.keys(site.resource)).toContain("google_compute_backend_service");
  const { child, says, backend } = await start("prod", "--watch");
  const former = await backend();
  write({ prod: renamed("renamed-web") });
  await says(/now serving the newest synth/);
  expect([former, await backend()]).toEqual([expect.not.stringMatching("renamed"), "renamed-web"]);
  fs.writeFileSync(fileOf("prod"), "{");
  await says(/still serving the former synth: .* is not valid JSON/);
  expect(await backend()).toBe("renamed-web");
  const code = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  expect(await code).toBe(0);
});

test("the line of a request says if no certificate covers its host", async () => {
  const { says, backend } = await start("prod");
  await backend("a.example.com");
  await backend("b.example.com");
  const covered = /GET https:\/\/a\.example\.com\/ .*/;
  const other = /GET https:\/\/b\.example\.com\/ .*; no certificate of the load balancer covers b\.example\.com, .*/;
  expect(covered.exec(await says(other))?.[0]).not.toContain("certificate");
});
