/** The one way in which tests synthesize: a whole app, to files, as users do. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { App } from "cdktf";
import { EnvironmentStack } from "cdktf-google-serverless-lb";

/** A synthesized stack, without the comments that CDKTF adds. */
export interface Synthesized {
  readonly resource: { readonly [type: string]: { readonly [id: string]: Json } };
  readonly [block: string]: Json;
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

interface Manifest {
  readonly stacks: {
    readonly [id: string]: {
      readonly synthesizedStackPath: string;
      readonly annotations: readonly { readonly constructPath: string; readonly message: string }[];
    };
  };
}

/** CDK Terrain takes a write-only argument only from an app that says that its Terraform has them. */
const TARGET_VERSIONS = { terraform: ">=1.11.0" };

/** Synthesizes an app into a folder of its own and reads it back. */
export function synthesizeApp(build: (app: App) => void): {
  stacks: { [id: string]: Synthesized };
  warnings: string[];
} {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "synthesized-"));
  try {
    const app = new App({ outdir, context: { targetVersions: TARGET_VERSIONS } });
    build(app);
    app.synth();
    return readOutput(outdir);
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

/** Reads what a synthesis wrote: the stacks, and their warnings as `[path] message`, without the lines of the code. */
export function readOutput(outdir: string): { stacks: { [id: string]: Synthesized }; warnings: string[] } {
  const read = (file: string) => JSON.parse(fs.readFileSync(path.join(outdir, file), "utf8")) as unknown;
  const manifest = Object.entries((read("manifest.json") as Manifest).stacks);
  return {
    stacks: Object.fromEntries(
      manifest.map(([id, { synthesizedStackPath }]) => [
        id,
        withoutComments(read(synthesizedStackPath)) as Synthesized,
      ]),
    ),
    warnings: manifest.flatMap(([, { annotations }]) =>
      annotations.map(({ constructPath, message }) => `[${constructPath}] ${withoutLines(message)}`),
    ),
  };
}

/** What the failing synthesis of an app says, without the lines of the code. */
export function failureOf(build: (app: App) => void): string {
  try {
    synthesizeApp(build);
  } catch (error) {
    return withoutLines((error as Error).message);
  }
  throw new Error("the synthesis did not fail");
}

function withoutLines(message: string): string {
  return message.replace(/\n {4}made at .*/g, "");
}

/** Synthesizes one stack, `test`, of project `p1`. */
export function synthesize(build: (stack: EnvironmentStack) => void, providerVersion?: string): Synthesized {
  const ofStack = (app: App) => build(new EnvironmentStack(app, "test", { project: "p1", providerVersion }));
  return synthesizeApp(ofStack).stacks.test;
}

/** The warnings of one stack. */
export function warningsOf(build: (stack: EnvironmentStack) => void, providerVersion?: string): string[] {
  const ofStack = (app: App) => build(new EnvironmentStack(app, "test", { project: "p1", providerVersion }));
  return synthesizeApp(ofStack).warnings;
}

/** The one resource of a type that a stack has. */
export function resource(type: string, build: (stack: EnvironmentStack) => void, providerVersion?: string): Json {
  const found = Object.values(synthesize(build, providerVersion).resource[type] ?? {});
  if (found.length !== 1) {
    throw new Error(`expected one ${type}, found ${found.length}`);
  }
  return found[0];
}

/** As `resource`, without the rules over the whole app: of what a construct takes and a URL map as a whole does not. */
export function unruledResource(type: string, build: (stack: EnvironmentStack) => void): Json {
  return resource(type, (stack) => {
    Object.assign(stack.node.root, { skipValidation: true });
    build(stack);
  });
}

function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutComments);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, inner]) => [key, withoutComments(inner)]),
  );
}
