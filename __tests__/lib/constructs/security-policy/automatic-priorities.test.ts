import { EnvironmentStack, SecurityMatch, SecurityPolicy, SecurityRule } from "cdktf-google-serverless-lb";
import { synthesizeApp } from "../../../synthesized";

const policyWith = (providerVersion: string | undefined, ...priorities: (number | undefined)[]) =>
  synthesizeApp((app) => {
    const stack = new EnvironmentStack(app, "test", { project: "p1", providerVersion });
    const rules = priorities.map((priority, index) =>
      SecurityRule.deny({ priority, match: SecurityMatch.ipRanges([`192.0.2.${index}/32`]) }),
    );
    new SecurityPolicy(stack, "Armor", { rules });
  }).warnings.filter((warning) => warning.includes("ARM-40"));
const warned =
  "[test/Armor] ARM-40: 2 rules have no priority, so a rule that you insert before them changes theirs, and provider 7.26 and later then rewrites them one by one: during that apply a rule can be missing; give each rule a priority, such as 1000 and 1100";

test.each(["~> 7.26", "~> 7.2", ">= 6.50", "8.0.0"])("of several rules are warned of with %s", (version) => {
  expect(policyWith(version, undefined, 500, undefined)).toEqual([expect.stringContaining(warned)]);
});

test.each(["6.50.0", "~> 6.50", "~> 7.25.0", ">= 6.50, < 7.26"])("%s refuses instead", (version) => {
  expect(policyWith(version, undefined, undefined)).toEqual([]);
});

test("one rule without a priority, or none, is no cause", () => {
  expect(policyWith("~> 7.26", undefined, 500)).toEqual([]);
  expect(policyWith("~> 7.26", 500, 600)).toEqual([]);
});
