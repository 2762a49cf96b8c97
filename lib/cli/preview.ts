/** `preview`: serves a synthesized load balancer on loopback. */
import * as fs from "fs";
import { isIP } from "net";
import * as path from "path";
import { SynthesizedStack } from "../app/read-stack";
import {
  Explanation,
  Preview,
  PreviewError,
  ServerOptions,
  Site,
  originHere,
  parseService,
  readSite,
} from "../preview";
import { readArguments } from "./arguments";
import { Command, CommandStreams, UsageError } from "./command";
import { defaultOutdir, readStack } from "./stacks";

const HELP = `Usage: cdktf-google-serverless-lb preview [<stack>] [options]

Serves the load balancer of a synthesized stack on this machine, in front of your own processes: routes, redirects,
rewrites, headers, weights, timeouts, retries, CORS, faults, error pages, Cloud Armor and Identity-Aware Proxy. No account
is needed. Synthesize the stack first: npx cdktf synth

  <stack>                      the id of the stack; not needed if there is only one

  --service <name>=<url>       send requests for a backend to http://localhost:3000, say; the name is that of a service
                               or backend in Google Cloud, or the path of its construct; may be repeated. What is not
                               given is answered by the preview itself
  --service <name>=<folder>    serve a bucket from a folder
  --port <port>                where to serve what visitors get by HTTPS (default: 8080)
  --http-port <port>           where to serve what visitors get by HTTP (default: 8081)
  --cert <file> --key <file>   serve HTTPS with TLS; without them, --port is unencrypted
  --load-balancer <name>       which load balancer, if the stack has several
  --client-ip <address>        where visitors come from, for Cloud Armor (default: 192.0.2.10)
  --client-region <region>     the country that visitors come from, such as DE
  --trust-headers              let requests say it themselves, by x-preview-client-ip and x-preview-client-region
  --region <region>            the Google Cloud region that visitors are near to (default: the first of a backend)
  --seed <number>              decides which requests of a split go where (default: 1)
  --watch                      serve the next synth as soon as it is there
  --outdir <folder>            the folder of the synthesized stacks
                               (default: CDKTF_OUTDIR, or "output" in cdktf.json, or cdktf.out)
  --help                       print this help

Open http://localhost:8080/_preview to see what happens to requests. Other domains of the site are at
http://app.example.com.localhost:8080/. The preview listens on this machine only.

The exit code is 0 when it is stopped, and 2 on an error.
`;

const OPTIONS = {
  service: { type: "string", multiple: true },
  port: { type: "string", default: "8080" },
  "http-port": { type: "string", default: "8081" },
  cert: { type: "string" },
  key: { type: "string" },
  "load-balancer": { type: "string" },
  "client-ip": { type: "string", default: "192.0.2.10" },
  "client-region": { type: "string" },
  "trust-headers": { type: "boolean", default: false },
  region: { type: "string" },
  seed: { type: "string", default: "1" },
  watch: { type: "boolean", default: false },
  outdir: { type: "string" },
} as const;
/** How often a synth is looked for. */
const WATCH_MS = 200;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>["values"];

/** The command. */
export const command: Command = { help: HELP, errorCode: 2, run: preview };

async function preview(args: readonly string[], streams: CommandStreams): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS);
  const [id, ...others] = positionals;
  if (others.length > 0) {
    throw new UsageError(`preview takes one stack, got ${positionals.join(" ")}; remove the others`);
  }
  try {
    await serveUntilStopped(values, id, streams);
    return 0;
  } catch (error) {
    throw error instanceof PreviewError ? new UsageError(error.message) : error;
  }
}

async function serveUntilStopped(
  values: Values,
  id: string | undefined,
  { out, error }: CommandStreams,
): Promise<void> {
  const outdir = values.outdir ?? defaultOutdir();
  const options = serverOptions(values, out);
  const services = (values.service ?? []).map(parseService);
  const read = (stack: SynthesizedStack & { readonly id: string }) =>
    readSite(stack, { stackId: stack.id, loadBalancer: values["load-balancer"], services });
  const stack = readStack(outdir, id);
  const site = read(stack);
  const running = await Preview.start(site, options);
  out(welcome(site, running));
  const stopWatching = values.watch
    ? watch(outdir, stack.file, () => follow(running, () => read(readStack(outdir, stack.id)), out, error))
    : () => undefined;
  await new Promise<void>((resolve) => SIGNALS.forEach((signal) => process.once(signal, () => resolve())));
  stopWatching();
  await running.close();
}

/** Serves the newest synth; one that cannot be read is told, and the former one stays. */
function follow(running: Preview, read: () => Site, out: (text: string) => void, error: (text: string) => void): void {
  try {
    running.replace(read());
    out("now serving the newest synth\n");
  } catch (problem) {
    const text = problem instanceof Error ? problem.message : String(problem);
    running.keep(text);
    error(`still serving the former synth: ${text}\n`);
  }
}

/** Calls back when the files of a stack have changed, and have stopped changing. */
function watch(outdir: string, stack: string, changed: () => void): () => void {
  const files = [path.join(outdir, "manifest.json"), stack];
  let timer: NodeJS.Timeout | undefined;
  const soon = (now: fs.Stats, before: fs.Stats) => {
    if (now.mtimeMs !== 0 && (now.mtimeMs !== before.mtimeMs || now.size !== before.size)) {
      clearTimeout(timer);
      timer = setTimeout(changed, WATCH_MS / 2);
    }
  };
  files.forEach((file) => fs.watchFile(file, { interval: WATCH_MS }, soon));
  return () => {
    clearTimeout(timer);
    files.forEach((file) => fs.unwatchFile(file, soon));
  };
}

function serverOptions(values: Values, out: (text: string) => void): ServerOptions {
  const { cert, key } = values;
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError("--cert and --key go together; give both, or none to serve HTTPS unencrypted");
  }
  const clientIp = values["client-ip"];
  if (isIP(clientIp) === 0) {
    throw new UsageError(`--client-ip must be an IPv4 or IPv6 address, got ${clientIp}; write it like 203.0.113.1`);
  }
  const regionCode = values["client-region"];
  if (regionCode !== undefined && !/^[A-Z]{2}$/.test(regionCode)) {
    throw new UsageError(`--client-region must be two capital letters, got ${regionCode}; write it like DE`);
  }
  return {
    port: portOf("--port", values.port),
    httpPort: portOf("--http-port", values["http-port"]),
    tls:
      cert === undefined || key === undefined
        ? undefined
        : { cert: readPem("--cert", cert), key: readPem("--key", key) },
    seed: numberOf("--seed", values.seed),
    region: values.region,
    visitor: { clientIp, regionCode, trustsHeaders: values["trust-headers"] },
    log: (explanation) => out(lineOf(explanation)),
  };
}

function portOf(option: string, written: string): number {
  const port = numberOf(option, written);
  if (port > 65_535) {
    throw new UsageError(`${option} must be a port from 1 to 65535, got ${written}; write it like ${option} 8080`);
  }
  return port;
}

function numberOf(option: string, written: string): number {
  if (!/^\d{1,10}$/.test(written)) {
    throw new UsageError(`${option} must be a whole number, got ${written}; write it like ${option} 1`);
  }
  return Number(written);
}

function readPem(option: string, file: string): Buffer {
  if (!fs.existsSync(file)) {
    throw new UsageError(`${option}: the file ${file} does not exist; create it, or leave out --cert and --key`);
  }
  return fs.readFileSync(file);
}

function welcome({ title, stack, domains, https, http, notes }: Site, { ports }: Preview): string {
  const main = https ? "https" : "http";
  const rows = [
    ...domains.map((name, index) => [
      `${originHere(index === 0 ? "localhost" : `${name}.localhost`, main, ports) ?? ""}/`,
      `${main}://${name}/`,
    ]),
    ...(https && http ? [[`${originHere("localhost", "http", ports) ?? ""}/`, `http://${domains[0]}/`]] : []),
    [`${originHere("localhost", main, ports) ?? ""}/_preview`, "what happens to requests"],
  ];
  const width = Math.max(...rows.map(([here]) => here.length));
  return [
    `Serving load balancer ${title} of stack ${stack}:`,
    ...rows.map(([here, what]) => `  ${here.padEnd(width)}   ${what}`),
    ...(https ? [] : ["The load balancer does not listen for HTTPS."]),
    ...(http ? [] : ["The load balancer does not listen for HTTP."]),
    ...notes,
    "Stop it with Ctrl+C.",
    "",
  ].join("\n");
}

/** A line about a request. */
function lineOf({ time, request, answer, backend, told, scheme }: Explanation): string {
  const armor = told.armor === "none" ? "" : `, Cloud Armor: ${told.armor}`;
  const certificate = told.certificate === undefined ? "" : `; ${told.certificate}`;
  const to = backend ? ` -> ${backend.backend}${backend.region ? ` (${backend.region})` : ""} ${backend.servedBy}` : "";
  const status = `${answer?.status ?? ""}${answer?.isCutOff ? " cut off" : ""}`;
  const url = request.url.startsWith(scheme) ? request.url : `${scheme} ${request.url}`;
  return printable(
    `${time.slice(11, 19)} ${request.method} ${url} ${status} ${answer?.durationMs ?? 0} ms${to}; ${told.route}${armor}${certificate}\n`,
  );
}

/** A text of strangers without what a terminal would obey. */
function printable(text: string): string {
  return text.replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, "?");
}
