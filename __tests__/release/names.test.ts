import { changedNames, namesOf } from "../../release/names";

const last = { "main.ts prod": { "google_compute_url_map.Map_1": "prod-map", "output.addresses": "" } };

test("names are those of resources, by address, and the outputs", () => {
  const resource = {
    google_compute_url_map: { Map_1: { name: "prod-map", description: "x" } },
    google_project_service: { Api: {} },
  };
  expect(namesOf({ resource, output: { addresses: { value: 1 } } })).toEqual({
    "google_compute_url_map.Map_1": "prod-map",
    "google_project_service.Api": "",
    "output.addresses": "",
  });
});

test("one more resource, output or stack changes nothing for a user", () => {
  const now = { "main.ts prod": { ...last["main.ts prod"], "google_compute_url_map.B": "b" }, "new.ts prod": {} };
  expect(changedNames(last, now)).toEqual([]);
});

test("another name is told with both", () => {
  const now = { "main.ts prod": { ...last["main.ts prod"], "google_compute_url_map.Map_1": "prod-url-map" } };
  expect(changedNames(last, now)).toEqual([
    "main.ts prod: google_compute_url_map.Map_1 was named prod-map, is named prod-url-map",
  ]);
});

test("an address, an output or a stack that is gone is told", () => {
  expect(changedNames(last, { "main.ts prod": { "google_compute_url_map.Map_1": "prod-map" } })).toEqual([
    "main.ts prod: output.addresses is gone",
  ]);
  expect(changedNames(last, {})).toHaveLength(2);
});
