import { createHash } from "crypto";
import {
  DefaultTokenResolver,
  Fn,
  IPostProcessor,
  IResolvable,
  IResolveContext,
  Lazy,
  LazyBase,
  StringConcat,
  TerraformResourceLifecycle,
  Token,
  Tokenization,
} from "cdktf";

const DIGEST_LENGTH = 8;
const SEPARATOR = "|";

/**
 * The lifecycle of every resource that something else references, from its first apply on.
 *
 * Google refuses to delete what is in use. With this, Terraform makes the new resource, points its user to it, and only
 * then deletes the old one; a resource that is just removed is deleted after its user has let go of it.
 */
export const CREATE_BEFORE_DESTROY: TerraformResourceLifecycle = { createBeforeDestroy: true };

/**
 * The same for what no other description may replace, because that would cost an address or a certificate in use:
 * Terraform leaves the description as it was first, also where the code has none, or no longer has one.
 */
export const KEPT_DESCRIPTION = { ...CREATE_BEFORE_DESTROY, ignoreChanges: ["description"] };

/**
 * The lifecycle of what is made anew with another description. Under a fixed name, old and new cannot exist side by side,
 * and what exists already may have a description: there it stays as it is.
 */
export function replacedUnder(name: string | undefined): TerraformResourceLifecycle {
  return name === undefined ? CREATE_BEFORE_DESTROY : KEPT_DESCRIPTION;
}

/**
 * A short digest of the inputs whose change replaces a resource, for its name: old and new exist side by side for a
 * moment and so may not have the same name.
 *
 * What is known at synth is digested here. Where an input is not, Terraform computes the same digest at plan.
 */
export function digest(inputs: readonly string[]): string {
  return inputs.some((input) => Token.isUnresolved(input))
    ? whenKnown(joined(SEPARATOR, inputs), sha256, (text) => Fn.substr(Fn.sha256(text), 0, DIGEST_LENGTH))
    : sha256(inputs.join(SEPARATOR));
}

/** Texts, or a list of them that is a token, as one text for a digest. */
export function joined(separator: string, texts: readonly string[]): string {
  return whenKnown(
    texts,
    (known) => known.join(separator),
    (list) => Fn.join(separator, [...list]),
  );
}

/** A number as text, for a digest or an argument; a token stays one. */
export function numberText(value: number): string {
  return Token.isUnresolved(value) ? Token.asString(value) : String(value);
}

/** The first characters of the SHA-256 of a text known at synth. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, DIGEST_LENGTH);
}

/**
 * A text made at synth: of a value that is known by then, or of the tokens that only Terraform knows. CDKTF would hand
 * the value of a `Lazy` to Terraform's functions as it stands, without quotes.
 */
function whenKnown<T extends string | readonly string[]>(
  value: T,
  ifKnown: (known: T) => string,
  ifNot: (tokens: T) => string,
): string {
  return Lazy.stringValue({
    produce: ({ scope, preparing, suppressBraces }) => {
      const found = Tokenization.resolve(value, { scope, preparing, resolver: LAZIES }) as T;
      if (Token.isUnresolved(found) || [found].flat().some((part) => Token.isUnresolved(part))) {
        return ifNot(found);
      }
      const text = ifKnown(found);
      return suppressBraces === true ? JSON.stringify(text) : text;
    },
  });
}

/** Takes the values of what is `Lazy`, and leaves all other tokens. */
class LazyResolver extends DefaultTokenResolver {
  /** A token that is not `Lazy` becomes a text again. */
  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return token instanceof LazyBase
      ? (super.resolveToken(token, context, postProcessor) as unknown)
      : Token.asString(token);
  }

  /** A list that is such a token stays one. */
  public override resolveList(list: string[], context: IResolveContext): unknown {
    const found: unknown = super.resolveList(list, context);
    return typeof found === "string" ? list : found;
  }
}

const LAZIES = new LazyResolver(new StringConcat());
