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

/** How to mend a text that is nearly a host name; nothing where it is another kind of text. */
export function hostNameMended(name: string): string | undefined {
  if (name.includes("..")) {
    return "leave out the empty part between two dots";
  }
  const [strange] = /[\s_,;]/.exec(name) ?? [];
  return strange === undefined ? undefined : `leave out ${JSON.stringify(strange)}, which no host name has`;
}
