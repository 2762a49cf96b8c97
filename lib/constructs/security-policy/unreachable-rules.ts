import { ComputeSecurityPolicyRule } from "@cdktf/provider-google/lib/compute-security-policy";
import { isKnown, knownValues } from "../../checks/problem";
import { ipRangeChecks } from "../../cloud-armor/lazily";

/** The ranges of all addresses of a version of IP. */
const VERSIONS = { "0.0.0.0/0": "IPv4", "::/0": "IPv6" } as const;
type Version = (typeof VERSIONS)[keyof typeof VERSIONS];
const INSIDE_RANGE = /\binIpRange\([^,()]*,\s*['"]([^'"]*)['"]/g;

/** The warnings of rules that an earlier one leaves no request, by the policy's rules without its default: ARM-24. */
export function unreachableRules(rules: readonly ComputeSecurityPolicyRule[]): string[] {
  const inOrder = rules.filter(({ priority }) => isKnown(priority)).sort((a, b) => a.priority - b.priority);
  const last = inOrder.findIndex((rule) => rule.preview !== true && matchesEverything(rule));
  const reached = last === -1 ? inOrder : inOrder.slice(0, last + 1);
  return [
    ...reached.flatMap((rule, index) => behindRanges(rule, reached.slice(index + 1))),
    ...(last === -1 ? [] : leavesNothing(inOrder[last], inOrder.slice(last + 1), () => "every request")),
  ];
}

/** The warnings of rules that would do something else about addresses of which a rule decides already. */
function behindRanges(rule: ComputeSecurityPolicyRule, later: readonly ComputeSecurityPolicyRule[]): string[] {
  const ranges = rule.preview === true ? [] : knownValues(rangesOf(rule));
  const others = ranges.length === 0 ? [] : later.filter((other) => effectOf(other) !== effectOf(rule));
  const covered = others.filter((other) => isCovered(other, ranges));
  return [
    ...leavesNothing(rule, covered, (isOne) => `all ${isOne ? "its" : "their"} addresses`),
    ...Object.entries(VERSIONS)
      .filter(([range]) => ranges.includes(range))
      .flatMap(([, version]) => {
        const halved = others.filter((other) => !covered.includes(other) && looksAt(other, version));
        return leavesNothing(rule, halved, () => `every ${version} address`);
      }),
  ];
}

function leavesNothing(
  { action, priority }: ComputeSecurityPolicyRule,
  behind: readonly ComputeSecurityPolicyRule[],
  what: (isOne: boolean) => string,
): string[] {
  const isOne = behind.length === 1;
  const limit = ["throttle", "rate_based_ban"].includes(action) ? ", also those below its limit," : "";
  const names = `${isOne ? "rule" : "rules"} ${behind.map((rule) => rule.priority).join(", ")} ${isOne ? "is" : "are"}`;
  return behind.length === 0
    ? []
    : [
        `rule ${priority} (${action}) decides about ${what(isOne)}${limit} so that ${names} left none; give it a priority behind them`,
      ];
}

function matchesEverything(rule: ComputeSecurityPolicyRule): boolean {
  const ranges = knownValues(rangesOf(rule));
  const hasBoth = Object.keys(VERSIONS).every((range) => ranges.includes(range));
  return ranges[0] === "*" || hasBoth || rule.match?.expr?.expression.trim() === "true";
}

/** Whether all addresses of a rule lie in ranges. */
function isCovered(rule: ComputeSecurityPolicyRule, ranges: readonly string[]): boolean {
  const own = rangesOf(rule);
  return (
    isKnown(own) &&
    own.every((range) => isKnown(range) && ranges.some((wide) => ipRangeChecks().isInRange(range, wide)))
  );
}

/** Whether a rule is about addresses of a version of IP, and not about all that is left. */
function looksAt(rule: ComputeSecurityPolicyRule, version: Version): boolean {
  const expression = rule.match?.expr?.expression;
  const isOfVersion = (range: string) => range === "*" || range.includes(":") === (version === "IPv6");
  if (matchesEverything(rule) && rule.action.startsWith("deny")) {
    return false;
  }
  if (expression === undefined) {
    return knownValues(rangesOf(rule)).some(isOfVersion);
  }
  const inside = isKnown(expression) ? [...expression.matchAll(INSIDE_RANGE)].map(([, range]) => range) : undefined;
  return inside !== undefined && (inside.length === 0 || inside.some(isOfVersion));
}

function rangesOf({ match }: ComputeSecurityPolicyRule): readonly string[] | undefined {
  return match?.config?.srcIpRanges;
}

/** What a rule does about the requests that it decides about. */
function effectOf({ action, redirectOptions, rateLimitOptions }: ComputeSecurityPolicyRule): string {
  return JSON.stringify([action, redirectOptions, rateLimitOptions]);
}
