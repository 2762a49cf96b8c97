import { CertificateManagerDnsAuthorization } from "@cdktf/provider-google/lib/certificate-manager-dns-authorization";
import { Construct } from "constructs";
import { challengeOf } from "../../app/dns";
import { Named, makeNamed } from "../../resource/make-named";
import { CREATE_BEFORE_DESTROY } from "../../resource/replacement";
import { DnsRecord, writeRecord, zoneOf } from "../dns-zone/records";
import { CertificateMapProps, DnsAuthorizationType } from "./props";

/** The DNS authorizations of a map: one for each name, which a domain and its wildcard share. */
export class DnsAuthorizations {
  /** The records that no zone is for. */
  public readonly unwritten: DnsRecord[] = [];

  private readonly made = new Map<string, Named<CertificateManagerDnsAuthorization>>();

  public constructor(
    private readonly map: Construct,
    private readonly props: CertificateMapProps,
  ) {}

  /** The authorization of a domain. */
  public of(domain: string): Named<CertificateManagerDnsAuthorization> {
    const name = domain.replace(/^\*\./, "");
    const present = this.made.get(name) ?? this.make(name);
    this.made.set(name, present);
    return present;
  }

  private make(domain: string): Named<CertificateManagerDnsAuthorization> {
    const { dnsAuthorizationType: type = DnsAuthorizationType.FIXED_RECORD, dnsZones = [], labels } = this.props;
    const made = makeNamed(
      CertificateManagerDnsAuthorization,
      this.map,
      { name: undefined, domain, type, labels, lifecycle: CREATE_BEFORE_DESTROY },
      `Authorization-${domain}`,
    );
    const wanted = made.resource.dnsResourceRecord.get(0);
    const record: DnsRecord = {
      domain: challengeOf(domain),
      type: "CNAME",
      // that of a project has a name that Google chooses
      ...(type === DnsAuthorizationType.FIXED_RECORD ? {} : { name: wanted.name }),
      value: wanted.data,
    };
    const zone = zoneOf(dnsZones, domain);
    if (zone) {
      writeRecord(zone, this.map, record);
    } else {
      this.unwritten.push(record);
    }
    return made;
  }
}
