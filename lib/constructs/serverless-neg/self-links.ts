import { Problem, checkGiven, isKnown, problem } from "../../checks/problem";

const SELF_LINK = /(^|\/)regions\/([^/]+)\/networkEndpointGroups\/[^/]+$/;

/** The region in a self link; undefined where that tells none. */
export function regionOf(selfLink: string): string | undefined {
  return SELF_LINK.exec(selfLink)?.[2];
}

/** The self link of an existing one: NAM-05. */
export function checkSelfLink(selfLink: string): Problem[] {
  const missing = checkGiven(
    "NAM-05",
    "serverlessNegSelfLink",
    selfLink,
    "give the self link that it has in Google Cloud",
  );
  return missing.length > 0 || !isKnown(selfLink) || SELF_LINK.test(selfLink)
    ? missing
    : [
        problem(
          "NAM-05",
          "serverlessNegSelfLink is that of a network endpoint group of a region",
          selfLink,
          "write it like projects/acme-web-prod/regions/us-central1/networkEndpointGroups/name",
        ),
      ];
}
