import { isIPv4, isIPv6 } from "node:net";
import { invalidValue } from "./errors";
import { isDnsName, isWithin } from "./names";
import { RecordSet } from "./record-sets";

const isHost = (data: string) => isDnsName(data) && !data.startsWith("*");
const isTail = (numbers: number) => (data: string) => {
  const parts = data.split(" ");
  const values = parts.slice(0, numbers);
  return parts.length === numbers + 1 && values.every((value) => /^\d{1,5}$/.test(value)) && isHost(parts[numbers]);
};

/** Whether a value is one of its type. The values of types that are not listed here are not read. */
const formats: { readonly [type: string]: ((data: string) => boolean) | undefined } = {
  A: isIPv4,
  AAAA: isIPv6,
  CNAME: isHost,
  NS: isHost,
  PTR: isHost,
  MX: isTail(1),
  SRV: isTail(3),
  CAA: (data) => /^\d{1,3} [a-z0-9]+ ("[^"]*"|[^\s"]+)$/i.test(data),
  TXT: (data) => data !== "" && data.length <= 4000,
};

const types = new Set([
  ...Object.keys(formats),
  ...["ALIAS", "DNSKEY", "DS", "HTTPS", "IPSECKEY", "NAPTR", "SOA", "SPF", "SSHFP", "SVCB", "TLSA"],
]);

/** Refuses a record set that is malformed, or that is no part of the zone. */
export function checkFormat(apex: string, set: RecordSet, parameter: string): void {
  const { name, type, ttl, rrdatas, routingPolicy } = set;
  if (!isDnsName(name) || !isWithin(name, apex)) throw invalidValue(`${parameter}.name`, name);
  if (!types.has(type)) throw invalidValue(`${parameter}.type`, type);
  if (ttl < 0) throw invalidValue(`${parameter}.ttl`, String(ttl));
  if ((rrdatas.length === 0) === (routingPolicy === undefined)) throw invalidValue(`${parameter}.rrdata`, "");
  const wrong = rrdatas.findIndex((data) => formats[type]?.(data) === false);
  if (wrong >= 0) throw invalidValue(`${parameter}.rrdata[${wrong}]`, rrdatas[wrong]);
  const isTwice = new Set(rrdatas).size < rrdatas.length || (type === "CNAME" && rrdatas.length > 1);
  if (isTwice) throw invalidValue(`${parameter}.rrdata`, rrdatas.join(", "));
}
