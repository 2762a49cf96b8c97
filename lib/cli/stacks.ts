/** Where synthesized stacks are, and how they are read. */
import * as fs from "fs";
import * as path from "path";
import { SynthesizedStack } from "../app/read-stack";
import { TerraformJson } from "../app/terraform-json";
import { UsageError } from "./command";

/** A stack and its file. */
export interface StackInFile extends SynthesizedStack {
  readonly file: string;
}

/** A stack, its file and its id. */
export interface NamedStack extends StackInFile {
  readonly id: string;
  /** Its file. */
  readonly file: string;
}

/** The ids of the stacks in an output folder. */
export function stackIds(outdir: string): string[] {
  return Object.keys(synthesizedIn(outdir)).sort();
}

function synthesizedIn(outdir: string): { readonly [id: string]: string } {
  const stacks = stacksOf(outdir);
  if (stacks === undefined) {
    throw new UsageError(
      `${outdir} has no manifest.json; synthesize first with npx cdktf synth, or give the folder of the stacks with --outdir`,
    );
  }
  return stacks;
}

/** A stack of an output folder; the only one, if no id is given. */
export function readStack(outdir: string, id: string | undefined): NamedStack {
  const stacks = synthesizedIn(outdir);
  const ids = stackIds(outdir);
  const wanted = id ?? (ids.length === 1 ? ids[0] : undefined);
  if (wanted === undefined) {
    throw new UsageError(`a stack id is required; ${outdir} has ${ids.join(", ") || "no stacks"}`);
  }
  if (!ids.includes(wanted)) {
    throw new UsageError(`${outdir} has no stack ${wanted}; it has ${ids.join(", ") || "no stacks"}`);
  }
  return { id: wanted, ...withNeighbours(stacks, wanted) };
}

/** The ids of the stacks of another version; nothing if it is one stack alone. */
export function formerIds(place: string): string[] | undefined {
  const stacks = stacksOf(place);
  return stacks && Object.keys(stacks).sort();
}

/** The other version of a stack: an output folder, a folder with one stack, or a file. */
export function readFormer(place: string, id: string): StackInFile {
  const stacks = stacksOf(place);
  if (stacks !== undefined) {
    const ids = Object.keys(stacks).sort();
    if (!ids.includes(id)) {
      throw new UsageError(
        `${place} has no stack ${id}; it has ${ids.join(", ") || "no stacks"}; a new stack has nothing to compare with, so review it without --against`,
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
  return { file, json: readJson(file) as TerraformJson };
}

function withNeighbours(stacks: { readonly [id: string]: string }, id: string): StackInFile {
  const others = Object.keys(stacks).filter((other) => other !== id && stacks[other].endsWith(".json"));
  if (!stacks[id].endsWith(".json")) {
    throw new UsageError(`stack ${id} was synthesized as HCL; synthesize it as JSON, without --hcl`);
  }
  return {
    file: stacks[id],
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

/** Where the stacks are, if no option says it. */
export function defaultOutdir(): string {
  const configuration = "cdktf.json";
  const configured = fs.existsSync(configuration) ? (readJson(configuration) as { output?: string }).output : undefined;
  return process.env.CDKTF_OUTDIR ?? configured ?? "cdktf.out";
}

/** A file of JSON. */
export function readJson(file: string): unknown {
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
