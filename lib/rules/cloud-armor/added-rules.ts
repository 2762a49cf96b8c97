import { DEFAULT_RULE_PRIORITY } from "../../google/security-actions";
import { isExpression } from "../../app/values";
import { Text, given, text } from "../text";
import { isKnown, range } from "../values";
import { Rule } from "./rule-blocks";
import { wrongRuleSet } from "./preconfigured-waf";

/** A rule beside those that were added before it. */
interface AddedRule {
  readonly rule: Rule;
  /** Its place among them, from 1. */
  readonly place: number;
  /** What stands at which priority. */
  readonly present: ReadonlyMap<unknown, { readonly rule: Rule; readonly place: number }>;
}

/** What `SecurityMatch.preconfiguredWaf` was given. */
interface GivenWaf {
  readonly ruleSet: unknown;
  readonly optInRuleIds?: unknown;
  readonly optOutRuleIds?: unknown;
}

/** A priority that is only for the default rule, or is another rule's. */
export function addedPriority({ rule, place, present: rules }: AddedRule): Text[] {
  const owner = rules.get(rule.priority);
  return [
    ...range("a rule's priority", rule.priority, 0, DEFAULT_RULE_PRIORITY - 1),
    ...(owner === undefined
      ? []
      : [
          text`two rules may not have the same priority: ${named(owner.rule, owner.place)} and ${named(rule, place)}, got ${given(rule.priority)}; give one of them another`,
        ]),
  ];
}

function named({ action, description }: Rule, place: number): Text {
  const what = text`rule ${place} (${String(action)}`;
  return isKnown(description) ? text`${what} ${given(description)})` : text`${what})`;
}

/** The name of a rule set that is not there, or that would be something else in an expression. */
export function givenRuleSet({ ruleSet }: GivenWaf): Text[] {
  return wrongRuleSet(ruleSet);
}

/** Lists of which the members must be written out. */
export function givenRuleIds({ optInRuleIds, optOutRuleIds }: GivenWaf): Text[] {
  return Object.entries({ "WafRuleIds.optIn": optInRuleIds, "WafRuleIds.optOut": optOutRuleIds })
    .filter(([, ids]) => isExpression(ids))
    .map(
      ([name, ids]) => text`${name} is a list that must be known at synth, got ${given(ids)}; write its members out`,
    );
}
