import { Call, Handler } from "../call";
import { ApiError, invalidField } from "../errors";
import { children, copy, JsonObject, number, text } from "../json";
import { preconfiguredSets } from "./security-expressions";
import { startOperation } from "./operations";
import { parsePath, resourcePath } from "./paths";
import { collectionOf, existing, setFields } from "./resources";
import { rulesInOrder } from "./security-policies";
import { defaultPriority } from "./security-rules";

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

/** The given fields replace the rule's; `updateMask` names fields to clear. */
function patchRule(call: Call): JsonObject {
  const rule = findRule(call);
  const changed: JsonObject = { ...copy(rule), ...copy(call.body), priority: rule.priority };
  const limits = ["throttle", "rate_based_ban"].includes(text(changed, "action"));
  if (!limits && call.body.rateLimitOptions === undefined) delete changed.rateLimitOptions;
  if (text(changed, "action") !== "redirect" && call.body.redirectOptions === undefined) delete changed.redirectOptions;
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
