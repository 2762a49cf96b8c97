import { asText, isSet, numberOf } from "../../app/values";
import { DEFAULT_RULE_PRIORITY, SECURITY_ACTIONS } from "../../google/security-actions";
import { Text, given, text } from "../text";
import { isKnown, oneOf, range } from "../values";
import { redirectsOf } from "./rate-limits";
import { Rule } from "./rule-blocks";

/** The longest description of a rule, in characters. */
export const MAX_RULE_DESCRIPTION = 64;

/** An action that no rule can have. */
export function action(rule: Rule): Text[] {
  return oneOf("the action of a rule", rule.action, Object.keys(SECURITY_ACTIONS));
}

/** A priority that no rule can have. */
export function priority(rule: Rule): Text[] {
  return range(text`the priority of rule ${String(rule.priority)}`, rule.priority, 0, DEFAULT_RULE_PRIORITY);
}

/** A priority that is not sent. */
export function lostPriority(rule: Rule): Text[] {
  return numberOf(rule, "priority") === 0
    ? [
        text`Terraform's provider does not send priority 0, and it is not documented which priority the rule gets instead; use 1`,
      ]
    : [];
}

/** A description that is too long. */
export function longDescription({ description }: Rule): Text[] {
  return typeof description === "string" && isKnown(description) && description.length > MAX_RULE_DESCRIPTION
    ? [
        text`the description of a rule may have at most ${MAX_RULE_DESCRIPTION} characters, got ${description.length}; shorten it`,
      ]
    : [];
}

/** A redirect to something other than a full URL. */
export function redirectUrl(rule: Rule): Text[] {
  return redirectsOf(rule)
    .filter((redirect) => redirect.type === "EXTERNAL_302" || isSet(redirect, "target"))
    .map(({ target }) => target ?? undefined)
    .filter((target) => target === undefined || (isKnown(target) && !/^https?:\/\/[^/\s]+/.test(asText(target))))
    .map(
      (target) =>
        text`a security rule must redirect to a full URL${target === undefined ? "" : text`, got ${given(target)}`}; write it like https://www.example.com/sorry`,
    );
}
