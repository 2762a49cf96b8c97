/**
 * Single rules of a preconfigured WAF rule set, such as `"owasp-crs-v030301-id942350-sqli"`, at most 128.
 *
 * @see https://docs.cloud.google.com/armor/docs/waf-rules
 */
export class WafRuleIds {
  /** Only these rules are on. The sensitivity is 0 then; a higher one switches others on too, which is a warning. */
  public static optIn(ruleIds: string[]): WafRuleIds {
    return new WafRuleIds({ sensitivity: 0, optInRuleIds: ruleIds });
  }

  /** These rules are off; all others of the sensitivity are on. */
  public static optOut(ruleIds: string[]): WafRuleIds {
    return new WafRuleIds({ optOutRuleIds: ruleIds });
  }

  private constructor(
    /** @internal */
    public readonly _use: {
      readonly sensitivity?: number;
      readonly optInRuleIds?: string[];
      readonly optOutRuleIds?: string[];
    },
  ) {}
}
