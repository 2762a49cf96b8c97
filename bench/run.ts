/**
 * `npm run bench`: our constructs (`ours.ts`) against the same resources as raw L1s (`raw.ts`) and against themselves
 * without any rule, and the whole app.
 *
 * Everything is compiled first. Then each measurement is a process of its own, from its start to its end, all variants
 * by turns. Progress goes to stderr, a Markdown table of the fastest runs to stdout. `--max 1000` leaves out larger sizes.
 */
import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { isDeepStrictEqual, parseArgs } from "util";
import * as ts from "typescript";

const ROOT = path.join(__dirname, "..");
const SIZES = [
  { services: 1, runs: 5 },
  { services: 10, runs: 5 },
  { services: 100, runs: 5 },
  { services: 1_000, runs: 5 },
  { services: 10_000, runs: 2 },
];
const APP_RUNS = 5;
/** The size whose ratios are judged: not above the floor, and that to raw better not above the aim. */
const JUDGED = 1_000;
const FLOOR = 1.25;
const AIM = 1.1;

interface Measurement {
  readonly seconds: number;
  readonly megabytes: number;
  readonly kilobytesOfJson: number;
}

interface Resources {
  readonly [type: string]: { readonly [id: string]: { readonly [argument: string]: unknown } };
}

const { values: options } = parseArgs({ options: { max: { type: "string", default: "10000" } } });
const max = Number(options.max);
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
try {
  compile();
  bench();
} finally {
  fs.rmSync(temporary, { recursive: true });
}

function bench(): void {
  const rows: string[][] = [];
  for (const { services, runs } of SIZES.filter((size) => size.services <= max)) {
    const { ours, raw, unchecked } = compare(services, runs);
    const ratio = ours.seconds / raw.seconds;
    const price = ours.seconds / unchecked.seconds;
    rows.push([
      services.toLocaleString("en"),
      ...cells(ours),
      ...cells(raw),
      ratio.toFixed(2),
      unchecked.seconds.toFixed(2),
      price.toFixed(2),
      String(runs),
    ]);
    if (services === JUDGED) {
      judge("raw resources", ratio, AIM);
      judge("the same without rules", price, FLOOR);
    }
  }
  const app = Array.from({ length: APP_RUNS }, (_, run) => {
    progress(`the app, run ${run + 1} of ${APP_RUNS}`);
    return measure("main.js", "app");
  });
  rows.push(["the app (main.ts)", ...cells(fastest(app)), "", "", "", "", "", "", String(APP_RUNS)]);
  progress("");
  const variants = ["ours", "raw"].flatMap((who) => [`${who}, s`, "MB", "JSON, kB"]);
  console.log(table([["services", ...variants, "ratio", "no rules, s", "ratio", "runs"], ...rows]));
}

/** All variants by turns, so that what else the machine does meets each. */
function compare(services: number, runs: number): { [variant in "ours" | "raw" | "unchecked"]: Measurement } {
  const ours: Measurement[] = [];
  const raw: Measurement[] = [];
  const unchecked: Measurement[] = [];
  for (let run = 1; run <= runs; run++) {
    progress(`${services} services, run ${run} of ${runs}`);
    ours.push(measure("bench/ours.js", "ours", services));
    unchecked.push(measure("bench/ours.js", "unchecked", services, "unchecked"));
    raw.push(measure("bench/raw.js", "raw", services));
  }
  if (!isDeepStrictEqual(resourcesByName("ours"), resourcesByName("raw"))) {
    throw new Error(`${services} services: ours.ts and raw.ts render different resources; make raw.ts follow ours.ts`);
  }
  if (!isDeepStrictEqual(resourcesByName("ours"), resourcesByName("unchecked"))) {
    throw new Error(`${services} services: the rules change what is rendered`);
  }
  return { ours: fastest(ours), raw: fastest(raw), unchecked: fastest(unchecked) };
}

function judge(what: string, ratio: number, aim: number): void {
  const found = `\nat ${JUDGED} services the ratio to ${what}, ${ratio.toFixed(2)},`;
  if (ratio > FLOOR) {
    progress(`${found} is above the floor, ${FLOOR}\n`);
    process.exitCode = 1;
  } else if (ratio > aim) {
    progress(`${found} is above the aim, ${aim}\n`);
  }
}

// ---- one measurement

/** Runs a compiled script, which synthesizes into a fresh folder. */
function measure(script: string, output: string, ...args: (number | string)[]): Measurement {
  const outdir = path.join(temporary, output);
  fs.rmSync(outdir, { recursive: true, force: true });
  const start = process.hrtime.bigint();
  const child = spawnSync(process.execPath, ["-r", "./bench/peak-memory.js", script, ...args.map(String)], {
    cwd: temporary,
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (child.status !== 0) {
    throw new Error(`${script} ${args.join(" ")} failed\n${child.stderr}`);
  }
  const bytes = stackFiles(outdir).reduce((sum, file) => sum + fs.statSync(file).size, 0);
  return { seconds, megabytes: Number(child.output[3]) / 1024, kilobytesOfJson: bytes / 1000 };
}

function stackFiles(outdir: string): string[] {
  const stacks = path.join(outdir, "stacks");
  return fs.readdirSync(stacks).map((stack) => path.join(stacks, stack, "cdk.tf.json"));
}

/** The resources of a variant without comments, and by their names in Google Cloud instead of their logical ids. */
function resourcesByName(output: string): Resources {
  const [file] = stackFiles(path.join(temporary, output));
  const { resource } = JSON.parse(fs.readFileSync(file, "utf8")) as { resource: Resources };
  const nameOf = (type: string, id: string) => String(resource[type][id].name);
  const byName = Object.entries(resource).map(([type, resources]) => [
    type,
    Object.fromEntries(
      Object.entries(resources).map(([id, { "//": _comment, ...config }]) => [nameOf(type, id), config]),
    ),
  ]);
  const text = JSON.stringify(Object.fromEntries(byName)).replace(
    /\$\{(google_\w+)\.([\w-]+)\./g,
    (_, type: string, id: string) => `\${${type}.${nameOf(type, id)}.`,
  );
  return JSON.parse(text) as Resources;
}

// ---- compiling

/** Compiles the library, the app and the variants into a package of the same name, so that they import it as a user does. */
function compile(): void {
  progress("compiling");
  for (const file of ["main.ts", "environments.ts", "site.ts", ...sources("lib"), ...sources("bench")]) {
    const { outputText } = ts.transpileModule(fs.readFileSync(path.join(ROOT, file), "utf8"), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
    });
    const compiled = path.join(temporary, file.replace(/\.ts$/, ".js"));
    fs.mkdirSync(path.dirname(compiled), { recursive: true });
    fs.writeFileSync(compiled, outputText);
  }
  const { name } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as { name: string };
  fs.writeFileSync(path.join(temporary, "package.json"), JSON.stringify({ name, exports: "./lib/index.js" }));
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(temporary, "node_modules"));
}

function sources(folder: string): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.join(folder, file));
}

// ---- telling

/** The fastest run: noise of the machine only ever adds to it. */
function fastest(measurements: readonly Measurement[]): Measurement {
  return measurements.reduce((best, run) => (run.seconds < best.seconds ? run : best));
}

function cells({ seconds, megabytes, kilobytesOfJson }: Measurement): string[] {
  return [seconds.toFixed(2), megabytes.toFixed(0), kilobytesOfJson.toFixed(0)];
}

function table(rows: readonly string[][]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padStart(widths[column])).join(" | ")} |`;
  const rule = `| ${widths.map((width) => `${"-".repeat(width - 1)}:`).join(" | ")} |`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].join("\n");
}

/** One line that changes in place on a terminal, lines elsewhere. */
function progress(text: string): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r\u001b[K${text}`);
  } else if (text !== "") {
    process.stderr.write(`${text.trim()}\n`);
  }
}
