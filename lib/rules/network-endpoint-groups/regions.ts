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
/** What only App Engine calls so. */
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
        text`a region decides how many network endpoint groups there are and so must be known at synth, got ${given(region)}; write the region out, such as us-central1`,
      ]
    : [];
}

/** What is no region. */
export function noRegion({ region }: Regional): Text[] {
  return isKnown(region) && !REGION.test(String(region))
    ? [text`a serverless network endpoint group lives in a region, got ${given(region)}; ${wayOutFrom(String(region))}`]
    : [];
}

/** What is no region of a serverless network endpoint group. */
export function noRegionOfNeg(neg: Neg): Text[] {
  return isServerless({ type: NEG, config: neg }) ? noRegion(neg) : [];
}

/** A region that Google is not known to have. */
export function unlistedRegion({ region }: Regional): Text[] {
  return isKnown(region) && REGION.test(String(region)) && !REGIONS.has(String(region))
    ? [
        text`region ${String(region)} is not one of Google Cloud's regions known here; ${didYouMean(String(region), REGIONS, "check its spelling")}`,
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
        text`region is that of the self link, ${String(ofSelfLink)}, got ${given(region)}; leave region out, or mend the self link`,
      ]
    : [];
}

function wayOutFrom(region: string): string {
  const [, regionOfZone] = ZONE.exec(region) ?? [];
  if (regionOfZone !== undefined) {
    return `this is a zone: use its region ${regionOfZone}`;
  }
  return APP_ENGINE_REGIONS.includes(region)
    ? `what App Engine calls so is ${region}1`
    : didYouMean(region.toLowerCase(), REGIONS, "use the id of a region, such as us-central1");
}
