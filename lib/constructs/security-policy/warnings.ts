import { ComputeSecurityPolicyRule } from "@cdktf/provider-google/lib/compute-security-policy";
import { Warning, isKnown, knownValues, warning } from "../../checks/problem";
import { expressionChecks, ipRangeChecks } from "../../cloud-armor/lazily";
import { SecurityRule } from "./security-rule";
import { wafRuleSetWarnings } from "../../cloud-armor/waf-rule-sets";

const MAX_DESCRIPTION_LENGTH = 64;
/** ARM-25: Google documents 100, and has been seen to refuse more than these. */
const MANY_EXCLUSION_FIELDS = 10;
const USER_IP = "origin.user_ip";
const LOST_PRIORITY = warning(
  "ARM-04",
  "Terraform's provider does not send priority 0, and which one the rule then gets is not documented; use 1",
);
const LETS_ATTACKS_IN = warning(
  "ARM-24",
  "a rule that allows what a preconfigured rule set finds lets attacks in, past all later rules; use SecurityRule.deny, and exclusions for false alarms",
);

/** What is suspicious about a rule: ARM-04, ARM-07, ARM-11, ARM-17, ARM-19 to ARM-25, ARM-29. */
export function securityRuleWarnings(rule: SecurityRule): Warning[] {
  const { action, description, match, priority, rateLimitOptions } = rule._render(1);
  return [
    ...(priority === 0 ? [LOST_PRIORITY] : []),
    ...(rule._match._waf && action === "allow" ? [LETS_ATTACKS_IN] : []),
    ...longDescription(description),
    ...knownValues(match.config?.srcIpRanges)
      .filter((range) => range !== "*")
      .flatMap((range) => ipRangeChecks().ipRangeWarnings(range)),
    ...(rule._match._waf ? wafWarnings(rule._match._waf) : (reviewOf(rule)?.warnings ?? [])),
    ...hastyBan(rateLimitOptions),
  ];
}

/** Whether a rule looks at the visitor's own address as a proxy before the load balancer passes it on: ARM-13. */
export function usesUserIp(rule: SecurityRule): boolean {
  const { rateLimitOptions } = rule._render(0);
  const configs = rateLimitOptions?.enforceOnKeyConfigs;
  const types = [
    rateLimitOptions?.enforceOnKey,
    ...(Array.isArray(configs) ? configs : []).map(({ enforceOnKeyType }) => enforceOnKeyType),
  ];
  return types.includes("USER_IP") || reviewOf(rule)?.attributes.has(USER_IP) === true;
}

function reviewOf(rule: SecurityRule) {
  const expression = rule._match._match.expr?.expression;
  return rule._match._waf || !isKnown(expression) ? undefined : expressionChecks().reviewExpression(expression);
}

function longDescription(description: string | undefined): Warning[] {
  return isKnown(description) && description.length > MAX_DESCRIPTION_LENGTH
    ? [
        warning(
          "ARM-29",
          `a rule's description has at most ${MAX_DESCRIPTION_LENGTH} characters, got ${description.length}`,
        ),
      ]
    : [];
}

function wafWarnings(waf: NonNullable<SecurityRule["_match"]["_waf"]>): Warning[] {
  const exclusions = waf.exclusions ?? [];
  const crowded = exclusions
    .flatMap(({ requestHeaders, requestCookies, requestQueryParams, requestUris }) =>
      Object.entries({ requestHeaders, requestCookies, requestQueryParams, requestUris }),
    )
    .find(([, fields]) => (fields?.length ?? 0) > MANY_EXCLUSION_FIELDS);
  return [
    ...wafRuleSetWarnings(
      waf,
      exclusions.flatMap(({ targetRuleIds }) => knownValues(targetRuleIds)),
    ),
    ...(crowded
      ? [
          warning(
            "ARM-25",
            `an exclusion of ${crowded[1]?.length} ${crowded[0]}: Google has been seen to refuse more than ${MANY_EXCLUSION_FIELDS}; use fewer, such as one WafField.startsWith`,
          ),
        ]
      : []),
  ];
}

/** A ban threshold that is over sooner than the limit itself: ARM-11. */
function hastyBan(options: ComputeSecurityPolicyRule["rateLimitOptions"]): Warning[] {
  const [limit, ban] = [options?.rateLimitThreshold?.intervalSec, options?.banThreshold?.intervalSec];
  return isKnown(limit) && isKnown(ban) && ban < limit
    ? [
        warning(
          "ARM-11",
          `intervalSec of banThreshold, ${ban}, is shorter than that of the limit, ${limit}; give it at least as long a time`,
        ),
      ]
    : [];
}
