import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { SECURITY_POLICY, SECURITY_POLICY_RULE } from "../../app/types";
import { isDynamic, isSet, knownText } from "../../app/values";
import { Rule } from "./rule-blocks";

/** The rules of a policy that are known. */
interface KnownRules {
  readonly rules: readonly Rule[];
  /** Whether there are no others: neither generated ones nor separate resources in other projects of Terraform. */
  readonly areAll: boolean;
}

/** The rules of a policy, in it and as separate resources. */
export function rulesOf(app: SynthesizedApp, policy: Resource): KnownRules {
  const separate = app.ofType(SECURITY_POLICY_RULE).filter((rule) => policiesOf(app, rule).includes(policy));
  return {
    rules: [...blocks(policy.config.rule), ...separate.map(({ config }) => config)],
    areAll: isSet(policy.config, "rule") && !isDynamic(policy.config, "rule"),
  };
}

/** The policy of a rule that is a separate resource: the rule refers to it, or has its name. */
export function policiesOf(app: SynthesizedApp, rule: Resource): readonly Resource[] {
  const name = knownText(rule.config, "security_policy");
  return name === undefined || name.includes("/")
    ? app.uses(rule, SECURITY_POLICY)
    : app.named({ project: rule.project, collection: "securityPolicies", place: "global" }, name);
}
