import { regionOfEndpointGroup } from "../../app/self-links";
import { Text, given, text } from "../text";
import { isKnown } from "../values";

/** The self link of an existing global resource, of one of some collections. */
interface GlobalLink {
  readonly what: string;
  readonly selfLink: unknown;
  readonly collections: readonly string[];
}

/** A self link of something else. The provider completes a bare name. */
export function globalLink({ what, selfLink, collections }: GlobalLink): Text[] {
  const form = new RegExp(`(^|/)global/(${collections.join("|")})/[^/]+$`);
  const link = String(selfLink);
  return !isKnown(selfLink) || !link.includes("/") || form.test(link)
    ? []
    : [
        text`${what} must be the self link of a global resource of ${collections.join(" or ")}, got ${given(selfLink)}; write it like projects/acme-web-prod/global/${collections[0]}/name`,
      ];
}

/** A self link that is not that of a regional network endpoint group. */
export function endpointGroupLink({ serverlessNegSelfLink: selfLink }: Readonly<Record<string, unknown>>): Text[] {
  return !isKnown(selfLink) || regionOfEndpointGroup(String(selfLink)) !== undefined
    ? []
    : [
        text`serverlessNegSelfLink must be the self link of a regional network endpoint group, got ${given(selfLink)}; write it like projects/acme-web-prod/regions/us-central1/networkEndpointGroups/name`,
      ];
}
