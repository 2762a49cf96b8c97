import { isWithin, parentOf } from "../dns/names";
import { isObject, Json, JsonObject, text } from "../json";
import { Addressed, blocksOf } from "./configuration";

const HOST = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]{2,}$/i;
/** The arguments in which hosts stand. */
const HOST_ARGUMENTS = new Set(["hosts", "domains", "domain", "hostname"]);

/** The hosts that configurations name, without wildcards. */
export function hostsIn(configurations: readonly JsonObject[]): string[] {
  const named = configurations.flatMap((json) => textsUnder(json, (argument) => HOST_ARGUMENTS.has(argument)));
  const recorded = configurations.flatMap(recordSets).map(({ block }) => text(block, "name").replace(/\.$/, ""));
  return [...new Set([...named, ...recorded])].filter((host) => HOST.test(host));
}

/** The domain of a zone of which only the name is known, by the records that are written into it. */
export function domainOfZone(zone: string, configurations: readonly JsonObject[]): string {
  const written = configurations.flatMap((json) => recordNames(zone, json));
  const names = written.length > 0 ? written : hostsIn(configurations).map((host) => `${host}.`);
  const spoken = `${zone.replaceAll("-", ".")}.`;
  if (names.some((name) => isWithin(name, spoken))) return spoken;
  const [first = "example.com.", ...others] = names;
  let common = others.length === 0 ? above(first) : first;
  while (!names.every((name) => isWithin(name, common)) && labelsOf(common) > 2) common = parentOf(common);
  return common;
}

/** The texts of a configuration that stand in arguments of some names, at any depth. */
export function textsUnder(value: Json | undefined, isWanted: (argument: string) => boolean): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => textsUnder(entry, isWanted));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([argument, inner]) => {
    if (!isWanted(argument)) return textsUnder(inner, isWanted);
    const list = Array.isArray(inner) ? inner : [inner];
    return [...list.filter((entry) => typeof entry === "string"), ...textsUnder(inner, isWanted)];
  });
}

function recordNames(zone: string, json: JsonObject): string[] {
  const lookedUp = blocksOf(json, "data")
    .filter(({ type, block }) => type === "google_dns_managed_zone" && block.name === zone)
    .map(({ address }) => address);
  return recordSets(json)
    .filter(({ block }) => {
      const place = text(block, "managed_zone");
      return place.split("/").at(-1) === zone || lookedUp.some((address) => place.includes(`${address}.`));
    })
    .map(({ block }) => text(block, "name").replace(/^\*\./, ""))
    .filter((name) => HOST.test(name.replace(/\.$/, "")));
}

function recordSets(json: JsonObject): Addressed[] {
  return blocksOf(json, "resource").filter(({ type }) => type === "google_dns_record_set");
}

/** The domain above a name, unless that is all. */
function above(name: string): string {
  return labelsOf(name) > 2 ? parentOf(name) : name;
}

function labelsOf(name: string): number {
  return name.split(".").length - 1;
}
