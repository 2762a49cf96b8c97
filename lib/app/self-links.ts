/** What a self link says, full or in part. */
export interface SelfLink {
  /** Nothing where the link does not say it. */
  readonly project: string | undefined;
  /** `global`, or the region, zone or location. */
  readonly place: string;
  readonly collection: string;
  readonly name: string;
}

const SELF_LINK =
  /^(?:(?:https?:)?\/\/[^/]+\/(?:compute\/\w+\/)?)?(?:projects\/([^/]+)\/)?(?:global|(?:regions|zones|locations)\/([^/]+))\/([A-Za-z0-9]+)\/([^/]+)$/;

/** Takes a self link apart: with the address of an API, from `projects/` on, or from the place on. */
export function parseSelfLink(link: string): SelfLink | undefined {
  const [, project, place = "global", collection, name] = (link.includes("{") ? null : SELF_LINK.exec(link)) ?? [];
  return name === undefined ? undefined : { project, place, collection, name };
}

const ENDPOINT_GROUP = /(^|\/)regions\/([^/]+)\/networkEndpointGroups\/[^/]+$/;

/** The region in the self link of a network endpoint group; undefined where that tells none. */
export function regionOfEndpointGroup(selfLink: string): string | undefined {
  return ENDPOINT_GROUP.exec(selfLink)?.[2];
}
