/** Record sets of Cloud DNS, each by itself and beside the others of its zone. */
import { isIPv4, isIPv6 } from "net";
import { RecordSet, recordSetOf } from "../../app/dns";
import { Resource, SynthesizedApp, oncePerApp } from "../../app/synthesized-app";
import { DNS_RECORD_SET, DNS_ZONE, GLOBAL_ADDRESS } from "../../app/types";
import { isSet, knownText, textsOf } from "../../app/values";
import { mayBeAbsent } from "../absent";
import { Arguments } from "../arguments";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Fact, Text, argument, given, text } from "../text";
import { isKnown, oneOf, range } from "../values";
import { MAX_TTL } from "./zones";

/** The types that Cloud DNS has. */
const TYPES = [
  ...["A", "AAAA", "ALIAS", "CAA", "CNAME", "DNSKEY", "DS", "HTTPS", "IPSECKEY", "MX", "NAPTR", "NS", "PTR", "SOA"],
  ...["SPF", "SRV", "SSHFP", "SVCB", "TLSA", "TXT"],
];
/** The types whose values are names. */
const NAMING = ["ALIAS", "CNAME", "NS", "PTR"];
/** Of these, a set has one value. */
const SINGLE = ["ALIAS", "CNAME"];
/** The types whose values are addresses. */
const ADDRESSES = {
  A: { version: "IPV4", words: "an IPv4 address", isOne: isIPv4, other: "AAAA" },
  AAAA: { version: "IPV6", words: "an IPv6 address", isOne: isIPv6, other: "A" },
} as const;

type Record = Arguments<typeof DNS_RECORD_SET>;

/** All record sets of an app, without those of which only Terraform knows whether they are there. */
export const recordSets = oncePerApp((app: SynthesizedApp): readonly RecordSet[] =>
  app
    .ofType(DNS_RECORD_SET)
    .filter((resource) => !mayBeAbsent(resource))
    .map(recordSetOf),
);

/** Whether a type is that of an address. */
export function isAddressType(type: string | undefined): type is keyof typeof ADDRESSES {
  return type === "A" || type === "AAAA";
}

/** How long resolvers keep a record. */
export function recordTtl({ ttl }: Record): Text[] {
  return range(argument("ttl"), ttl, 0, MAX_TTL);
}

/** A name that is not complete. */
export function recordName({ name }: Record): Text[] {
  return withoutFinalDot(argument("name"), name);
}

/** A zone whose domain is not complete. */
export function rootName({ dns_name: name }: Arguments<typeof DNS_ZONE>): Text[] {
  return withoutFinalDot(argument("dns_name"), name);
}

function withoutFinalDot(what: Fact, name: unknown): Text[] {
  return typeof name === "string" && name !== "" && isKnown(name) && !name.endsWith(".")
    ? [text`${what} must end with a dot, got ${given(name)}; write ${given(`${name}.`)}`]
    : [];
}

/** Values and a routing policy at once, or neither. */
export function valuesOrPolicy(record: Record): Text[] {
  const [hasValues, hasPolicy] = [isSet(record, "rrdatas"), isSet(record, "routing_policy")];
  return hasValues === hasPolicy
    ? [
        hasValues
          ? text`rrdatas and routing_policy exclude each other; remove one of them`
          : text`a record set needs values; set rrdatas, or routing_policy`,
      ]
    : [];
}

/** A type that does not exist, and values that no record of the type can have. */
export function recordValues({ type, rrdatas }: Record): Text[] {
  const values = textsOf(rrdatas).filter(isKnown);
  const wrongType = oneOf(argument("type"), type, TYPES);
  if (typeof type !== "string" || wrongType.length > 0) {
    return wrongType;
  }
  return [
    ...(SINGLE.includes(type) && Array.isArray(rrdatas) && rrdatas.length > 1
      ? [text`a ${type} record has one value, got ${rrdatas.length}; remove the others`]
      : []),
    ...values.flatMap((value) =>
      NAMING.includes(type) ? withoutFinalDot(`the value of a ${type} record`, value) : [],
    ),
    ...values.flatMap((value) =>
      isAddressType(type) && !ADDRESSES[type].isOne(value) ? [noAddress(type, given(value))] : [],
    ),
  ];
}

function noAddress(type: keyof typeof ADDRESSES, found: Fact): Text {
  const { words, other } = ADDRESSES[type];
  return text`the value of an ${type} record must be ${words}, got ${found}; use such an address, or a record of type ${other} for one of the other version`;
}

/** An address of the app in a record for the other version. */
export function addressVersions(app: SynthesizedApp): Found[] {
  return recordSets(app).flatMap(({ resource, type, values }) =>
    isAddressType(type)
      ? values
          .flatMap((value) => resource.owner.find(value) ?? [])
          .filter((address) => address.type === GLOBAL_ADDRESS && !address.existing)
          .filter(({ config }) => (knownText(config, "ip_version") ?? "IPV4") !== ADDRESSES[type].version)
          .map((address) => about(resource, noAddress(type, paths([address]))))
      : [],
  );
}

/** Two resources for one record set. The provider lets the second one overwrite the first. */
export function repeatedRecords(app: SynthesizedApp): Found[] {
  const first = new Map<string, Resource>();
  return recordSets(app).flatMap(({ resource, zone, name, type }) => {
    const key = `${zone.identity} ${name} ${type}`;
    const other = first.get(key);
    if (name === undefined || type === undefined || other === undefined) {
      first.set(key, resource);
      return [];
    }
    return [
      about(
        resource,
        text`the ${type} record of ${name} in this zone is already written by ${paths([other])}, and Terraform would overwrite it without an error; let one of the two write it, for example pass dnsZones to one load balancer alone`,
      ),
    ];
  });
}

/** Names that are not in their zone. */
export function foreignNames(app: SynthesizedApp): Found[] {
  return recordSets(app).flatMap(({ resource, zone: { dnsName }, name }) =>
    name === undefined || dnsName === undefined || `.${name}`.endsWith(`.${dnsName}`)
      ? []
      : [about(resource, text`${name} is not in the zone of ${dnsName}; write it in the zone of its own domain`)],
  );
}

/** Aliases at a name where Cloud DNS allows none. */
export function misplacedAliases(app: SynthesizedApp): Found[] {
  const records = recordSets(app);
  return records
    .filter(({ type, name }) => type !== undefined && SINGLE.includes(type) && name !== undefined)
    .flatMap(({ resource, zone, name = "", type = "" }) => {
      const beside = records.filter(
        (other) => other.name === name && other.zone.identity === zone.identity && other.type !== type,
      );
      if (type === "ALIAS") {
        return zone.dnsName === undefined || zone.dnsName === name
          ? []
          : [
              about(
                resource,
                text`an ALIAS record can only have the name of its zone, ${zone.dnsName}, got ${name}; use a CNAME record`,
              ),
            ];
      }
      if (zone.dnsName === name) {
        return [
          about(
            resource,
            text`${name} is the name of the zone itself, which cannot have a CNAME record, because it has others already; use A and AAAA records`,
          ),
        ];
      }
      return beside.length === 0
        ? []
        : [
            about(
              resource,
              text`${name} has a CNAME record, and beside it no other record can be, but ${paths(beside.map((other) => other.resource))} writes one of type ${beside.map((other) => other.type ?? "").join(", ")}; remove one of them`,
            ),
          ];
    });
}
