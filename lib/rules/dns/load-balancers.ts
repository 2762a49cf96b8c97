/** Records of the domains that a load balancer of the app serves. */
import { isIP } from "net";
import { standardDomain } from "../../app/certificates";
import { RecordSet, withDot } from "../../app/dns";
import { ipVersionOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp, oncePerApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import {
  FORWARDING_RULE,
  GLOBAL_ADDRESS,
  HTTPS_PROXY,
  HTTP_PROXY,
  MANAGED_CERTIFICATE,
  URL_MAP,
} from "../../app/types";
import { knownText, knownTexts, text as textIn } from "../../app/values";
import { domainsOf } from "../certificates/certificates";
import { few, paths } from "../finding";
import { Found, about } from "../rule";
import { text } from "../text";
import { isAddressType, recordSets } from "./records";

/** What a forwarding rule or a record names as an address. */
interface Address {
  /** What is the same for the same address; nothing where only Terraform knows it. */
  readonly key: string | undefined;
  readonly version: string;
  /** The resource that has it, if the app creates that. */
  readonly made: Resource | undefined;
}

/** A target proxy with the names of the domains that it serves, and the addresses at which it does. */
interface Site {
  readonly names: readonly string[];
  readonly addresses: readonly Address[];
}

const sitesOf = oncePerApp((app: SynthesizedApp): readonly Site[] =>
  app.ofType(HTTPS_PROXY, HTTP_PROXY).map((proxy) => {
    const hosts = hostsOf(app, proxy);
    const domains = proxy.type === HTTPS_PROXY ? (domainsOf(app, proxy) ?? []) : [];
    return {
      names: [...domains, ...hosts].map(standardDomain).map(withDot),
      addresses: app.users(proxy, FORWARDING_RULE).map((rule) => ({
        ...addressIn(rule, rule.config.ip_address),
        version: ipVersionOf(app, rule),
      })),
    };
  }),
);

function hostsOf(app: SynthesizedApp, proxy: Resource): string[] {
  return app
    .uses(proxy, URL_MAP)
    .flatMap(({ config }) => blocks(config.host_rule).flatMap((rule) => knownTexts(rule.hosts)))
    .map((host) => host.replace(/:\d+$/, ""));
}

function addressIn({ owner, stack, id }: Resource, value: unknown): Address {
  const found = owner.find(value);
  const literal = textIn(value);
  const ip = found
    ? knownText(found.config, "address")
    : literal !== undefined && isIP(literal) > 0
      ? literal
      : undefined;
  const own = found && `${found.stack} ${found.existing} ${found.type}.${found.id}`;
  return {
    // what has no address of its own gets one from Google
    key: ip ?? own ?? (literal === undefined ? `of ${stack} ${id}` : undefined),
    version: literal?.includes(":") ? "IPV6" : "IPV4",
    made: found?.type === GLOBAL_ADDRESS && !found.existing ? found : undefined,
  };
}

/** Domains that load balancers of two stacks serve. A certificate of one's own may be for domains of several stacks. */
export function sharedDomains(app: SynthesizedApp): Found[] {
  const owners = new Map<string, Resource>();
  return app.ofType(HTTPS_PROXY).flatMap((proxy) => {
    const requested = app.uses(proxy, MANAGED_CERTIFICATE).flatMap(({ config }) => blocks(config.managed));
    const names = [...requested.flatMap(({ domains }) => knownTexts(domains)), ...hostsOf(app, proxy)]
      .map((name) => withDot(standardDomain(name)))
      .filter((name) => !name.startsWith("*"));
    const shared = [...new Set(names)].filter((name) => (owners.get(name) ?? proxy).stack !== proxy.stack);
    const others = [...new Set(shared.flatMap((name) => owners.get(name) ?? []))];
    names.forEach((name) => owners.set(name, owners.get(name) ?? proxy));
    return others.map((other) => {
      const both = shared.filter((name) => owners.get(name) === other).map((name) => name.replace(/\.$/, ""));
      return about(
        proxy,
        text`${few(both)} ${both.length === 1 ? "is" : "are"} served by ${paths([other])} too, and the records of a domain lead to one load balancer; give each stack its own domains`,
      );
    });
  });
}

/** Records of served domains that lead elsewhere. */
export function strayRecords(app: SynthesizedApp): Found[] {
  return recordSets(app).flatMap((record) => {
    const served = servedAt(app, record);
    const own = record.values.map((value) => addressIn(record.resource, value));
    if (served === undefined || own.length === 0 || own.some(({ key }) => key === undefined || served.has(key))) {
      return [];
    }
    const made = own.flatMap((address) => address.made ?? []);
    const isWithoutIpv6 = record.type === "AAAA" && ![...served.values()].some(({ version }) => version === "IPV6");
    if (isWithoutIpv6 && (made.length > 0 || hasOwnAddress(app, record, served))) {
      return [
        about(
          record.resource,
          text`${nameOf(record)} has an AAAA record, but its load balancer has no IPv6 address, so visitors over IPv6 do not reach it; turn on IPv6 (ipv6), or remove the record`,
        ),
      ];
    }
    return made.length < own.length
      ? []
      : [
          about(
            record.resource,
            text`the ${record.type ?? ""} record of ${nameOf(record)} leads to ${paths(made)}, but the load balancer that serves this domain has another address; write the address of the load balancer`,
          ),
        ];
  });
}

/** The addresses at which the domain of a record is served; nothing where it is not, or where one is unknown. */
function servedAt(app: SynthesizedApp, { name, type }: RecordSet): Map<string, Address> | undefined {
  const sites = sitesOf(app).filter(({ names }) => name !== undefined && isAddressType(type) && names.includes(name));
  const addresses = sites.flatMap((site) => site.addresses);
  return addresses.length === 0 || addresses.some(({ key, version }) => key === undefined || version === "unknown")
    ? undefined
    : new Map(addresses.map((address) => [address.key ?? "", address]));
}

/** Whether the A record of the same name leads to the load balancer. */
function hasOwnAddress(app: SynthesizedApp, { name, zone }: RecordSet, served: ReadonlyMap<string, Address>): boolean {
  return recordSets(app)
    .filter((other) => other.name === name && other.type === "A" && other.zone.identity === zone.identity)
    .some(({ resource, values }) => values.some((value) => served.has(addressIn(resource, value).key ?? "")));
}

function nameOf({ name = "" }: RecordSet): string {
  return name.replace(/\.$/, "");
}
