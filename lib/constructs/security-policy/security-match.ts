import {
  ComputeSecurityPolicyRuleMatch,
  ComputeSecurityPolicyRulePreconfiguredWafConfigExclusion,
} from "@cdktf/provider-google/lib/compute-security-policy";
import { Token } from "cdktf";
import { WafRuleSetUse, wafExpression } from "../../cloud-armor/preconfigured-waf";
import { WafRuleIds } from "./waf-rule-ids";

/**
 * A field of a request that a preconfigured WAF rule does not inspect.
 *
 * @see https://docs.cloud.google.com/armor/docs/waf-rules
 */
export class WafField {
  /** Excludes the field with exactly this name or value. */
  public static exact(value: string): WafField {
    return new WafField("EQUALS", value);
  }

  /** Excludes fields whose name or value begins with this text. */
  public static startsWith(value: string): WafField {
    return new WafField("STARTS_WITH", value);
  }

  /** Excludes fields whose name or value ends with this text. */
  public static endsWith(value: string): WafField {
    return new WafField("ENDS_WITH", value);
  }

  /** Excludes fields whose name or value contains this text. */
  public static contains(value: string): WafField {
    return new WafField("CONTAINS", value);
  }

  /** Excludes all fields of this kind. */
  public static all(): WafField {
    return new WafField("EQUALS_ANY");
  }

  private constructor(
    /** @internal */
    public readonly _operator: string,
    /** @internal */
    public readonly _value?: string,
  ) {}
}

/**
 * Fields of a request that a preconfigured WAF rule set does not inspect. For one rule of the set, all exclusions
 * together can have at most 100 fields of each kind, and Google has refused more than 10 in practice.
 *
 * @see https://docs.cloud.google.com/armor/docs/waf-rules
 */
export interface WafExclusion {
  /**
   * The rules of the set that the exclusion applies to, such as `"owasp-crs-v030301-id942350-sqli"`.
   *
   * @default - The exclusion applies to all rules of the set.
   */
  readonly targetRuleIds?: string[];
  /**
   * Names of request headers that are not inspected.
   *
   * @default - No request headers are excluded.
   */
  readonly requestHeaders?: WafField[];
  /**
   * Names of cookies that are not inspected.
   *
   * @default - No cookies are excluded.
   */
  readonly requestCookies?: WafField[];
  /**
   * Names of query parameters and form fields that are not inspected.
   *
   * @default - No query parameters or form fields are excluded.
   */
  readonly requestQueryParams?: WafField[];
  /**
   * URIs that are not inspected, matched by their value.
   *
   * @default - No URIs are excluded.
   */
  readonly requestUris?: WafField[];
}

/** Options of the condition `SecurityMatch.preconfiguredWaf`. */
export interface PreconfiguredWafOptions {
  /**
   * The sensitivity of the rule set, from 0 (only the rules that are opted in) to 4 (all rules, with the most false
   * positives).
   *
   * @default - The sensitivity is 4, which is Google's default, or 0 with `WafRuleIds.optIn`.
   */
  readonly sensitivity?: number;
  /**
   * The single rules of the set that are turned on or off.
   *
   * @default - The sensitivity alone decides which rules are on.
   */
  readonly ruleIds?: WafRuleIds;
  /**
   * Fields of requests that the rule set does not inspect.
   *
   * @default - All fields of the requests are inspected.
   */
  readonly exclusions?: WafExclusion[];
}

/**
 * The condition of a security rule, which decides what requests the rule applies to.
 *
 * @see https://docs.cloud.google.com/armor/docs/rules-language-reference
 */
export class SecurityMatch {
  /** Matches all requests without a condition. */
  public static all(): SecurityMatch {
    return SecurityMatch.ipRanges(["*"]);
  }

  /** Matches requests from these addresses: 1 to 10 IPv4 or IPv6 addresses or CIDR ranges, or `*` for all addresses. */
  public static ipRanges(ipRanges: string[]): SecurityMatch {
    return new SecurityMatch({ versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ipRanges } });
  }

  /**
   * Matches requests for which an expression in Cloud Armor's rules language (a part of CEL) is true. It can have at
   * most 2048 characters and 5 comparisons or calls. The expression is parsed immediately, unless it contains a token,
   * and an error shows the column of the mistake.
   *
   * Write names of headers in lowercase. Regular expressions use RE2 syntax, without capture groups: use `(?:…)`.
   */
  public static expression(expression: string): SecurityMatch {
    return new SecurityMatch({ expr: { expression } });
  }

  /**
   * Matches requests that look like an attack to one of Google's preconfigured WAF rule sets, such as
   * `"sqli-v33-stable"`.
   *
   * @see https://docs.cloud.google.com/armor/docs/waf-rules
   */
  public static preconfiguredWaf(ruleSet: string, options: PreconfiguredWafOptions = {}): SecurityMatch {
    const { sensitivity, ...ruleIds } = options.ruleIds?._use ?? {};
    const use = { ruleSet, sensitivity: renderSensitivity(options.sensitivity ?? sensitivity), ...ruleIds };
    return new SecurityMatch(
      { expr: { expression: wafExpression(use) } },
      use,
      options.exclusions?.map((exclusion) => renderExclusion(ruleSet, exclusion)),
    );
  }

  /**
   * Matches requests from addresses in one of Google's Threat Intelligence feeds, such as `"iplist-tor-exit-nodes"`.
   */
  public static threatIntelligence(feed: string): SecurityMatch {
    return new SecurityMatch({ expr: { expression: `evaluateThreatIntelligence('${feed}')` } });
  }

  private constructor(
    /** @internal */
    public readonly _match: ComputeSecurityPolicyRuleMatch,
    /** @internal */
    public readonly _waf?: WafRuleSetUse,
    /** @internal */
    public readonly _exclusions?: ComputeSecurityPolicyRulePreconfiguredWafConfigExclusion[],
  ) {}
}

/** A number that only Terraform knows is written as a text, so that it can be told from others in an expression. */
function renderSensitivity(sensitivity: number | undefined): number | string | undefined {
  return Token.isUnresolved(sensitivity) ? Token.asString(sensitivity) : sensitivity;
}

function renderExclusion(
  ruleSet: string,
  exclusion: WafExclusion,
): ComputeSecurityPolicyRulePreconfiguredWafConfigExclusion {
  const fields = (given?: WafField[]) =>
    given?.map(({ _operator, _value }) => ({ operator: _operator, value: _value }));
  return {
    targetRuleSet: ruleSet,
    targetRuleIds: exclusion.targetRuleIds,
    requestHeader: fields(exclusion.requestHeaders),
    requestCookie: fields(exclusion.requestCookies),
    requestQueryParam: fields(exclusion.requestQueryParams),
    requestUri: fields(exclusion.requestUris),
  };
}
