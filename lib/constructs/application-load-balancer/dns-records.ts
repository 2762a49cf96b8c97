import { ComputeGlobalForwardingRule } from "@cdktf/provider-google/lib/compute-global-forwarding-rule";
import { Aspects, IAspect, TerraformStack, Token } from "cdktf";
import { IConstruct } from "constructs";
import { domainsToServe } from "../../app/certificates";
import { ownerOfChallenge } from "../../app/dns";
import { blocks } from "../../app/terraform-json";
import { texts } from "../../app/values";
import { judge } from "../../resource/findings";
import { waitFor } from "../../resource/wait-for";
import { CertificateMap } from "../certificate-map";
import { IGlobalAddress } from "../global-address";
import { IDnsZone } from "../dns-zone";
import { DnsRecord, challengeAfter, writeRecord, zoneOf } from "../dns-zone/records";
import { IUrlMap, UrlMap } from "../url-map";
import { Certified, certificatesServed } from "./certificates";

/** The parts of a load balancer that say which records its visitors need. */
interface Visited extends Certified, IConstruct {
  readonly address: IGlobalAddress;
  readonly ipv6Address?: IGlobalAddress;
  readonly forwardingRules: readonly ComputeGlobalForwardingRule[];
  readonly urlMap: IUrlMap;
}

/** The zones of the load balancers that write records. */
const zones = new WeakMap<IConstruct, readonly IDnsZone[]>();

/** Lets a load balancer do, at synth, what depends on all its domains. */
export function prepareAtSynth(loadBalancer: Visited, dnsZones: readonly IDnsZone[]): void {
  if (dnsZones.length > 0 || loadBalancer.certificateMap) {
    zones.set(loadBalancer, dnsZones);
    // the aspects of the stack see the stack first, and so all that is made here
    Aspects.of(TerraformStack.of(loadBalancer)).add(new Preparation(loadBalancer));
  }
}

/** The A and AAAA records that the domains of a load balancer need, but for those that it writes itself. */
export function dnsRecordsToCreate(loadBalancer: Visited): DnsRecord[] {
  const own = zones.get(loadBalancer) ?? [];
  return recordsOf(loadBalancer).filter(({ domain }) => zoneOf(own, domain) === undefined);
}

function recordsOf(loadBalancer: Visited): DnsRecord[] {
  const { address, ipv6Address, urlMap } = loadBalancer;
  const rules = UrlMap._is(urlMap) ? blocks(urlMap._withoutTests.host_rule) : [];
  const known = certificatesServed(loadBalancer).map(({ domains }) => (Token.isUnresolved(domains) ? [] : domains));
  const domains = domainsToServe(
    known,
    rules.flatMap(({ hosts }) => texts(hosts)),
  );
  return domains.flatMap((domain): DnsRecord[] => [
    { domain, type: "A", value: address.ipAddress },
    ...(ipv6Address ? [{ domain, type: "AAAA", value: ipv6Address.ipAddress } as const] : []),
  ]);
}

/** What is done before the rest of the stack is looked at. */
class Preparation implements IAspect {
  public constructor(private readonly loadBalancer: Visited) {}

  /** Writes the records of the load balancer, and lets its proxy wait for the entries of the map. */
  public visit(construct: IConstruct): void {
    if (TerraformStack.isStack(construct)) {
      const { certificateMap, targetHttpsProxy } = this.loadBalancer;
      if (targetHttpsProxy && certificateMap) {
        waitFor(targetHttpsProxy, certificateMap.dependables);
      }
      this.writeRecords();
    }
  }

  private writeRecords(): void {
    const all = zones.get(this.loadBalancer) ?? [];
    const records = recordsOf(this.loadBalancer);
    const written = records.flatMap((record) => {
      const zone = zoneOf(all, record.domain);
      return zone ? [{ zone, domain: record.domain, resource: writeRecord(zone, this.loadBalancer, record) }] : [];
    });
    written.forEach(({ zone, domain, resource }) => {
      // a record that leads to an address where nothing listens yet is an outage
      waitFor(resource, this.loadBalancer.forwardingRules);
      challengeAfter(zone, domain, [resource]);
    });
    const domains = records.map(({ domain }) => domain);
    const { certificateMap: map } = this.loadBalancer;
    const unwritten = CertificateMap._is(map) ? map._dnsRecords : [];
    judge(this.loadBalancer, [
      "dnsZones",
      {
        domains,
        zones: all.map(({ dnsName }) => dnsName),
        isWritten: written.length > 0,
        unproved: unwritten.map(({ domain }) => ownerOfChallenge(domain)).filter((domain) => zoneOf(all, domain)),
      },
    ]);
  }
}
