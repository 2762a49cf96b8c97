import { knownText, knownTexts } from "../../app/values";
import { WafRuleSetUse, readWafExpression } from "../../cloud-armor/preconfigured-waf";
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
import { ruleSetsOf } from "./expressions";
import { Rule, exclusionsOf, expressionsOf, ruleArgument } from "./rule-blocks";

/** Of a rule set; the least is 0. */
export const MAX_SENSITIVITY = 4;
const MAX_RULE_IDS = 128;
/** Of each kind, in an exclusion. */
export const MAX_EXCLUSION_FIELDS = 100;
/** Google documents 100, and has been seen to refuse more than these. */
const MANY_EXCLUSION_FIELDS = 10;
const FIELDS = ["request_header", "request_cookie", "request_query_param", "request_uri"] as const;

/** Rule sets with names that none can have. */
export function wrongRuleSets(rule: Rule): Text[] {
  return ruleSetsOf(rule).flatMap(({ ruleSet }) => wrongRuleSet(ruleSet));
}

/** The name of a rule set that none can have. */
export function wrongRuleSet(ruleSet: unknown): Text[] {
  return isKnown(ruleSet) && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(String(ruleSet))
    ? [
        text`a rule set is named in lower-case words, got ${given(ruleSet)}; use a name from Google's page, such as ${WAF_EXAMPLE}`,
      ]
    : [];
}

/** Rule sets that are not known, or that Google has replaced. The list ages, so that this is no error. */
export function strangeRuleSets(rule: Rule): Text[] {
  return ruleSetsOf(rule)
    .map(({ ruleSet }) => ruleSet)
    .filter((ruleSet) => ruleSet !== undefined)
    .filter(isKnown)
    .flatMap((ruleSet) => {
      if (!WAF_RULE_SETS.includes(ruleSet)) {
        const hint = didYouMean(ruleSet, WAF_RULE_SETS, "check its name on Google's page");
        return [text`preconfigured rule set ${given(ruleSet)} is not known here; ${hint}`];
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
          text`a rule has either opt_in_rule_ids or opt_out_rule_ids, got "both"; leave one of the two out, or make two rules`,
        ]
      : []),
    ...[optInRuleIds ?? [], optOutRuleIds ?? []]
      .filter((ids) => ids.length > MAX_RULE_IDS)
      .map(
        (ids) => text`a rule names at most ${MAX_RULE_IDS} WAF rules, got ${ids.length}; spread them over two rules`,
      ),
  ]);
}

/** Rules of a rule set that are picked one by one beside others that are on. */
export function strangePicks(rule: Rule): Text[] {
  return ruleSetsOf(rule)
    .filter(({ optInRuleIds, sensitivity }) => optInRuleIds !== undefined && (sensitivity ?? MAX_SENSITIVITY) !== 0)
    .filter(({ sensitivity }) => sensitivity === undefined || isKnown(sensitivity))
    .map(
      ({ sensitivity = `none, which is ${MAX_SENSITIVITY}` }) =>
        text`opt_in_rule_ids begins with no rules and so belongs beside sensitivity 0, got ${sensitivity}; set sensitivity to 0`,
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
        const what = /-crs-v\d{6}-/.test(id) ? "is of another version than" : "is none of";
        return text`rule id ${given(id)} ${what} rule set ${given(ruleSet)}, whose ids begin with owasp-crs-${version ?? ""}; it has no effect`;
      });
  });
}

/** More fields in an exclusion than Google takes. */
export function tooManyFields(rule: Rule): Text[] {
  return fieldsAbove(rule, MAX_EXCLUSION_FIELDS).map(
    ({ field, count }) =>
      text`an exclusion takes at most ${MAX_EXCLUSION_FIELDS} ${field}, got ${count}; spread them over several exclusions`,
  );
}

/** More fields in an exclusion than Google has been seen to take. */
export function manyFields(rule: Rule): Text[] {
  return fieldsAbove(rule, MANY_EXCLUSION_FIELDS)
    .slice(0, 1)
    .map(
      ({ field, count }) =>
        text`an exclusion of ${count} ${field}: Google has been seen to refuse more than ${MANY_EXCLUSION_FIELDS}; use fewer, such as one WafField.startsWith`,
    );
}

function fieldsAbove(rule: Rule, max: number) {
  return exclusionsOf(rule).flatMap((exclusion) =>
    FIELDS.map((name) => ({
      field: ruleArgument(`preconfigured_waf_config.exclusion.${name}`),
      count: Array.isArray(exclusion[name]) ? exclusion[name].length : 0,
    })).filter(({ count }) => count > max),
  );
}

/** A rule that lets in what looks like an attack. */
export function letsAttacksIn(rule: Rule): Text[] {
  const isOfAttacks = expressionsOf(rule).some(
    (expression) => typeof expression === "string" && readWafExpression(expression) !== undefined,
  );
  return rule.action === "allow" && isOfAttacks
    ? [
        text`a rule that allows what a preconfigured rule set finds lets attacks in, past all later rules; use SecurityRule.deny, and exclusions for false alarms`,
      ]
    : [];
}
