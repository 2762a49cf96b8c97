import { asText, isSet, numberOf } from "../../app/values";
import { DEFAULT_RULE_PRIORITY, SECURITY_ACTIONS } from "../../google/security-actions";
import { Text, given, text } from "../text";
import { isKnown, oneOf, range } from "../values";
import { redirectsOf } from "./rate-limits";
import { Rule } from "./rule-blocks";

/** In characters. */
export const MAX_RULE_DESCRIPTION = 64;

/** An action that no rule has. */
export function action(rule: Rule): Text[] {
  return oneOf("a rule's action", rule.action, Object.keys(SECURITY_ACTIONS));
}

/** A priority that no rule has. */
export function priority(rule: Rule): Text[] {
  return range(text`the priority of rule ${String(rule.priority)}`, rule.priority, 0, DEFAULT_RULE_PRIORITY);
}

/** A priority that is not sent. */
export function lostPriority(rule: Rule): Text[] {
  return numberOf(rule, "priority") === 0
    ? [text`Terraform's provider does not send priority 0, and which one the rule then gets is not documented; use 1`]
    : [];
}

/** A description that is too long. */
export function longDescription({ description }: Rule): Text[] {
  return typeof description === "string" && isKnown(description) && description.length > MAX_RULE_DESCRIPTION
    ? [text`a rule's description has at most ${MAX_RULE_DESCRIPTION} characters, got ${description.length}`]
    : [];
}

/** A redirect to no full URL. */
export function redirectUrl(rule: Rule): Text[] {
  return redirectsOf(rule)
    .filter((redirect) => redirect.type === "EXTERNAL_302" || isSet(redirect, "target"))
    .map(({ target }) => target ?? undefined)
    .filter((target) => target === undefined || (isKnown(target) && !/^https?:\/\/[^/\s]+/.test(asText(target))))
    .map(
      (target) =>
        text`a security rule redirects to a full URL, got ${given(target)}; write it like https://www.example.com/sorry`,
    );
}
