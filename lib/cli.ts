#!/usr/bin/env node
import * as fs from "fs";
import * as path from "path";
import { parseArgs } from "util";
import {
  Comparison,
  SynthesizedStack,
  compare,
  comparePlan,
  comparisonPage,
  isNoticed,
  isPlan,
  reviewDot,
  reviewPage,
} from "./review";
import { TerraformJson } from "./app/terraform-json";

const HELP = `Usage: cdktf-google-serverless-lb review [<stack>] [options]

Prints what visitors of a synthesized stack will see, as a Markdown page: domains and certificates, DNS records, routes,
who can reach what, backends, Cloud Armor and warnings. Synthesize the stack first: npx cdktf synth

  <stack>              the id of the stack; not needed if there is only one

  --against <folder>   print what changes for visitors since another synthesis; give its output folder, the folder
                       of the stack in it, or its cdk.tf.json
  --plan <file>        print what a Terraform plan changes for visitors; create the file with
                       terraform plan -out=tfplan && terraform show -json tfplan > plan.json
  --exit-code          exit with code 2 if something changes for visitors; needs --against or --plan
  --outdir <folder>    the folder of the synthesized stacks
                       (default: CDKTF_OUTDIR, or "output" in cdktf.json, or cdktf.out)
  --svg <file>         also draw the diagram into this file; needs the package @hpcc-js/wasm-graphviz
  --help               print this help
  --version            print the version of the package

The exit code is 0 on success, 1 on an error, and 2 as described for --exit-code.
`;

const FAILED = 1;
const EXIT_CODE_OF_CHANGES = 2;
const GRAPHVIZ = "@hpcc-js/wasm-graphviz";

/** An error that the user can fix. */
class UsageError extends Error {}

/** Where the command writes its output. */
export interface CommandStreams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether the output goes to a terminal that shows colors. */
  readonly isColoured: boolean;
}

/** The streams of this process. A terminal gets colors, unless NO_COLOR is set. */
export function standardStreams(): CommandStreams {
  return {
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    isColoured: process.stdout.isTTY && !process.env.NO_COLOR,
  };
}

/**
 * Runs the command of the package.
 *
 * @returns the exit code
 */
export async function run(args: readonly string[], streams: CommandStreams): Promise<number> {
  try {
    return await review(args, streams);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    streams.error(
      `${text}\n${error instanceof UsageError ? "" : "For help, run: cdktf-google-serverless-lb review --help\n"}`,
    );
    return FAILED;
  }
}

/** The version of this package, whose file is one folder above, in the sources and as published. */
function version(): string {
  const file = path.join(__dirname, "..", "package.json");
  return (JSON.parse(fs.readFileSync(file, "utf8")) as { readonly version: string }).version;
}

async function review(args: readonly string[], { out, isColoured }: CommandStreams): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      against: { type: "string" },
      plan: { type: "string" },
      "exit-code": { type: "boolean" },
      outdir: { type: "string" },
      svg: { type: "string" },
      help: { type: "boolean", short: "h" },
      version: { type: "boolean" },
    },
  });
  const [command, id, ...others] = positionals;
  if (values.version) {
    out(`${version()}\n`);
    return 0;
  }
  if (values.help || (command === undefined && args.length === 0)) {
    out(HELP);
    return values.help ? 0 : FAILED;
  }
  if (command !== "review" || others.length > 0) {
    throw new Error(
      `unknown arguments ${JSON.stringify(positionals.join(" "))}; the only command is review, with at most one stack`,
    );
  }
  if (values.plan !== undefined && (values.against !== undefined || values.svg !== undefined || id !== undefined)) {
    throw new Error(
      "--plan cannot be used with --against, --svg or a stack; a plan has one stack and both versions of it, so remove the others",
    );
  }
  if (values["exit-code"] && values.against === undefined && values.plan === undefined) {
    throw new Error("--exit-code needs --against or --plan; add one of them, or remove --exit-code");
  }
  const print = (page: string) => out(isColoured ? coloured(page) : page);
  if (values.plan !== undefined) {
    return printComparison(comparePlan(readPlan(values.plan)), print, values["exit-code"]);
  }
  const stack = readStack(values.outdir ?? defaultOutdir(), id);
  if (values.svg !== undefined) {
    fs.writeFileSync(values.svg, await svgOf(reviewDot(stack)));
  }
  if (values.against !== undefined) {
    return printComparison(compare(readFormer(values.against, stack.id), stack), print, values["exit-code"]);
  }
  print(reviewPage(stack.json, stack.neighbours));
  return 0;
}

function printComparison(comparison: Comparison, print: (page: string) => void, isAsked = false): number {
  print(comparisonPage(comparison));
  return isAsked && comparison.changes.some(isNoticed) ? EXIT_CODE_OF_CHANGES : 0;
}

function defaultOutdir(): string {
  const configuration = "cdktf.json";
  const configured = fs.existsSync(configuration) ? (readJson(configuration) as { output?: string }).output : undefined;
  return process.env.CDKTF_OUTDIR ?? configured ?? "cdktf.out";
}

interface NamedStack extends SynthesizedStack {
  readonly id: string;
}

function readStack(outdir: string, id: string | undefined): NamedStack {
  const stacks = stacksOf(outdir);
  if (stacks === undefined) {
    throw new UsageError(
      `${outdir} has no manifest.json; synthesize first with npx cdktf synth, or give the folder of the stacks with --outdir`,
    );
  }
  const ids = Object.keys(stacks).sort();
  const wanted = id ?? (ids.length === 1 ? ids[0] : undefined);
  if (wanted === undefined) {
    throw new UsageError(`a stack id is required; ${outdir} has ${ids.join(", ") || "no stacks"}`);
  }
  if (!ids.includes(wanted)) {
    throw new UsageError(`${outdir} has no stack ${wanted}; it has ${ids.join(", ") || "no stacks"}`);
  }
  return { id: wanted, ...withNeighbours(stacks, wanted) };
}

/** The other version of a stack: an output folder, a folder with one stack, or a file. */
function readFormer(place: string, id: string): SynthesizedStack {
  const stacks = stacksOf(place);
  if (stacks !== undefined) {
    if (!Object.keys(stacks).includes(id)) {
      throw new UsageError(
        `${place} has no stack ${id}; it has ${Object.keys(stacks).sort().join(", ") || "no stacks"}`,
      );
    }
    return withNeighbours(stacks, id);
  }
  const file = isFolder(place) ? path.join(place, "cdk.tf.json") : place;
  if (!fs.existsSync(file)) {
    throw new UsageError(
      `${place} is not a synthesized stack: it has no manifest.json and no cdk.tf.json; give an output folder, a stack folder or a cdk.tf.json`,
    );
  }
  return { json: readJson(file) as TerraformJson };
}

function withNeighbours(stacks: { readonly [id: string]: string }, id: string): SynthesizedStack {
  const others = Object.keys(stacks).filter((other) => other !== id && stacks[other].endsWith(".json"));
  if (!stacks[id].endsWith(".json")) {
    throw new UsageError(`stack ${id} was synthesized as HCL; synthesize it as JSON, without --hcl`);
  }
  return {
    json: readJson(stacks[id]) as TerraformJson,
    neighbours: Object.fromEntries(others.map((other) => [other, readJson(stacks[other]) as TerraformJson])),
  };
}

/** The files of the stacks in an output folder; undefined if it is not an output folder. */
function stacksOf(outdir: string): { readonly [id: string]: string } | undefined {
  const manifest = path.join(outdir, "manifest.json");
  if (!fs.existsSync(manifest)) {
    return undefined;
  }
  const { stacks = {} } = readJson(manifest) as { stacks?: { [id: string]: { synthesizedStackPath: string } } };
  return Object.fromEntries(
    Object.entries(stacks).map(([id, { synthesizedStackPath }]) => [id, path.join(outdir, synthesizedStackPath)]),
  );
}

function readPlan(file: string): unknown {
  const plan = readJson(file);
  if (!isPlan(plan)) {
    throw new UsageError(
      `${file} is not a Terraform plan in JSON; create it with terraform show -json tfplan > ${file}`,
    );
  }
  return plan;
}

function readJson(file: string): unknown {
  if (!fs.existsSync(file)) {
    throw new UsageError(`the file ${file} does not exist`);
  }
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isFolder(place: string): boolean {
  return fs.existsSync(place) && fs.statSync(place).isDirectory();
}

/** Draws with Graphviz, compiled to WebAssembly: without network access, and equally on every machine. */
async function svgOf(diagram: string): Promise<string> {
  const graphviz = await import("@hpcc-js/wasm-graphviz").catch(() => {
    throw new UsageError(`--svg needs the package ${GRAPHVIZ}; run npm install --save-dev ${GRAPHVIZ}`);
  });
  return (await graphviz.Graphviz.load()).dot(diagram);
}

/** Prints headings in bold and bold words in red. */
function coloured(page: string): string {
  return page
    .replace(/^#+ .*$/gm, (heading) => `\u001b[1m${heading}\u001b[22m`)
    .replace(/\*\*[^*\n]+\*\*/g, (words) => `\u001b[31m${words}\u001b[39m`);
}

/** Runs the command with the arguments of the process. */
export function main(): void {
  void run(process.argv.slice(2), standardStreams()).then((code) => {
    process.exitCode = code;
  });
}

if (require.main === module) {
  main();
}
