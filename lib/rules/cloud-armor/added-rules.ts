import { DEFAULT_RULE_PRIORITY } from "../../google/security-actions";
import { isExpression } from "../../app/values";
import { Text, given, text } from "../text";
import { isKnown, range } from "../values";
import { Rule } from "./rule-blocks";
import { wrongRuleSet } from "./preconfigured-waf";

/** A rule, and the rules that were added before it. */
interface AddedRule {
  readonly rule: Rule;
  /** Its place among them, from 1. */
  readonly place: number;
  /** The rules by their priority. */
  readonly present: ReadonlyMap<unknown, { readonly rule: Rule; readonly place: number }>;
}

/** What `SecurityMatch.preconfiguredWaf` was given. */
interface GivenWaf {
  readonly ruleSet: unknown;
  readonly optInRuleIds?: unknown;
  readonly optOutRuleIds?: unknown;
}

/** A priority that is only for the default rule, or that another rule has. */
export function addedPriority({ rule, place, present: rules }: AddedRule): Text[] {
  const owner = rules.get(rule.priority);
  return [
    ...range("the priority of a rule", rule.priority, 0, DEFAULT_RULE_PRIORITY - 1),
    ...(owner === undefined
      ? []
      : [
          text`${named(owner.rule, owner.place)} and ${named(rule, place)} have the same priority, ${given(rule.priority)}; give one of them another priority`,
        ]),
  ];
}

function named({ action, description }: Rule, place: number): Text {
  const what = text`rule ${place} (${String(action)}`;
  return isKnown(description) ? text`${what} ${given(description)})` : text`${what})`;
}

/** The name of a rule set that is missing, or that would have another meaning in an expression. */
export function givenRuleSet({ ruleSet }: GivenWaf): Text[] {
  return wrongRuleSet(ruleSet);
}

/** Lists whose members must be known at synth. */
export function givenRuleIds({ optInRuleIds, optOutRuleIds }: GivenWaf): Text[] {
  return Object.entries({ "WafRuleIds.optIn": optInRuleIds, "WafRuleIds.optOut": optOutRuleIds })
    .filter(([, ids]) => isExpression(ids))
    .map(
      ([name, ids]) =>
        text`${name} must be a list that is known at synth, got ${given(ids)}; write the members as plain text`,
    );
}
