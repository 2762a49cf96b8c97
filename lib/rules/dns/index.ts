import { DNS_RECORD_SET, DNS_ZONE } from "../../app/types";
import { Rules, onApp, onCall, onResource } from "../rule";
import { grouped } from "../text";
import { hiddenHosts, wrongChallenges } from "./authorizations";
import { sharedDomains, strayRecords } from "./load-balancers";
import {
  addressVersions,
  foreignNames,
  misplacedAliases,
  recordName,
  recordTtl,
  recordValues,
  repeatedRecords,
  valuesOrPolicy,
  rootName,
} from "./records";
import {
  MAX_TTL,
  idleZones,
  recordOfTwo,
  zoneDomain,
  zoneName,
  zoneOfAnotherStack,
  zoneTtl,
  zonesOfOneAlone,
} from "./zones";

const AUTHORIZATIONS = "certificate-manager/docs/dns-authorizations";

/** Record sets of Cloud DNS. */
export const DNS = {
  "DNS-01": {
    says: "A zone has one record set of a name and type.",
    checks: [onCall("error", "DnsZone.record", recordOfTwo), onApp("error", repeatedRecords)],
    otherwise: "Terraform overwrites the first one without an error, and every apply changes it again.",
    page: "dns/docs/records",
  },
  "DNS-02": {
    says: `A zone is given by its name and its domain, and its records are kept 0 to ${grouped(MAX_TTL)} seconds.`,
    checks: [
      onCall("error", "DnsZone", zoneName),
      onCall("error", "DnsZone", zoneDomain),
      onCall("error", "DnsZone", zoneTtl),
      onResource("error", DNS_RECORD_SET, recordTtl),
    ],
    otherwise: "Google refuses it at apply.",
  },
  "DNS-03": {
    says: "A zone that is passed for the records of domains is for some of them.",
    checks: [onCall("warning", "dnsZones", idleZones)],
    otherwise: "Nobody writes the records.",
  },
  "DNS-04": {
    says: "The name of a record is in the domain of its zone.",
    checks: [onApp("error", foreignNames)],
    otherwise: "Google refuses it at apply.",
    page: "dns/docs/zones",
  },
  "DNS-05": {
    says: "The names of zones and records end with a dot.",
    isPrevented: true,
    checks: [onResource("error", DNS_RECORD_SET, recordName), onResource("error", DNS_ZONE, rootName)],
    otherwise: "Terraform's provider or Google refuses it.",
  },
  "DNS-06": {
    says: "A CNAME record is the only one of its name, which is not that of the zone; an ALIAS record has the name of the zone.",
    checks: [onApp("error", misplacedAliases)],
    otherwise: "Google refuses it at apply.",
  },
  "DNS-07": {
    says: "The type of a record exists, and its values are of that type.",
    checks: [onResource("error", DNS_RECORD_SET, recordValues), onApp("error", addressVersions)],
    otherwise: "Google refuses it at apply.",
  },
  "DNS-08": {
    says: "A record set has values or a routing policy.",
    isPrevented: true,
    checks: [onResource("error", DNS_RECORD_SET, valuesOrPolicy)],
    otherwise: "Terraform's provider refuses it at plan.",
    page: "dns/docs/routing-policies-overview",
  },
  "DNS-09": {
    says: "The A and AAAA records of a domain lead to the load balancer that serves it.",
    checks: [onApp("warning", strayRecords)],
    otherwise: "Visitors do not reach the site.",
    page: "load-balancing/docs/https",
  },
  "DNS-10": {
    says: "The record of a DNS authorization is a CNAME record with the name and the value that Google gave it.",
    checks: [onApp("warning", wrongChallenges)],
    otherwise: "Google does not issue the certificate.",
    page: AUTHORIZATIONS,
  },
  "DNS-11": {
    says: "A host with a DNS authorization below a wildcard record has an address record of its own.",
    checks: [onApp("warning", hiddenHosts)],
    otherwise: "Visitors do not find the host, because a name below it hides it from the wildcard record.",
  },
  "DNS-12": {
    says: "A load balancer and a certificate map write records in zones of their own stack.",
    checks: [onCall("error", "DnsZone.record", zoneOfAnotherStack)],
    otherwise: "The records are resources of another stack, which is deployed at another time.",
    page: "dns/docs/records",
  },
  "DNS-13": {
    says: "A certificate map writes its records in the zones in which its load balancer writes.",
    checks: [onCall("warning", "dnsZones", zonesOfOneAlone)],
    otherwise: "Google does not issue the certificates.",
    page: AUTHORIZATIONS,
  },
  "DNS-14": {
    says: "A domain is served by the load balancers of one stack.",
    checks: [onApp("warning", sharedDomains)],
    otherwise: "Its records can lead to one of them only; the others get no visitors and no certificate.",
    page: "load-balancing/docs/ssl-certificates/google-managed-certs",
  },
} as const satisfies Rules;
