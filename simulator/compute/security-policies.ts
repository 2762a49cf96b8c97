import { ApiError, invalidField } from "../errors";
import { children, JsonObject, number, text } from "../json";
import { Change, Collection } from "./collection";
import { pathOfReference } from "./paths";
import { checkPolicyOptions } from "./security-options";
import { checkRule, completeRule, defaultPriority } from "./security-rules";

/** Cloud Armor policies. */
export const securityPolicies: Collection = {
  name: "securityPolicies",
  noun: "security_policy",
  kind: "compute#securityPolicy",
  fingerprint: "optional",
  labels: true,
  immutable: ["name", "type"],
  keptByUpdate: ["rules"],
  inUse: "operation",
  complete,
  check,
};

/** The rules of a policy, in the order in which they are asked. */
export function rulesInOrder(rules: readonly JsonObject[]): JsonObject[] {
  return [...rules].sort((a, b) => (number(a, "priority") ?? 0) - (number(b, "priority") ?? 0));
}

/** Refuses a policy of another type than the field of the backend takes. */
export function checkPolicyType({ cloud, project, resource }: Change, field: string, type: string): void {
  const reference = text(resource, field);
  const policy = cloud.store.get(pathOfReference(reference, project) ?? "");
  if (!policy || text(policy, "type") === type) return;
  throw invalidField(`resource.${field}`, reference, `The security policy is of type ${text(policy, "type")}.`);
}

function complete({ resource }: Change): void {
  resource.type ??= "CLOUD_ARMOR";
  const rules = children(resource, "rules");
  // the provider leaves out a priority of 0
  for (const rule of rules) rule.priority ??= 0;
  if (!rules.some((rule) => number(rule, "priority") === defaultPriority)) {
    rules.push({
      action: "allow",
      description: "default rule",
      priority: defaultPriority,
      match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } },
    });
  }
  rules.forEach(completeRule);
  resource.rules = rulesInOrder(rules);
}

function check({ resource }: Change): void {
  const type = text(resource, "type");
  if (!["CLOUD_ARMOR", "CLOUD_ARMOR_EDGE", "CLOUD_ARMOR_INTERNAL_SERVICE"].includes(type)) {
    throw invalidField("resource.type", type, "Not supported for a global security policy.");
  }
  checkPolicyOptions(resource);
  const rules = children(resource, "rules");
  const priorities = rules.map((rule) => number(rule, "priority"));
  const twice = priorities.find((priority, index) => priorities.indexOf(priority) !== index);
  if (twice !== undefined) {
    const message = `Invalid value for field 'resource.rules': ''. Cannot have rules with the same priorities.`;
    throw new ApiError(400, "INVALID_ARGUMENT", "invalid", message);
  }
  rules.forEach((rule, index) => checkRule(rule, type, `resource.rules[${index}]`));
}
