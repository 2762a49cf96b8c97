/** What a `ClientAuthentication` is given. */
import { isExpression } from "../../app/values";
import { Text, given, text } from "../text";

/** The lists of certificates, each as it was given. */
interface Certificates {
  readonly trustAnchors?: unknown;
  readonly intermediateCas?: unknown;
  readonly allowlistedCertificates?: unknown;
}

/** Lists of which nobody knows how many certificates they have. */
export function unknownLists({ trustAnchors, intermediateCas, allowlistedCertificates }: Certificates): Text[] {
  return Object.entries({ trustAnchors, intermediateCas, allowlistedCertificates })
    .filter(([, list]) => isExpression(list))
    .map(
      ([name, list]) =>
        text`${name} must be a list that is known at synth, got ${given(list)}; write the list out, its certificates can be tokens`,
    );
}
