import {
  ComputeSecurityPolicy,
  ComputeSecurityPolicyRule,
  computeSecurityPolicyRuleToTerraform,
} from "@cdktf/provider-google/lib/compute-security-policy";
import { Construct } from "constructs";
import { DEFAULT_RULE_PRIORITY } from "../../google/security-actions";
import { judge, judgeBlock } from "../../resource/findings";
import { isKnown } from "../../resource/known";
import { SecurityPolicyDefault } from "./security-policy-default";
import { SecurityRule } from "./security-rule";

const FIRST_PRIORITY = 1000;
const PRIORITY_STEP = 100;

/** The rules of a policy: those that are added, with their priorities, and the default rule. */
export class PolicyRules {
  /** All of them, as the resource gets them; the list grows with each rule that is added. */
  public readonly rendered: ComputeSecurityPolicyRule[];

  /** What stands at which priority. */
  private readonly present = new Map<number, { readonly rule: object; readonly place: number }>();
  private lastPriority = FIRST_PRIORITY - PRIORITY_STEP;

  public constructor(
    private readonly policy: Construct,
    { _action: defaultAction }: SecurityPolicyDefault,
  ) {
    judge(policy, ["SecurityPolicy", { defaultAction }]);
    this.rendered = [renderDefaultRule(defaultAction)];
  }

  /** Adds a rule, with the next automatic priority where it has none. */
  public add(rule: SecurityRule): void {
    const rendered = rule._render(this.lastPriority + PRIORITY_STEP);
    const added = { rule: computeSecurityPolicyRuleToTerraform(rendered) as object, place: this.rendered.length };
    judge(
      this.policy,
      ["SecurityMatch.preconfiguredWaf", rule._match._waf],
      ["SecurityPolicy.addRule", { ...added, present: this.present }],
    );
    judgeBlock(this.policy, ComputeSecurityPolicy.tfResourceType, "rule", added.rule);
    this.rendered.splice(-1, 0, rendered);
    this.lastPriority = isKnown(rendered.priority) ? rendered.priority : this.lastPriority + PRIORITY_STEP;
    this.present.set(rendered.priority, added);
  }
}

function renderDefaultRule(defaultAction: string): ComputeSecurityPolicyRule {
  return {
    action: defaultAction,
    priority: DEFAULT_RULE_PRIORITY,
    description: "default rule",
    match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } },
  };
}
