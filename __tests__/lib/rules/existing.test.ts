import { Token } from "cdktf";
import { problemsOf } from "../../../lib/resource/findings";

const TOKEN = Token.asString({ a: "token" });
const check = (selfLink: string | undefined) =>
  problemsOf("existingGlobalLink", {
    what: "backendServiceSelfLink",
    selfLink,
    collections: ["backendServices", "backendBuckets"],
  });
const checkLookup = (what: string, name: string | undefined) => problemsOf("existing", { what, name });

test.each([["web"], [TOKEN]])("what exists is told by the name %s", (name) => {
  expect(checkLookup("backendServiceName", name)).toEqual([]);
});

test("a name that is illegal is refused", () => {
  expect(checkLookup("backendServiceName", "My Web")).toMatchObject([{ rule: "NAM-01" }]);
});

test.each([
  ["projects/p1/global/backendServices/web"],
  ["https://www.googleapis.com/compute/v1/projects/p1/global/backendServices/web"],
  ["global/backendBuckets/files"],
  ["web"],
  [TOKEN],
])("what exists is told by the self link %s", (selfLink) => {
  expect(check(selfLink)).toEqual([]);
});

test.each([
  ["projects/p1/regions/us-central1/backendServices/web"],
  ["projects/p1/regions/us-central1/networkEndpointGroups/web"],
  ["projects/p1/global/backendServices/"],
])("the self link %s is refused", (selfLink) => {
  expect(check(selfLink)).toEqual([
    {
      rule: "NAM-05",
      message: `backendServiceSelfLink must be the self link of a global resource of backendServices or backendBuckets, got "${selfLink}"; write it like projects/acme-web-prod/global/backendServices/name`,
    },
  ]);
});
