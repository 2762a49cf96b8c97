import { ApplicationLoadBalancer, DnsZone, DnsZoneAttributes, GlobalAddress } from "cdktf-google-serverless-lb";
import { JsonObject, text } from "../../simulator/json";
import { Simulation } from "../../simulator/try/simulation";
import { FrontEnd, backend, balancer, existing, site } from "./builders";
import { AnySite, Change, EVERYTHING, careless, change, inPlace, staged } from "./change";
import { ACME, APEX, NEXT, WWW, goneFrom, zonesOf } from "./zones";

/** A site whose records are in zones. */
function recorded(zones: readonly DnsZoneAttributes[], frontEnd: FrontEnd = {}): AnySite {
  return site((stack) => {
    const dnsZones = zonesOf(stack, zones);
    balancer(stack, backend(stack, "Web", existing(stack, "web1")), { domains: [APEX], dnsZones, ...frontEnd });
  });
}

/** The same under other ids, of the load balancer or of the zone. */
function renamed(ids: { readonly loadBalancer?: string; readonly zone?: string }, isRenamed: boolean): AnySite {
  const { loadBalancer = "LoadBalancer", zone = ACME.dnsZoneName } = ids;
  return site((stack) => {
    if (isRenamed && ids.loadBalancer) stack.renamed({ formerPath: "LoadBalancer", path: loadBalancer });
    if (isRenamed && ids.zone) stack.renamed({ formerPath: ACME.dnsZoneName, path: zone });
    new ApplicationLoadBalancer(stack, loadBalancer, {
      domains: [APEX],
      dnsZones: [DnsZone.fromDnsZoneAttributes(stack, zone, ACME)],
      defaultService: backend(stack, "Web", existing(stack, "web1")),
    });
  });
}

/** The forwarding rules of the site: one address beside another, and what the rules there are called. */
const RULES = [
  ["HttpsForwardingRule", ""],
  ["HttpForwardingRule", "Http"],
] as const;

/** A site at an address, that of its records, and maybe beside it at another one. */
function atAddress(id: string, beside?: { readonly id: string; readonly rule: string }, isMoved = false): AnySite {
  return site((stack) => {
    for (const [own, suffix] of isMoved ? RULES : []) {
      const path = `LoadBalancer/${own}`;
      if (beside) stack.renamed({ formerPath: path, path: `LoadBalancer/${beside.rule}${suffix}` });
      stack.renamed({ formerPath: `LoadBalancer/Next${suffix}`, path });
    }
    const web = backend(stack, "Web", existing(stack, "web1"));
    const address = new GlobalAddress(stack, id);
    const loadBalancer = balancer(stack, web, { domains: [APEX], dnsZones: zonesOf(stack), address });
    if (!beside) return;
    const other = new GlobalAddress(stack, beside.id);
    loadBalancer.addForwardingRule(beside.rule, { address: other });
    loadBalancer.addForwardingRule(`${beside.rule}Http`, { address: other, port: 80 });
  });
}

/** Writes a record of the apex by hand. */
async function byHand(simulation: Simulation, { project = "acme", dnsZoneName }: DnsZoneAttributes): Promise<void> {
  const [[, address]] = simulation.cloud.store.matching((path) => path.includes("/global/addresses/"));
  const record: JsonObject = { name: `${APEX}.`, type: "A", ttl: 3600, rrdatas: [text(address, "address")] };
  await simulation.make(`/dns/v1/projects/${project}/managedZones/${dnsZoneName}/changes`, { additions: [record] });
}

/** Lets the records of the site be made by hand, in the zone that answers. */
async function madeByHand(simulation: Simulation): Promise<void> {
  await byHand(simulation, ACME);
  simulation.waitForCertificates();
}

/** Lets the records of the site be copied to another zone, to which the domain is delegated. */
async function copied(simulation: Simulation): Promise<void> {
  await byHand(simulation, NEXT);
  simulation.cloud.delegate(NEXT.dnsZoneName);
  simulation.waitForCertificates();
}

const WITHOUT = recorded([]);
const IN_ZONE = recorded([ACME]);
const IN_NEXT = recorded([NEXT]);

/** DNS records. */
export const recordChanges: readonly Change[] = [
  { ...change("a zone takes over the records that were made by hand", WITHOUT, IN_ZONE), prepare: madeByHand },
  change("a zone is taken from a load balancer", IN_ZONE, WITHOUT, goneFrom(APEX)),
  change("a domain is added to a load balancer with zones", IN_ZONE, recorded([ACME], { domains: [APEX, WWW] })),
  change(
    "a domain is removed from a load balancer with zones",
    recorded([ACME], { domains: [APEX, WWW] }),
    IN_ZONE,
    goneFrom(WWW),
  ),
  inPlace("the TTL of the records is changed", EVERYTHING, IN_ZONE, recorded([{ ...ACME, ttlSec: 60 }])),
  change("the IPv6 address gets records", IN_ZONE, recorded([ACME], { ipv6: true })),
  careless(
    "the IPv6 address and its records are removed, in one step",
    "outage",
    recorded([ACME], { ipv6: true }),
    IN_ZONE,
  ),
  careless(
    "a load balancer with zones gets another id, in one step",
    "outage",
    renamed({}, false),
    renamed({ loadBalancer: "Balancer" }, false),
  ),
  change(
    "a load balancer with zones is renamed, with renamed",
    renamed({}, false),
    renamed({ loadBalancer: "Balancer" }, true),
  ),
  careless("a zone gets another id, in one step", "outage", renamed({}, false), renamed({ zone: "Zone" }, false)),
  change("a zone is renamed, with renamed", renamed({}, false), renamed({ zone: "Zone" }, true)),
  {
    ...change(
      "a domain moves to another zone: first the records by hand and the delegation, then the code",
      IN_ZONE,
      IN_NEXT,
    ),
    prepare: copied,
  },
  {
    ...careless("a domain moves to another zone, in one step, and is delegated after it", "outage", IN_ZONE, IN_NEXT),
    steps: [{ site: IN_NEXT, delegate: NEXT.dnsZoneName }],
  },
  staged(
    "records follow another address: first both, then the records, with renamed, then the new address alone",
    atAddress("Old"),
    { site: atAddress("Old", { id: "New", rule: "Next" }) },
    { site: atAddress("New", { id: "Old", rule: "Former" }, true), wait: true },
    { site: atAddress("New", undefined, true) },
  ),
  careless("records follow another address, in one step", "outage", atAddress("Old"), atAddress("New")),
  change(
    "a site and its records are removed",
    recorded([ACME]),
    site(() => undefined),
    goneFrom(APEX),
  ),
];
