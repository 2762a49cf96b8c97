import {
  ComputeSecurityPolicyRuleMatch,
  ComputeSecurityPolicyRuleMatchExprOptions,
  ComputeSecurityPolicyRulePreconfiguredWafConfigExclusion,
} from "@cdktf/provider-google/lib/compute-security-policy";
import { Token } from "cdktf";
import { WafRuleSetUse, wafExpression } from "../../cloud-armor/preconfigured-waf";
import { WafRuleIds } from "./waf-rule-ids";

/**
 * A field of a request that a preconfigured WAF rule set does not inspect: a header, a cookie, a query parameter or a
 * URI.
 *
 * @see https://docs.cloud.google.com/armor/docs/waf-rules
 */
export class WafField {
  /** The WAF rules do not inspect the header, cookie or query parameter with exactly this name, or exactly this URI. */
  public static exact(value: string): WafField {
    return new WafField("EQUALS", value);
  }

  /**
   * The WAF rules do not inspect headers, cookies and query parameters whose name begins with this text, or URIs that
   * begin with this text.
   */
  public static startsWith(value: string): WafField {
    return new WafField("STARTS_WITH", value);
  }

  /**
   * The WAF rules do not inspect headers, cookies and query parameters whose name ends with this text, or URIs that end
   * with this text.
   */
  public static endsWith(value: string): WafField {
    return new WafField("ENDS_WITH", value);
  }

  /**
   * The WAF rules do not inspect headers, cookies and query parameters whose name contains this text, or URIs that
   * contain this text.
   */
  public static contains(value: string): WafField {
    return new WafField("CONTAINS", value);
  }

  /**
   * The WAF rules do not inspect any field of the prop in which you use this: for example, no request header in
   * `requestHeaders`.
   */
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
   * The sensitivity of the rule set, from 0 (only the rules that you turn on with `WafRuleIds.optIn`) to 4 (all rules,
   * with the most false positives).
   *
   * @default - The sensitivity is 0 if you use `WafRuleIds.optIn`; otherwise 4, Google's default.
   */
  readonly sensitivity?: number;
  /**
   * The rules of the set that you turn on or off one by one.
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
 * Options of the condition `SecurityMatch.expression`: the reCAPTCHA site keys whose tokens it accepts.
 *
 * @see https://docs.cloud.google.com/armor/docs/bot-management
 */
export interface SecurityExpressionOptions {
  /**
   * The reCAPTCHA site keys whose action tokens the expression evaluates. They belong to the project of the policy.
   *
   * @default - The action tokens of all site keys are evaluated.
   */
  readonly actionTokenSiteKeys?: string[];
  /**
   * The reCAPTCHA site keys whose session tokens the expression evaluates. They belong to the project of the policy.
   *
   * @default - The session tokens of all site keys are evaluated.
   */
  readonly sessionTokenSiteKeys?: string[];
}

/**
 * The condition of a security rule, which decides what requests the rule applies to.
 *
 * @see https://docs.cloud.google.com/armor/docs/rules-language-reference
 */
export class SecurityMatch {
  /** Matches every request, without a condition. */
  public static all(): SecurityMatch {
    return SecurityMatch.ipRanges(["*"]);
  }

  /** Matches requests from these addresses: 1 to 10 IPv4 or IPv6 addresses or CIDR ranges, or `*` for all addresses. */
  public static ipRanges(ipRanges: string[]): SecurityMatch {
    return new SecurityMatch({ versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ipRanges } });
  }

  /**
   * Matches requests for which an expression in Cloud Armor's rules language (a subset of the Common Expression
   * Language, CEL) is true. An expression can have at most 2048 characters, and at most 5 comparisons or function
   * calls. The syntax is checked immediately, and the error shows the column of the mistake. The syntax is not checked
   * if the expression contains a CDKTF token (a value that only Terraform knows).
   *
   * Write names of headers in lowercase. Regular expressions use RE2 syntax, without capture groups: use `(?:…)`.
   */
  public static expression(expression: string, options: SecurityExpressionOptions = {}): SecurityMatch {
    return new SecurityMatch({ expr: { expression }, exprOptions: renderExpressionOptions(options) });
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

  /**
   * Matches requests that look like attacks to one of Google's managed rules, which Google updates by itself, such as
   * `"sqli:stable"`. Managed rules are in Preview at Google.
   *
   * @see https://docs.cloud.google.com/armor/docs/managed-rules-overview
   */
  public static managedRules(category: string): SecurityMatch {
    return new SecurityMatch({ expr: { expression: `evaluateManagedRules('${category}')` } });
  }

  /**
   * Matches the requests of an attack that Adaptive Protection has found. A rule with this condition deploys the rules
   * that Adaptive Protection suggests: its action is done about such requests. It needs Cloud Armor Enterprise, and
   * `adaptiveProtection` of the policy.
   *
   * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-auto-deploy
   */
  public static adaptiveProtectionAutoDeploy(): SecurityMatch {
    return new SecurityMatch({ expr: { expression: "evaluateAdaptiveProtectionAutoDeploy()" } });
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

function renderExpressionOptions({
  actionTokenSiteKeys,
  sessionTokenSiteKeys,
}: SecurityExpressionOptions): ComputeSecurityPolicyRuleMatchExprOptions | undefined {
  return actionTokenSiteKeys === undefined && sessionTokenSiteKeys === undefined
    ? undefined
    : { recaptchaOptions: { actionTokenSiteKeys, sessionTokenSiteKeys } };
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
