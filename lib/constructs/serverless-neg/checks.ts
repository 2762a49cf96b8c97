import { Problem, checkGiven, checkLength, isKnown, problem } from "../../checks/problem";
import { checkCloudRunServiceName } from "../../checks/names";
import { checkRegion } from "../../checks/regions";
import { COMPUTE_NAME } from "../../rules/limits";
import { ServerlessKind } from "../backend";
import { ServerlessTarget } from "./serverless-target";

/** The placeholders of each platform's URL masks. */
const PLACEHOLDERS: { readonly [kind in ServerlessKind]: readonly string[] } = {
  [ServerlessKind.CLOUD_RUN]: ["<service>", "<tag>"],
  [ServerlessKind.CLOUD_FUNCTION]: ["<function>"],
  [ServerlessKind.APP_ENGINE]: ["<service>", "<version>"],
};

const SELF_LINK = /(^|\/)regions\/([^/]+)\/networkEndpointGroups\/[^/]+$/;

/** What a serverless network endpoint group points to: NEG-02, NEG-03, NEG-04, NEG-13, NEG-14, RUN-01. */
export function checkTarget(target: ServerlessTarget): Problem[] {
  const { cloudRun, cloudFunction, appEngine } = target._config;
  return [
    ...checkCloudRunServiceName("the Cloud Run service's name", cloudRun?.service),
    ...checkTag(cloudRun?.tag),
    ...checkFunctionName(cloudFunction?.function),
    ...checkLength("NEG-04", "the App Engine service's name", appEngine?.service, 1, 63),
    ...checkLength("NEG-04", "the App Engine version", appEngine?.version, 1, 100),
    ...checkUrlMask(cloudRun?.urlMask, target.kind, cloudRun?.service === undefined ? "<service>" : undefined),
    ...checkUrlMask(cloudFunction?.urlMask, target.kind, "<function>"),
    ...checkUrlMask(appEngine?.urlMask, target.kind),
  ];
}

/** The region in a self link; undefined where that tells none. */
export function regionOf(selfLink: string): string | undefined {
  return SELF_LINK.exec(selfLink)?.[2];
}

/** The self link of an existing one, and the region that is given beside it or else is in it: NAM-05, NEG-05. */
export function checkSelfLinkAndRegion(selfLink: string, region: string): Problem[] {
  const missing = checkGiven(
    "NAM-05",
    "serverlessNegSelfLink",
    selfLink,
    "give the self link that it has in Google Cloud",
  );
  if (missing.length > 0) {
    return missing;
  }
  if (isKnown(selfLink) && !SELF_LINK.test(selfLink)) {
    return [
      problem(
        "NAM-05",
        "serverlessNegSelfLink is that of a network endpoint group of a region",
        selfLink,
        "write it like projects/acme-web-prod/regions/us-central1/networkEndpointGroups/name",
      ),
    ];
  }
  const own = regionOf(selfLink);
  return [
    ...checkRegion(region),
    ...(isKnown(own) && isKnown(region) && own !== region
      ? [
          problem(
            "NEG-05",
            `region is that of the self link, ${own}`,
            region,
            "leave region out, or mend the self link",
          ),
        ]
      : []),
  ];
}

/** A second backend in a region of a backend service: NEG-08. */
export function regionIsTaken(region: string, owner: string | undefined): Problem {
  return problem(
    "NEG-08",
    `a backend service takes one serverless network endpoint group per region, and ${owner ?? "another backend"} is there already`,
    region,
    "give each region one backend, or make a second backend service and route to it",
  );
}

/** A traffic tag of a Cloud Run service: NEG-02. */
export function checkTag(tag: string | undefined): Problem[] {
  if (!isKnown(tag) || COMPUTE_NAME.test(tag)) {
    return [];
  }
  return [
    problem(
      "NEG-02",
      "a traffic tag must have 1 to 63 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen",
      tag,
      "use the tag as the Cloud Run service has it",
    ),
  ];
}

function checkFunctionName(name: string | undefined): Problem[] {
  if (!isKnown(name) || /^[A-Za-z]([-_A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(name)) {
    return [];
  }
  return [
    problem(
      "NEG-03",
      "a Cloud Function's name must have 1 to 63 letters, digits, _ and -, begin with a letter and end with a letter or digit",
      name,
      "use the function's short name, without project and region",
    ),
  ];
}

function checkUrlMask(mask: string | undefined, kind: ServerlessKind, required?: string): Problem[] {
  if (!isKnown(mask)) {
    return [];
  }
  if (mask === "" || mask.includes("://") || /[\s?#]/.test(mask)) {
    return [
      problem(
        "NEG-14",
        "a URL mask is host and path without scheme, query and spaces",
        mask,
        "write it like <service>.example.com or /<service>",
      ),
    ];
  }
  const placeholders: readonly string[] = mask.match(/<[^<>]*>/g) ?? [];
  if (/[<>]/.test(mask.replace(/<[^<>]*>/g, ""))) {
    return [
      problem("NEG-13", "the angle brackets of a URL mask must be pairs", mask, "write placeholders like <service>"),
    ];
  }
  const foreign = placeholders.find((placeholder) => !PLACEHOLDERS[kind].includes(placeholder));
  if (foreign !== undefined) {
    return [
      problem(
        "NEG-13",
        `a URL mask of this platform takes only ${PLACEHOLDERS[kind].join(" and ")}`,
        foreign,
        "use one of these in the mask",
      ),
    ];
  }
  if (placeholders.length === 0 || (required !== undefined && !placeholders.includes(required))) {
    const missing = required ?? PLACEHOLDERS[kind].join(" or ");
    return [
      problem(
        "NEG-13",
        `the URL mask lacks ${missing}, so nothing says where to send a request`,
        mask,
        `put ${missing} into it`,
      ),
    ];
  }
  return [];
}
