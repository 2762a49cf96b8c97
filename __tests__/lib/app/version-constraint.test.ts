import { isBefore, isConstraint, letsInFrom, lowestVersion, versionOf } from "../../../lib/app/version-constraint";

test.each<[string, string | undefined]>([
  ["7.6", "7.6.0"],
  ["v7.6.1", "7.6.1"],
  ["= 7.6.1", "7.6.1"],
  ["~> 7.6", "7.6.0"],
  ["~> 7", "7.0.0"],
  ["> 7.6", "7.6.1"],
  [">= 6.50, < 9.0.0", "6.50.0"],
  [">= 6.50, >= 7.2", "7.2.0"],
  [">=7.2,<8", "7.2.0"],
  ["8.0.0-beta1", "8.0.0"],
  ["< 9", undefined],
  ["!= 7.0", undefined],
  ["latest", undefined],
])("%s lets in %s and later", (constraint, lowest) => {
  expect(lowestVersion(constraint)?.join(".")).toBe(lowest);
});

test.each(["7.6", "~> 7.6", ">= 6.50, != 7.0.1, < 9.0.0", " >=7 ", "8.0.0-beta1"])("%j is a constraint", (text) => {
  expect(isConstraint(text)).toBe(true);
});

test.each(["", "latest", "^7.6", "7.x", "~>", ">= 7.6,", "7.6 8.0", "7.6.1.2", ">= 7.6 < 9"])("%j is none", (text) => {
  expect(isConstraint(text)).toBe(false);
});

test.each<[string, boolean]>([
  ["7.25.0", false],
  ["7.26.0", true],
  ["~> 7.2", true],
  ["~> 7.25.0", false],
  ["~> 7.26.0", true],
  ["~> 6.50", false],
  ["~> 7", true],
  // with one number, Terraform sets no upper bound
  ["~> 6", true],
  [">= 6.50", true],
  ["< 7.26", false],
  ["< 7.26.1", true],
  ["<= 7.26", true],
  [">= 6.50, < 7", false],
  ["!= 7.26.0", true],
])("whether %s lets in 7.26.0 or a later one: %s", (constraint, isLetIn) => {
  expect(letsInFrom(constraint, versionOf("7.26"))).toBe(isLetIn);
});

test("versions are compared by number", () => {
  expect(isBefore(versionOf("7.6"), versionOf("7.26"))).toBe(true);
  expect(isBefore(versionOf("8.0"), versionOf("7.26"))).toBe(false);
  expect(isBefore(versionOf("7.26"), versionOf("7.26.0"))).toBe(false);
});
