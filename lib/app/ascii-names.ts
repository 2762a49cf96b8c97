import { domainToASCII } from "url";

/** A name with letters of other languages as DNS has it; undefined for one that is no such name. */
export function inAscii(name: string): string | undefined {
  return /^[ -~]*$/.test(name) ? undefined : domainToASCII(name) || undefined;
}
