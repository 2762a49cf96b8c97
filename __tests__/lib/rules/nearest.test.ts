import { didYouMean, nearest } from "../../../lib/rules/nearest";

test.each([
  ["startwith", ["startsWith", "endsWith"], "startsWith"],
  ["b", ["a", "c"], "a"],
  ["origin.ipp", ["origin.ip", "origin.asn"], "origin.ip"],
])("of %s, the nearest of %j is %s", (given, known, expected) => {
  expect(nearest(given, known)).toBe(expected);
});

test.each([
  ["GET", ["origin.ip"]],
  ["request.uri", ["request.query", "request.path"]],
  ["abcdefghijkl", ["abcdefghxxxx"]],
  ["a", []],
])("%s is near none of %j", (given, known) => {
  expect(nearest(given, known)).toBeUndefined();
});

test("the hint is the nearest name, or else another one", () => {
  expect(didYouMean("lowr", ["lower"], "look it up")).toBe("did you mean lower?");
  expect(didYouMean("x", ["lower"], "look it up")).toBe("look it up");
});
