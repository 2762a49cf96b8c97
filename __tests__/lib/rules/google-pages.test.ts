import * as fs from "fs";
import * as path from "path";
import { googlePage } from "../../../lib/rules/google-pages";

const LIB = path.join(__dirname, "../../../lib");
const sources = fs
  .readdirSync(LIB, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => fs.readFileSync(path.join(LIB, file), "utf8"));
// U-01 and the like are questions that Google's documentation leaves open
const rules = [...new Set(sources.flatMap((source) => source.match(/"(?!U-)[A-Z]+-\d\d"/g) ?? []))].map((rule) =>
  rule.slice(1, -1),
);

test("the rules are found in the code", () => {
  expect(rules).toEqual(expect.arrayContaining(["NEG-08", "UM-02", "CERT-03", "ARM-33"]));
});

test.each(rules)("rule %s has a page of Google's documentation", (rule) => {
  expect(googlePage(rule)).toMatch(/^https:\/\/docs\.cloud\.google\.com\/[-a-z0-9/]+$/);
});

test("a rule may have a page of its own, others have that of their family", () => {
  expect(googlePage("CDN-12")).toMatch(/using-signed-cookies$/);
  expect(googlePage("CDN-01")).toMatch(/cdn\/docs\/caching$/);
});

test.each(["XYZ-01", "CDN", "CDN-1", "cdn-16", "CDN-16 "])("%j is no rule's id", (id) => {
  expect(() => googlePage(id)).toThrow(`${JSON.stringify(id)} is no rule's id: write it like CDN-16`);
});
