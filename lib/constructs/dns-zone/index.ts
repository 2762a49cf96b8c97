import { Construct, IConstruct } from "constructs";
import { standardDomain } from "../../app/certificates";
import { judge } from "../../resource/findings";

/** A Cloud DNS zone in which records are written. */
export interface IDnsZone extends IConstruct {
  /** The name of the zone in Cloud DNS. */
  readonly dnsZoneName: string;
  /** The domain of the zone, without a dot at its end. */
  readonly dnsName: string;
  /**
   * The id of the project that has the zone.
   *
   * @default - The zone is in the provider's project.
   */
  readonly project?: string;
  /** How long DNS resolvers keep the records that are written in the zone, in seconds, 0 to 2,147,483,647. */
  readonly ttlSec: number;
}

/** What is known about an existing Cloud DNS zone. */
export interface DnsZoneAttributes {
  /** The name of the zone in Cloud DNS, 1 to 63 characters, such as `"acme-example"`. */
  readonly dnsZoneName: string;
  /**
   * The domain of the zone, such as `"acme.example"`. It decides which domains get records in the zone, so it cannot be
   * a CDKTF token (a value that only Terraform knows).
   */
  readonly dnsName: string;
  /**
   * The id of the project that has the zone.
   *
   * @default - The zone is in the provider's project.
   */
  readonly project?: string;
  /**
   * How long DNS resolvers keep the records that are written in the zone, in seconds, 0 to 2,147,483,647. To move a
   * site, choose a short time, and wait for the old time to pass.
   *
   * @default 300
   */
  readonly ttlSec?: number;
}

/**
 * References to existing Cloud DNS zones. A load balancer writes the A and AAAA records of its domains in them, a
 * certificate map the records that prove to Google that you own its domains.
 *
 * If a record of the same name and type exists already, Terraform overwrites it without an error. When the record is
 * removed from the code, Terraform deletes it.
 *
 * @see https://docs.cloud.google.com/dns/docs/zones
 */
export class DnsZone {
  /**
   * References an existing zone by its name and its domain. The records are resources of this construct. If you give it
   * another id, declare that with `renamed` of the stack, or all records are deleted and created again.
   */
  public static fromDnsZoneAttributes(scope: Construct, id: string, attributes: DnsZoneAttributes): IDnsZone {
    const { dnsZoneName, project, ttlSec = 300 } = attributes;
    class Import extends Construct implements IDnsZone {
      public readonly dnsZoneName = dnsZoneName;
      public readonly dnsName = standardDomain(attributes.dnsName);
      public readonly project = project;
      public readonly ttlSec = ttlSec;
    }
    const imported = new Import(scope, id);
    judge(imported, ["DnsZone", attributes]);
    return imported;
  }

  private constructor() {}
}
