import { Text, worded } from "../../../lib/rules/text";
import { length, list, oneOf, present, range, unique } from "../../../lib/rules/values";

const EXPRESSION = "${var.value}";
const said = (texts: readonly Text[]) => texts.map((text) => worded(text));

test.each([[1], [10], [undefined], [EXPRESSION]])("a range takes its ends, nothing and an expression: %p", (value) => {
  expect(range("n", value, 1, 10)).toEqual([]);
});

test.each([[0], [11], [1.5], [NaN]])("a range refuses %p", (value) => {
  expect(said(range("n", value, 1, 10))).toEqual([
    `n must be a whole number from 1 to 10, got ${value}; choose one in that range`,
  ]);
});

test.each([["a"], [undefined], [EXPRESSION]])(
  "one of a few takes a listed value, nothing and an expression: %p",
  (value) => {
    expect(oneOf("x", value, ["a", "b"])).toEqual([]);
  },
);

test("one of a few refuses another", () => {
  expect(said(oneOf("x", "c", ["a", "b"]))).toEqual(['x must be one of a, b, got "c"; choose one of these']);
});

test.each([["a"], ["abc"], [undefined], [EXPRESSION]])(
  "a length takes its ends, nothing and an expression: %p",
  (value) => {
    expect(length("x", value, 1, 3)).toEqual([]);
  },
);

test.each([
  ["", 0],
  ["abcd", 4],
])("a length refuses %p", (value, count) => {
  expect(said(length("x", value, 1, 3))).toEqual([
    `x must have 1 to 3 characters, got ${JSON.stringify(value)}, which has ${count}; write one of that length`,
  ]);
});

test("a value that stands three times is a problem twice", () => {
  const found = 'a name may appear only once, got "a"; remove one';
  expect(said(unique("a name", ["a", "b", "a", "a"], "remove one"))).toEqual([found, found]);
});

test("a key says what makes two values the same", () => {
  const check = (key?: (value: string) => string) => unique("a name", ["x", "X"], "remove one", key);
  expect(check()).toEqual([]);
  expect(check((value) => value.toLowerCase())).toHaveLength(1);
});

test("expressions are not compared with each other", () => {
  expect(unique("a name", [EXPRESSION, EXPRESSION], "remove one")).toEqual([]);
  expect(unique("a name", EXPRESSION, "remove one")).toEqual([]);
});

test.each([["a"], [0], [""], [false], [EXPRESSION]])("what is there is given: %p", (value) => {
  expect(present("image", value, "give it")).toEqual([]);
});

test.each([[undefined], [null]])("what is not there is missing: %p", (value) => {
  expect(said(present("image", value, "give it"))).toEqual(["image is required; give it"]);
});

test.each([[undefined], [[]], [["a", ""]], [[EXPRESSION]], [EXPRESSION]])(
  "a list has all its members: %p",
  (values) => {
    expect(list("domains", values)).toEqual([]);
  },
);

test.each<[unknown, string]>([
  ["a.com", 'domains must be a list, got "a.com"; wrap it in an array: [value]'],
  [{}, "domains must be a list, got an object; wrap it in an array: [value]"],
  [["a.com", undefined], "a member of domains has no value; give it one, or remove it"],
])("a list that is none, or lacks a member, is refused: %p", (values, message) => {
  expect(said(list("domains", values))).toEqual([message]);
});
