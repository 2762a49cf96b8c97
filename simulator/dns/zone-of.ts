import { Cloud } from "../cloud";
import { JsonObject } from "../json";
import { noSuch } from "./errors";

/** The path of the zone that a path lies in. */
export function zonePathOf(path: string): string {
  return path.split("/").slice(0, 4).join("/");
}

/** The zone that a path lies in, or 404. */
export function zoneOf(cloud: Cloud, path: string): JsonObject {
  const zone = cloud.store.get(zonePathOf(path));
  if (zone) return zone;
  throw noSuch("parameters.managedZone", path.split("/")[3]);
}
