import {
  noRegion,
  unknownAtSynth,
  unlisted as unlistedRegion,
} from "../../../lib/rules/network-endpoint-groups/regions";
import { worded } from "../../../lib/rules/text";

const said = (check: typeof noRegion, region: unknown) => check({ region }).map((text) => worded(text));

test.each([["us-central1"], ["europe-west12"], ["northamerica-northeast1"], ["us-west9"]])(
  "%s has the shape of a region",
  (region) => {
    expect(said(noRegion, region)).toEqual([]);
    expect(said(unknownAtSynth, region)).toEqual([]);
  },
);

test.each([
  ["of a zone is refused with its region", "us-central1-a", "this is a zone, so use its region us-central1"],
  ["of a multi-region is refused", "us", "use the id of a region, such as us-central1"],
  ["without a number is refused", "us-central", "did you mean us-central1?"],
  ["in capitals is refused", "US-CENTRAL1", "did you mean us-central1?"],
  ["with a letter for the number is refused", "us-centrall", "did you mean us-central1?"],
  ["that is empty is refused", "", "use the id of a region, such as us-central1"],
])("a region %s", (_what, region, wayOut) => {
  expect(said(noRegion, region)).toEqual([
    `a serverless network endpoint group must be in a region of Google Cloud, got ${JSON.stringify(region)}; ${wayOut}`,
  ]);
});

test("a region may not be an expression where it decides ids", () => {
  expect(said(noRegion, "${var.region}")).toEqual([]);
  expect(said(unknownAtSynth, "${var.region}")).toEqual([
    'a region must be known at synth, because it decides how many network endpoint groups are created, got "${var.region}"; write the region as plain text, such as us-central1',
  ]);
});

test("a region that Google has is no cause for a warning", () => {
  expect(said(unlistedRegion, "asia-southeast3")).toEqual([]);
});

test("a region that is nearly one is answered with that one", () => {
  expect(said(noRegion, "us-centrel1")).toEqual([
    'a serverless network endpoint group must be in a region of Google Cloud, got "us-centrel1"; did you mean us-central1?',
  ]);
});

test("of a region with another number all that are there are named", () => {
  expect(said(unlistedRegion, "us-west5")).toEqual([
    "region us-west5 is not a Google Cloud region that this package knows; Google Cloud's us-west regions are us-west1, us-west2, us-west3, us-west4",
  ]);
});

test("a region that is near none is answered without a guess", () => {
  expect(said(noRegion, "atlantis-west1")).toEqual([
    'a serverless network endpoint group must be in a region of Google Cloud, got "atlantis-west1"; use the id of a region, such as us-central1',
  ]);
});

test("a city names its region, and a region in the words of others is understood", () => {
  const meant = (region: string) => said(noRegion, region).map((text) => /did you mean (.*)\?$/.exec(text)?.[1]);
  expect(["Frankfurt", "europe-frankfurt", "euw1", "eu-west-1", "westeurope", "us-east-1"].flatMap(meant)).toEqual([
    ...["europe-west3", "europe-west3", "europe-west1", "europe-west1", "europe-west1", "us-east1"],
  ]);
  expect(["eu", "global", "", "us-wast1"].flatMap(meant)).toEqual([undefined, undefined, undefined, undefined]);
});
