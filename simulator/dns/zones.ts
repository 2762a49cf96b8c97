import { Call } from "../call";
import { ApiError } from "../errors";
import { copy, JsonObject, text, without } from "../json";
import { invalidValue, missing, taken } from "./errors";
import { isDnsName } from "./names";
import { RecordSet, recordSetsOf, storeRecordSet } from "./record-sets";
import { zoneOf } from "./zone-of";

const nameServers = ["a", "b", "c", "d"].map((letter) => `ns-cloud-${letter}1.googledomains.com.`);
const outputOnly = ["id", "kind", "creationTime", "nameServers"];

export function createZone({ cloud, path, body }: Call): JsonObject {
  for (const field of ["name", "dnsName", "description"]) {
    if (body[field] === undefined) throw missing(`entity.managedZone.${field}`);
  }
  const name = text(body, "name");
  if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) throw invalidValue("entity.managedZone.name", name);
  const dnsName = text(body, "dnsName");
  if (!isDnsName(dnsName) || dnsName.startsWith("*")) throw invalidValue("entity.managedZone.dnsName", dnsName);
  const zonePath = `${path}/${name}`;
  if (cloud.store.has(zonePath)) throw taken("entity.managedZone", name);
  const zone: JsonObject = {
    visibility: "public",
    ...settingsIn(body),
    kind: "dns#managedZone",
    dnsName: dnsName.toLowerCase(),
    id: String(10 ** 15 + cloud.store.next()),
    creationTime: cloud.clock.timestamp(),
    nameServers: [...nameServers],
  };
  cloud.store.set(zonePath, zone);
  for (const set of apexOf(text(zone, "dnsName"))) storeRecordSet(cloud, zonePath, set);
  return present(zone);
}

export function listZones({ cloud, path, query }: Call): JsonObject {
  const zones = cloud.store.list(path).map(([, zone]) => present(zone));
  const wanted = query.get("dnsName");
  return { managedZones: zones.filter((zone) => wanted === undefined || zone.dnsName === wanted) };
}

export function getZone({ cloud, path }: Call): JsonObject {
  return present(zoneOf(cloud, path));
}

export function updateZone({ cloud, path, body }: Call): JsonObject {
  const previous = zoneOf(cloud, path);
  for (const field of ["name", "dnsName"]) {
    if (body[field] !== undefined && body[field] !== previous[field]) {
      throw invalidValue(`entity.managedZone.${field}`, text(body, field));
    }
  }
  const zone = { ...copy(previous), ...settingsIn(body) };
  cloud.store.set(path, zone);
  return { kind: "dns#operation", status: "done", type: "update", zoneContext: { newValue: present(zone) } };
}

/** Only a zone that holds no more than Google put there is deleted. */
export function deleteZone({ cloud, path }: Call): JsonObject {
  const zone = zoneOf(cloud, path);
  const sets = recordSetsOf(cloud, path);
  if (sets.some(({ name, type }) => name !== text(zone, "dnsName") || !["NS", "SOA"].includes(type))) {
    const message = `The resource named '${text(zone, "name")}' cannot be deleted because it contains one or more 'resource record sets'.`;
    throw new ApiError(400, "INVALID_ARGUMENT", "containerNotEmpty", message);
  }
  for (const [below] of cloud.store.matching((other) => other.startsWith(`${path}/`))) cloud.store.delete(below);
  cloud.store.delete(path);
  return {};
}

/** What a caller sets. That a public zone is visible to no network says nothing, and Google drops it. */
function settingsIn(body: JsonObject): JsonObject {
  const isPrivate = body.visibility === "private";
  return without(copy(body), ...outputOnly, ...(isPrivate ? [] : ["privateVisibilityConfig"]));
}

function apexOf(dnsName: string): RecordSet[] {
  const start = `${nameServers[0]} cloud-dns-hostmaster.google.com. 1 21600 3600 259200 300`;
  return [
    { name: dnsName, type: "NS", ttl: 21_600, rrdatas: [...nameServers] },
    { name: dnsName, type: "SOA", ttl: 21_600, rrdatas: [start] },
  ];
}

function present(zone: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(copy(zone)).filter(([field]) => !field.startsWith("_")));
}
