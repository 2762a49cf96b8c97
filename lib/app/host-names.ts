import { domainToASCII } from "url";

/** What is written like an IPv4 address and so is no host name. */
export const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** A domain without the dot that may stand at its end. */
export function withoutDot(domain: string): string {
  return domain.replace(/\.$/, "");
}

/** A name with letters of other languages as DNS has it; undefined for one that is no such name. */
export function inAscii(name: string): string | undefined {
  return /^[ -~]*$/.test(name) ? undefined : domainToASCII(name) || undefined;
}
