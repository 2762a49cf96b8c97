/** The use of a preconfigured rule set. What is not known is `undefined`, or an expression of Terraform's. */
export interface WafRuleSetUse {
  readonly ruleSet?: string;
  readonly sensitivity?: number | string;
  readonly optInRuleIds?: readonly string[];
  readonly optOutRuleIds?: readonly string[];
}

const WAF_CALL = /^evaluatePreconfiguredWaf\('([^'\\]*)'(?:, \{(.+)\})?\)$/;
const ID_LIST = String.raw`\[((?:'[^'\\]*'(?:, )?)*)\]`;
const WAF_SETTINGS = new RegExp(
  String.raw`^(?:'sensitivity': (-?[\d.]+(?:e[+-]?\d+)?|-?[A-Z]\w+|\$\{[^'{}]*\}))?(?:, )?(?:'opt_in_rule_ids': ${ID_LIST})?(?:, )?(?:'opt_out_rule_ids': ${ID_LIST})?$`,
);

/** The expression for requests that a preconfigured rule set finds. */
export function wafExpression({ ruleSet, sensitivity, optInRuleIds, optOutRuleIds }: WafRuleSetUse): string {
  const quoted = (ids: readonly string[]) => `[${ids.map((id) => `'${id}'`).join(", ")}]`;
  const settings = [
    sensitivity === undefined ? [] : [`'sensitivity': ${sensitivity}`],
    optInRuleIds === undefined ? [] : [`'opt_in_rule_ids': ${quoted(optInRuleIds)}`],
    optOutRuleIds === undefined ? [] : [`'opt_out_rule_ids': ${quoted(optOutRuleIds)}`],
  ].flat();
  const second = settings.length === 0 ? "" : `, {${settings.join(", ")}}`;
  return `evaluatePreconfiguredWaf('${ruleSet}'${second})`;
}

/**
 * What such an expression uses; `undefined` for one that is written differently. It is read without the parser, which
 * most policies do not need, and which does not accept values that only Terraform knows.
 */
export function readWafExpression(expression: string): WafRuleSetUse | undefined {
  const [, ruleSet, given = ""] = WAF_CALL.exec(expression) ?? [];
  const settings = WAF_SETTINGS.exec(given);
  if (ruleSet === undefined || settings === null) {
    return undefined;
  }
  const [, sensitivity, optIn, optOut] = settings.map((text: string | undefined) => text);
  return {
    ruleSet,
    sensitivity: sensitivity === undefined || sensitivity.startsWith("$") ? sensitivity : Number(sensitivity),
    optInRuleIds: optIn === undefined ? undefined : idsIn(optIn),
    optOutRuleIds: optOut === undefined ? undefined : idsIn(optOut),
  };
}

function idsIn(list: string): string[] {
  return [...list.matchAll(/'([^']*)'/g)].map(([, id]) => id);
}
