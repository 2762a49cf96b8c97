/** Reports to the user what the rules find: an error is thrown, a warning is raised, each in the user's own words. */
import { isDeepStrictEqual } from "util";
import { TerraformResource, TerraformStack, Token, Tokenization } from "cdktf";
import { IConstruct } from "constructs";
import { Problem, refuse, withoutTokens, worded as wordedProblem } from "./refuse";
import { Block } from "../app/values";
import { Breach, checkBlock, checkCall, checkResource, isChecked } from "../rules";
import { NameOf, Text, shown, terraformName, worded } from "../rules/text";
import { camelCase } from "../app/snake-case";
import { withoutNewerArguments } from "./newer-arguments";
import { propName } from "./prop-names";
import { Warnings } from "./warnings";

/** What CDKTF keeps of a resource. */
interface Internals {
  readonly rawOverrides: object;
  synthesizeAttributes(): { readonly [argument: string]: unknown };
}

/** The construct that made a resource, and what it wrote. */
interface Origin {
  readonly construct: IConstruct;
  readonly config: object;
}

/** What stands for a token that is no text: which one it is does not matter. */
const EXPRESSION = "${TfToken[0]}";
/** What the one element begins with that a list which is a token seems to have. */
const LIST_ELEMENT = "#{TfToken[";
const origins = new WeakMap<IConstruct, Origin>();
/** What constructs refuse of themselves at synth: rules by call. */
const refusedAtSynth = new WeakMap<IConstruct, Map<string, readonly string[]>>();
/** Stacks whose warnings are found when the whole app is synthesized. */
const judgedAsWhole = new WeakSet<IConstruct>();

/** Says that all rules are run over a stack when it is synthesized. */
export function judgeAsWhole(stack: TerraformStack): void {
  judgedAsWhole.add(stack);
}

/** The construct that the user wrote: the parent of one called `Resource`, or of a key, which belongs to it. */
export function ownerOf(construct: IConstruct): IConstruct {
  const isPart =
    construct.node.id === "Resource" ||
    (TerraformResource.isTerraformResource(construct) && /_signed_url_key$/.test(construct.terraformResourceType));
  return (isPart ? construct.node.scope : undefined) ?? construct;
}

/** Refuses what a constructor or method was given wrongly, and raises at synth what is suspicious about it. */
export function judge(
  construct: IConstruct,
  ...calls: readonly (readonly [call: string, given: object | undefined])[]
) {
  const known = calls.flatMap(([call, given]) =>
    given === undefined || !isChecked(call) ? [] : [[call, withExpressions(given) as object] as const],
  );
  refuse(
    construct,
    known.flatMap(([call, given]) => checkCall("error", call, given)).map((breach) => problemOf(breach, propsOf(""))),
  );
  known
    .flatMap(([call, given]) => checkCall("warning", call, given))
    .forEach((breach) => warn(construct, breach, propsOf("")));
}

/** Refuses a new resource of which an argument is wrong; none of it is left behind. */
export function judgeResource(resource: TerraformResource, construct: IConstruct, config: object): void {
  origins.set(resource, { construct, config });
  const type = resource.terraformResourceType;
  const problems = checkResource("error", type, argumentsOf(resource)).map((breach) =>
    problemOf(breach, propsOf(type)),
  );
  if (problems.length > 0) {
    try {
      refuse(construct, problems);
    } catch (error) {
      construct.node.tryRemoveChild(resource.node.id);
      throw error;
    }
  }
  if (!judgedAsWhole.has(TerraformStack.of(construct))) {
    construct.node.addValidation({ validate: () => raiseOf(resource, construct) });
  }
}

/** Refuses a nested block that is added to a resource. */
export function judgeBlock(construct: IConstruct, type: string, path: string, block: object): void {
  const breaches = checkBlock(type, path, withExpressions(block) as Block);
  refuse(
    construct,
    breaches.map((breach) => problemOf(breach, propsOf(type))),
  );
}

/** What is wrong in arguments that are added to a resource, as if it had nothing else. */
export function problemsIn(type: string, part: object): Problem[] {
  const breaches = checkResource("error", type, withExpressions(part) as Block);
  return breaches.map((breach) => problemOf(breach, propsOf(type)));
}

/** What a constructor or method was given wrongly. */
export function problemsOf(call: string, given: object): Problem[] {
  const breaches = checkCall("error", call, withExpressions(given) as object);
  return breaches.map((breach) => problemOf(breach, propsOf("")));
}

/** How the arguments of a resource are called: as props where our construct wrote them, else as Terraform has them. */
export function namesIn(resource: IConstruct | undefined): NameOf {
  const origin = resource && origins.get(resource);
  return origin === undefined || !TerraformResource.isTerraformResource(resource)
    ? terraformName
    : (argument) =>
        isAsWritten(resource, origin, argument.split(".")[0])
          ? propName(resource.terraformResourceType, argument)
          : terraformName(argument);
}

/** The text of a finding. */
export function wordedFor(sentence: Text, nameOf: NameOf): string {
  return withoutTokens(worded(sentence, nameOf, shown));
}

function raiseOf(resource: TerraformResource, construct: IConstruct): string[] {
  const found = checkResource("warning", resource.terraformResourceType, argumentsOf(resource));
  found.forEach(({ rule, text }) => Warnings.of(construct)._raise(rule, wordedFor(text, namesIn(resource))));
  return [];
}

function warn(construct: IConstruct, { rule, text }: Breach, nameOf: NameOf): void {
  Warnings.of(construct)._add(rule, wordedFor(text, nameOf));
}

function problemOf({ rule, text }: Breach, nameOf: NameOf): Problem {
  return { rule, message: wordedFor(text, nameOf) };
}

function propsOf(type: string): NameOf {
  return (argument) => propName(type, argument);
}

/** Whether an argument is what our construct wrote: no override and no setter has changed it. */
function isAsWritten(resource: TerraformResource, { config }: Origin, argument: string): boolean {
  const name = camelCase(argument);
  const { [`${name}Input`]: present } = resource as unknown as { readonly [input: string]: unknown };
  const { [name]: written } = config as { readonly [name: string]: unknown };
  const plain = (value: unknown): object =>
    withoutNewerArguments(resource.terraformResourceType, {
      [name]: JSON.parse(JSON.stringify(value ?? null)) as unknown,
    });
  return (
    !Object.hasOwn((resource as unknown as Internals).rawOverrides, argument) &&
    isDeepStrictEqual(plain(present), plain(written))
  );
}

function argumentsOf(resource: TerraformResource): Block {
  return withExpressions((resource as unknown as Internals).synthesizeAttributes()) as Block;
}

/** A value in which every token is an expression, as Terraform will get one. One without tokens is the same. */
function withExpressions(value: unknown): unknown {
  if (typeof value === "string") {
    return value.startsWith(LIST_ELEMENT) ? EXPRESSION : value;
  }
  if (typeof value === "number") {
    return Token.isUnresolved(value) ? EXPRESSION : value;
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return Token.isUnresolved(value) ? EXPRESSION : withExpressionsIn(value as readonly unknown[]);
  }
  if (Tokenization.isResolvable(value)) {
    return EXPRESSION;
  }
  return isPlain(value) ? withExpressionsInside(value as Block) : value;
}

function withExpressionsInside(block: Block): unknown {
  const keys = Object.keys(block);
  if (keys.length === 1 && Token.isUnresolved(block)) {
    return EXPRESSION;
  }
  let changed: { [key: string]: unknown } | undefined;
  for (const key of keys) {
    const inner = withExpressions(block[key]);
    if (inner !== block[key]) {
      changed ??= { ...block };
      changed[key] = inner;
    }
  }
  return changed ?? block;
}

function withExpressionsIn(list: readonly unknown[]): readonly unknown[] {
  const members = list.map(withExpressions);
  return members.some((member, index) => member !== list[index]) ? members : list;
}

/** Data, and no object of a class. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as unknown;
  return prototype === Object.prototype || prototype === null;
}

/** Judges at synth what is only known then. */
export function judgeAtSynth(construct: IConstruct, call: string, given: () => object): void {
  construct.node.addValidation({
    validate: () => {
      const known = withExpressions(given()) as object;
      checkCall("warning", call, known).forEach(({ rule, text }) =>
        Warnings.of(construct)._raise(rule, wordedFor(text, propsOf(""))),
      );
      const breaches = checkCall("error", call, known);
      const rules = refusedAtSynth.get(construct) ?? new Map<string, readonly string[]>();
      refusedAtSynth.set(
        construct,
        rules.set(
          call,
          breaches.map(({ rule }) => rule),
        ),
      );
      return breaches.map((breach) => wordedProblem(problemOf(breach, propsOf(""))));
    },
  });
}

/** Whether a construct, or one that it is in, says of itself at synth that a rule is broken, so that it is not said twice. */
export function isRefusedAtSynth(construct: IConstruct, rule: string): boolean {
  return construct.node.scopes.some((scope) => [...(refusedAtSynth.get(scope)?.values() ?? [])].flat().includes(rule));
}
