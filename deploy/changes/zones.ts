import { DnsZone, DnsZoneAttributes, EnvironmentStack, IDnsZone } from "cdktf-google-serverless-lb";
import { Change } from "./change";

/** The domain of a zone in the project, and hosts below it. */
export const APEX = "acme.example";
export const WILDCARD = `*.${APEX}`;
export const WWW = `www.${APEX}`;
export const NEW = `new.${APEX}`;
/** The domain of a zone in another project. */
export const SHOP = "shop.example";

/** A zone in the project. */
export const ACME: DnsZoneAttributes = { dnsZoneName: "acme-example", dnsName: APEX };
/** Another zone of the same domain, to which it may be delegated. */
export const NEXT: DnsZoneAttributes = { dnsZoneName: "acme-example-next", dnsName: APEX, project: "acme-dns" };
const OTHER: DnsZoneAttributes = { dnsZoneName: "shop-example", dnsName: SHOP, project: "acme-dns" };

/** References to zones; one that is there already is not made again. */
export function zonesOf(stack: EnvironmentStack, zones: readonly DnsZoneAttributes[] = [ACME, OTHER]): IDnsZone[] {
  return zones.map((zone) => {
    const present = stack.node.tryFindChild(zone.dnsZoneName) as IDnsZone | undefined;
    return present ?? DnsZone.fromDnsZoneAttributes(stack, zone.dnsZoneName, zone);
  });
}

/** What is gone for visitors when hosts of a zone are taken away. */
export function goneFrom(...hosts: readonly string[]): string[] {
  const urls = hosts.flatMap((host) => ["https", "http"].map((scheme) => `${scheme}://${host}/`));
  return urls.flatMap((url) => [url, `${url} (IPv6)`]);
}

/** Lets visitors ask for hosts before a change. */
export function askedFor(...hosts: readonly string[]): Change["prepare"] {
  return ({ cloud }) => hosts.forEach((host) => cloud.probe.visitAlso(host));
}
