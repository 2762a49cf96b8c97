/**
 * `npm run bench`: the packed package against the same resources as raw L1s (`raw.ts`) and against itself without any
 * rule, and the whole app.
 *
 * Each measurement is the CPU time, user and system, of a process from its start to its end. All variants take turns, so
 * that what else the machine does meets each; a ratio is that of two runs side by side, and of nine pairs the median
 * counts. Progress goes to stderr, a Markdown table to stdout. `--max 1000` leaves out larger sizes, `--preview` all but the
 * preview.
 */
import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { isDeepStrictEqual, parseArgs } from "util";
import * as ts from "typescript";
import { pack } from "../release/pack";
import { ROOT, run } from "../release/run";
import { bundle } from "../scripts/bundle";
import { measurePreview } from "./preview";
import type { Used } from "./resources-used";

/**
 * How many load balancers' services, how many pairs, and what the ratios may be at most: a little above what they are, so
 * that a synth that gets slower is noticed.
 */
const SIZES: readonly Size[] = [
  { services: 1, pairs: 9, toRaw: 1.5 },
  { services: 10, pairs: 9, toRaw: 1.5 },
  { services: 100, pairs: 9, toRaw: 1.5 },
  { services: 1_000, pairs: 9, toRaw: 1.5, toUnchecked: 1.7 },
  { services: 10_000, pairs: 1 },
];
const APP = ["main.ts", "environments.ts", "site.ts"];
const APP_RUNS = 9;
const NAME = "cdktf-google-serverless-lb";

interface Size {
  readonly services: number;
  readonly pairs: number;
  readonly toRaw?: number;
  readonly toUnchecked?: number;
}

interface Measurement extends Used {
  readonly kilobytesOfJson: number;
}

interface Resources {
  readonly [type: string]: { readonly [id: string]: { readonly [argument: string]: unknown } };
}

const { values: options } = parseArgs({
  options: { max: { type: "string", default: "10000" }, preview: { type: "boolean", default: false } },
});
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
const packed = path.join(temporary, "packed");
const withoutRules = path.join(temporary, "without-rules");

main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => fs.rmSync(temporary, { recursive: true }));

async function main(): Promise<void> {
  progress("packing");
  await prepare();
  if (!options.preview) {
    benchConstructs();
  }
  const cli = path.join(packed, "node_modules", NAME, "dist/cli.js");
  const rows = await measurePreview(cli, path.join(temporary, "previewed"), progress);
  progress("");
  console.log(table(rows));
}

function benchConstructs(): void {
  const rows = SIZES.filter(({ services }) => services <= Number(options.max)).map(rowOf);
  const app = Array.from({ length: APP_RUNS }, (_, index) => {
    progress(`the app, run ${index + 1} of ${APP_RUNS}`);
    return measure(packed, "main.js", "app");
  });
  rows.push(["the app (main.ts)", ...cells(app), "", "", "", "", "", "", String(APP_RUNS)]);
  progress("");
  const variants = ["ours", "raw"].flatMap((who) => [`${who}, s`, "MB", "JSON, kB"]);
  console.log(table([["services", ...variants, "ratio", "no rules, s", "ratio", "pairs"], ...rows]));
}

/** All variants by turns. */
function rowOf({ services, pairs, toRaw, toUnchecked }: Size): string[] {
  const [ours, raw, unchecked]: Measurement[][] = [[], [], []];
  for (let pair = 1; pair <= pairs; pair++) {
    progress(`${services} services, pair ${pair} of ${pairs}`);
    ours.push(measure(packed, "bench/ours.js", "ours", services));
    raw.push(measure(packed, "bench/raw.js", "raw", services));
    unchecked.push(measure(withoutRules, "bench/ours.js", "unchecked", services, "unchecked"));
  }
  for (const variant of ["raw", "unchecked"]) {
    if (!isDeepStrictEqual(resourcesByName("ours"), resourcesByName(variant))) {
      throw new Error(`${services} services: ours and ${variant} render different resources`);
    }
  }
  const [rawRatios, uncheckedRatios] = [raw, unchecked].map((others) => ratios(ours, others));
  judge(services, "raw resources", rawRatios, toRaw);
  judge(services, "the same without rules", uncheckedRatios, toUnchecked);
  const seconds = median(unchecked.map((each) => each.seconds)).toFixed(2);
  return [
    services.toLocaleString("en"),
    ...cells(ours),
    ...cells(raw),
    spread(rawRatios),
    seconds,
    spread(uncheckedRatios),
    String(pairs),
  ];
}

function judge(services: number, what: string, found: readonly number[], most = Infinity): void {
  if (median(found) > most) {
    progress(`\nat ${services} services the ratio to ${what} is ${median(found).toFixed(2)}, more than ${most}\n`);
    process.exitCode = 1;
  }
}

// ---- one measurement

/** Runs a compiled script, which synthesizes into a fresh folder. */
function measure(folder: string, script: string, output: string, ...args: (number | string)[]): Measurement {
  const outdir = path.join(temporary, output);
  fs.rmSync(outdir, { recursive: true, force: true });
  const child = spawnSync(process.execPath, ["-r", "./bench/resources-used.js", script, ...args.map(String)], {
    cwd: folder,
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  if (child.status !== 0) {
    throw new Error(`${script} ${args.join(" ")} failed\n${child.stderr}`);
  }
  const bytes = stackFiles(outdir).reduce((sum, file) => sum + fs.statSync(file).size, 0);
  return { ...(JSON.parse(String(child.output[3])) as Used), kilobytesOfJson: bytes / 1000 };
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

// ---- what is measured

/** Two projects that have the package installed: as it is published, and without its rules. */
async function prepare(): Promise<void> {
  run("npm", ["run", "clean"]);
  run("npm", ["run", "build"]);
  fs.mkdirSync(packed);
  const { tarball } = pack(packed);
  install(packed, (folder) => void run("tar", ["xzf", tarball, "-C", folder, "--strip-components=1"]));
  fs.cpSync(packed, withoutRules, { recursive: true, verbatimSymlinks: true });
  await bundleWithoutRules(path.join(withoutRules, "node_modules", NAME, "dist/index.js"));
}

async function bundleWithoutRules(outfile: string): Promise<void> {
  const lib = path.join(temporary, "lib");
  fs.readdirSync(path.join(ROOT, "lib"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .forEach((file) => compile(path.join(ROOT, "lib", file), path.join(lib, file)));
  compile(path.join(__dirname, "without-rules.ts"), path.join(lib, "resource/findings.ts"));
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(temporary, "node_modules"));
  await bundle('module.exports = require("./index.js");', lib, outfile);
}

/** A project with the scripts, the package, and the dependencies of this repository. */
function install(project: string, unpack: (folder: string) => void): void {
  for (const file of [...APP, "bench/ours.ts", "bench/raw.ts", "bench/resources-used.ts"]) {
    compile(path.join(ROOT, file), path.join(project, file));
  }
  const modules = path.join(project, "node_modules");
  fs.mkdirSync(path.join(modules, "@cdktf"), { recursive: true });
  for (const name of ["@cdktf/provider-google", "cdktf", "constructs"]) {
    fs.symlinkSync(path.join(ROOT, "node_modules", name), path.join(modules, name));
  }
  fs.mkdirSync(path.join(modules, NAME));
  unpack(path.join(modules, NAME));
}

function compile(source: string, target: string): void {
  const { outputText } = ts.transpileModule(fs.readFileSync(source, "utf8"), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target.replace(/\.ts$/, ".js"), outputText);
}

// ---- telling

function ratios(ours: readonly Measurement[], others: readonly Measurement[]): number[] {
  return ours.map(({ seconds }, index) => seconds / others[index].seconds);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

/** The median, with the least and the most. */
function spread(numbers: readonly number[]): string {
  return `${median(numbers).toFixed(2)} (${Math.min(...numbers).toFixed(2)} to ${Math.max(...numbers).toFixed(2)})`;
}

function cells(measurements: readonly Measurement[]): string[] {
  const of = (key: keyof Measurement) => median(measurements.map((each) => each[key]));
  return [of("seconds").toFixed(2), of("megabytes").toFixed(0), of("kilobytesOfJson").toFixed(0)];
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
