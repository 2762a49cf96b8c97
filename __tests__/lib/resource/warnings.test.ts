import { EnvironmentStack, Warnings } from "cdktf-google-serverless-lb";
import { Construct } from "constructs";
import { WARNING_RULES } from "../../../lib/rules/catalogue";
import { synthesize, synthesizeApp, warningsOf } from "../../synthesized";

const LINK = "https://docs.cloud.google.com/cdn/docs/using-signed-cookies";
/** A construct that warns at synth, and another below it. */
function warning(stack: EnvironmentStack): { outer: Construct; inner: Construct } {
  const outer = new Construct(stack, "Outer");
  const inner = new Construct(outer, "Inner");
  [outer, inner].forEach((construct) => Warnings.of(construct)._addAtSynth("CDN-12", () => "look here"));
  return { outer, inner };
}

test("a warning has path, rule, text, link and the way to acknowledge it", () => {
  expect(
    warningsOf((stack) => Warnings.of(new Construct(stack, "A"))._addAtSynth("CDN-12", () => "look here")),
  ).toEqual([
    `[test/A] CDN-12: look here (${LINK}); if this is intended, acknowledge it: Warnings.of(construct).acknowledge("CDN-12", "the reason")`,
  ]);
});

test("a warning that is decided at synth sees what came later", () => {
  const build = (stack: EnvironmentStack) => {
    const found: string[] = [];
    Warnings.of(stack)._addAtSynth("CDN-12", () => found[0]);
    found.push("late");
  };
  expect(warningsOf(build)).toEqual([expect.stringMatching(/^\[test\] CDN-12: late /)]);
  expect(warningsOf((stack) => Warnings.of(stack)._addAtSynth("CDN-12", () => undefined))).toEqual([]);
});

test("one warning is printed once, two that differ are both printed", () => {
  const build = (stack: EnvironmentStack) =>
    ["a", "a", "b"].forEach((text) => Warnings.of(stack)._addAtSynth("CDN-12", () => text));
  expect(warningsOf(build)).toEqual([expect.stringMatching(/CDN-12: a /), expect.stringMatching(/CDN-12: b /)]);
});

test("a warning acknowledged on a construct is silent there and below", () => {
  expect(warningsOf((stack) => Warnings.of(warning(stack).outer).acknowledge("CDN-12", "it is meant"))).toEqual([]);
  expect(warningsOf((stack) => Warnings.of(warning(stack).inner).acknowledge("CDN-12", "it is meant"))).toEqual([
    expect.stringMatching(/^\[test\/Outer\] CDN-12: /),
  ]);
});

test("a warning acknowledged on the stack or the app is silent everywhere", () => {
  const ofApp = synthesizeApp((app) => {
    warning(new EnvironmentStack(app, "test", { project: "p1" }));
    Warnings.of(app).acknowledge("CDN-12", "it is meant");
  });
  expect(ofApp.warnings).toEqual([]);
  expect(
    warningsOf((stack) => {
      warning(stack);
      Warnings.of(stack).acknowledge("CDN-12", "it is meant");
    }),
  ).toEqual([]);
});

test("an acknowledgement silences its own rule only", () => {
  const build = (stack: EnvironmentStack) => Warnings.of(warning(stack).outer).acknowledge("CDN-16", "it is meant");
  expect(warningsOf(build)).toHaveLength(2);
});

const CDN_WARNINGS = WARNING_RULES.filter((id) => id.startsWith("CDN-")).join(", ");
test.each([
  ["that is an error only", "CDN-06", `a rule without a warning: the warnings of its family are ${CDN_WARNINGS}`],
  ["that no rule has", "CDN-61", `an id that no rule has: the warnings of its family are ${CDN_WARNINGS}`],
  ["that is misspelt", "CND-16", "an id that no rule has: did you mean CDN-16?"],
  ["in lower case", "cdn-16", "an id that no rule has: did you mean CDN-16?"],
  ["with a space", "CDN-16 ", "an id that no rule has: did you mean CDN-16?"],
  ["that is none", "cache", "an id that no rule has: copy the id from the printed warning"],
  ["of every object", "constructor", "an id that no rule has: copy the id from the printed warning"],
])("an acknowledgement of an id %s is refused", (_what, id, message) => {
  expect(() => synthesize((stack) => Warnings.of(stack).acknowledge(id, "it is meant"))).toThrow(
    `[test] SHAPE-06: only a warning can be acknowledged, got ${JSON.stringify(id)}; this is ${message} (https:`,
  );
});

test.each(["", "  "])("an acknowledgement without a reason, %j, is refused", (reason) => {
  expect(() => synthesize((stack) => Warnings.of(stack).acknowledge("CDN-12", reason))).toThrow(
    `[test] SHAPE-06: an acknowledgement of CDN-12 needs a reason; say why the warning is acceptable here (https:`,
  );
});
