import { createHash } from "crypto";
import { Fn, TerraformResourceLifecycle, Token } from "cdktf";

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
 * A short digest of the inputs whose change replaces a resource, for its name: old and new exist side by side for a
 * moment and so may not have the same name.
 *
 * Literals are digested here. Where an input is a token, Terraform computes the same digest at plan.
 */
export function digest(inputs: readonly string[]): string {
  if (inputs.some((input) => Token.isUnresolved(input))) {
    return Fn.substr(Fn.sha256(Fn.join(SEPARATOR, [...inputs])), 0, DIGEST_LENGTH);
  }
  return sha256(inputs.join(SEPARATOR));
}

/** A number as text, for a digest or an argument; a token stays one. */
export function numberText(value: number): string {
  return Token.isUnresolved(value) ? Token.asString(value) : String(value);
}

/** The first characters of the SHA-256 of a text known at synth. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, DIGEST_LENGTH);
}
