import { isServerless } from "../../app/load-balancers";
import { SynthesizedApp } from "../../app/synthesized-app";
import { CLOUD_RUN_SERVICES, NEG } from "../../app/types";
import { isExpression } from "../../app/values";
import { Arguments } from "../arguments";
import { unlistedRegion, wrongRegion } from "../regions";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { isKnown } from "../values";

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
  return wrongRegion("a serverless network endpoint group", region);
}

/** A text that is not a region, of a serverless network endpoint group. */
export function noRegionOfNeg(neg: Neg): Text[] {
  return isServerless({ type: NEG, config: neg }) ? noRegion(neg) : [];
}

/** A region of an existing network endpoint group that Google is not known to have. */
export function unlisted({ region }: Regional): Text[] {
  return unlistedRegion(region);
}

/** Regions of serverless network endpoint groups that Google is not known to have, unless a service says the same. */
export function unlistedRegionsOfNegs(app: SynthesizedApp): Found[] {
  const said = app.ofType(...CLOUD_RUN_SERVICES).map(({ config }) => config.location);
  return app
    .ofType(NEG)
    .filter(isServerless)
    .filter(({ config }) => !said.includes(config.region))
    .flatMap((neg) => unlistedRegion(neg.config.region).map((found) => about(neg, found)));
}

/** A region beside a self link that has another one. */
export function otherRegion({ region, ofSelfLink }: Regional & { readonly ofSelfLink?: unknown }): Text[] {
  return isKnown(region) && isKnown(ofSelfLink) && region !== ofSelfLink
    ? [
        text`region is ${given(region)}, but the self link is in ${String(ofSelfLink)}; remove region, or correct the self link`,
      ]
    : [];
}
