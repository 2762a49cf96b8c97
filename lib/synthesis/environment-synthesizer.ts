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
import { IConstruct } from "constructs";
import { stringify } from "safe-stable-stringify";
import { worded } from "../resource/refuse";
import { userError } from "../resource/user-error";
import { pageOf } from "../review";
import { runRules } from "../rules";
import { SynthesizedApp } from "../app/synthesized-app";
import { StackCommentJson, TerraformJson, UnusedAcknowledgementJson } from "../app/terraform-json";
import { isRefusedAtSynth, namesIn, ownerOf, wordedFor } from "../resource/findings";
import { Warnings } from "../resource/warnings";
import { applyDependencies } from "./dependencies";
import { ignoredIds, sharedIds } from "./logical-ids";
import { Annotation, Message, inOrder, listed, places, printAnnotations } from "./messages";
import { noteSynth, printWritten } from "./written";

/** Where CDKTF keeps what a construct wants to write itself, such as the files of a `TerraformAsset`. */
const CUSTOM_SYNTHESIS = Symbol.for("cdktf/customSynthesis");
const invoked = new WeakMap<IConstruct, Set<IAspect>>();
const checked = new WeakMap<ISynthesisSession, RenderedApp>();

/** A stack, all that is in it but not in a stack below it, and what Terraform will get. */
interface RenderedStack {
  readonly stack: TerraformStack;
  readonly constructs: readonly IConstruct[];
  readonly json: TerraformJson;
}

/** All stacks of an app, and what they are together: read once for the rules and all reviews. */
interface RenderedApp {
  readonly stacks: readonly RenderedStack[];
  readonly synthesized: SynthesizedApp;
}

/**
 * Checks all stacks of an app that have this synthesizer before the first of them is written, so that a failed synth
 * leaves the former output as it was.
 */
export class EnvironmentSynthesizer implements IStackSynthesizer {
  public constructor(private readonly stack: TerraformStack) {}

  /** Writes the stack, after all stacks were found to be in order. */
  public synthesize(session: ISynthesisSession): void {
    noteSynth();
    const app = checked.get(session) ?? checkAll(App.of(this.stack), session.skipValidation ?? false);
    checked.set(session, app);
    const own = app.stacks.filter(({ stack }) => stack === this.stack);
    own.forEach((rendered) => {
      write(rendered, session);
      writeReview(rendered, app.synthesized, session);
      printWritten(rendered.stack.node.path, rendered.json);
    });
  }
}

function checkAll(app: App, skipValidation: boolean): RenderedApp {
  const stacks = app.node
    .findAll()
    .filter(
      (node): node is TerraformStack =>
        TerraformStack.isStack(node) && node.synthesizer instanceof EnvironmentSynthesizer,
    );
  // CDKTF would leave out the aspects of what stacks are in
  stacks.forEach((stack) => invokeAspects(stack, aspectsAbove(stack)));
  const contents = stacks.map((stack) => ({ stack, constructs: constructsOf(stack) }));
  const constructs = contents.flatMap((content) => content.constructs);
  const waiting = applyDependencies(constructs);
  const invalid = skipValidation
    ? []
    : [...[app, ...constructs].flatMap(validate), ...waiting, ...ignoredIds(constructs)];
  const rendered = contents.map((content) => ({ ...content, json: content.stack.toTerraform() as TerraformJson }));
  const synthesized = new SynthesizedApp(
    rendered.map(({ json }) => json),
    rendered.map(({ stack }) => stack.node.path),
  );
  if (skipValidation) {
    return { stacks: rendered, synthesized };
  }
  const merged = sharedIds(constructs);
  // of two resources in one, the rules would say what nobody wrote
  const errors = [...invalid, ...(merged.length > 0 ? merged : runAllRules(app, synthesized))];
  if (errors.length > 0) {
    throw userError(`synthesis failed, no file was written:\n${listed(inOrder(errors))}`);
  }
  printAnnotations(rendered.flatMap(({ constructs }) => annotationsOf(constructs)));
  return { stacks: withWarnings(rendered), synthesized };
}

function validate(construct: IConstruct): Message[] {
  const annotated = construct.node.metadata.filter(({ type }) => type === String(AnnotationMetadataEntryType.ERROR));
  const errors = [...construct.node.validate(), ...annotated.map(({ data }) => String(data))];
  return errors.map((text) => ({ construct, text }));
}

/** Raises the warnings that the rules find, and returns the errors. */
function runAllRules(app: App, synthesized: SynthesizedApp): Message[] {
  const findings = runRules(synthesized);
  const constructs = findings.length > 0 ? app.node.findAll() : [];
  const byPath = new Map(constructs.map((construct) => [construct.node.path, construct]));
  return findings.flatMap(({ severity, rule, about, text }) => {
    const resource = byPath.get(about.path || (about.stack ?? ""));
    const construct = ownerOf(resource ?? app);
    const message = wordedFor(text, namesIn(resource));
    if (severity === "error") {
      return isRefusedAtSynth(construct, rule) ? [] : [{ construct, text: worded({ rule, message }) }];
    }
    Warnings.of(construct)._raise(rule, message);
    return [];
  });
}

/**
 * The stacks with their warnings in their comments, so that a reviewer sees them later.
 *
 * An acknowledgement in code that several stacks share is in use as soon as one of them needs it.
 */
function withWarnings(stacks: readonly RenderedStack[]): RenderedStack[] {
  const acknowledged = new Map(
    stacks.map(({ stack, constructs }) => [stack, constructs.flatMap(Warnings._acknowledged)]),
  );
  const what = ({ id, reason }: UnusedAcknowledgementJson) => JSON.stringify([id, reason]);
  const used = new Set(
    [...acknowledged.values()]
      .flat()
      .filter(({ isUsed }) => isUsed)
      .map(what),
  );
  return stacks.map(({ stack, constructs, json }) => {
    const warnings = sorted(constructs.flatMap(Warnings._raised));
    const unused = (acknowledged.get(stack) ?? []).filter((each) => !used.has(what(each)));
    const unusedAcknowledgements = sorted(unused.map(({ isUsed: _isUsed, ...each }) => each));
    const comment: StackCommentJson = {
      ...json["//"],
      ...(warnings.length > 0 ? { warnings } : {}),
      ...(unused.length > 0 ? { unusedAcknowledgements } : {}),
    };
    return { stack, constructs, json: { ...json, "//": comment } };
  });
}

function sorted<T extends { readonly path: string; readonly id: string }>(items: readonly T[]): T[] {
  const key = ({ path: place, id, ...rest }: T) => JSON.stringify([place, id, rest]);
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The constructs of a stack, without those of stacks below it. */
function constructsOf(construct: IConstruct, found: IConstruct[] = []): IConstruct[] {
  found.push(construct);
  construct.node.children
    .filter((child) => !TerraformStack.isStack(child))
    .forEach((child) => constructsOf(child, found));
  return found;
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

function aspectsAbove(stack: TerraformStack): IAspect[] {
  return stack.node.scopes.slice(0, -1).flatMap((scope) => Aspects.of(scope).all);
}

function write({ stack, constructs, json }: RenderedStack, session: ISynthesisSession): void {
  const manifest = session.manifest.forStack(stack);
  fs.mkdirSync(path.join(session.outdir, manifest.workingDirectory), { recursive: true });
  // what is below comes first
  [...constructs].reverse().forEach((construct) => customSynthesis(construct)?.onSynthesize(session));
  const annotations = annotationsOf(constructs).map(({ construct, level, text, trace }) => ({
    constructPath: construct.node.path,
    level,
    message: `${text}${places([construct])}`,
    stacktrace: trace,
  }));
  Object.assign(manifest, { annotations });
  const file = path.join(session.outdir, manifest.synthesizedStackPath);
  if (file.endsWith(".json")) {
    fs.writeFileSync(file, stringify(json, undefined, 2) ?? "");
    return;
  }
  const { hcl, metadata } = stack.toHclTerraform() as { hcl: string; metadata: object };
  fs.writeFileSync(file, hcl);
  const withComment = { ...metadata, "//": { ...json["//"], ...(metadata as TerraformJson)["//"] } };
  fs.writeFileSync(path.join(session.outdir, manifest.stackMetadataPath), stringify(withComment, undefined, 2) ?? "");
}

/** Writes the page that a reviewer reads before the JSON, beside it. */
function writeReview({ stack, json }: RenderedStack, app: SynthesizedApp, session: ISynthesisSession): void {
  const folder = path.join(session.outdir, session.manifest.forStack(stack).workingDirectory);
  fs.writeFileSync(path.join(folder, "review.md"), pageOf(app.stack(stack.node.path), json["//"]));
}

function customSynthesis(construct: IConstruct): { onSynthesize(session: ISynthesisSession): void } | undefined {
  return (construct as { [CUSTOM_SYNTHESIS]?: { onSynthesize(session: ISynthesisSession): void } })[CUSTOM_SYNTHESIS];
}

function annotationsOf(constructs: readonly IConstruct[]): (Annotation & { readonly trace?: string[] })[] {
  const levels: string[] = Object.values(AnnotationMetadataEntryType);
  return constructs.flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => levels.includes(type))
      .map(({ type, data, trace }) => ({
        construct,
        level: type as AnnotationMetadataEntryType,
        text: String(data),
        trace,
      })),
  );
}
