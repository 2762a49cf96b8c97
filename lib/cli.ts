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
  isPlan,
  reviewDot,
  reviewPage,
} from "./review";
import { TerraformJson } from "./app/terraform-json";

const HELP = `Usage: cdktf-google-serverless-lb review [<stack>] [options]

Prints what visitors of a synthesized stack will meet, as a page in Markdown: domains and certificates, DNS records,
routes, who can reach what, backends, Cloud Armor and warnings. Synthesize first: npx cdktf synth

  <stack>              the stack's id; may be left out where there is only one

  --against <folder>   what changes for visitors instead: since another synthesis, given as its output folder, the
                       folder of the stack in it, or its cdk.tf.json
  --plan <file>        what changes for visitors instead: by a plan of Terraform, made with
                       terraform plan -out=tfplan && terraform show -json tfplan > plan.json
  --exit-code          end with 2 when something changes for visitors; beside --against or --plan
  --outdir <folder>    where the stacks were synthesized to
                       (default: CDKTF_OUTDIR, or output of cdktf.json, or cdktf.out)
  --svg <file>         draw the diagram into a file too; needs the package @hpcc-js/wasm-graphviz
  --help               print this

Ends with 0 if all is well, 1 if something is wrong, 2 as --exit-code says.
`;

const FAILED = 1;
const EXIT_CODE_OF_CHANGES = 2;
const GRAPHVIZ = "@hpcc-js/wasm-graphviz";

/** Something that the user can mend. */
class UsageError extends Error {}

/** Where the command reads its surroundings and writes its answer. */
export interface CommandStreams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether the answer goes to a terminal that shows colours. */
  readonly isColoured: boolean;
}

/** The streams of this process. Colours are for a terminal, unless NO_COLOR is set. */
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
    streams.error(`${text}\n${error instanceof UsageError ? "" : "See cdktf-google-serverless-lb review --help\n"}`);
    return FAILED;
  }
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
    },
  });
  const [command, id, ...others] = positionals;
  if (values.help || (command === undefined && args.length === 0)) {
    out(HELP);
    return values.help ? 0 : FAILED;
  }
  if (command !== "review" || others.length > 0) {
    throw new Error(
      `there is one command, review, with at most one stack, got ${JSON.stringify(positionals.join(" "))}`,
    );
  }
  if (values.plan !== undefined && (values.against !== undefined || values.svg !== undefined || id !== undefined)) {
    throw new Error("--plan stands alone: it knows its stack, and both versions of it");
  }
  if (values["exit-code"] && values.against === undefined && values.plan === undefined) {
    throw new Error("--exit-code says whether something changes, so it stands beside --against or --plan");
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
  return isAsked && comparison.changes.length > 0 ? EXIT_CODE_OF_CHANGES : 0;
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
      `${outdir} holds no manifest.json: synthesize first, with npx cdktf synth, or say with --outdir where the stacks are`,
    );
  }
  const ids = Object.keys(stacks).sort();
  const wanted = id ?? (ids.length === 1 ? ids[0] : undefined);
  if (wanted === undefined) {
    throw new UsageError(`which stack? ${outdir} holds ${ids.join(", ") || "none"}`);
  }
  if (!ids.includes(wanted)) {
    throw new UsageError(`${outdir} holds no stack ${wanted}, but ${ids.join(", ") || "none"}`);
  }
  return { id: wanted, ...withNeighbours(stacks, wanted) };
}

/** The other version of a stack: an output folder, a folder with one stack, or a file. */
function readFormer(place: string, id: string): SynthesizedStack {
  const stacks = stacksOf(place);
  if (stacks !== undefined) {
    if (!Object.keys(stacks).includes(id)) {
      throw new UsageError(`${place} holds no stack ${id}, but ${Object.keys(stacks).sort().join(", ") || "none"}`);
    }
    return withNeighbours(stacks, id);
  }
  const file = isFolder(place) ? path.join(place, "cdk.tf.json") : place;
  if (!fs.existsSync(file)) {
    throw new UsageError(`${place} is no synthesized stack: it has neither manifest.json nor cdk.tf.json`);
  }
  return { json: readJson(file) as TerraformJson };
}

function withNeighbours(stacks: { readonly [id: string]: string }, id: string): SynthesizedStack {
  const others = Object.keys(stacks).filter((other) => other !== id && stacks[other].endsWith(".json"));
  if (!stacks[id].endsWith(".json")) {
    throw new UsageError(`stack ${id} was synthesized as HCL: synthesize it as JSON, without --hcl`);
  }
  return {
    json: readJson(stacks[id]) as TerraformJson,
    neighbours: Object.fromEntries(others.map((other) => [other, readJson(stacks[other]) as TerraformJson])),
  };
}

/** The files of the stacks that an output folder holds; nothing if it is no such folder. */
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
    throw new UsageError(`${file} is no plan: make it with terraform show -json tfplan > ${file}`);
  }
  return plan;
}

function readJson(file: string): unknown {
  if (!fs.existsSync(file)) {
    throw new UsageError(`there is no file ${file}`);
  }
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isFolder(place: string): boolean {
  return fs.existsSync(place) && fs.statSync(place).isDirectory();
}

/** Draws with Graphviz, compiled to WebAssembly: nothing is fetched, and the same is drawn everywhere. */
async function svgOf(diagram: string): Promise<string> {
  const graphviz = await import("@hpcc-js/wasm-graphviz").catch(() => {
    throw new UsageError(`--svg needs the package ${GRAPHVIZ}: npm install --save-dev ${GRAPHVIZ}`);
  });
  return (await graphviz.Graphviz.load()).dot(diagram);
}

/** Headings and warning words stand out. */
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
