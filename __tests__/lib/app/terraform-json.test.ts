import { TerraformResourcesJson, blocks, resourcesIn } from "../../../lib/app/terraform-json";

test("the resources of a block are listed with type, id, arguments and the path of their construct", () => {
  const web = { name: "web", "//": { metadata: { path: "prod/Web/Resource" } } };
  expect(resourcesIn({ a: { Web: web, Bare: {} }, b: {} })).toEqual([
    { type: "a", id: "Web", path: "prod/Web/Resource", config: web },
    { type: "a", id: "Bare", path: "", config: {} },
  ]);
  expect(resourcesIn(undefined)).toEqual([]);
});

test("what is null counts as absent, a resource too", () => {
  const same = { name: "web", rule: [{ paths: ["/a"] }] };
  const block = {
    a: { Gone: null, Same: same, Web: { name: null, rule: [null, { paths: ["/a", null], service: null }] } },
  };
  const found = resourcesIn(block as object as TerraformResourcesJson);
  expect(found.map(({ id, config }) => [id, config])).toEqual([
    ["Same", same],
    ["Web", { rule: [{ paths: ["/a"] }] }],
  ]);
  expect(found[0].config).toBe(same);
});

test("a block is found as an object and as a list of objects", () => {
  expect(blocks({ a: 1 })).toEqual([{ a: 1 }]);
  expect(blocks([{ a: 1 }, { a: 2 }])).toEqual([{ a: 1 }, { a: 2 }]);
  expect(blocks(undefined)).toEqual([]);
  expect(blocks(["${var.rules}", null])).toEqual([]);
});
