import { noRegion, unknownAtSynth, unlistedRegion } from "../../../lib/rules/network-endpoint-groups/regions";
import { worded } from "../../../lib/rules/text";

const said = (check: typeof noRegion, region: unknown) => check({ region }).map((text) => worded(text));

test.each([["us-central1"], ["europe-west12"], ["northamerica-northeast1"], ["atlantis-west1"]])(
  "%s has the shape of a region",
  (region) => {
    expect(said(noRegion, region)).toEqual([]);
    expect(said(unknownAtSynth, region)).toEqual([]);
  },
);

test.each([
  ["of a zone is refused with its region", "us-central1-a", "this is a zone, so use its region us-central1"],
  ["of a multi-region is refused", "us", "use the id of a region, such as us-central1"],
  ["without a number is refused", "us-central", "this is App Engine's name, so use the region us-central1"],
  ["in capitals is refused", "US-CENTRAL1", "did you mean us-central1?"],
  ["with a letter for the number is refused", "us-centrall", "did you mean us-central1?"],
  ["that is empty is refused", "", "use the id of a region, such as us-central1"],
])("a region %s", (_what, region, wayOut) => {
  expect(said(noRegion, region)).toEqual([
    `a serverless network endpoint group must be in a region, got ${JSON.stringify(region)}; ${wayOut}`,
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
  expect(said(unlistedRegion, "us-centrel1")).toEqual([
    "region us-centrel1 is not a Google Cloud region that this package knows; did you mean us-central1?",
  ]);
});

test("of two regions that are as near the first by the alphabet is meant", () => {
  expect(said(unlistedRegion, "us-west5")).toEqual([expect.stringMatching(/did you mean us-west1\?$/)]);
});

test("a region that is near none is answered without a guess", () => {
  expect(said(unlistedRegion, "atlantis-middle1")).toEqual([
    "region atlantis-middle1 is not a Google Cloud region that this package knows; check its spelling",
  ]);
});
