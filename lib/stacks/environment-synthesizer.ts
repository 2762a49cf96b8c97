import * as fs from "fs";
import * as path from "path";
import {
  AnnotationMetadataEntryType,
  App,
  Aspects,
  IAspect,
  IStackSynthesizer,
  ISynthesisSession,
  TerraformStack,
} from "cdktf";
import { ConstructOrder, IConstruct } from "constructs";
import { stringify } from "safe-stable-stringify";
import { runRules } from "../rules";
import { TerraformJson } from "../terraform-json";
import { Warnings } from "../warnings";

/** Where CDKTF keeps what a construct wants to write itself, such as the files of a `TerraformAsset`. */
const CUSTOM_SYNTHESIS = Symbol.for("cdktf/customSynthesis");
const invoked = new WeakMap<IConstruct, Set<IAspect>>();
const checked = new WeakMap<ISynthesisSession, Map<TerraformStack, TerraformJson>>();

/**
 * Checks all stacks of an app that have this synthesizer before the first of them is written, so that a failed synth
 * leaves the former output as it was.
 */
export class EnvironmentSynthesizer implements IStackSynthesizer {
  public constructor(private readonly stack: TerraformStack) {}

  /** Writes the stack, after all stacks were found to be in order. */
  public synthesize(session: ISynthesisSession): void {
    const stacks = checked.get(session) ?? checkAll(App.of(this.stack), session);
    checked.set(session, stacks);
    write(this.stack, stacks.get(this.stack) ?? {}, session);
  }
}

function checkAll(app: App, session: ISynthesisSession): Map<TerraformStack, TerraformJson> {
  const stacks = app.node
    .findAll()
    .filter(
      (node): node is TerraformStack =>
        TerraformStack.isStack(node) && node.synthesizer instanceof EnvironmentSynthesizer,
    );
  stacks.forEach((stack) => invokeAspects(stack));
  const errors = session.skipValidation ? [] : [...app.node.validate(), ...stacks.flatMap((stack) => validate(stack))];
  if (errors.length > 0) {
    throw new Error(`nothing was written, because of\n${errors.map((error) => `  ${error}`).join("\n")}`);
  }
  const jsons = new Map(stacks.map((stack) => [stack, stack.toTerraform() as TerraformJson]));
  if (!session.skipValidation) {
    jsons.forEach((json, stack) => warn(stack, json));
  }
  return jsons;
}

function validate(stack: TerraformStack): string[] {
  return stack.node
    .findAll()
    .flatMap((construct) => [
      ...construct.node.validate().map((message) => `[${construct.node.path}] ${message}`),
      ...construct.node.metadata
        .filter(({ type }) => type === String(AnnotationMetadataEntryType.ERROR))
        .map(({ data }) => `[${construct.node.path}] ${String(data)}`),
    ]);
}

/** Raises what the rules find at the construct the user wrote, which is the parent of one called `Resource`. */
function warn(stack: TerraformStack, json: TerraformJson): void {
  const findings = runRules(json);
  const byPath = new Map(
    findings.length > 0 ? stack.node.findAll().map((construct) => [construct.node.path, construct]) : [],
  );
  for (const { rule, path: found, text } of findings) {
    const resource = byPath.get(found);
    const construct = resource?.node.id === "Resource" ? resource.node.scope : resource;
    Warnings.of(construct ?? stack)._raise(rule, text);
  }
}

/**
 * Aspects as CDKTF runs them: each once per construct, however often the app is synthesized, those of a parent before
 * those of the construct itself.
 */
function invokeAspects(construct: IConstruct, inherited: readonly IAspect[] = []): void {
  const aspects = [...inherited, ...Aspects.of(construct).all];
  const done = invoked.get(construct) ?? new Set();
  invoked.set(construct, done);
  const due = new Set(aspects.filter((aspect) => !done.has(aspect)));
  due.forEach((aspect) => {
    done.add(aspect);
    aspect.visit(construct);
  });
  construct.node.children.forEach((child) => invokeAspects(child, aspects));
}

function write(stack: TerraformStack, json: TerraformJson, session: ISynthesisSession): void {
  const manifest = session.manifest.forStack(stack);
  fs.mkdirSync(path.join(session.outdir, manifest.workingDirectory), { recursive: true });
  stack.node
    .findAll(ConstructOrder.POSTORDER)
    .forEach((construct) => customSynthesis(construct)?.onSynthesize(session));
  const annotations = annotationsOf(stack);
  Object.assign(manifest, { annotations });
  print(annotations);
  const file = path.join(session.outdir, manifest.synthesizedStackPath);
  if (file.endsWith(".json")) {
    fs.writeFileSync(file, stringify(json, undefined, 2) ?? "");
    return;
  }
  const { hcl, metadata } = stack.toHclTerraform() as { hcl: string; metadata: unknown };
  fs.writeFileSync(file, hcl);
  fs.writeFileSync(path.join(session.outdir, manifest.stackMetadataPath), stringify(metadata, undefined, 2) ?? "");
}

/** Prints warnings where nobody else does: CDKTF's CLI, which sets this variable, prints them itself; tests look at them. */
function print(annotations: readonly { readonly constructPath: string; readonly message: string }[]): void {
  if (process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS === undefined && process.env.NODE_ENV !== "test") {
    annotations.forEach(({ constructPath, message }) => console.error(`warning: [${constructPath}] ${message}`));
  }
}

function customSynthesis(construct: IConstruct): { onSynthesize(session: ISynthesisSession): void } | undefined {
  return (construct as { [CUSTOM_SYNTHESIS]?: { onSynthesize(session: ISynthesisSession): void } })[CUSTOM_SYNTHESIS];
}

function annotationsOf(stack: TerraformStack) {
  const levels: string[] = Object.values(AnnotationMetadataEntryType);
  return stack.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => levels.includes(type))
      .map(({ type, data, trace }) => ({
        constructPath: construct.node.path,
        level: type as AnnotationMetadataEntryType,
        message: String(data),
        stacktrace: trace,
      })),
  );
}
