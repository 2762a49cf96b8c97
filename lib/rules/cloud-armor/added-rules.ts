import { DEFAULT_RULE_PRIORITY } from "../../google/security-actions";
import { isExpression } from "../../app/values";
import { Text, given, text } from "../text";
import { isKnown, range } from "../values";
import { Rule } from "./rule-blocks";
import { wrongRuleSet } from "./preconfigured-waf";

/** A rule in its list. */
interface Listed {
  readonly rule: Rule;
  /** Its place in the list, from 1. */
  readonly place: number;
  /** Whether it was given no priority. */
  readonly isAutomatic?: boolean;
}

/** A rule, and the rules that were added before it. */
interface AddedRule extends Listed {
  /** The rules by their priority. */
  readonly present: ReadonlyMap<unknown, Listed>;
}

/** What `SecurityMatch.preconfiguredWaf` was given. */
interface GivenWaf {
  readonly ruleSet: unknown;
  readonly optInRuleIds?: unknown;
  readonly optOutRuleIds?: unknown;
}

/** A priority that is only for the default rule, or that another rule has. */
export function addedPriority({ present: rules, ...added }: AddedRule): Text[] {
  const { rule } = added;
  const owner = rules.get(rule.priority);
  return [
    ...range("the priority of a rule", rule.priority, 0, DEFAULT_RULE_PRIORITY - 1),
    ...(owner === undefined
      ? []
      : [
          text`${named(owner)} and ${named(added)} have the same priority, ${given(rule.priority)}; give one of them another priority`,
        ]),
  ];
}

function named({ rule: { action, description }, place, isAutomatic = false }: Listed): Text {
  const what = text`rule ${place} of the list (${String(action)}`;
  const how = isAutomatic ? ", which got its priority automatically)" : ")";
  return isKnown(description) ? text`${what} ${given(description)}${how}` : text`${what}${how}`;
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
