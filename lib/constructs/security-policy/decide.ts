import { TerraformResource } from "cdktf";
import { SECURITY_POLICY_RULE } from "../../app/types";
import { Block } from "../../app/values";
import { PolicyDecision } from "../../cloud-armor/decision";
import { policies } from "../../cloud-armor/lazily";
import { RouteRequest } from "../../routing/request";
import { ownerOf } from "../../resource/findings";
import { ask, synthesized } from "../../resource/synthesized";
import { elementOf } from "../../resource/tokens";

/** What a policy does with a request, by its arguments as they would be synthesized now and its separate rules. */
export function decide(policy: TerraformResource, request: RouteRequest): PolicyDecision {
  return ask(ownerOf(policy), () => policies().evaluatePolicy(synthesized(policy), request, separateRules(policy)));
}

/** The rules of a policy that are resources of their own, in all stacks. */
function separateRules(policy: TerraformResource): Block[] {
  return policy.node.root.node
    .findAll()
    .filter(
      (node): node is TerraformResource =>
        TerraformResource.isTerraformResource(node) && node.terraformResourceType === SECURITY_POLICY_RULE,
    )
    .filter((rule) => {
      const link = synthesized(rule).security_policy;
      return typeof link === "string" && (elementOf(rule, link) === policy || link === synthesized(policy).name);
    })
    .map((rule) => synthesized(rule));
}
