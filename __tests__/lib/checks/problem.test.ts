import { Fn, TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import {
  checkGiven,
  checkLength,
  checkList,
  checkOneOf,
  checkRange,
  checkUnique,
  isKnown,
  knownValues,
  problem,
  refuse,
} from "../../../lib/checks/problem";

const stack = new TerraformStack(Testing.app(), "test");
const aString = new TerraformVariable(stack, "String", { type: "string" }).stringValue;
const aNumber = new TerraformVariable(stack, "Number", { type: "number" }).numberValue;
const aList = new TerraformVariable(stack, "List", { type: "list(string)" }).listValue;

test("a problem says what is wrong, what was given and the way out", () => {
  expect(problem("CDN-05", "serveWhileStaleSec must be small", 9, "lower it")).toEqual({
    rule: "CDN-05",
    message: "serveWhileStaleSec must be small, got 9; lower it",
  });
});

test("a problem with a value that is missing says so", () => {
  expect(problem("CDN-05", "a time is needed", undefined, "give one").message).toBe(
    "a time is needed, got nothing; give one",
  );
});

test.each<[string, unknown, string]>([
  ["a text", aString, '"a token"'],
  ["a text with a token in it", `x-${aString}`, '"x-a token"'],
  ["a number", aNumber, '"a token"'],
  ["a list", aList, '"a token"'],
  ["a list with a token in it", ["a", aString], '["a","a token"]'],
  ["an object with a token in it", { hostRedirect: aString }, '{"hostRedirect":"a token"}'],
  ["an expression", Fn.join(",", aList), '"a token"'],
])("a token is shown as one, not as CDKTF writes it: %s", (_what, given, shown) => {
  expect(problem("CDN-05", `a time for ${aString}`, given, `lower ${aString}`).message).toBe(
    `a time for a token, got ${shown}; lower a token`,
  );
});

test("all problems are refused in one error, each with path, rule and link", () => {
  const problems = [problem("NAM-01", "a", "x", "b"), problem("CDN-06", "c", 1, "d")];
  expect(() => refuse(stack, problems)).toThrow(
    new Error(
      [
        '[test] NAM-01: a, got "x"; b (https://docs.cloud.google.com/compute/docs/naming-resources)',
        "[test] CDN-06: c, got 1; d (https://docs.cloud.google.com/cdn/docs/using-negative-caching)",
      ].join("\n"),
    ),
  );
});

test("nothing is refused without a problem", () => {
  expect(() => refuse(stack, [])).not.toThrow();
});

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

test.each([[1], [10], [undefined], [aNumber]])("a range takes its ends, nothing and a token: %p", (value) => {
  expect(checkRange("CDN-05", "n", value, 1, 10)).toEqual([]);
});

test.each([[0], [11], [1.5], [NaN]])("a range refuses %p", (value) => {
  expect(checkRange("CDN-05", "n", value, 1, 10)).toEqual([
    problem("CDN-05", "n must be a whole number from 1 to 10", value, "choose one in that range"),
  ]);
});

test.each([["a"], [undefined], [aString]])("one of a few takes a listed value, nothing and a token: %p", (value) => {
  expect(checkOneOf("CDN-06", "x", value, ["a", "b"])).toEqual([]);
});

test("one of a few refuses another", () => {
  expect(checkOneOf("CDN-06", "x", "c", ["a", "b"])).toEqual([
    { rule: "CDN-06", message: 'x must be one of a, b, got "c"; choose one of these' },
  ]);
});

test.each([["a"], ["abc"], [undefined], [aString]])("a length takes its ends, nothing and a token: %p", (value) => {
  expect(checkLength("ARM-17", "x", value, 1, 3)).toEqual([]);
});

test.each([
  ["", 0],
  ["abcd", 4],
])("a length refuses %p", (value, length) => {
  expect(checkLength("ARM-17", "x", value, 1, 3)).toEqual([
    problem("ARM-17", "x must have 1 to 3 characters", value, `it has ${length}`),
  ]);
});

test("a value that stands three times is a problem twice", () => {
  expect(checkUnique("CDN-08", "a name", ["a", "b", "a", "a"], "remove one")).toEqual([
    { rule: "CDN-08", message: 'a name may stand only once, got "a"; remove one' },
    { rule: "CDN-08", message: 'a name may stand only once, got "a"; remove one' },
  ]);
});

test("a key says what makes two values the same", () => {
  const check = (key?: (value: string) => string) => checkUnique("CDN-08", "a name", ["x", "X"], "remove one", key);
  expect(check()).toEqual([]);
  expect(check((value) => value.toLowerCase())).toHaveLength(1);
});

test("tokens are not compared with each other", () => {
  expect(checkUnique("CDN-08", "a name", [aString, aString], "remove one")).toEqual([]);
  expect(checkUnique("CDN-08", "a name", Token.asList(aList), "remove one")).toEqual([]);
});

test.each([["a"], [0], [""], [false], [aString]])("what is there is given: %p", (value) => {
  expect(checkGiven("RUN-16", "image", value, "give it")).toEqual([]);
});

test.each([[undefined], [null]])("what is not there is missing: %p", (value) => {
  expect(checkGiven("RUN-16", "image", value, "give it")).toEqual([
    { rule: "RUN-16", message: "image is missing, got nothing; give it" },
  ]);
});

test.each([[undefined], [[]], [["a", ""]], [[aString]], [aList]])("a list has all its members: %p", (values) => {
  expect(checkList("CERT-01", "domains", values)).toEqual([]);
});

test.each<[unknown, string]>([
  ["a.com", 'domains is a list, got "a.com"; put it into brackets'],
  [{}, 'domains is a list, got "an object"; put it into brackets'],
  [["a.com", undefined], "a member of domains is missing, got nothing; give it a value, or leave it out"],
])("a list that is none, or lacks a member, is refused: %p", (values, message) => {
  expect(checkList("CERT-01", "domains", values as string[])).toEqual([{ rule: "CERT-01", message }]);
});

test("a number that is none is shown as such", () => {
  expect(checkRange("CDN-04", "ttl", NaN, 0, 9)[0].message).toContain("got NaN;");
});
