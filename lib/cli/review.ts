/** `review`: what visitors of a synthesized stack will see, and what changes for them. */
import * as fs from "fs";
import {
  Comparison,
  compare,
  comparePlan,
  comparisonPage,
  isErrored,
  isNoticed,
  isPlan,
  reviewDot,
  reviewPage,
} from "../review";
import { readArguments } from "./arguments";
import { Command, CommandStreams, UsageError } from "./command";
import { NamedStack, defaultOutdir, formerIds, readFormer, readJson, readStack, stackIds } from "./stacks";

const HELP = `Usage: cdktf-google-serverless-lb review [<stack>] [options]

Prints what visitors of a synthesized stack will see, as a Markdown page: domains and certificates, DNS records, routes,
who can reach what, backends, Cloud Armor and warnings. Synthesize the stack first: npx cdktf synth

  <stack>              the id of the stack; without it, all stacks are reviewed, one after the other

  --against <folder>   print what changes for visitors since another synthesis; give its output folder, the folder
                       of the stack in it, or its cdk.tf.json
  --plan <file>        print what a Terraform plan changes for visitors; create the file with
                       terraform plan -out=tfplan && terraform show -json tfplan > plan.json
  --exit-code          exit with code 2 if something changes for visitors; needs --against or --plan
  --outdir <folder>    the folder of the synthesized stacks
                       (default: CDKTF_OUTDIR, or "output" in cdktf.json, or cdktf.out)
  --svg <file>         also draw the diagram into this file; needs the package @hpcc-js/wasm-graphviz
  --help               print this help

The exit code is 0 on success, 1 on an error, and 2 as described for --exit-code.
`;

const OPTIONS = {
  against: { type: "string" },
  plan: { type: "string" },
  "exit-code": { type: "boolean" },
  outdir: { type: "string" },
  svg: { type: "string" },
} as const;
const EXIT_CODE_OF_CHANGES = 2;
const STAYS =
  "Terraform does not destroy what it created, and CDKTF cannot any more: run `npx cdktf destroy` with the former code first.";
const GRAPHVIZ = "@hpcc-js/wasm-graphviz";

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>["values"];

/** The command. */
export const command: Command = { help: HELP, errorCode: 1, run: review };

async function review(args: readonly string[], { out, isColoured }: CommandStreams): Promise<number> {
  const { values, positionals } = readArguments(args, OPTIONS);
  const [id, ...others] = positionals;
  if (others.length > 0) {
    throw new Error(`review takes one stack, got ${positionals.join(" ")}; remove the others`);
  }
  checkOptions(values, id);
  const print = (page: string) => out(isColoured ? coloured(page) : page);
  if (values.plan !== undefined) {
    return printComparison(comparePlan(readPlan(values.plan)), print, values["exit-code"]);
  }
  const outdir = values.outdir ?? defaultOutdir();
  if (values.svg !== undefined) {
    fs.writeFileSync(values.svg, await svgOf(reviewDot(readStack(outdir, id))));
  }
  const former = values.against === undefined ? undefined : formerIds(values.against);
  const isOfOne = values.against !== undefined && former === undefined;
  if (values.against !== undefined && isOfOne) {
    // what is no stack at all is told first
    readFormer(values.against, id ?? "");
  }
  const all = stackIds(outdir);
  // one diagram is of one stack, and so is one other version
  const isForAll = id === undefined && values.svg === undefined && !isOfOne && all.length > 0;
  const ids = isForAll ? all : [readStack(outdir, id).id];
  const codes = ids.map((each, index) => {
    print(index === 0 ? "" : "\n");
    return reviewOf(readStack(outdir, each), values, {
      print,
      isNew: ids.length > 1 && former?.includes(each) === false,
    });
  });
  const gone = isForAll ? (former ?? []).filter((each) => !ids.includes(each)) : [];
  gone.forEach((each) => print(`\n# \`${each}\` is no longer in the code\n\n${STAYS}\n`));
  return Math.max(0, ...codes, ...gone.map(() => (values["exit-code"] ? EXIT_CODE_OF_CHANGES : 0)));
}

/** Options that do not go together. */
function checkOptions(values: Values, id: string | undefined): void {
  if (values.plan !== undefined && (values.against !== undefined || values.svg !== undefined || id !== undefined)) {
    throw new Error(
      "--plan cannot be used with --against, --svg or a stack; a plan has one stack and both versions of it, so remove the others",
    );
  }
  if (values["exit-code"] && values.against === undefined && values.plan === undefined) {
    throw new Error("--exit-code needs --against or --plan; add one of them, or remove --exit-code");
  }
}

/** Prints the page of one stack. Where all are reviewed, a stack that is new has nothing to compare with. */
function reviewOf(
  stack: NamedStack,
  { against, "exit-code": isAsked }: Values,
  { print, isNew }: { readonly print: (page: string) => void; readonly isNew: boolean },
): number {
  if (against !== undefined && !isNew) {
    return printComparison(compare(readFormer(against, stack.id), stack), print, isAsked);
  }
  print(reviewPage(stack.json, stack.neighbours));
  return against !== undefined && isAsked ? EXIT_CODE_OF_CHANGES : 0;
}

function printComparison(comparison: Comparison, print: (page: string) => void, isAsked = false): number {
  print(comparisonPage(comparison));
  return isAsked && comparison.changes.some(isNoticed) ? EXIT_CODE_OF_CHANGES : 0;
}

function readPlan(file: string): unknown {
  const plan = readJson(file);
  if (!isPlan(plan)) {
    throw new UsageError(
      `${file} is not a Terraform plan in JSON; create it with terraform show -json tfplan > ${file}`,
    );
  }
  if (isErrored(plan)) {
    throw new UsageError(
      `${file} is a plan that Terraform ended with an error, so it has only a part of the changes; fix what terraform plan says, and plan again`,
    );
  }
  return plan;
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
