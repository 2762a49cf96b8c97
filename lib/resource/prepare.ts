import {
  DefaultTokenResolver,
  StringConcat,
  TerraformBackend,
  TerraformElement,
  TerraformResource,
  TerraformStack,
  Token,
  Tokenization,
} from "cdktf";
import { isReference } from "./tokens";

/** What CDKTF keeps of a resource. */
interface Internals {
  readonly rawOverrides: object;
  readonly terraformMetaArguments: object;
  synthesizeAttributes(): object;
}

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** Whether a stack has what CDKTF would add to it before synthesis. */
export function hasBackend(stack: TerraformStack): boolean {
  return stack.node.children.some((child) => TerraformBackend.isBackend(child));
}

/**
 * Lets CDKTF make what references between stacks need: an output in the one and a data source in the other.
 *
 * CDKTF resolves every element of the stack for that. A resource whose tokens are all references to its own stack needs
 * nothing, so it is left out, which saves an eighth of a large synth.
 */
export function prepareReferences(stack: TerraformStack): void {
  const own = new Set<string>();
  stack.node
    .findAll()
    .filter((node): node is TerraformElement => TerraformElement.isTerraformElement(node) && node.cdktfStack === stack)
    .filter((element) => !TerraformResource.isTerraformResource(element) || !isOwn(partsOf(element), stack, own))
    .forEach((element) => {
      Tokenization.resolve(element.toTerraform(), { scope: stack, resolver: RESOLVER, preparing: true });
    });
}

function partsOf(resource: TerraformResource): readonly object[] {
  const internals = resource as unknown as Internals;
  return [internals.synthesizeAttributes(), internals.terraformMetaArguments, internals.rawOverrides];
}

/** Whether all tokens in a value are references to a stack; the texts for which that is known are kept. */
function isOwn(value: unknown, stack: TerraformStack, known: Set<string>): boolean {
  if (typeof value === "string") {
    if (!value.includes("TfToken[") || known.has(value)) {
      return true;
    }
    const { tokens } = Tokenization.reverseString(value);
    const isKnown = tokens.length > 0 && tokens.every((token) => isReference(token) && token.originStack === stack);
    if (isKnown) {
      known.add(value);
    }
    return isKnown;
  }
  if (typeof value === "number") {
    return !Token.isUnresolved(value);
  }
  if (typeof value !== "object" || value === null) {
    return typeof value !== "function";
  }
  if (Tokenization.isResolvable(value)) {
    return false;
  }
  for (const key in value) {
    if (!isOwn(key, stack, known) || !isOwn((value as { readonly [key: string]: unknown })[key], stack, known)) {
      return false;
    }
  }
  return true;
}
