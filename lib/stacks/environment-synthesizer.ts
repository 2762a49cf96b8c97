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
import { worded } from "../checks/problem";
import { reviewPage } from "../review";
import { runRules } from "../rules";
import { StackCommentJson, TerraformJson, UnusedAcknowledgementJson } from "../terraform-json";
import { Warnings } from "../warnings";
import { Message, inOrder, listed, places, printWarnings } from "./messages";

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
    writeReview(this.stack, stacks, session);
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
  if (session.skipValidation) {
    return render(stacks);
  }
  const invalid = [...app.node.validate().map((text) => ({ construct: app, text })), ...stacks.flatMap(validate)];
  const jsons = render(stacks);
  const errors = [...invalid, ...runAllRules(app, jsons).filter((found) => !isSaid(found, invalid))];
  if (errors.length > 0) {
    throw new Error(`nothing was written, because of\n${listed(inOrder(errors))}`);
  }
  printWarnings(stacks.flatMap(annotationsOf));
  return withWarnings(jsons);
}

function render(stacks: readonly TerraformStack[]): Map<TerraformStack, TerraformJson> {
  return new Map(stacks.map((stack) => [stack, stack.toTerraform() as TerraformJson]));
}

function validate(stack: TerraformStack): Message[] {
  return constructsOf(stack).flatMap((construct) =>
    [
      ...construct.node.validate(),
      ...construct.node.metadata
        .filter(({ type }) => type === String(AnnotationMetadataEntryType.ERROR))
        .map(({ data }) => String(data)),
    ].map((text) => ({ construct, text })),
  );
}

/** Raises the warnings that the rules find, and returns the errors. A finding of no construct is the app's. */
function runAllRules(app: App, jsons: ReadonlyMap<TerraformStack, TerraformJson>): Message[] {
  const findings = runRules([...jsons.values()]);
  const constructs = findings.length > 0 ? app.node.findAll() : [];
  const byPath = new Map(constructs.map((construct) => [construct.node.path, construct]));
  return findings.flatMap(({ severity, rule, path: found, text }) => {
    const construct = writtenByUser(byPath.get(found) ?? app);
    if (severity === "error") {
      return [{ construct, text: worded({ rule, message: text }) }];
    }
    Warnings.of(construct)._raise(rule, text);
    return [];
  });
}

/** Whether a construct says the same of itself, or of what is below it, so that it need not be said twice. */
function isSaid({ construct, text }: Message, messages: readonly Message[]): boolean {
  const rule = (message: string) => message.split(":")[0];
  return messages.some((said) => rule(said.text) === rule(text) && construct.node.scopes.includes(said.construct));
}

/** The construct that the user wrote, which is the parent of one called `Resource`. */
function writtenByUser(construct: IConstruct): IConstruct {
  return construct.node.id === "Resource" && construct.node.scope ? construct.node.scope : construct;
}

/**
 * The stacks with their warnings in their comments, so that a reviewer sees them later.
 *
 * An acknowledgement in code that several stacks share is in use as soon as one of them needs it.
 */
function withWarnings(jsons: ReadonlyMap<TerraformStack, TerraformJson>): Map<TerraformStack, TerraformJson> {
  const what = ({ id, reason }: UnusedAcknowledgementJson) => JSON.stringify([id, reason]);
  const ofStacks = [...jsons].map(([stack, json]) => {
    const all = constructsOf(stack).map((construct) => Warnings.of(construct));
    const acknowledged = all.flatMap((warnings) => warnings._acknowledged());
    return { stack, json, raised: all.flatMap((warnings) => warnings._raised()), acknowledged };
  });
  const used = new Set(
    ofStacks.flatMap(({ acknowledged }) => acknowledged.filter(({ isUsed }) => isUsed).map((each) => what(each))),
  );
  return new Map(
    ofStacks.map(({ stack, json, raised, acknowledged }) => {
      const unused = acknowledged.filter((each) => !used.has(what(each)));
      const comment: StackCommentJson = {
        ...json["//"],
        ...(raised.length > 0 ? { warnings: sorted(raised) } : {}),
        ...(unused.length > 0
          ? {
              unusedAcknowledgements: sorted(
                unused.map(({ id, path: place, reason }) => ({ id, path: place, reason })),
              ),
            }
          : {}),
      };
      return [stack, { ...json, "//": comment }];
    }),
  );
}

function sorted<T extends { readonly path: string; readonly id: string }>(items: readonly T[]): T[] {
  const key = ({ path: place, id, ...rest }: T) => JSON.stringify([place, id, rest]);
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The constructs of a stack, without those of stacks below it. */
function constructsOf(construct: IConstruct): IConstruct[] {
  const below = construct.node.children.filter((child) => !TerraformStack.isStack(child));
  return [construct, ...below.flatMap(constructsOf)];
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
  const annotations = annotationsOf(stack).map(({ construct, level, text, trace }) => ({
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
function writeReview(
  stack: TerraformStack,
  stacks: ReadonlyMap<TerraformStack, TerraformJson>,
  session: ISynthesisSession,
): void {
  const neighbours = Object.fromEntries([...stacks].map(([{ node }, json]) => [node.path, json]));
  const folder = path.join(session.outdir, session.manifest.forStack(stack).workingDirectory);
  fs.writeFileSync(path.join(folder, "review.md"), reviewPage(stacks.get(stack) ?? {}, neighbours));
}

function customSynthesis(construct: IConstruct): { onSynthesize(session: ISynthesisSession): void } | undefined {
  return (construct as { [CUSTOM_SYNTHESIS]?: { onSynthesize(session: ISynthesisSession): void } })[CUSTOM_SYNTHESIS];
}

function annotationsOf(
  stack: TerraformStack,
): (Message & { readonly level: AnnotationMetadataEntryType; readonly trace?: string[] })[] {
  const levels: string[] = Object.values(AnnotationMetadataEntryType);
  return constructsOf(stack).flatMap((construct) =>
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
