import { DnsRecordSet } from "@cdktf/provider-google/lib/dns-record-set";
import { TerraformResource, TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { challengeOf } from "../../app/dns";
import { judge } from "../../resource/findings";
import { makeResource } from "../../resource/make-resource";
import { waitFor } from "../../resource/wait-for";
import { IDnsZone } from ".";

/** A record that somebody needs. */
export interface DnsRecord {
  /** The domain, without a dot at its end; `*.example.com` for a wildcard. */
  readonly domain: string;
  readonly type: "A" | "AAAA" | "CNAME";
  /** The name of the record with its final dot, where Google chooses it. */
  readonly name?: string;
  readonly value: string;
}

/** Who wrote a record, by its resource. */
const writers = new WeakMap<IConstruct, IConstruct>();

/** The zone of a domain: of those whose domain it ends with, the one with the longest. */
export function zoneOf(zones: readonly IDnsZone[], domain: string): IDnsZone | undefined {
  return zones
    .filter(({ dnsName }) => domain === dnsName || domain.endsWith(`.${dnsName}`))
    .reduce<IDnsZone | undefined>(
      (best, zone) => (best === undefined || zone.dnsName.length > best.dnsName.length ? zone : best),
      undefined,
    );
}

/**
 * Writes a record in a zone, unless its writer has done so before. Its resource stands below the zone, under an id of
 * type and domain alone, so that another id of its writer changes nothing.
 */
export function writeRecord(zone: IDnsZone, writer: IConstruct, record: DnsRecord): DnsRecordSet {
  const { domain, type, value, name = `${domain}.` } = record;
  const present = recordIn(zone, type, domain);
  const owner = present && writers.get(present);
  if (present && owner === writer) {
    return present;
  }
  const isInStack = TerraformStack.of(zone) === TerraformStack.of(writer);
  judge(writer, [
    "DnsZone.record",
    { type, domain, zone: zone.node.path, writer: writer.node.path, owner: owner?.node.path, isInStack },
  ]);
  const made = makeResource(
    DnsRecordSet,
    zone as Construct,
    { managedZone: zone.dnsZoneName, project: zone.project, name, type, ttl: zone.ttlSec, rrdatas: [value] },
    idOf(type, domain),
  );
  writers.set(made, writer);
  return made;
}

/**
 * Lets the records that prove who owns a domain wait for the domain's own. Without those, the name below the domain would
 * hide it from a wildcard record.
 */
export function challengeAfter(zone: IDnsZone, domain: string, addresses: readonly TerraformResource[]): void {
  const challenge = recordIn(zone, "CNAME", challengeOf(domain));
  if (challenge) {
    waitFor(challenge, addresses);
  }
}

function recordIn(zone: IDnsZone, type: string, domain: string): DnsRecordSet | undefined {
  return zone.node.tryFindChild(idOf(type, domain)) as DnsRecordSet | undefined;
}

function idOf(type: string, domain: string): string {
  return `${type}-${domain}`;
}
