import { isForHost } from "../../app/certificates";
import { RecordSet } from "../../app/dns";
import { Stack } from "../../app/stack";
import { nameOf, recordSetsOf, valueWords, zoneWords } from "../dns";
import { LoadBalancer } from "../load-balancers";
import { code } from "../markdown";
import { grouped, listed, unique } from "../values";
import { Change, Pair, added, changed, dangerous, pair } from "./change";
import { Versions, addressMap } from "./context";

const CHALLENGE = /^_acme-challenge/;

/** DNS records that are written, changed, moved to another zone or deleted. */
export function compareRecords(versions: Versions): Change[] {
  const { before, after } = versions;
  const {
    pairs,
    gone,
    added: fresh,
  } = pair(
    recordSetsOf(before),
    recordSetsOf(after),
    (record) => [`${record.zone.identity} ${keyOf(record)}`],
    (record) => [keyOf(record)],
  );
  const moved = pairs.filter((match) => match.before.zone.identity !== match.after.zone.identity);
  const kept = pairs.filter((match) => !moved.includes(match));
  const renamed = kept.filter((match) => !isSameAddress(versions, match));
  return [
    ...inZones(
      gone.filter((record) => !hasOther(after, record)),
      (zone, records) => dangerous(`zone ${zone} no longer has ${words(records)}: ${lossOf(records)}`),
    ),
    ...inZones(
      gone.filter((record) => hasOther(after, record)),
      (zone, records) =>
        changed(
          `zone ${zone} no longer has ${words(records)}: visitors find the ${hostsOf(records)} only by ${verb(records, "its", "their")} other addresses`,
        ),
    ),
    ...grouped(moved, (match) => `${zoneWords(match.before)} ${zoneWords(match.after)}`).map((matches) =>
      dangerous(
        `${words(matches.map((match) => match.after))} ${verb(matches, "moves", "move")} from zone ${zoneWords(matches[0].before)} to zone ${zoneWords(matches[0].after)}: visitors do not find the hosts unless the domain is delegated to the new zone already. Write the records in both zones first, then change the delegation, and remove the old ones last`,
      ),
    ),
    ...inZones(
      renamed.map((match) => match.after),
      (zone, records) =>
        dangerous(
          `${words(records)} in zone ${zone} ${verb(records, "has", "have")} another Terraform address: Terraform deletes and creates them in no certain order, and visitors may not find the hosts meanwhile, or afterwards. Declare the rename of the construct, or move the records in Terraform's state`,
        ),
    ),
    ...kept.filter((match) => !renamed.includes(match)).flatMap((match) => otherValue(versions, match)),
    ...inZones(fresh, (zone, records) =>
      added(
        `zone ${zone} gets ${words(records)}; ${verb(records, "a record of this name and type", "records of these names and types")} that ${verb(records, "is", "are")} there already ${verb(records, "is", "are")} overwritten without a warning`,
      ),
    ),
    ...versions.loadBalancers.pairs.flatMap((match) => unwritten(after, match)),
  ];
}

/** Domains that a load balancer gets, and whose DNS records this stack does not write. */
function unwritten(stack: Stack, { before, after }: Pair<LoadBalancer>): Change[] {
  const written = recordSetsOf(stack).map((record) => nameOf(record).replace(/\.$/, ""));
  const isIn = (patterns: readonly string[], domain: string) => patterns.some((pattern) => isForHost(pattern, domain));
  // a version whose domains are not all known may have had these too
  const isKnown = before.domains.length > 0 && before.certificates.every(({ domains }) => domains !== undefined);
  const domains = after.domains.filter((domain) => isKnown && !isIn(before.domains, domain) && !isIn(written, domain));
  const addresses = unique(
    after.frontEnds.map(({ address: { recordType, ip, label } }) => `${recordType} to ${ip ? code(ip) : label}`),
  );
  const what = verb(domains, "a DNS record", "DNS records");
  return domains.length === 0
    ? []
    : [
        added(
          `${listed(domains.map(code))} ${verb(domains, "needs", "need")} ${what} that this stack does not write: type ${addresses.join(", and type ")}`,
        ),
      ];
}

/** Whether a stack writes a record for an address, by its identity. */
export function writesAddress(stack: Stack, identity: string): boolean {
  return recordSetsOf(stack).some((record) => leadsTo(record).includes(identity));
}

function leadsTo({ resource, values }: RecordSet): string[] {
  return values.map((value) => resource.owner.identityOf(value));
}

function keyOf(record: RecordSet): string {
  return `${nameOf(record)} ${record.type}`;
}

function isSameAddress({ before, after }: Versions, match: Pair<RecordSet>): boolean {
  const [was, is] = [match.before, match.after].map(({ resource: { type, id } }) => `${type}.${id}`);
  return (addressMap(before, after).get(was) ?? was) === is;
}

/** Another value of a record. That a load balancer gets another address is told of the address. */
function otherValue({ loadBalancers }: Versions, { before, after }: Pair<RecordSet>): Change[] {
  const [was, is] = [valueWords(before), valueWords(after)];
  const addressesOf = (side: "before" | "after") =>
    loadBalancers.pairs.flatMap((match) => match[side].frontEnds.map(({ address }) => address.identity));
  const follows =
    leadsTo(before).every((identity) => addressesOf("before").includes(identity)) &&
    leadsTo(after).every((identity) => addressesOf("after").includes(identity));
  return was === is || follows
    ? []
    : [changed(`${words([after])} in zone ${zoneWords(after)} is now ${is}; previously ${was}`)];
}

function inZones(
  records: readonly RecordSet[],
  say: (zone: string, records: readonly RecordSet[]) => Change,
): Change[] {
  return grouped(records, zoneWords).map((all) => say(zoneWords(all[0]), all));
}

function words(records: readonly RecordSet[]): string {
  const all = records.map((record) => `${record.type ?? ""} ${code(nameOf(record))}`);
  return `${verb(records, "record", "records")} ${listed(all)}`;
}

function verb(all: readonly unknown[], one: string, many: string): string {
  return all.length === 1 ? one : many;
}

/** Whether visitors still find the host of an address record that goes, by a record of the other kind of address. */
function hasOther(after: Stack, record: RecordSet): boolean {
  const isAddress = ({ type }: RecordSet) => ["A", "AAAA"].includes(type ?? "");
  const isBeside = (other: RecordSet) =>
    other.zone.identity === record.zone.identity && nameOf(other) === nameOf(record) && other.type !== record.type;
  return isAddress(record) && recordSetsOf(after).some((other) => isAddress(other) && isBeside(other));
}

function hostsOf(records: readonly RecordSet[]): string {
  return verb(unique(records.map(nameOf)), "host", "hosts");
}

/** What visitors lose with some records. */
function lossOf(records: readonly RecordSet[]): string {
  const [proofs, others] = [true, false].map((isProof) =>
    records.filter((record) => CHALLENGE.test(nameOf(record)) === isProof),
  );
  return listed([
    ...(others.some(({ type }) => ["A", "AAAA", "ALIAS", "CNAME"].includes(type ?? ""))
      ? [`visitors no longer find the ${hostsOf(others)}`]
      : others.length > 0
        ? ["nobody finds them any more"]
        : []),
    ...(proofs.length > 0 ? ["Google no longer renews the certificates that need these proofs"] : []),
  ]);
}
