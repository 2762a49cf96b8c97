import { Fn, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { problemsOf } from "../../../lib/resource/findings";
import { Problem, refuse, withoutTokens } from "../../../lib/resource/refuse";

const stack = new TerraformStack(Testing.app(), "test");
const aString = new TerraformVariable(stack, "String", { type: "string" }).stringValue;
const aNumber = new TerraformVariable(stack, "Number", { type: "number" }).numberValue;
const aList = new TerraformVariable(stack, "List", { type: "list(string)" }).listValue;
const problem = (rule: string, message: string): Problem => ({ rule, message });

test("a text shows a token as one, not as CDKTF writes it", () => {
  expect(withoutTokens(`x-${aString}`)).toBe("x-a token");
});

test.each<[string, unknown, string]>([
  ["a text", aString, '"a token"'],
  ["a text with a token in it", `x-${aString}`, '"x-a token"'],
  ["a number", aNumber, '"a token"'],
  ["a list", aList, '"a token"'],
  ["a list with a token in it", ["a", aString], '["a","a token"]'],
  ["an object with a token in it", { hostRedirect: aString }, '{"hostRedirect":"a token"}'],
  ["an expression", Fn.join(",", aList), '"a token"'],
  ["a number that is none", NaN, "NaN"],
])("a value that was given is shown without tokens: %s", (_what, value, shown) => {
  expect(problemsOf("nameClaim", { owner: "dev/Web", name: value })).toEqual([
    problem("NAM-02", `the name ${shown} is already used by dev/Web; choose another construct id or another name`),
  ]);
});

test("all problems are refused in one error, each with path, rule and link", () => {
  const problems = [problem("NAM-01", 'a, got "x"; b'), problem("CDN-06", "c, got 1; d")];
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
