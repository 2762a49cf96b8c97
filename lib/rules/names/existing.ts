import { regionOfEndpointGroup } from "../../app/self-links";
import { Text, given, text } from "../text";
import { has, isKnown, nameOfGiven, present } from "../values";

/** The name by which an existing resource is looked up. */
interface Lookup {
  readonly what: string;
  readonly name: unknown;
}

/** The self link of an existing global resource, of one of some collections. */
interface GlobalLink {
  readonly what: string;
  readonly selfLink: unknown;
  readonly collections: readonly string[];
}

/** What was given where a construct belongs, and how such a one is known and made. */
export interface GivenConstruct {
  readonly what: string;
  readonly value: unknown;
  /** A member that only such a construct has. */
  readonly member: string;
  /** Such as `a UrlMap`. */
  readonly kind: string;
  /** What makes one of what exists already. */
  readonly existing: string;
}

/** A name that is not there. */
export function missingName({ what, name }: Lookup): Text[] {
  return present(what, name, "give the name that it has in Google Cloud");
}

/** A self link that is not there, or of something else. The provider completes a bare name. */
export function globalLink({ what, selfLink, collections }: GlobalLink): Text[] {
  const form = new RegExp(`(^|/)global/(${collections.join("|")})/[^/]+$`);
  const link = String(selfLink);
  return !isKnown(selfLink) || !link.includes("/") || form.test(link)
    ? missingLink(what, selfLink)
    : [
        text`${what} is that of a global resource, of ${collections.join(" or ")}, got ${given(selfLink)}; write it like projects/acme-web-prod/global/${collections[0]}/name`,
      ];
}

/** A self link that is not there, or of no network endpoint group of a region. */
export function endpointGroupLink({ serverlessNegSelfLink: selfLink }: Readonly<Record<string, unknown>>): Text[] {
  return !isKnown(selfLink) || regionOfEndpointGroup(String(selfLink)) !== undefined
    ? missingLink("serverlessNegSelfLink", selfLink)
    : [
        text`serverlessNegSelfLink is that of a network endpoint group of a region, got ${given(selfLink)}; write it like projects/acme-web-prod/regions/us-central1/networkEndpointGroups/name`,
      ];
}

function missingLink(what: string, selfLink: unknown): Text[] {
  return present(what, selfLink, "give the self link that it has in Google Cloud");
}

/**
 * A construct, where a name is easily written in its place. The types say so too, but not to JavaScript, nor to
 * TypeScript that runs without a look at them.
 */
export function noConstruct({ what, value, member, kind, existing }: GivenConstruct): Text[] {
  return value === undefined || value === null || has(value, member)
    ? []
    : [text`${what} is ${kind}, got ${given(nameOfGiven(value))}; what exists already is one by ${existing}`];
}
