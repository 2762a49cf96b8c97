import { RecordSet, authorizationBehind, challengeName, recordSetOf, withDot } from "../app/dns";
import { Resource, Stack } from "../app/stack";
import { DNS_AUTHORIZATION, DNS_RECORD_SET, GLOBAL_ADDRESS } from "../app/types";
import { isSet, text } from "../app/values";
import { labelOfResource, labelOfValue } from "./labels";
import { LoadBalancer } from "./load-balancers";
import { code, section, table } from "./markdown";
import { byText, listed } from "./values";

/** The record sets that a stack writes, by zone, name and type. */
export function recordSetsOf(stack: Stack): RecordSet[] {
  const key = (record: RecordSet) => [zoneWords(record), nameOf(record), record.type].join(" ");
  return stack
    .ofType(DNS_RECORD_SET)
    .map(recordSetOf)
    .sort((one, other) => byText(key(one), key(other)));
}

/** The records that a stack writes, with what happens to those that are there already. */
export function writtenSection(stack: Stack): string {
  const rows = recordSetsOf(stack).map((record) => [
    zoneWords(record),
    code(nameOf(record)),
    record.type ?? "known after apply",
    valueWords(record),
    text(record.resource.config.ttl) ?? "",
  ]);
  return section(
    "## DNS records that this stack writes",
    table(["zone", "name", "type", "value", "TTL in seconds"], rows),
    rows.length === 0
      ? ""
      : "A record of the same name and type that exists already is overwritten without a warning. What this stack no longer has, and what it has when it is destroyed, is deleted.",
  );
}

/** The records of a load balancer's domains, and of the DNS authorizations of its stack, that nobody writes. */
export function missingSection(stack: Stack, { domains, frontEnds }: LoadBalancer): string {
  const written = recordSetsOf(stack);
  const isWritten = (name: string, type: string) =>
    written.some((record) => record.name === name && (record.type === type || record.type === "CNAME"));
  const addresses = [...new Map(frontEnds.map(({ address }) => [address.identity, address])).values()];
  const rows = domains
    .map(withDot)
    .flatMap((name) =>
      addresses
        .filter(({ recordType }) => !isWritten(name, recordType))
        .map(({ recordType, ip, label }) => [
          code(name),
          recordType,
          ip === undefined ? `known after apply: address ${label}` : code(ip),
        ]),
    );
  const proofs = authorizationRecords(stack, written);
  return section(
    "### DNS records to create",
    table(["name", "type", "value"], [...proofs, ...rows]),
    proofs.length === 0 || rows.length === 0
      ? ""
      : "Create the `_acme-challenge` records first. If visitors use the domain already, change its A and AAAA records only when its certificate is ACTIVE.",
  );
}

/** The records that prove to Certificate Manager that you own a domain. */
function authorizationRecords(stack: Stack, written: readonly RecordSet[]): string[][] {
  const isWritten = (authorization: Resource) =>
    written.some(
      ({ name, resource, values }) =>
        values.some((value) => authorizationBehind(resource.owner, value) === authorization) ||
        (name !== undefined && name === challengeName(authorization)),
    );
  return stack
    .ofType(DNS_AUTHORIZATION)
    .filter((authorization) => !isWritten(authorization))
    .map((authorization) => {
      const name = challengeName(authorization);
      return [
        name === undefined ? "known after apply" : code(name),
        "CNAME",
        `known after apply: ${authorizationWords(authorization)}`,
      ];
    });
}

/** The name of a record, or the expression that it is. */
export function nameOf({ name, resource }: RecordSet): string {
  return name ?? text(resource.config.name) ?? "unknown";
}

/** The zone of a record, in words. */
export function zoneWords({ resource: { owner, config } }: RecordSet): string {
  const zone = owner.find(config.managed_zone);
  const project = text(config.project);
  const name = zone ? labelOfResource(owner, zone) : code(text(config.managed_zone) ?? "unknown");
  return project === undefined || project === owner.project ? name : `${name} in project ${code(project)}`;
}

/** The values of a record, in words. */
export function valueWords({ resource, values }: RecordSet): string {
  const { owner, config } = resource;
  return isSet(config, "routing_policy")
    ? "by its routing policy"
    : listed(values.map((value) => oneValue(owner, value)));
}

function oneValue(stack: Stack, value: string): string {
  const authorization = authorizationBehind(stack, value);
  const found = stack.find(value);
  if (authorization) {
    return authorizationWords(authorization);
  }
  return found?.type === GLOBAL_ADDRESS ? `address ${labelOfValue(stack, value)}` : labelOfValue(stack, value);
}

function authorizationWords({ name }: Resource): string {
  return `DNS authorization ${code(name)}`;
}
