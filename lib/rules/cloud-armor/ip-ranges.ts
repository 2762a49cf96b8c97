import { knownTexts } from "../../app/values";
import { ipRanges } from "../../cloud-armor/lazily";
import { MAX_IP_RANGES_OF_RULE } from "../../google/security-actions";
import { Text, given, text } from "../text";
import { knownValues, list, present } from "../values";
import { Rule, ipRangeListsOf, ruleArgument } from "./rule-blocks";

const SOURCES = ruleArgument("match.config.src_ip_ranges");

/** Addresses and ranges that are not valid, or too many of them. */
export function wrongIpRanges(rule: Rule): Text[] {
  return ipRangeListsOf(rule).flatMap((ranges) => {
    const missing = [...present(SOURCES, ranges, "give a list of IP ranges"), ...list(SOURCES, ranges)];
    return missing.length > 0 || !Array.isArray(ranges) ? missing : wrongMembers(ranges);
  });
}

function wrongMembers(ranges: readonly unknown[]): Text[] {
  if (ranges.length < 1 || ranges.length > MAX_IP_RANGES_OF_RULE) {
    const wayOut =
      ranges.length === 0
        ? 'add a range, or "*" for all addresses'
        : text`use a rule for each ${MAX_IP_RANGES_OF_RULE} ranges, or use SecurityMatch.expression with inIpRange`;
    return [text`a rule takes 1 to ${MAX_IP_RANGES_OF_RULE} IP ranges, got ${ranges.length}; ${wayOut}`];
  }
  const isEverything = ranges.length === 1 && ranges[0] === "*";
  return knownValues(ranges)
    .filter((range) => !isEverything && !ipRanges().isIpRange(String(range)))
    .map(
      (range) =>
        text`an IP range must be an IPv4 or IPv6 address or CIDR range, or * alone, got ${given(range)}; write it like 203.0.113.0/24 or 2001:db8::/32`,
    );
}

/** What `SecurityPolicyDefault.denyExcept` is given. */
interface Exceptions {
  readonly ipRanges?: unknown;
}

/** Exceptions that are none. */
export function noException({ ipRanges: ranges }: Exceptions): Text[] {
  return Array.isArray(ranges) && ranges.length === 0
    ? [
        text`SecurityPolicyDefault.denyExcept needs at least one IP range, got none; add the ranges that get in, or deny everybody with SecurityPolicyDefault.deny`,
      ]
    : [];
}

/** Exceptions that everybody is. */
export function exceptionForAll({ ipRanges: ranges }: Exceptions): Text[] {
  const all = knownTexts(ranges).find((range) => range === "*" || range.endsWith("/0"));
  return all === undefined
    ? []
    : [
        text`SecurityPolicyDefault.denyExcept lets everybody in, because of ${given(all)}; list the ranges of those who get in`,
      ];
}

/** Addresses and ranges that are probably a mistake. */
export function strangeIpRanges(rule: Rule): Text[] {
  return ipRangeListsOf(rule)
    .flatMap(knownTexts)
    .filter((range) => range !== "*")
    .flatMap(strangeIpRange);
}

/** The range of the address alone with which a range is written. */
function singleAddress(range: string): string {
  const [address] = range.split("/");
  return `${address}/${address.includes(":") ? 128 : 32}`;
}

/** What is suspicious about an address or range. */
export function strangeIpRange(range: string): Text[] {
  const meant = ipRanges().rangeWithoutStrayBits(range);
  return [
    ...(meant === undefined
      ? []
      : [
          text`${range} is not the first address of its range; write ${meant} for the whole range, or ${singleAddress(range)} for this one address`,
        ]),
    ...(ipRanges().isPrivateRange(range)
      ? [
          text`IP range ${range} is not public, so no visitor from the internet has such an address; use public addresses`,
        ]
      : []),
  ];
}
