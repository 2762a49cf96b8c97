/** Where addresses lie that no visitor from the internet has, by the names of ipaddr.js. */
export const NEVER_VISITORS = ["private", "loopback", "linkLocal", "carrierGradeNat", "uniqueLocal"];

/** ARM-07: whether a text is an IPv4 or IPv6 address or a CIDR range of such. */
export function isIpRange(range: string): boolean {
  // loaded when the first range is given: most environments have none
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { IPv4, IPv6 } = require("ipaddr.js") as typeof import("ipaddr.js");
  if (range.includes("/")) {
    return IPv4.isValidCIDRFourPartDecimal(range) || (IPv6.isValidCIDR(range) && !range.includes("%"));
  }
  return IPv4.isValidFourPartDecimal(range) || (IPv6.isValid(range) && !range.includes("%"));
}

/** Whether a text is an IPv4 or IPv6 address of a network of its own, which the internet does not lead to. */
export function isPrivateIp(address: string): boolean {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { isValid, parse } = require("ipaddr.js") as typeof import("ipaddr.js");
  return isValid(address) && NEVER_VISITORS.includes(parse(address).range());
}
