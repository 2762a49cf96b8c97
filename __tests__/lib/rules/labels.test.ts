import { Token } from "cdktf";
import { problemsOf } from "../../../lib/resource/findings";

const TOKEN = Token.asString({ a: "token" });
const checkLabels = (labels: object | undefined) => problemsOf("labels", { labels });
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`label-${i}`, "x"]));

test.each([
  ["none", undefined],
  ["no label", {}],
  ["the longest key and value", { ["a".repeat(63)]: "1".repeat(63) }],
  ["an empty value", { team: "" }],
  ["letters without case and small ones of any alphabet", { größe: "größe-名" }],
  ["a key that begins with a letter without case", { 環境: "本番" }],
  ["words with a sign for long vowels", { チーム: "ウェブ" }],
  ["words with marks at their letters", { हिन्दी: "ภาษาไทย", テスト: "データ-1" }],
  ["digits, hyphens and underscores", { "a-1_b": "-1_" }],
  ["a value that is a token", { team: TOKEN }],
  ["a value with a token in it", { team: `Team ${TOKEN}` }],
  ["a map that is a token", Token.asStringMap({ a: "token" })],
  ["64 of them", many(64)],
])("labels may be %s", (_what, labels) => {
  expect(checkLabels(labels)).toEqual([]);
});

test.each([
  ["that is empty", ""],
  ["of 64 characters", "a".repeat(64)],
  ["that begins with a digit", "1team"],
  ["with a capital", "Team"],
  ["with a dot", "my.team"],
  ["that begins as Google's own do", "goog-team"],
])("a label's key %s is refused", (_what, key) => {
  expect(checkLabels({ [key]: "x" })).toEqual([
    {
      rule: "LAB-01",
      message: `a label's key must have 1 to 63 lowercase letters, digits, _ and -, begin with a letter and not with goog-, got ${JSON.stringify(key)}; choose another key`,
    },
  ]);
});

test.each([
  ["of 64 characters", "a".repeat(64)],
  ["with a capital", "Web"],
  ["with a space", "the web"],
  ["with a dot", "1.2"],
])("a label's value %s is refused", (_what, value) => {
  expect(checkLabels({ team: value })).toEqual([
    {
      rule: "LAB-01",
      message: `the value of label team must have at most 63 lowercase letters, digits, _ and -, got ${JSON.stringify(value)}; choose another value`,
    },
  ]);
});

test("a resource with 65 labels is refused", () => {
  expect(checkLabels(many(65))).toEqual([
    { rule: "LAB-01", message: "a resource can have at most 64 labels, got 65; remove at least 1" },
  ]);
});

test("a label with a bad key and a bad value is two problems", () => {
  expect(checkLabels({ Team: "The Web" })).toHaveLength(2);
});
