import { Token } from "cdktf";
import { checkRegion, unknownRegion } from "../../../lib/checks/regions";

test.each([["us-central1"], ["europe-west12"], ["northamerica-northeast1"], ["atlantis-west1"]])(
  "%s has the shape of a region",
  (region) => {
    expect(checkRegion(region)).toEqual([]);
  },
);

test.each([
  ["of a zone is refused with its region", "us-central1-a", "this is a zone: use its region us-central1"],
  ["of a multi-region is refused", "us", "use the id of a region, such as us-central1"],
  ["without a number is refused", "us-central", "what App Engine calls so is us-central1"],
  ["in capitals is refused", "US-CENTRAL1", "did you mean us-central1?"],
  ["with a letter for the number is refused", "us-centrall", "did you mean us-central1?"],
  ["that is empty is refused", "", "use the id of a region, such as us-central1"],
])("a region %s", (_what, region, wayOut) => {
  expect(checkRegion(region)).toEqual([
    {
      rule: "NEG-05",
      message: `a serverless network endpoint group lives in a region, got ${JSON.stringify(region)}; ${wayOut}`,
    },
  ]);
});

test("a region may not be a token", () => {
  expect(checkRegion(Token.asString({ a: "token" }))).toEqual([
    {
      rule: "NEG-05",
      message:
        'a region decides how many network endpoint groups there are and so must be known at synth, got "a token"; write the region out, such as us-central1',
    },
  ]);
});

test("a region that Google has is no cause for a warning", () => {
  expect(unknownRegion("asia-southeast3")).toBeUndefined();
});

test("a region that is nearly one is answered with that one", () => {
  expect(unknownRegion("us-centrel1")).toBe(
    "region us-centrel1 is not one of Google Cloud's regions known here; did you mean us-central1?",
  );
});

test("of two regions that are as near the first by the alphabet is meant", () => {
  expect(unknownRegion("us-west5")).toMatch(/did you mean us-west1\?$/);
});

test("a region that is near none is answered without a guess", () => {
  expect(unknownRegion("atlantis-middle1")).toBe(
    "region atlantis-middle1 is not one of Google Cloud's regions known here; check its spelling",
  );
});
