import { Warning, isKnown } from "../../checks/problem";
import { unknownRegion } from "../../checks/regions";
import { WarningRule } from "../../rules/catalogue";
import { ServerlessTarget } from "./serverless-target";

const DOCUMENTED_VERSION_LENGTH = 63;

/** What is suspicious about a target and its region: NEG-04, NEG-05, NEG-13, NEG-17. */
export function targetWarnings({ _config }: ServerlessTarget, region: string): Warning[] {
  const { cloudRun, cloudFunction, appEngine } = _config;
  const mask = cloudRun?.urlMask ?? cloudFunction?.urlMask ?? appEngine?.urlMask;
  return [
    ...one("NEG-05", unknownRegion(region)),
    ...one("NEG-04", longVersion(appEngine?.version)),
    ...(isKnown(mask)
      ? [
          ...one("NEG-13", repeatedPlaceholder(mask)),
          ...one("NEG-17", decidedTwice(mask, "service", cloudRun?.service)),
          ...one("NEG-17", decidedTwice(mask, "tag", cloudRun?.tag)),
        ]
      : []),
  ];
}

function one(id: WarningRule, text: string | undefined): Warning[] {
  return text === undefined ? [] : [{ id, text }];
}

/** An App Engine version that Google's API takes but Terraform's provider may not. */
function longVersion(version: string | undefined): string | undefined {
  return isKnown(version) && version.length > DOCUMENTED_VERSION_LENGTH
    ? `the provider documents at most ${DOCUMENTED_VERSION_LENGTH} characters for an App Engine version, got ${version.length}`
    : undefined;
}

function repeatedPlaceholder(mask: string): string | undefined {
  const placeholders: readonly string[] = mask.match(/<[^<>]*>/g) ?? [];
  const repeated = placeholders.find((placeholder, index) => placeholders.indexOf(placeholder) !== index);
  return (
    repeated && `URL mask ${mask} holds ${repeated} twice, so a request may say two different things; hold it once`
  );
}

function decidedTwice(mask: string, what: string, given: string | undefined): string | undefined {
  return given !== undefined && mask.includes(`<${what}>`)
    ? `${what} is given beside a URL mask with <${what}>, and which of them decides is not documented; leave out one of the two`
    : undefined;
}
