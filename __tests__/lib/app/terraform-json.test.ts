import { blocks, referencesTo, resourcesOfType } from "../../../lib/app/terraform-json";

test("the resources of a type are listed with id, arguments and the path of their construct", () => {
  const web = { name: "web", "//": { metadata: { path: "prod/Web/Resource" } } };
  const json = { resource: { a: { Web: web, Bare: {} }, b: { Other: {} } } };
  expect(resourcesOfType(json, "a")).toEqual([
    { type: "a", id: "Web", path: "prod/Web/Resource", config: web },
    { type: "a", id: "Bare", path: "", config: {} },
  ]);
  expect(resourcesOfType(json, "c")).toEqual([]);
  expect(resourcesOfType({}, "a")).toEqual([]);
});

test("what is null counts as absent, a resource too", () => {
  const same = { name: "web", rule: [{ paths: ["/a"] }] };
  const json = {
    resource: {
      a: { Gone: null, Same: same, Web: { name: null, rule: [null, { paths: ["/a", null], service: null }] } },
    },
  };
  const found = resourcesOfType(json as object, "a");
  expect(found.map(({ id, config }) => [id, config])).toEqual([
    ["Same", same],
    ["Web", { rule: [{ paths: ["/a"] }] }],
  ]);
  expect(found[0].config).toBe(same);
});

test("references are found however deep, and not those to data sources and other types", () => {
  const value = {
    default: "${a.One.self_link}",
    rules: [{ service: "x-${a.Two-2.id}" }, { service: "${data.a.Three.id}" }, { service: "${ab.Four.id}" }],
    again: "${a.One.id}",
  };
  expect(referencesTo("a", value)).toEqual(new Set(["One", "Two-2"]));
  expect(referencesTo("a", undefined)).toEqual(new Set());
});

test("a block is found as an object and as a list of objects", () => {
  expect(blocks({ a: 1 })).toEqual([{ a: 1 }]);
  expect(blocks([{ a: 1 }, { a: 2 }])).toEqual([{ a: 1 }, { a: 2 }]);
  expect(blocks(undefined)).toEqual([]);
  expect(blocks(["${var.rules}", null])).toEqual([]);
});
