/**
 * Single rules of a preconfigured WAF rule set, such as `"owasp-crs-v030301-id942350-sqli"`, at most 128.
 *
 * @see https://docs.cloud.google.com/armor/docs/waf-rules
 */
export class WafRuleIds {
  /**
   * Turns on only these rules. The default sensitivity is then 0. If you set a higher sensitivity, other rules are turned
   * on too, and you get a warning at synth.
   */
  public static optIn(ruleIds: string[]): WafRuleIds {
    return new WafRuleIds({ sensitivity: 0, optInRuleIds: ruleIds });
  }

  /** Turns off these rules. All other rules of the sensitivity stay on. */
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
