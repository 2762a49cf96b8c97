import { Call } from "../call";
import { Cloud } from "../cloud";
import { child, children, copy, JsonObject, number, text, texts } from "../json";
import { noSuch } from "./errors";
import { zoneOf, zonePathOf } from "./zone-of";

/** All records of a name and a type. */
export interface RecordSet {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly rrdatas: readonly string[];
  /** Which of several values a visitor gets. */
  readonly routingPolicy?: JsonObject;
}

/** Reads a record set as it comes over the wire. */
export function readRecordSet(given: JsonObject): RecordSet {
  return {
    name: text(given, "name").toLowerCase(),
    type: text(given, "type"),
    ttl: number(given, "ttl") ?? 0,
    rrdatas: texts(given, "rrdatas"),
    routingPolicy: child(given, "routingPolicy"),
  };
}

/** What tells one record set of a zone from another. */
export function keyOf({ name, type }: RecordSet): string {
  return `${name}/${type}`;
}

/** The record sets of a zone. */
export function recordSetsOf(cloud: Cloud, zonePath: string): RecordSet[] {
  const below = `${zonePath}/rrsets/`;
  return cloud.store.matching((path) => path.startsWith(below)).map(([, set]) => readRecordSet(set));
}

/** Puts a record set into a zone. */
export function storeRecordSet(cloud: Cloud, zonePath: string, set: RecordSet): void {
  const { rrdatas, routingPolicy, ...rest } = set;
  const policy = routingPolicy === undefined ? {} : { routingPolicy: copy(routingPolicy) };
  cloud.store.set(pathOf(zonePath, set), { kind: "dns#resourceRecordSet", ...rest, rrdatas: [...rrdatas], ...policy });
}

/** Takes a record set out of a zone. */
export function deleteRecordSet(cloud: Cloud, zonePath: string, set: RecordSet): void {
  cloud.store.delete(pathOf(zonePath, set));
}

/** Every value that a visitor may be given. */
export function valuesOf({ rrdatas, routingPolicy }: RecordSet): string[] {
  const items = ["wrr", "geo"].flatMap((kind) => children(child(routingPolicy, kind), "items"));
  return [...rrdatas, ...items.flatMap((item) => texts(item, "rrdatas"))];
}

export function listRecordSets({ cloud, path, query }: Call): JsonObject {
  zoneOf(cloud, path);
  const [name, type] = [query.get("name"), query.get("type")];
  const all = cloud.store.matching((candidate) => candidate.startsWith(`${path}/`)).map(([, set]) => copy(set));
  return {
    kind: "dns#resourceRecordSetsListResponse",
    rrsets: all
      .filter((set) => name === undefined || set.name === name.toLowerCase())
      .filter((set) => type === undefined || set.type === type),
  };
}

export function getRecordSet({ cloud, path }: Call): JsonObject {
  zoneOf(cloud, path);
  const [name, type] = path.split("/").slice(-2);
  const set = cloud.store.get(`${zonePathOf(path)}/rrsets/${name.toLowerCase()}/${type}`);
  if (!set) throw noSuch("parameters.name", `${name} (${type})`);
  return copy(set);
}

function pathOf(zonePath: string, set: RecordSet): string {
  return `${zonePath}/rrsets/${keyOf(set)}`;
}
