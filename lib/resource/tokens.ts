import {
  DefaultTokenResolver,
  IPostProcessor,
  IResolvable,
  IResolveContext,
  StringConcat,
  TerraformElement,
  TerraformStack,
  Token,
  Tokenization,
} from "cdktf";
import { IConstruct } from "constructs";
import { alternativesOf } from "../app/expressions";

/** A token of CDKTF's that refers to something of a stack, such as `google_compute_backend_service.X.self_link`. */
export interface Reference extends IResolvable {
  readonly identifier: string;
  readonly originStack: TerraformStack;
}

const CONCAT = new StringConcat();
/** Texts in which all tokens are references, as they are in the synthesized Terraform JSON of a stack. */
const texts = new WeakMap<TerraformStack, Map<string, unknown>>();
/** Texts in which all tokens are references. */
const constants = new Set<string>();
const elements = new WeakMap<TerraformStack, Map<string, TerraformElement>>();
const foreign = new WeakMap<TerraformStack, Map<string, string>>();

/**
 * A value as it is in the synthesized Terraform JSON of the construct's stack, but that a reference to another stack
 * stays a token, the same one for all that lead to the same. What Terraform gets in its place is decided only at synth,
 * and two stacks may have the same Terraform address.
 */
export function resolved<T>(scope: IConstruct, value: T): T {
  const resolve = () =>
    Tokenization.resolve(value, { scope, resolver: new OwnStackResolver(CONCAT), preparing: false }) as T;
  if (typeof value !== "string" || !isConstant(value)) {
    return resolve();
  }
  const stack = TerraformStack.of(scope);
  const known = texts.get(stack) ?? new Map<string, unknown>();
  texts.set(stack, known);
  const text = (known.get(value) as T | undefined) ?? resolve();
  known.set(value, text);
  return text;
}

/** A value as it is in the synthesized Terraform JSON, for people. */
export function shown<T>(scope: IConstruct, value: T): T {
  return Tokenization.resolve(value, { scope, resolver: new DefaultTokenResolver(CONCAT), preparing: false }) as T;
}

/** A reference for people: the path of the construct it points to, or its text in the synthesized Terraform JSON. */
export function named(scope: IConstruct, reference: string): string {
  return elementOf(scope, reference)?.node.path.replace(/\/Resource$/, "") ?? shown(scope, reference);
}

/** What a reference points to, in the construct's stack or in another one. */
export function elementOf(scope: IConstruct, reference: string): TerraformElement | undefined {
  const token = Tokenization.reverseString(reference).firstToken;
  const [stack, text] =
    token && isReference(token)
      ? [token.originStack, `\${${token.identifier}}`]
      : [TerraformStack.of(scope), reference];
  const [only, ...others] = alternativesOf(text);
  return only === undefined || others.length > 0 || only === "unknown" || !("reference" in only)
    ? undefined
    : elementCalled(stack, only.reference.id);
}

/** The element of a stack with an id. Where it is not where it was, all elements are looked through anew. */
function elementCalled(stack: TerraformStack, id: string): TerraformElement | undefined {
  const isThere = (element: TerraformElement | undefined) =>
    element?.friendlyUniqueId === id && element.node.scope?.node.tryFindChild(element.node.id) === element;
  const known = elements.get(stack)?.get(id);
  if (isThere(known)) {
    return known;
  }
  const all = stack.node
    .findAll()
    .filter((node): node is TerraformElement => TerraformElement.isTerraformElement(node) && node.cdktfStack === stack);
  // of two that have one id, the first counts
  elements.set(stack, new Map([...all].reverse().map((element) => [element.friendlyUniqueId, element])));
  return elements.get(stack)?.get(id);
}

/**
 * What a value that is not resolved yet hangs on, as text. A reference always stands for the same; what any other token
 * stands for may be another thing each time.
 */
export function stateOf(scope: IConstruct, value: unknown): string {
  const others: unknown[] = [];
  const text = JSON.stringify(value, function (this: { readonly [key: string]: unknown }, key, plain: unknown) {
    const given = this[key];
    if (typeof given === "string" ? !isConstant(given) : isTokenItself(given)) {
      others.push(given);
    }
    return plain;
  });
  return others.length === 0 ? text : `${text} ${JSON.stringify(resolved(scope, others))}`;
}

/** Whether a text always stands for the same. */
function isConstant(text: string): boolean {
  const isKnown = !text.includes("TfToken[") || constants.has(text);
  if (!isKnown && Tokenization.reverseString(text).tokens.every(isReference)) {
    constants.add(text);
    return true;
  }
  return isKnown;
}

function isTokenItself(value: unknown): boolean {
  const isList = Array.isArray(value) && value.length === 1;
  return (typeof value === "number" || Tokenization.isResolvable(value) || isList) && Token.isUnresolved(value);
}

/** A text in which references to resources give way to the paths of their constructs. */
export function withPaths(scope: IConstruct, text: string): string {
  return text.replace(/\$\{[^{}]*\}/g, (reference) => named(scope, reference));
}

class OwnStackResolver extends DefaultTokenResolver {
  /** Within the call of a function there is no place for a token: there it gives way to what Terraform gets. */
  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return context.suppressBraces !== true &&
      isReference(token) &&
      token.originStack !== TerraformStack.of(context.scope)
      ? theOneFor(token)
      : super.resolveToken(token, context, postProcessor);
  }
}

/** Whether a token is a reference to an element of a stack. */
export function isReference(token: IResolvable): token is Reference {
  const { identifier, originStack } = token as Partial<Reference>;
  return typeof identifier === "string" && originStack !== undefined;
}

function theOneFor(reference: Reference): string {
  const ofStack = foreign.get(reference.originStack) ?? new Map<string, string>();
  foreign.set(reference.originStack, ofStack);
  const token = ofStack.get(reference.identifier) ?? Token.asString(reference);
  ofStack.set(reference.identifier, token);
  return token;
}
