import { IPv4, IPv6, isValid, parse, parseCIDR } from "ipaddr.js";

/** The ranges of addresses that no visitor from the internet has, by the names of ipaddr.js. */
const NEVER_VISITORS = ["private", "loopback", "linkLocal", "carrierGradeNat", "uniqueLocal"];

/** Whether a text is an IPv4 or IPv6 address or a CIDR range of such. */
export function isIpRange(range: string): boolean {
  if (range.includes("/")) {
    return IPv4.isValidCIDRFourPartDecimal(range) || (IPv6.isValidCIDR(range) && !range.includes("%"));
  }
  return IPv4.isValidFourPartDecimal(range) || (IPv6.isValid(range) && !range.includes("%"));
}

/** Whether a text is an IPv4 or IPv6 address of a private network, which the internet does not route to. */
export function isPrivateIp(address: string): boolean {
  return isValid(address) && NEVER_VISITORS.includes(parse(address).range());
}

/** Whether no visitor from the internet has an address or CIDR range, because it belongs to a private network. */
export function isPrivateRange(range: string): boolean {
  if (!isIpRange(range)) {
    return false;
  }
  const [address, prefix] = parseCIDR(asCidr(range));
  // 0.0.0.0/0 and its like begin at a reserved address, but hold all others too
  return prefix > 0 && NEVER_VISITORS.includes(address.range());
}

/** The range that is intended by one with bits set after its prefix; `undefined` if there are none. */
export function rangeWithoutStrayBits(range: string): string | undefined {
  if (!range.includes("/") || !isIpRange(range)) {
    return undefined;
  }
  const network = (range.includes(":") ? IPv6 : IPv4).networkAddressFromCIDR(range);
  const [address, prefix] = parseCIDR(range);
  return address.toNormalizedString() === network.toNormalizedString() ? undefined : `${network.toString()}/${prefix}`;
}

/** Whether an address or CIDR range is inside another one; false if one of them is neither. */
export function isInRange(range: string, wide: string): boolean {
  if (!isIpRange(range) || !isIpRange(wide)) {
    return false;
  }
  const [address, prefix] = parseCIDR(asCidr(range));
  const [network, widePrefix] = parseCIDR(asCidr(wide));
  return address.kind() === network.kind() && prefix >= widePrefix && address.match(network, widePrefix);
}

/** An address as a range of its own; a range as it is. */
export function asCidr(range: string): string {
  return range.includes("/") ? range : `${range}/${range.includes(":") ? 128 : 32}`;
}
