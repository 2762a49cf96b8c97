import { Call, Handler } from "../call";
import { ApiError, invalidField } from "../errors";
import { children, copy, JsonObject, number } from "../json";
import { preconfiguredSets } from "./security-expressions";
import { startOperation } from "./operations";
import { parsePath, resourcePath } from "./paths";
import { collectionOf, existing, merge, setFields } from "./resources";
import { rulesInOrder } from "./security-policies";
import { defaultPriority } from "./security-rules";
import { withCleared } from "./update-mask";

/** The methods for single rules of a security policy. */
export const ruleHandlers: { readonly [method: string]: Handler } = {
  "SecurityPolicies.GetRule": (call) => copy(findRule(call)),
  "SecurityPolicies.AddRule": addRule,
  "SecurityPolicies.PatchRule": patchRule,
  "SecurityPolicies.RemoveRule": removeRule,
  "SecurityPolicies.ListPreconfiguredExpressionSets": () => ({
    preconfiguredExpressionSets: { wafRules: { expressionSets: preconfiguredSets() } },
  }),
};

function addRule(call: Call): JsonObject {
  const rules = rulesOf(call);
  const priority = number(call.body, "priority");
  if (rules.some((rule) => number(rule, "priority") === priority)) {
    throw invalidField("resource.priority", String(priority), "Cannot have rules with the same priorities.");
  }
  return setRules(call, [...rules, copy(call.body)], "addRule");
}

/**
 * The given fields go over the rule's, a match takes the place of the match, and a header action that of the header
 * action. What is left out stays, unless `updateMask` names it: so options of another action stay too, and are then
 * refused.
 */
function patchRule(call: Call): JsonObject {
  const rule = findRule(call);
  const given = withCleared(call.body, call.query.get("updateMask"));
  // cleared by the mask, it is null
  const headerAction = given.headerAction === undefined ? rule.headerAction : (given.headerAction ?? undefined);
  const whole = { match: given.match ?? rule.match, headerAction };
  const changed: JsonObject = { ...merge(rule, given), ...whole, priority: rule.priority };
  const others = rulesOf(call).filter((other) => other.priority !== rule.priority);
  return setRules(call, [...others, changed], "patchRule");
}

function removeRule(call: Call): JsonObject {
  const rule = findRule(call);
  if (number(rule, "priority") === defaultPriority) {
    throw invalidField("priority", String(defaultPriority), "The default rule cannot be removed.");
  }
  const others = rulesOf(call).filter((other) => other.priority !== rule.priority);
  return setRules(call, others, "removeRule");
}

function rulesOf(call: Call): JsonObject[] {
  return children(existing(call.cloud, resourcePath(parsePath(call.path))), "rules");
}

function findRule(call: Call): JsonObject {
  const priority = Number(call.query.get("priority") ?? 0);
  const rule = rulesOf(call).find((candidate) => number(candidate, "priority") === priority);
  if (rule) return rule;
  const message = `Invalid value for field 'priority': '${priority}'. The priority is not found in the security policy.`;
  throw new ApiError(400, "INVALID_ARGUMENT", "invalid", message);
}

function setRules(call: Call, rules: JsonObject[], type: string): JsonObject {
  const place = parsePath(call.path);
  const target = setFields(call.cloud, place, collectionOf("securityPolicies"), { rules: rulesInOrder(rules) });
  return startOperation(call.cloud, { project: place.project, scope: place.scope, type, target });
}
