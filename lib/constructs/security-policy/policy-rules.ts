import {
  ComputeSecurityPolicy,
  ComputeSecurityPolicyRule,
  computeSecurityPolicyRuleToTerraform,
} from "@cdktf/provider-google/lib/compute-security-policy";
import { Construct } from "constructs";
import { DEFAULT_RULE_PRIORITY, MAX_IP_RANGES_OF_RULE } from "../../google/security-actions";
import { judge, judgeAtSynth, judgeBlock } from "../../resource/findings";
import { providerVersionOf } from "../../resource/provider-version";
import { isKnown } from "../../resource/known";
import { SecurityPolicyDefault } from "./security-policy-default";
import { SecurityRule } from "./security-rule";

const FIRST_PRIORITY = 1000;
const PRIORITY_STEP = 100;
/** Where the exceptions to the default rule begin: behind all other rules. */
const FIRST_EXCEPTION = 2_147_483_000;

/** The rules of a policy: those that are added, with their priorities, and the default rule. */
export class PolicyRules {
  /** All of them, as the resource gets them; the list grows with each rule that is added. */
  public readonly rendered: ComputeSecurityPolicyRule[];

  /** What stands at which priority. */
  private readonly present = new Map<number, { readonly rule: object; readonly place: number }>();
  private lastPriority = FIRST_PRIORITY - PRIORITY_STEP;
  /** How many rules have the next automatic priority. */
  private automatic = 0;
  /** How many rules stand behind those that are added. */
  private readonly behind: number;

  public constructor(
    private readonly policy: Construct,
    private readonly type: "CLOUD_ARMOR" | "CLOUD_ARMOR_EDGE",
    { _action: defaultAction, _allowedIpRanges: allowed }: SecurityPolicyDefault,
  ) {
    judge(
      policy,
      ["SecurityPolicy", { defaultAction }],
      ["SecurityPolicyDefault.denyExcept", allowed && { ipRanges: allowed }],
    );
    const exceptions = allowed === undefined ? [] : renderExceptions(allowed);
    exceptions.forEach((rule) => this.judgeRule(computeSecurityPolicyRuleToTerraform(rule) as object));
    this.rendered = [...exceptions, renderDefaultRule(defaultAction)];
    this.behind = this.rendered.length;
    judgeAtSynth(policy, "SecurityPolicy.priorities", () => ({
      automatic: this.automatic,
      providerVersion: providerVersionOf(policy),
    }));
  }

  /** Adds a rule, with the next automatic priority where it has none. */
  public add(rule: SecurityRule): void {
    const rendered = rule._render(this.lastPriority + PRIORITY_STEP);
    const added = {
      rule: computeSecurityPolicyRuleToTerraform(rendered) as object,
      place: this.rendered.length - this.behind + 1,
      isAutomatic: !rule._hasPriority,
    };
    judge(
      this.policy,
      ["SecurityMatch.preconfiguredWaf", rule._match._waf],
      ["SecurityPolicy.addRule", { ...added, present: this.present, type: this.type }],
    );
    this.judgeRule(added.rule);
    this.rendered.splice(-this.behind, 0, rendered);
    this.automatic += rule._hasPriority ? 0 : 1;
    this.lastPriority = isKnown(rendered.priority) ? rendered.priority : this.lastPriority + PRIORITY_STEP;
    this.present.set(rendered.priority, added);
  }

  private judgeRule(rule: object): void {
    judgeBlock(this.policy, ComputeSecurityPolicy.tfResourceType, "rule", rule);
  }
}

/** The rules that allow the addresses which the default rule does not deny, each as many as a rule takes. */
function renderExceptions(ipRanges: readonly string[]): ComputeSecurityPolicyRule[] {
  const count = Math.max(1, Math.ceil(ipRanges.length / MAX_IP_RANGES_OF_RULE));
  return Array.from({ length: count }, (_, index) => ({
    action: "allow",
    priority: FIRST_EXCEPTION + index,
    description: "allowed addresses",
    match: {
      versionedExpr: "SRC_IPS_V1",
      config: { srcIpRanges: ipRanges.slice(index * MAX_IP_RANGES_OF_RULE, (index + 1) * MAX_IP_RANGES_OF_RULE) },
    },
  }));
}

function renderDefaultRule(defaultAction: string): ComputeSecurityPolicyRule {
  return {
    action: defaultAction,
    priority: DEFAULT_RULE_PRIORITY,
    description: "default rule",
    match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } },
  };
}
