import { Cloud } from "../cloud";
import { JsonObject, number, text } from "../json";
import { isWithin, parentOf } from "./names";
import { RecordSet, recordSetsOf, valuesOf } from "./record-sets";

/** When the operator pointed a domain to the name servers of a zone: the last time counts. */
const delegation = "_delegation";

/** What a zone says of a name and a type. */
export interface Answer {
  /** The name of the zone. */
  readonly zone: string;
  /** The values; none where the zone has none. */
  readonly values: readonly string[];
  /** For how many seconds a visitor keeps them. */
  readonly ttl: number;
  /** The name that the name stands for. */
  readonly alias?: string;
}

/** Asks the zone that answers for a name. `undefined` where no simulated zone does. */
export function lookUp(cloud: Cloud, host: string, type: string): Answer | undefined {
  const name = fullNameOf(host);
  const found = zoneFor(cloud, name);
  if (!found) return undefined;
  const [path, zone] = found;
  const sets = recordSetsOf(cloud, path);
  const owner = ownerOf(sets, name, text(zone, "dnsName"));
  const own = sets.filter((set) => set.name === owner);
  const set = own.find((candidate) => candidate.type === type) ?? own.find((candidate) => candidate.type === "CNAME");
  const answer = { zone: text(zone, "name"), values: set ? valuesOf(set) : [], ttl: set?.ttl ?? 0 };
  return set && set.type !== type ? { ...answer, values: [], alias: set.rrdatas[0] } : answer;
}

/** Points a domain to the name servers of a zone, as its operator would where two zones have one name. */
export function delegate(cloud: Cloud, zone: JsonObject): void {
  zone[delegation] = cloud.store.next();
}

/** The most specific public zone: what lies above it is taken to lead to it. Of two, the one delegated to last. */
function zoneFor(cloud: Cloud, name: string): [path: string, zone: JsonObject] | undefined {
  const zones = cloud.store
    .matching((path) => path.split("/").at(-2) === "managedZones")
    .filter(([, zone]) => text(zone, "visibility") === "public" && isWithin(name, text(zone, "dnsName")));
  const rank = ([, zone]: [string, JsonObject]) => [
    text(zone, "dnsName").length,
    number(zone, delegation) ?? 0,
    -(number(zone, "id") ?? 0),
  ];
  return zones.sort((a, b) => compare(rank(b), rank(a)))[0];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((value, index) => value !== b[index]);
  return differing < 0 ? 0 : a[differing] - b[differing];
}

/**
 * The name whose records answer for a name, by RFC 4592: itself where it exists, else the wildcard below the nearest name
 * that does. A name exists that has records, or that has names with records below it.
 */
function ownerOf(sets: readonly RecordSet[], name: string, apex: string): string {
  const exists = (candidate: string) => candidate === apex || sets.some((set) => isWithin(set.name, candidate));
  if (exists(name)) return name;
  let encloser = parentOf(name);
  while (!exists(encloser)) encloser = parentOf(encloser);
  return `*.${encloser}`;
}

function fullNameOf(host: string): string {
  return (host.endsWith(".") ? host : `${host}.`).toLowerCase();
}
