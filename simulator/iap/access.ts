import { Cloud } from "../cloud";
import { deletePolicy, membersOf } from "../iam/policies";
import { child, copy, JsonObject } from "../json";
import { projectNumber } from "../resource-manager/projects";

/** The settings that were made for a resource itself. */
export function settingsOf(cloud: Cloud, resource: string): JsonObject {
  return copy(cloud.store.get(keyOf(resource)) ?? {});
}

/** Replaces the settings of a resource. Empty ones are none. */
export function setSettings(cloud: Cloud, resource: string, wanted: JsonObject): JsonObject {
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined && value !== null);
  const settings: JsonObject = Object.fromEntries(given);
  if (given.length === 0) cloud.store.delete(keyOf(resource));
  else cloud.store.set(keyOf(resource), settings);
  return copy(settings);
}

/** Forgets who may use a service that is deleted, and its settings. */
export function forgetWhoPasses(cloud: Cloud, path: string): void {
  deletePolicy(cloud, iapResource(path));
  cloud.store.delete(keyOf(iapResource(path)));
}

/** What Identity-Aware Proxy calls the backend service or the Cloud Run service at a path. */
export function iapResource(path: string): string {
  const [, project, , place, , name] = path.split("/");
  return isCloudRun(path)
    ? `projects/${project}/iap_web/cloud_run-${place}/services/${name}`
    : `projects/${project}/iap_web/compute/services/${path.split("/")[4]}`;
}

/** Who may use a backend service or a Cloud Run service, by the bindings on it and on what is above it. */
export function membersWhoPass(cloud: Cloud, path: string): string[] {
  return lineOf(path).flatMap((resource) => membersOf(cloud, resource, "roles/iap.httpsResourceAccessor"));
}

/** Whether preflights of CORS pass without a login: the most special setting decides. */
export function letsPreflightsIn(cloud: Cloud, path: string): boolean {
  const said = lineOf(path)
    .map((resource) => child(child(settingsOf(cloud, resource), "accessSettings"), "corsSettings")?.allowHttpOptions)
    .find((value) => value !== undefined);
  return said === true;
}

/** The account by which Identity-Aware Proxy calls the services behind a backend service. */
export function agentOf(path: string): string {
  return `service-${projectNumber(path.split("/")[1])}@gcp-sa-iap.iam.gserviceaccount.com`;
}

/** A service and what it inherits from, the most special one first. */
function lineOf(path: string): string[] {
  const own = iapResource(path);
  const [, project] = path.split("/");
  return [own, own.replace(/\/services\/[^/]+$/, ""), `projects/${project}/iap_web`];
}

function isCloudRun(path: string): boolean {
  return path.includes("/locations/");
}

function keyOf(resource: string): string {
  return `${resource}:iapSettings`;
}
