/** Cloud DNS zones, and the records that constructs write in them. */
import { standardDomain } from "../../app/certificates";
import { isExpression } from "../../app/values";
import { isDomain } from "../certificates/domains";
import { Text, given, text } from "../text";
import { isKnown, range } from "../values";

/** In seconds. */
export const MAX_TTL = 2_147_483_647;
const ZONE_NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** What is said of an existing zone. */
interface Zone {
  readonly dnsZoneName?: unknown;
  readonly dnsName?: unknown;
  readonly ttlSec?: unknown;
}

/** A record that a construct writes. */
interface WrittenRecord {
  readonly type: string;
  readonly domain: string;
  readonly zone: string;
  readonly writer: string;
  /** Who has written it already. */
  readonly owner: string | undefined;
  /** Whether the zone is in the stack of the writer. */
  readonly isInStack: boolean;
}

/** The zones of a load balancer, and the domains that need records. */
interface GivenZones {
  readonly zones: readonly string[];
  readonly domains: readonly string[];
  readonly isWritten: boolean;
  /** The domains in these zones for which the certificate map writes no record there. */
  readonly unproved: readonly string[];
}

/** The name of a zone in Cloud DNS. */
export function zoneName({ dnsZoneName: name }: Zone): Text[] {
  return typeof name === "string" && isKnown(name) && !ZONE_NAME.test(name)
    ? [
        text`dnsZoneName must be the name of the zone in Cloud DNS, with 1 to 63 lower-case letters, digits and hyphens, beginning with a letter, got ${given(name)}; write the name that the Google Cloud console shows as the zone name`,
      ]
    : [];
}

/** The domain of a zone. */
export function zoneDomain({ dnsName }: Zone): Text[] {
  if (typeof dnsName !== "string") {
    return [];
  }
  if (isExpression(dnsName)) {
    return [
      text`dnsName must be known at synth, because it decides which domains get records in the zone, got ${given(dnsName)}; write the domain as plain text`,
    ];
  }
  return isDomain(standardDomain(dnsName))
    ? []
    : [
        text`dnsName must be the domain of the zone, without scheme, wildcard and path, got ${given(dnsName)}; write it like example.com`,
      ];
}

/** How long records are kept by resolvers. */
export function zoneTtl({ ttlSec }: Zone): Text[] {
  return range("ttlSec", ttlSec, 0, MAX_TTL);
}

/** A record that another construct has written. */
export function recordOfTwo({ type, domain, zone, writer, owner }: WrittenRecord): Text[] {
  return owner === undefined
    ? []
    : [
        text`the ${type} record of ${domain} in the zone ${given(zone)} would be written by ${given(writer)} and by ${given(owner)}, and the last one to be applied would win; if both serve the domain, pass dnsZones to one of them alone, and if not, give each a CertificateMap of its own`,
      ];
}

/** A zone of another stack. */
export function zoneOfAnotherStack({ zone, writer, isInStack }: WrittenRecord): Text[] {
  return isInStack
    ? []
    : [
        text`the zone ${given(zone)} is in another stack, so the records of ${given(writer)} would be resources of that stack; reference the zone in this stack, too (DnsZone.fromDnsZoneAttributes)`,
      ];
}

/** Zones in which the load balancer writes and its certificate map does not. */
export function zonesOfOneAlone({ unproved }: GivenZones): Text[] {
  return unproved.length === 0
    ? []
    : [
        text`dnsZones has zones for ${unproved.join(", ")}, but the certificate map does not write the records there that prove who owns these domains, so Google issues no certificate before somebody creates them; pass dnsZones to the CertificateMap, too`,
      ];
}

/** Zones in which nothing is written. */
export function idleZones({ zones, domains, isWritten }: GivenZones): Text[] {
  return zones.length === 0 || domains.length === 0 || isWritten
    ? []
    : [
        text`dnsZones has no effect, because none of the domains ${domains.join(", ")} is in the domain of a zone (${zones.join(", ")}); correct dnsName, or remove dnsZones`,
      ];
}
