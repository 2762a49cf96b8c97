import { IPv4, IPv6, parseCIDR } from "ipaddr.js";
import { Problem, Warning, problem, warning } from "../checks/problem";
import { NEVER_VISITORS, isIpRange } from "../rules/ip-range";

/** An address or CIDR range: ARM-07. */
export function checkIpRange(range: string): Problem[] {
  return isIpRange(range)
    ? []
    : [
        problem(
          "ARM-07",
          "an IP range is an IPv4 or IPv6 address or CIDR range, or * alone",
          range,
          "write it like 203.0.113.0/24 or 2001:db8::/32",
        ),
      ];
}

/** What is suspicious about an address or CIDR range: ARM-07. */
export function ipRangeWarnings(range: string): Warning[] {
  if (!range.includes("/") || !isIpRange(range)) {
    return isIpRange(range) ? neverVisitors(range, asCidr(range)) : [];
  }
  const network = (range.includes(":") ? IPv6 : IPv4).networkAddressFromCIDR(range);
  const [address, prefix] = parseCIDR(range);
  const strayBits =
    address.toNormalizedString() === network.toNormalizedString()
      ? []
      : [
          warning(
            "ARM-07",
            `IP range ${range} has bits set behind its prefix; if the whole range is meant, write ${network.toString()}/${prefix}`,
          ),
        ];
  return [...strayBits, ...neverVisitors(range, range)];
}

/** Whether an address or CIDR range lies in another one, as far as both are such. */
export function isInRange(range: string, wide: string): boolean {
  if (!isIpRange(range) || !isIpRange(wide)) {
    return false;
  }
  const [address, prefix] = parseCIDR(asCidr(range));
  const [network, widePrefix] = parseCIDR(asCidr(wide));
  return address.kind() === network.kind() && prefix >= widePrefix && address.match(network, widePrefix);
}

function asCidr(range: string): string {
  return range.includes("/") ? range : `${range}/${range.includes(":") ? 128 : 32}`;
}

function neverVisitors(range: string, cidr: string): Warning[] {
  const [address, prefix] = parseCIDR(cidr);
  // 0.0.0.0/0 and its like begin at a reserved address, but hold all others too
  return prefix > 0 && NEVER_VISITORS.includes(address.range())
    ? [
        warning(
          "ARM-07",
          `IP range ${range} is of a network of its own, from which no visitor comes by the internet; use the addresses that the internet sees`,
        ),
      ]
    : [];
}
