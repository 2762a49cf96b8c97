/** What a `ClientAuthentication` is given. */
import { isExpression } from "../../app/values";
import { Text, given, text } from "../text";
import { isKnown } from "../values";

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

/** An existing server TLS policy that is not named in full, or that no global load balancer can use. */
export function existingPolicy({ serverTlsPolicyId: id }: { readonly serverTlsPolicyId?: unknown }): Text[] {
  return !isKnown(id) || /(^|\/)projects\/[^/]+\/locations\/global\/serverTlsPolicies\/[^/]+$/.test(String(id))
    ? []
    : [
        text`serverTlsPolicyId must be the id of a global server TLS policy, got ${given(id)}; write it like projects/acme-web-prod/locations/global/serverTlsPolicies/name`,
      ];
}
