import { isServerless } from "../../app/load-balancers";
import { NEG } from "../../app/types";
import { isExpression } from "../../app/values";
import { REGIONS } from "../../google/regions";
import { Arguments } from "../arguments";
import { didYouMean } from "../nearest";
import { Text, given, text } from "../text";
import { isKnown } from "../values";

const REGION = /^[a-z]+-[a-z]+\d{1,2}$/;
const ZONE = /^([a-z]+-[a-z]+\d{1,2})-[a-z]$/;
/** Names of regions that only App Engine uses. */
const APP_ENGINE_REGIONS = ["us-central", "europe-west"];

type Neg = Arguments<typeof NEG>;

/** Something that is of a region. */
interface Regional {
  readonly region?: unknown;
}

/** A region that decides ids and counts, and is not known. */
export function unknownAtSynth({ region }: Regional): Text[] {
  return isExpression(region)
    ? [
        text`a region must be known at synth, because it decides how many network endpoint groups are created, got ${given(region)}; write the region as plain text, such as us-central1`,
      ]
    : [];
}

/** A text that is not a region. */
export function noRegion({ region }: Regional): Text[] {
  return isKnown(region) && !REGION.test(String(region))
    ? [
        text`a serverless network endpoint group must be in a region, got ${given(region)}; ${wayOutFrom(String(region))}`,
      ]
    : [];
}

/** A text that is not a region, of a serverless network endpoint group. */
export function noRegionOfNeg(neg: Neg): Text[] {
  return isServerless({ type: NEG, config: neg }) ? noRegion(neg) : [];
}

/** A region that Google is not known to have. */
export function unlistedRegion({ region }: Regional): Text[] {
  return isKnown(region) && REGION.test(String(region)) && !REGIONS.has(String(region))
    ? [
        text`region ${String(region)} is not a Google Cloud region that this package knows; ${didYouMean(String(region), REGIONS, "check its spelling")}`,
      ]
    : [];
}

/** A region of a serverless network endpoint group that Google is not known to have. */
export function unlistedRegionOfNeg(neg: Neg): Text[] {
  return isServerless({ type: NEG, config: neg }) ? unlistedRegion(neg) : [];
}

/** A region beside a self link that has another one. */
export function otherRegion({ region, ofSelfLink }: Regional & { readonly ofSelfLink?: unknown }): Text[] {
  return isKnown(region) && isKnown(ofSelfLink) && region !== ofSelfLink
    ? [
        text`region is ${given(region)}, but the self link is in ${String(ofSelfLink)}; remove region, or correct the self link`,
      ]
    : [];
}

function wayOutFrom(region: string): string {
  const [, regionOfZone] = ZONE.exec(region) ?? [];
  if (regionOfZone !== undefined) {
    return `this is a zone, so use its region ${regionOfZone}`;
  }
  return APP_ENGINE_REGIONS.includes(region)
    ? `this is App Engine's name, so use the region ${region}1`
    : didYouMean(region.toLowerCase(), REGIONS, "use the id of a region, such as us-central1");
}
