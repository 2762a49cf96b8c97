import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { isKnown, knownValues } from "../../../lib/resource/known";

const stack = new TerraformStack(Testing.app(), "test");
const aString = new TerraformVariable(stack, "String", { type: "string" }).stringValue;
const aNumber = new TerraformVariable(stack, "Number", { type: "number" }).numberValue;
const aList = new TerraformVariable(stack, "List", { type: "list(string)" }).listValue;

test.each([
  ["a text", "x", true],
  ["an empty text", "", true],
  ["zero", 0, true],
  ["nothing", undefined, false],
  ["null, as plain JavaScript may have it,", null, false],
  ["a token", aString, false],
  ["a text with a token in it", `x-${aString}`, false],
  ["a number that is a token", aNumber, false],
  ["a list that is a token", aList, false],
])("%s is known or not", (_what, value, known) => {
  expect(isKnown(value)).toBe(known);
});

test("the known values of a list are those that are no tokens", () => {
  expect(knownValues(["a", aString, "b"])).toEqual(["a", "b"]);
});

test.each([
  ["that is a token", aList],
  ["that is missing", undefined],
])("a list %s has no known values", (_what, values) => {
  expect(knownValues(values)).toEqual([]);
});
