import { blocks } from "../../app/terraform-json";
import { ErrorRule } from "../catalogue";
import { SECURITY_POLICY } from "../../app/load-balancers";
import { Finding, error, warning } from "../finding";
import { isIpRange } from "../ip-range";
import { BAN_DURATIONS, DEFAULT_RULE_PRIORITY, INTERVALS, MAX_COUNT, MAX_IP_RANGES, SECURITY_ACTIONS } from "../limits";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { Block, isDynamic, isSet, numberOf, knownText, knownTexts } from "../../app/values";

/** ARM-04, ARM-06 to ARM-11: rules of Cloud Armor that Google refuses. */
export function securityRules(app: SynthesizedApp): Finding[] {
  const inPolicies = app.ofType(SECURITY_POLICY).flatMap((policy) => {
    const rules = blocks(policy.config.rule);
    return [...priorities(policy, rules), ...rules.flatMap((rule) => ruleProblems(policy, rule))];
  });
  const beside = app.ofType("google_compute_security_policy_rule");
  return [...inPolicies, ...beside.flatMap((rule) => ruleProblems(rule, rule.config))];
}

function priorities(policy: Resource, rules: readonly Block[]): Finding[] {
  const given = rules.map((rule) => numberOf(rule, "priority"));
  const repeated = given.filter((priority, index) => priority !== undefined && given.indexOf(priority) < index);
  const isWhole = rules.length > 0 && !given.includes(undefined) && !isDynamic(policy.config, "rule");
  return [
    ...[...new Set(repeated)].map((priority) =>
      error("ARM-04", policy, `two rules may not have the same priority, got ${priority} twice; give one another`),
    ),
    ...(isWhole && !given.includes(DEFAULT_RULE_PRIORITY)
      ? [
          warning(
            "ARM-04",
            policy,
            `without a default rule, of priority ${DEFAULT_RULE_PRIORITY} for all addresses, it is not documented what happens to all other requests; add one, or use SecurityPolicy`,
          ),
        ]
      : []),
  ];
}

function ruleProblems(owner: Resource, rule: Block): Finding[] {
  const action = knownText(rule, "action");
  const priority = numberOf(rule, "priority");
  const name = `rule ${String(rule.priority)}`;
  const one = oneOf(owner);
  return [
    ...(action !== undefined && !SECURITY_ACTIONS.includes(action)
      ? [
          error(
            "ARM-06",
            owner,
            `the action of ${name} is one of ${SECURITY_ACTIONS.join(", ")}, got ${JSON.stringify(action)}; choose one of these`,
          ),
        ]
      : []),
    ...one("ARM-04", outOfRange(`the priority of ${name}`, priority, 0, DEFAULT_RULE_PRIORITY)),
    ...blocks(rule.match).flatMap((match) => ipRanges(owner, name, blocks(match.config)[0] ?? {})),
    ...(action === undefined ? [] : rateLimit(owner, name, action, rule)),
  ];
}

function ipRanges(owner: Resource, name: string, { src_ip_ranges: given }: Block): Finding[] {
  const ranges = knownTexts(given);
  const tooMany =
    ranges.length > MAX_IP_RANGES
      ? [
          error(
            "ARM-07",
            owner,
            `${name} takes at most ${MAX_IP_RANGES} IP ranges, got ${ranges.length}; spread them over several rules`,
          ),
        ]
      : [];
  const isEverything = ranges.length === 1 && ranges[0] === "*";
  return [
    ...tooMany,
    ...ranges
      .filter((range) => !isEverything && !isIpRange(range))
      .map((range) =>
        error(
          "ARM-07",
          owner,
          `an IP range of ${name} is an IPv4 or IPv6 address or CIDR range, or * alone, got ${JSON.stringify(range)}; write it like 203.0.113.0/24`,
        ),
      ),
  ];
}

function rateLimit(owner: Resource, name: string, action: string, rule: Block): Finding[] {
  if (isDynamic(rule, "rate_limit_options")) {
    return [];
  }
  const [options] = blocks(rule.rate_limit_options);
  const isLimit = MAX_COUNT[action] !== undefined;
  if (isLimit !== isSet(rule, "rate_limit_options")) {
    const text = isLimit
      ? `${name} with action ${action} has rate_limit_options, got none; add them`
      : `rate_limit_options belong to throttle and rate_based_ban, got ${action} in ${name}; remove them`;
    return [error("ARM-08", owner, text)];
  }
  const one = oneOf(owner);
  const limits = ["rate_limit_threshold", "ban_threshold"].flatMap((block) => blocks(options?.[block]));
  const duration = numberOf(options, "ban_duration_sec");
  return [
    ...limits.flatMap((limit) => [
      ...one("ARM-10", outOfRange(`count of ${name}`, numberOf(limit, "count"), 1, MAX_COUNT[action])),
      ...one("ARM-09", noneOf(`interval_sec of ${name}`, numberOf(limit, "interval_sec"), INTERVALS)),
    ]),
    // 0 is not sent on
    ...(duration === 0 ? [] : one("ARM-11", noneOf(`ban_duration_sec of ${name}`, duration, BAN_DURATIONS))),
  ];
}

/** The finding for a text, if there is one. */
const oneOf = (owner: Resource) => (rule: ErrorRule, text: string | undefined) =>
  text === undefined ? [] : [error(rule, owner, text)];

function outOfRange(what: string, value: number | undefined, min: number, max: number): string | undefined {
  return value === undefined || (Number.isInteger(value) && value >= min && value <= max)
    ? undefined
    : `${what} is a whole number from ${min} to ${max}, got ${value}; choose one in that range`;
}

function noneOf(what: string, value: number | undefined, allowed: readonly number[]): string | undefined {
  return value === undefined || allowed.includes(value)
    ? undefined
    : `${what} is one of ${allowed.join(", ")}, got ${value}; choose one of these`;
}
