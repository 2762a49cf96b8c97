import { Rules, onCall } from "../rule";
import { MAX_TTL, idleZones, recordOfTwo, zoneDomain, zoneName, zoneTtl } from "./zones";

/** Records in Cloud DNS. */
export const DNS = {
  "DNS-01": {
    says: "A record of a zone, which has a name and a type, has one writer.",
    checks: [onCall("error", "DnsZone.record", recordOfTwo)],
    otherwise: "Terraform overwrites the one with the other, without an error.",
  },
  "DNS-02": {
    says: `A zone is given by its name and its domain, and its records are kept 0 to ${MAX_TTL.toLocaleString("en")} seconds.`,
    checks: [
      onCall("error", "DnsZone", zoneName),
      onCall("error", "DnsZone", zoneDomain),
      onCall("error", "DnsZone", zoneTtl),
    ],
    otherwise: "Google refuses it at apply.",
  },
  "DNS-03": {
    says: "A zone that is passed for the records of domains is for some of them.",
    checks: [onCall("warning", "dnsZones", idleZones)],
    otherwise: "Nobody writes the records.",
  },
} as const satisfies Rules;
