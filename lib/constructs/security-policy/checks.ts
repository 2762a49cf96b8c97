import {
  ComputeSecurityPolicyRule,
  ComputeSecurityPolicyRuleRateLimitOptions,
  ComputeSecurityPolicyRuleRedirectOptions,
} from "@cdktf/provider-google/lib/compute-security-policy";
import { isHeaderName } from "../../rules/values";
import {
  Problem,
  checkGiven,
  checkLength,
  checkList,
  checkOneOf,
  checkRange,
  checkUnique,
  isKnown,
  knownValues,
  problem,
} from "../../checks/problem";
import {
  BAN_DURATIONS,
  COMPUTE_NAME,
  DEFAULT_RULE_PRIORITY,
  INTERVALS,
  MAX_COUNT,
  MAX_IP_RANGES,
  SECURITY_ACTIONS,
} from "../../rules/limits";
import { AdaptiveProtection, AdaptiveProtectionThreshold } from "./adaptive-protection";
import { expressionChecks, ipRangeChecks } from "../../cloud-armor/lazily";
import { PreconfiguredWafOptions } from "./security-match";
import { SecurityRule } from "./security-rule";
import { checkWafRuleSet } from "../../cloud-armor/waf-rule-sets";

const MAX_EXPRESSION_LENGTH = 2048;
const MAX_KEYS = 3;
/** The keys that are told by a name. */
const NAMED_KEYS: readonly (string | undefined)[] = ["HTTP_HEADER", "HTTP_COOKIE"];
const MAX_EXCLUSION_FIELDS = 100;

/** A rule as it will be rendered: ARM-04, ARM-06, ARM-07, ARM-09 to ARM-14, ARM-16 to ARM-23, ARM-25. */
export function checkSecurityRule(rule: SecurityRule, rendered: ComputeSecurityPolicyRule): Problem[] {
  const { match, rateLimitOptions, redirectOptions } = rendered;
  return [
    ...checkOneOf("ARM-06", "a rule's action", rendered.action, SECURITY_ACTIONS),
    ...checkRange("ARM-04", "a rule's priority", rendered.priority, 0, DEFAULT_RULE_PRIORITY - 1),
    ...(match.config ? checkIpRanges(match.config.srcIpRanges) : []),
    ...(match.expr ? checkExpression(match.expr.expression, rule._match._waf !== undefined) : []),
    ...(rule._match._feed ? checkFeed(rule._match._feed.name) : []),
    ...(rateLimitOptions ? checkRateLimit(rendered.action, rateLimitOptions) : []),
    ...checkRedirect(redirectOptions ?? rateLimitOptions?.exceedRedirectOptions),
    ...(rule._match._waf ? checkWaf(rule._match._waf) : []),
  ];
}

/** A rule beside those that are there, the default rule among them as the last: ARM-04. */
export function checkPriorityIsFree(
  added: ComputeSecurityPolicyRule,
  present: readonly ComputeSecurityPolicyRule[],
): Problem[] {
  const owner = present.findIndex(({ priority }) => isKnown(added.priority) && priority === added.priority);
  const named = ({ action, description }: ComputeSecurityPolicyRule, index: number) =>
    `rule ${index + 1} (${action}${isKnown(description) ? ` ${JSON.stringify(description)}` : ""})`;
  return owner === -1
    ? []
    : [
        problem(
          "ARM-04",
          `two rules may not have the same priority: ${named(present[owner], owner)} and ${named(added, present.length - 1)}`,
          added.priority,
          "give one of them another",
        ),
      ];
}

/** An expression, as far as it is known at synth: ARM-07, ARM-17 to ARM-23. One that is made here is only measured. */
function checkExpression(expression: string, isMadeHere: boolean): Problem[] {
  const length = [
    ...checkGiven("ARM-17", "the expression", expression, "write it like request.path.startsWith('/admin/')"),
    ...checkLength("ARM-17", "an expression", expression, 1, MAX_EXPRESSION_LENGTH),
  ];
  return !isKnown(expression) || isMadeHere || length.length > 0
    ? length
    : [...expressionChecks().reviewExpression(expression).problems];
}

/** A feed of threat intelligence, whose name stands in the expression: ARM-20. */
function checkFeed(feed: string): Problem[] {
  const what = "the feed of SecurityMatch.threatIntelligence";
  return checkGiven("ARM-20", what, feed, "name one, such as iplist-tor-exit-nodes");
}

/** Addresses and CIDR ranges: ARM-07. */
function checkIpRanges(ranges: readonly string[] | undefined): Problem[] {
  const missing = [
    ...checkGiven("ARM-07", "ipRanges", ranges, "give a list of them"),
    ...checkList("ARM-07", "ipRanges", ranges),
  ];
  if (!isKnown(ranges) || missing.length > 0) {
    return missing;
  }
  if (ranges.length < 1 || ranges.length > MAX_IP_RANGES) {
    return [
      problem(
        "ARM-07",
        `a rule takes 1 to ${MAX_IP_RANGES} IP ranges`,
        ranges.length,
        `give each ${MAX_IP_RANGES} ranges a rule of their own, or use SecurityMatch.expression with inIpRange`,
      ),
    ];
  }
  const isEverything = ranges.length === 1 && ranges[0] === "*";
  return isEverything ? [] : knownValues(ranges).flatMap((range) => ipRangeChecks().checkIpRange(range));
}

function checkRateLimit(action: string, options: ComputeSecurityPolicyRuleRateLimitOptions): Problem[] {
  const { rateLimitThreshold: limit, banThreshold, banDurationSec } = options;
  return [
    ...checkCount(`count of ${action}`, limit.count, MAX_COUNT[action]),
    ...checkInterval("intervalSec", limit.intervalSec),
    ...(banThreshold ? checkCount("count of banThreshold", banThreshold.count, MAX_COUNT[action]) : []),
    ...(banThreshold ? checkInterval("intervalSec of banThreshold", banThreshold.intervalSec) : []),
    ...checkOneOf("ARM-11", "banDurationSec", banDurationSec, BAN_DURATIONS),
    ...(action === "rate_based_ban"
      ? checkGiven("ARM-11", "banDurationSec", banDurationSec, "give one, such as 300")
      : []),
    ...checkKeys(options),
  ];
}

function checkCount(what: string, count: number, max: number): Problem[] {
  return [
    ...checkGiven("ARM-10", what, count, "give a number of requests, such as 100"),
    ...checkRange("ARM-10", what, count, 1, max),
  ];
}

function checkInterval(what: string, intervalSec: number): Problem[] {
  return [
    ...checkGiven("ARM-09", what, intervalSec, "give a time in seconds, such as 60"),
    ...checkOneOf("ARM-09", what, intervalSec, INTERVALS),
  ];
}

function checkKeys(options: ComputeSecurityPolicyRuleRateLimitOptions): Problem[] {
  const keys = Array.isArray(options.enforceOnKeyConfigs) ? options.enforceOnKeyConfigs : undefined;
  const given = keys ?? [{ enforceOnKeyType: options.enforceOnKey, enforceOnKeyName: options.enforceOnKeyName }];
  const missing = given
    .filter(({ enforceOnKeyType }) => NAMED_KEYS.includes(enforceOnKeyType))
    .flatMap(({ enforceOnKeyName }) =>
      checkGiven("ARM-13", "the name of a header or cookie that is a key", enforceOnKeyName, "name it"),
    );
  const badName = given
    .map(({ enforceOnKeyName }) => enforceOnKeyName)
    .filter((name) => isKnown(name) && !isHeaderName(name))
    .map((name) =>
      problem(
        "ARM-13",
        name === "" ? "a header or cookie that is a key has a name" : "a key is the name of a header or cookie alone",
        name,
        'name it, such as EnforceOnKey.httpHeader("x-api-key")',
      ),
    );
  if (keys === undefined) {
    return [...missing, ...badName];
  }
  const wrongCount =
    keys.length < 1 || keys.length > MAX_KEYS
      ? [problem("ARM-14", `EnforceOnKey.combined takes 1 to ${MAX_KEYS} keys`, keys.length, "combine that many")]
      : [];
  const types = keys.map((key) => key.enforceOnKeyType as string).filter((type) => !NAMED_KEYS.includes(type));
  return [
    ...missing,
    ...badName,
    ...wrongCount,
    ...checkUnique("ARM-14", "a key that is neither header nor cookie", types, "remove one of them"),
  ];
}

function checkRedirect(redirect: ComputeSecurityPolicyRuleRedirectOptions | undefined): Problem[] {
  if (redirect?.type === "EXTERNAL_302" && !isKnown(redirect.target)) {
    const what = "the URL of SecurityRedirect.external302";
    return checkGiven("ARM-16", what, redirect.target, "give it, such as https://www.example.com/sorry");
  }
  if (!isKnown(redirect?.target) || /^https?:\/\/[^/\s]+/.test(redirect.target)) {
    return [];
  }
  return [
    problem(
      "ARM-16",
      "a security rule redirects to a full URL",
      redirect.target,
      "write it like https://www.example.com/sorry",
    ),
  ];
}

function checkWaf(waf: PreconfiguredWafOptions & { readonly ruleSet: string }): Problem[] {
  return [
    ...checkGiven("ARM-22", "ruleSet", waf.ruleSet, "name one, such as sqli-v33-stable"),
    ...checkWafRuleSet(waf),
    ...(waf.exclusions ?? []).flatMap(checkExclusion),
  ];
}

function checkExclusion(exclusion: NonNullable<PreconfiguredWafOptions["exclusions"]>[number]): Problem[] {
  const { requestHeaders, requestCookies, requestQueryParams, requestUris } = exclusion;
  return Object.entries({ requestHeaders, requestCookies, requestQueryParams, requestUris }).flatMap(
    ([what, fields]) =>
      (fields?.length ?? 0) > MAX_EXCLUSION_FIELDS
        ? [
            problem(
              "ARM-25",
              `an exclusion takes at most ${MAX_EXCLUSION_FIELDS} ${what}`,
              fields?.length,
              "spread them over several exclusions",
            ),
          ]
        : [],
  );
}

/** Names of headers that carry a visitor's own address: ARM-26. */
export function checkUserIpHeaders(names: readonly string[] | undefined): Problem[] {
  return [
    ...knownValues(names)
      .filter((name) => !isHeaderName(name))
      .map((name) =>
        problem(
          "ARM-26",
          "userIpRequestHeaders are names of headers",
          name,
          "write the name alone, like True-Client-IP",
        ),
      ),
    ...checkUnique("ARM-26", "a header in userIpRequestHeaders", names, "remove one of them", (name) =>
      name.toLowerCase(),
    ),
  ];
}

/** The thresholds of Adaptive Protection: ARM-27. */
export function checkAdaptiveProtection(protection: AdaptiveProtection | undefined): Problem[] {
  const thresholds = protection?.thresholds ?? [];
  const names = thresholds.map((threshold) => threshold.name);
  return [
    ...thresholds.flatMap(checkThreshold),
    ...checkUnique("ARM-27", "the name of a threshold", names, "name each one differently"),
  ];
}

function checkThreshold(threshold: AdaptiveProtectionThreshold): Problem[] {
  return [
    ...checkThresholdName(threshold.name),
    ...checkFraction("autoDeployConfidenceThreshold", threshold.autoDeployConfidenceThreshold),
    ...checkFraction("autoDeployImpactedBaselineThreshold", threshold.autoDeployImpactedBaselineThreshold),
    ...checkRange("ARM-27", "autoDeployExpirationSec", threshold.autoDeployExpirationSec, 1, 7_776_000),
    ...checkAtLeast("autoDeployLoadThreshold", threshold.autoDeployLoadThreshold, 0),
    ...checkAtLeast("detectionLoadThreshold", threshold.detectionLoadThreshold, 0),
    ...checkAtLeast("detectionAbsoluteQps", threshold.detectionAbsoluteQps, 0),
    ...checkAtLeast("detectionRelativeToBaselineQps", threshold.detectionRelativeToBaselineQps, 1),
    ...(threshold.trafficGranularities ?? [])
      .filter((unit) => isKnown(unit.value) && unit.enableEachUniqueValue === true)
      .map((unit) =>
        problem(
          "ARM-27",
          "a traffic granularity has either a value or enableEachUniqueValue",
          unit.value,
          "leave one of the two out",
        ),
      ),
  ];
}

function checkThresholdName(name: string): Problem[] {
  return isKnown(name) && !COMPUTE_NAME.test(name)
    ? [
        problem(
          "ARM-27",
          "the name of a threshold has 1 to 63 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen",
          name,
          "choose such a name",
        ),
      ]
    : checkGiven("ARM-27", "the name of a threshold", name, "choose one");
}

function checkFraction(what: string, value: number | undefined): Problem[] {
  return !isKnown(value) || (value >= 0 && value <= 1)
    ? []
    : [problem("ARM-27", `${what} must be a number from 0 to 1`, value, "choose one in that range")];
}

function checkAtLeast(what: string, value: number | undefined, min: number): Problem[] {
  return !isKnown(value) || value >= min
    ? []
    : [problem("ARM-27", `${what} must be at least ${min}`, value, "choose a larger number")];
}
