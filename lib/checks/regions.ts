import { Token } from "cdktf";
import { didYouMean } from "../rules/nearest";
import { Problem, checkGiven, problem } from "./problem";

/** Google Cloud's regions as of November 2026. A region that is not listed is accepted if it has the shape of one. */
const REGIONS = new Set(
  [
    "africa-south1",
    "asia-east1 asia-east2 asia-northeast1 asia-northeast2 asia-northeast3 asia-south1 asia-south2",
    "asia-southeast1 asia-southeast2 asia-southeast3 australia-southeast1 australia-southeast2",
    "europe-central2 europe-north1 europe-north2 europe-southwest1 europe-west1 europe-west2 europe-west3",
    "europe-west4 europe-west6 europe-west8 europe-west9 europe-west10 europe-west12",
    "me-central1 me-central2 me-west1 northamerica-northeast1 northamerica-northeast2 northamerica-south1",
    "southamerica-east1 southamerica-west1 us-central1 us-east1 us-east4 us-east5 us-south1",
    "us-west1 us-west2 us-west3 us-west4",
  ].flatMap((line) => line.split(" ")),
);
const REGION = /^[a-z]+-[a-z]+\d{1,2}$/;
const ZONE = /^([a-z]+-[a-z]+\d{1,2})-[a-z]$/;

/** A region, which decides ids and counts and so may not be a token: NEG-05. */
export function checkRegion(region: string): Problem[] {
  const missing = checkGiven("NEG-05", "region", region, "write it like us-central1");
  if (missing.length > 0) {
    return missing;
  }
  if (Token.isUnresolved(region)) {
    return [
      problem(
        "NEG-05",
        "a region decides how many network endpoint groups there are and so must be known at synth",
        "a token",
        "write the region out, such as us-central1",
      ),
    ];
  }
  if (REGION.test(region)) {
    return [];
  }
  const zone = ZONE.exec(region);
  return [
    problem(
      "NEG-05",
      "a serverless network endpoint group lives in a region",
      region,
      zone ? `this is a zone: use its region ${zone[1]}` : nearRegion(region),
    ),
  ];
}

/** The warning for a region that Google is not known to have, or undefined: NEG-05. */
export function unknownRegion(region: string): string | undefined {
  if (REGIONS.has(region)) {
    return undefined;
  }
  const hint = didYouMean(region, REGIONS, "check its spelling");
  return `region ${region} is not one of Google Cloud's regions known here; ${hint}`;
}

/** App Engine calls two regions otherwise than everything else; other values may be misspelt. */
function nearRegion(region: string): string {
  return region === "us-central" || region === "europe-west"
    ? `what App Engine calls so is ${region}1`
    : didYouMean(region.toLowerCase(), REGIONS, "use the id of a region, such as us-central1");
}
