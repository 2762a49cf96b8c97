/**
 * The preview against the proxy library alone, with 50 connections and by turns; and how much it has grown after 10,000
 * requests, 200 at a time, and a body of 1 GB.
 */
import { ChildProcess, spawn, spawnSync } from "child_process";
import * as fs from "fs";
import * as http from "http";
import * as path from "path";
import { ROOT } from "../release/run";

const CONNECTIONS = 50;
const PAIRS = 5;
const REQUESTS = 2_000;
const LEAST_RATIO = 0.25;
const MOST_GROWTH_MB = 50;
const GIGABYTE = 1_000_000_000;

/** A site of one backend service. */
const STACK = {
  "//": { metadata: { stackName: "bench" } },
  resource: {
    google_compute_global_forwarding_rule: {
      Rule: { name: "rule", port_range: "443", target: "${google_compute_target_https_proxy.Proxy.id}" },
    },
    google_compute_target_https_proxy: { Proxy: { name: "proxy", url_map: "${google_compute_url_map.Map.id}" } },
    google_compute_url_map: { Map: { name: "map", default_service: "${google_compute_backend_service.Web.id}" } },
    google_compute_backend_service: { Web: { name: "web", load_balancing_scheme: "EXTERNAL_MANAGED" } },
  },
};

/** Measures the preview of a command, and returns the rows of a table. What is too slow or too large is told and fails. */
export async function measurePreview(
  cli: string,
  folder: string,
  progress: (text: string) => void,
): Promise<string[][]> {
  const started: ChildProcess[] = [];
  const start = async (args: readonly string[], port: RegExp) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
    started.push(child);
    return { child, port: await portOf(child, port) };
  };
  const helper = (...args: string[]) =>
    start(["-r", "@swc-node/register", path.join(__dirname, "servers.ts"), ...args], /port (\d+)/);
  try {
    writeStack(folder);
    const backend = await helper("backend");
    const url = `http://127.0.0.1:${backend.port}`;
    const library = await helper("library", url);
    const command = [
      cli,
      "preview",
      "bench",
      "--outdir",
      folder,
      "--port",
      "0",
      "--http-port",
      "0",
      "--service",
      `web=${url}`,
    ];
    const preview = await start(command, /localhost:(\d+)\//);
    const ratio = await compare(preview.port, library.port, progress);
    const growth = await grow(preview, progress);
    if (ratio.median < LEAST_RATIO || growth > MOST_GROWTH_MB) {
      process.exitCode = 1;
    }
    return [
      ["preview, requests/s", "proxy library, requests/s", "ratio", "at least", "grown, MB", "at most"],
      [ratio.ours, ratio.library, ratio.text, String(LEAST_RATIO), growth.toFixed(0), String(MOST_GROWTH_MB)],
    ];
  } finally {
    started.forEach((child) => child.kill());
  }
}

async function compare(ours: number, library: number, progress: (text: string) => void) {
  const pairs: (readonly [ours: number, library: number])[] = [];
  await rate(ours);
  await rate(library);
  for (let pair = 1; pair <= PAIRS; pair++) {
    progress(`preview and library, pair ${pair} of ${PAIRS}`);
    pairs.push([await rate(ours), await rate(library)]);
  }
  const sorted = pairs.map(([one, other]) => one / other).sort((one, other) => one - other);
  const median = sorted[Math.floor(PAIRS / 2)];
  const mean = (at: 0 | 1) => (pairs.reduce((sum, pair) => sum + pair[at], 0) / PAIRS).toFixed(0);
  const text = `${median.toFixed(2)} (${sorted[0].toFixed(2)} to ${sorted[PAIRS - 1].toFixed(2)})`;
  return { median, text, ours: mean(0), library: mean(1) };
}

/** How many megabytes the preview has grown by, after many requests and a large body. */
async function grow(
  { child, port }: { readonly child: ChildProcess; readonly port: number },
  progress: (text: string) => void,
) {
  const before = megabytesOf(child);
  progress("10,000 requests, 200 at a time");
  await load(port, 10_000, 200);
  progress("a body of 1 GB");
  const bytes = await get(port, `/bytes/${GIGABYTE}`, new http.Agent());
  if (bytes !== GIGABYTE) {
    throw new Error(`of 1 GB only ${bytes} bytes came`);
  }
  return megabytesOf(child) - before;
}

/** The memory of a process, as the operating system counts it. */
function megabytesOf({ pid = 0 }: ChildProcess): number {
  return Number(spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).stdout) / 1000;
}

/** Requests per second. */
async function rate(port: number): Promise<number> {
  const began = performance.now();
  await load(port, REQUESTS, CONNECTIONS);
  return REQUESTS / ((performance.now() - began) / 1000);
}

async function load(port: number, requests: number, connections: number): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  let left = requests;
  const one = async () => {
    while (left-- > 0) {
      await get(port, "/", agent);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  agent.destroy();
}

/** The bytes of an answer; anything but 200 is an error. */
function get(port: number, target: string, agent: http.Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    http
      .get({ host: "127.0.0.1", port, path: target, agent }, (response) => {
        let bytes = 0;
        response.on("data", (chunk: Buffer) => (bytes += chunk.length));
        response.on("error", reject);
        response.on("end", () =>
          response.statusCode === 200 ? resolve(bytes) : reject(new Error(`status ${response.statusCode}`)),
        );
      })
      .on("error", reject);
  });
}

function portOf(child: ChildProcess, pattern: RegExp): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      text = text.length < 10_000 ? text + chunk.toString() : text;
      const port = pattern.exec(text)?.[1];
      if (port !== undefined) {
        resolve(Number(port));
      }
    });
  });
}

function writeStack(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(STACK));
  const stacks = { bench: { synthesizedStackPath: "cdk.tf.json" } };
  fs.writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ stacks }));
}
