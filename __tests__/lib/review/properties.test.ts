import * as fs from "fs";
import * as path from "path";
import * as fc from "fast-check";
import { argumentsOf } from "../../../lib/app/arguments";
import { compare, comparePlan, comparisonPage, reviewDot, reviewPage } from "../../../lib/review";
import { Json, backend, small } from "./small";

/** What an override may put anywhere: other JSON, other resources of the site, what only Terraform knows. */
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    undefined,
    "",
    "*",
    "/*",
    "__proto__",
    "constructor",
    "${var.x}",
    "${google_compute_url_map.Map.self_link}",
    "${data.terraform_remote_state.cross-stack-reference-input-prod.outputs.x}",
    "projects/p1/global/backendServices/prod-web",
    backend("Nobody"),
    [backend("Api"), backend("Web")],
    { dynamic: { path_rule: { for_each: "${var.x}" } } },
  ),
);

/** A site with some of its values changed, anywhere. */
const site = mutated(small);
const plan = mutated(() => JSON.parse(fs.readFileSync(path.join(__dirname, "plan.json"), "utf8")));

function mutated(make: () => Json): fc.Arbitrary<Json> {
  return fc.array(fc.tuple(fc.nat(), value), { maxLength: 6 }).map((changes) => {
    const json = make();
    for (const [place, replacement] of changes) {
      const places = placesIn(json);
      const [owner, key] = places[place % places.length] ?? [{}, "x"];
      owner[key] = structuredClone(replacement);
    }
    return json;
  });
}

function placesIn(json: Json): [Json, string][] {
  return typeof json !== "object" || json === null
    ? []
    : Object.keys(json).flatMap((key) => [[json, key] as [Json, string], ...placesIn(json[key])]);
}

const runs = { seed: 20, numRuns: 300 };

test("every site has a page and a diagram, the same at each time and read back from its file", () => {
  fc.assert(
    fc.property(site, (json) => {
      const page = reviewPage(json);
      expect(page).toMatch(/^# Review/);
      expect(reviewPage(JSON.parse(JSON.stringify(json)))).toBe(page);
      expect(reviewDot({ json })).toMatch(/^digraph/);
    }),
    runs,
  );
});

test("no change, whatever the site, is nothing to say", () => {
  fc.assert(
    fc.property(site, (json) => {
      const { changes, replaced, made, destroyed } = compare({ json }, { json: structuredClone(json) });
      expect({ changes, replaced, made, destroyed }).toEqual({ changes: [], replaced: [], made: [], destroyed: [] });
    }),
    runs,
  );
});

test("any two sites can be compared, the most dangerous first, and the same at each time", () => {
  fc.assert(
    fc.property(site, site, (one, other) => {
      const { changes } = compare({ json: one }, { json: other });
      const levels = changes.map(({ level }) => ["dangerous", "changed", "added", "kept", "unnoticed"].indexOf(level));
      expect(levels).toEqual([...levels].sort());
      expect(changes.filter(({ text }) => /undefined|NaN|\[object/.test(text))).toEqual([]);
      expect(compare({ json: one }, { json: other }).changes).toEqual(changes);
    }),
    runs,
  );
});

test("any plan can be compared", () => {
  fc.assert(
    fc.property(plan, (json) => {
      expect(comparisonPage(comparePlan(json))).toMatch(/^# What changes/);
    }),
    runs,
  );
});

test("what is no stack at all has an empty page", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(reviewPage(json as object)).toMatch(/^# Review/);
      expect(compare({ json: json as object }, { json: json as object }).changes).toEqual([]);
    }),
    runs,
  );
});

/** Every argument of the small site's resources of which the table has a row. */
const rows = Object.entries<Json>(small().resource).flatMap(([type, resources]) =>
  Object.keys(resources).flatMap((id) =>
    argumentsOf(type)
      .filter(([path]) => path !== "project" && !path.includes("."))
      .map(([path, argument]) => ({ type, id, path, argument })),
  ),
);

test.each(rows)("a changed $path of $type.$id replaces it if its row says so, and only then", (row) => {
  const [before, after] = ["new-1", "new-2"].map((value) => {
    const json = small();
    json.resource[row.type][row.id][row.path] = value;
    return json;
  });
  const because = compare({ json: before }, { json: after })
    .replaced.filter(({ address }) => address === `${row.type}.${row.id}`)
    .flatMap(({ because }) => because);
  expect(because).toEqual(row.argument.changed === "replaced" ? [row.path] : []);
});

test("an argument that is written as it is by default is no change", () => {
  const withDefault = rows.filter(({ argument }) => argument.default !== undefined);
  expect(withDefault.length).toBeGreaterThan(10);
  for (const { type, id, path, argument } of withDefault) {
    const [without, written] = [small(), small()];
    delete without.resource[type][id][path];
    written.resource[type][id][path] = argument.default;
    const { changes, replaced } = compare({ json: without }, { json: written });
    expect({ type, path, changes, replaced }).toEqual({ type, path, changes: [], replaced: [] });
  }
});
