import {
  ComputeSecurityPolicyRuleMatch,
  ComputeSecurityPolicyRulePreconfiguredWafConfigExclusion,
} from "@cdktf/provider-google/lib/compute-security-policy";
import { Token } from "cdktf";
import { WafRuleSetUse, wafExpression } from "../../cloud-armor/preconfigured-waf";
import { WafRuleIds } from "./waf-rule-ids";

/**
 * The part of a request that a WAF rule shall not look at.
 *
 * @see https://docs.cloud.google.com/armor/docs/waf-rules
 */
export class WafField {
  /** The field with exactly this name or value. */
  public static exact(value: string): WafField {
    return new WafField("EQUALS", value);
  }

  /** Fields that begin like this. */
  public static startsWith(value: string): WafField {
    return new WafField("STARTS_WITH", value);
  }

  /** Fields that end like this. */
  public static endsWith(value: string): WafField {
    return new WafField("ENDS_WITH", value);
  }

  /** Fields that contain this. */
  public static contains(value: string): WafField {
    return new WafField("CONTAINS", value);
  }

  /** All fields of the kind. */
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
 * Parts of a request that a preconfigured WAF rule set shall not look at. At most 100 of each kind.
 *
 * @see https://docs.cloud.google.com/armor/docs/waf-rules
 */
export interface WafExclusion {
  /**
   * The rules of the set this holds for, such as `"owasp-crs-v030301-id942350-sqli"`.
   *
   * @default - all rules of the set
   */
  readonly targetRuleIds?: string[];
  /**
   * Request headers, by name.
   *
   * @default - none
   */
  readonly requestHeaders?: WafField[];
  /**
   * Cookies, by name.
   *
   * @default - none
   */
  readonly requestCookies?: WafField[];
  /**
   * Query parameters and form fields, by name.
   *
   * @default - none
   */
  readonly requestQueryParams?: WafField[];
  /**
   * URIs, by value.
   *
   * @default - none
   */
  readonly requestUris?: WafField[];
}

/** Options of `SecurityMatch.preconfiguredWaf`. */
export interface PreconfiguredWafOptions {
  /**
   * How much is matched, from 0 (only what is opted in) to 4 (everything, with the most false alarms).
   *
   * @default - Google's: 4; 0 beside `WafRuleIds.optIn`
   */
  readonly sensitivity?: number;
  /**
   * The rules of the set that are switched on or off one by one.
   *
   * @default - the sensitivity alone decides
   */
  readonly ruleIds?: WafRuleIds;
  /**
   * Parts of requests that are not looked at.
   *
   * @default - everything is looked at
   */
  readonly exclusions?: WafExclusion[];
}

/**
 * Which requests a security rule is about.
 *
 * @see https://docs.cloud.google.com/armor/docs/rules-language-reference
 */
export class SecurityMatch {
  /** All requests. */
  public static all(): SecurityMatch {
    return SecurityMatch.ipRanges(["*"]);
  }

  /** Requests from these addresses: 1 to 10 IPv4 or IPv6 addresses or CIDR ranges, or `*` for all. */
  public static ipRanges(ipRanges: string[]): SecurityMatch {
    return new SecurityMatch({ versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ipRanges } });
  }

  /**
   * Requests for which an expression in Cloud Armor's rules language (a part of CEL) is true, at most 2048 characters
   * and 5 comparisons or calls. It is parsed at once, unless it holds a token: a mistake is shown with its column.
   *
   * Names of headers are in lower case; regular expressions are RE2's, without capture groups: `(?:…)`.
   */
  public static expression(expression: string): SecurityMatch {
    return new SecurityMatch({ expr: { expression } });
  }

  /**
   * Requests that look like an attack to one of Google's preconfigured rule sets, such as `"sqli-v33-stable"`.
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

  /** Requests from addresses in one of Google's threat intelligence feeds, such as `"iplist-tor-exit-nodes"`. */
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
