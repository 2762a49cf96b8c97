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

/** A token of CDKTF's that refers to something of a stack, such as `google_compute_backend_service.X.self_link`. */
interface Reference extends IResolvable {
  readonly identifier: string;
  readonly originStack: TerraformStack;
}

const CONCAT = new StringConcat();
const foreign = new WeakMap<TerraformStack, Map<string, string>>();

/**
 * A value as it stands in the synthesized Terraform JSON of the construct's stack, but that a reference to another stack
 * stays a token, the same one for all that lead to the same. What Terraform gets in its place is decided only at synth,
 * and two stacks may have the same Terraform address.
 */
export function resolved<T>(scope: IConstruct, value: T): T {
  return Tokenization.resolve(value, { scope, resolver: new OwnStackResolver(CONCAT), preparing: false }) as T;
}

/** A value as it stands in the synthesized Terraform JSON, for people. */
export function shown<T>(scope: IConstruct, value: T): T {
  return Tokenization.resolve(value, { scope, resolver: new DefaultTokenResolver(CONCAT), preparing: false }) as T;
}

/** A reference for people: the path of the construct it leads to, or what stands in the synthesized Terraform JSON. */
export function named(scope: IConstruct, reference: string): string {
  return elementOf(scope, reference)?.node.path.replace(/\/Resource$/, "") ?? shown(scope, reference);
}

/** What a reference leads to, in the construct's stack or in another one. */
export function elementOf(scope: IConstruct, reference: string): TerraformElement | undefined {
  const token = Tokenization.reverseString(reference).firstToken;
  const [stack, text] =
    token && isReference(token)
      ? [token.originStack, `\${${token.identifier}}`]
      : [TerraformStack.of(scope), reference];
  const [, id] = /^\$\{(?:data\.)?\w+\.([\w-]+)\.\w+\}$/.exec(text) ?? [];
  const isElement = (node: IConstruct): node is TerraformElement =>
    TerraformElement.isTerraformElement(node) && node.friendlyUniqueId === id && node.cdktfStack === stack;
  return id === undefined ? undefined : stack.node.findAll().find(isElement);
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

function isReference(token: IResolvable): token is Reference {
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
