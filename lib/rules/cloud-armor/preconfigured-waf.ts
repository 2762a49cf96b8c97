import { isDynamic, knownText, knownTexts } from "../../app/values";
import { WafRuleSetUse } from "../../cloud-armor/preconfigured-waf";
import {
  NEWEST_WAF_VERSION,
  WAF_EXAMPLE,
  WAF_RULE_SETS,
  keptUpInPlaceOf,
  wafVersionOf,
} from "../../google/waf-rule-sets";
import { didYouMean } from "../nearest";
import { Text, given, text } from "../text";
import { isKnown, range } from "../values";
import { isOfAttacks, ruleSetsOf } from "./expressions";
import { Rule, exclusionsOf, ruleArgument } from "./rule-blocks";

/** The highest sensitivity of a rule set; the lowest is 0. */
export const MAX_SENSITIVITY = 4;
const MAX_RULE_IDS = 128;
/** The most fields of each kind that all exclusions of a rule have for one WAF rule. */
export const MAX_EXCLUSION_FIELDS = 100;
/** Google documents 100, but has refused more than this in practice. */
const MANY_EXCLUSION_FIELDS = 10;
/** What Google counts the excluded fields of: one rule of a set, or a set as a whole. */
interface Target {
  readonly set: string;
  readonly id?: string;
}

const FIELDS = ["request_header", "request_cookie", "request_query_param", "request_uri"] as const;

/** Rule sets with names that no rule set can have. */
export function wrongRuleSets(rule: Rule): Text[] {
  return ruleSetsOf(rule).flatMap(({ ruleSet }) => wrongRuleSet(ruleSet));
}

/** A name that no rule set can have. */
export function wrongRuleSet(ruleSet: unknown): Text[] {
  return isKnown(ruleSet) && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(String(ruleSet))
    ? [
        text`the name of a rule set must be lowercase words joined by hyphens, got ${given(ruleSet)}; use the name of a preconfigured WAF rule set, such as ${WAF_EXAMPLE}`,
      ]
    : [];
}

/** Rule sets that are not known, or that Google has replaced. The list gets old, so this is not an error. */
export function strangeRuleSets(rule: Rule): Text[] {
  return ruleSetsOf(rule)
    .map(({ ruleSet }) => ruleSet)
    .filter((ruleSet) => ruleSet !== undefined)
    .filter(isKnown)
    .flatMap((ruleSet) => {
      if (!WAF_RULE_SETS.includes(ruleSet)) {
        const hint = didYouMean(ruleSet, WAF_RULE_SETS, "check its name on Google's page");
        return [text`preconfigured rule set ${given(ruleSet)} is not in the list of this package; ${hint}`];
      }
      const of = wafVersionOf(ruleSet);
      const instead = [keptUpInPlaceOf(ruleSet) ?? [], `one of version ${NEWEST_WAF_VERSION.version}`].flat();
      return of === undefined || of.isKeptUp
        ? []
        : [
            text`preconfigured rule set ${given(ruleSet)} is of version ${of.version} of the OWASP Core Rule Set, which Google has replaced; use ${instead.join(" or ")}`,
          ];
    });
}

/** Settings of a rule set that Google refuses. */
export function wrongSettings(rule: Rule): Text[] {
  return ruleSetsOf(rule).flatMap(({ sensitivity, optInRuleIds, optOutRuleIds }) => [
    ...range("sensitivity", sensitivity, 0, MAX_SENSITIVITY),
    ...(optInRuleIds && optOutRuleIds
      ? [
          text`a rule cannot have both opt_in_rule_ids and opt_out_rule_ids; remove one of these lists, or use two rules`,
        ]
      : []),
    ...[optInRuleIds ?? [], optOutRuleIds ?? []]
      .filter((ids) => ids.length > MAX_RULE_IDS)
      .map(
        (ids) => text`a rule may name at most ${MAX_RULE_IDS} WAF rules, got ${ids.length}; spread them over two rules`,
      ),
  ]);
}

/** Rules of a rule set that are picked one by one while other rules are on. */
export function strangePicks(rule: Rule): Text[] {
  return ruleSetsOf(rule)
    .filter(({ optInRuleIds, sensitivity }) => optInRuleIds !== undefined && (sensitivity ?? MAX_SENSITIVITY) !== 0)
    .filter(({ sensitivity }) => sensitivity === undefined || isKnown(sensitivity))
    .map(
      ({ sensitivity = `not set, which means ${MAX_SENSITIVITY}` }) =>
        text`opt_in_rule_ids turns on only the listed rules if sensitivity is 0, but sensitivity is ${sensitivity}, so other rules are on too; set sensitivity to 0 to use only the listed rules, or remove opt_in_rule_ids`,
    );
}

/** Ids of rules that a rule set does not have. */
export function foreignRuleIds(rule: Rule): Text[] {
  const named = [
    ...ruleSetsOf(rule).map(({ ruleSet, optInRuleIds, optOutRuleIds }: WafRuleSetUse) => ({
      ruleSet,
      ids: [...knownTexts(optInRuleIds), ...knownTexts(optOutRuleIds)],
    })),
    ...exclusionsOf(rule).map((exclusion) => ({
      ruleSet: knownText(exclusion, "target_rule_set"),
      ids: knownTexts(exclusion.target_rule_ids),
    })),
  ];
  return named.flatMap(({ ruleSet = "", ids }) => {
    const version = wafVersionOf(ruleSet)?.ruleIds;
    return ids
      .filter((id) => version !== undefined && !id.includes(version))
      .slice(0, 1)
      .map((id) => {
        const what = /-crs-v\d{6}-/.test(id) ? "is of another version than" : "does not belong to";
        return text`rule id ${given(id)} ${what} rule set ${given(ruleSet)}, so it has no effect; use an id that begins with owasp-crs-${version ?? ""}`;
      });
  });
}

/** More excluded fields for one target than Google accepts. */
export function tooManyFields(rule: Rule): Text[] {
  return crowdedTargets(rule, MAX_EXCLUSION_FIELDS).map(
    ({ what, field, count, wayOut }) =>
      text`the exclusions for ${what} take at most ${MAX_EXCLUSION_FIELDS} ${field} together, got ${count}; ${wayOut}`,
  );
}

/** More excluded fields for one target than Google accepts in practice. */
export function manyFields(rule: Rule): Text[] {
  return crowdedTargets(rule, MANY_EXCLUSION_FIELDS).map(
    ({ what, field, count, wayOut }) =>
      text`the exclusions for ${what} have ${count} ${field} together, and Google has sometimes rejected more than ${MANY_EXCLUSION_FIELDS}; ${wayOut}`,
  );
}

/** The first target with more excluded fields of one kind. A target is a rule of a set, or a set as a whole. */
function crowdedTargets(rule: Rule, max: number) {
  const targets = exclusionsOf(rule).flatMap((exclusion) => {
    const ids = knownTexts(exclusion.target_rule_ids);
    const set = knownText(exclusion, "target_rule_set") ?? "";
    return isDynamic(exclusion, "target_rule_ids") ? [] : ids.length === 0 ? [{ set }] : ids.map((id) => ({ set, id }));
  });
  const unlike = new Map(targets.map((target) => [JSON.stringify(target), target]));
  return [...unlike.values()]
    .flatMap((target) =>
      FIELDS.map((name) => ({
        ...inWords(target),
        field: ruleArgument(`preconfigured_waf_config.exclusion.${name}`),
        count: fieldsOf(rule, target, name),
      })),
    )
    .filter(({ count }) => count > max)
    .slice(0, 1);
}

/** How many fields of a kind all exclusions of a rule have for one target. */
function fieldsOf(rule: Rule, { set, id }: Target, name: (typeof FIELDS)[number]): number {
  return exclusionsOf(rule)
    .filter((exclusion) => (knownText(exclusion, "target_rule_set") ?? "") === set)
    .filter(({ target_rule_ids: given }) =>
      id === undefined ? knownTexts(given).length === 0 : knownTexts(given).includes(id),
    )
    .reduce((sum, exclusion) => sum + (Array.isArray(exclusion[name]) ? exclusion[name].length : 0), 0);
}

function inWords({ set, id }: Target): { readonly what: Text; readonly wayOut: Text } {
  const shorter = "cover several with one WafField.startsWith or WafField.contains";
  const ids = ruleArgument("preconfigured_waf_config.exclusion.target_rule_ids");
  return id === undefined
    ? {
        what: text`all rules of ${given(set)}`,
        wayOut: text`${shorter}, or name in ${ids} only the rules that find something in these fields`,
      }
    : { what: text`WAF rule ${given(id)}`, wayOut: text`${shorter}, or turn the rule off with WafRuleIds.optOut` };
}

/** A rule that allows what looks like an attack. */
export function letsAttacksIn(rule: Rule): Text[] {
  const what = ruleSetsOf(rule).length > 0 ? "a preconfigured rule set finds" : "Google's managed rules find";
  return rule.action === "allow" && isOfAttacks(rule)
    ? [
        text`this rule allows requests in which ${what} an attack, and these requests skip all later rules; use SecurityRule.deny${ruleSetsOf(rule).length > 0 ? ", and add exclusions for false positives" : ""}`,
      ]
    : [];
}
