import { Call } from "../call";
import { canonical, children, copy, JsonObject, text } from "../json";
import { conflict, missing, noSuch, notAsGiven, taken } from "./errors";
import { checkFormat } from "./format";
import { deleteRecordSet, keyOf, readRecordSet, RecordSet, recordSetsOf, storeRecordSet } from "./record-sets";
import { zoneOf, zonePathOf } from "./zone-of";

const doneAt = "_doneAt";

/** Makes all additions and deletions of a change, or none. */
export function createChange({ cloud, path, body }: Call): JsonObject {
  const zonePath = zonePathOf(path);
  const apex = text(zoneOf(cloud, path), "dnsName");
  const additions = children(body, "additions").map(readRecordSet);
  const deletions = children(body, "deletions").map(readRecordSet);
  if (additions.length + deletions.length === 0) throw missing("entity.change");
  const sets = new Map(recordSetsOf(cloud, zonePath).map((set) => [keyOf(set), set]));
  for (const set of deletions) checkDeletion(sets, set);
  for (const set of deletions) sets.delete(keyOf(set));
  for (const set of additions) {
    checkFormat(apex, set, parameterOf("additions", set));
    if (sets.has(keyOf(set))) throw taken(parameterOf("additions", set), wordsFor(set));
    sets.set(keyOf(set), set);
  }
  checkAliases(sets, additions);
  checkApex(sets, apex, deletions);
  for (const set of deletions) deleteRecordSet(cloud, zonePath, set);
  for (const set of additions) storeRecordSet(cloud, zonePath, set);
  const id = String(cloud.store.next());
  const change: JsonObject = {
    ...copy(body),
    kind: "dns#change",
    id,
    startTime: cloud.clock.timestamp(),
    [doneAt]: cloud.clock.now() + cloud.operationSeconds * 1000,
  };
  // a change is the operation of this API
  cloud.store.set(`${zonePath}/operations/${id}`, change);
  return present(cloud.clock.now(), change);
}

export function getChange({ cloud, path }: Call): JsonObject {
  zoneOf(cloud, path);
  const id = path.split("/").at(-1) ?? "";
  const change = cloud.store.get(`${zonePathOf(path)}/operations/${id}`);
  if (!change) throw noSuch("parameters.changeId", id);
  return present(cloud.clock.now(), change);
}

/** A deletion must say exactly what is there. */
function checkDeletion(sets: ReadonlyMap<string, RecordSet>, set: RecordSet): void {
  const present = sets.get(keyOf(set));
  if (!present) throw noSuch(parameterOf("deletions", set), wordsFor(set));
  if (contentOf(present) !== contentOf(set)) throw notAsGiven(parameterOf("deletions", set));
}

function contentOf({ ttl, rrdatas, routingPolicy }: RecordSet): string {
  return canonical({ ttl, rrdatas: [...rrdatas].sort(), routingPolicy });
}

/** A name has one CNAME, or records of other types. */
function checkAliases(sets: ReadonlyMap<string, RecordSet>, additions: readonly RecordSet[]): void {
  for (const set of additions) {
    const others = [...sets.values()].filter(({ name, type }) => name === set.name && type !== set.type);
    if (others.length === 0 || (set.type !== "CNAME" && others.every(({ type }) => type !== "CNAME"))) continue;
    const why =
      "the DNS name may have either one CNAME resource record set or resource record sets of other types, but not both";
    throw conflict("cnameResourceRecordSetConflict", parameterOf("additions", set), why);
  }
}

/** A zone keeps what names its servers. */
function checkApex(sets: ReadonlyMap<string, RecordSet>, apex: string, deletions: readonly RecordSet[]): void {
  const lost = deletions.find((set) => set.name === apex && ["NS", "SOA"].includes(set.type) && !sets.has(keyOf(set)));
  if (!lost) return;
  const why = `a zone must contain exactly one resource record set of type '${lost.type}' at the apex`;
  throw conflict("invalidZoneApex", parameterOf("deletions", lost), why);
}

function parameterOf(list: string, { name, type }: RecordSet): string {
  return `entity.change.${list}[${name}][${type}]`;
}

function wordsFor({ name, type }: RecordSet): string {
  return `${name} (${type})`;
}

function present(now: number, change: JsonObject): JsonObject {
  const { [doneAt]: end, ...rest } = copy(change);
  return { ...rest, status: now < Number(end) ? "pending" : "done" };
}
