import { invalidField } from "../errors";
import { child, children, copy, JsonObject, text, without } from "../json";
import { Change, Collection } from "./collection";
import { pathOfReference } from "./paths";
import { referencesOf, userOf } from "./references";
import { checkAction, checkUrlRedirect } from "./url-map-actions";
import { checkCustomErrors } from "./url-map-errors";
import { checkHostRules } from "./url-map-hosts";
import { checkMatcher, checkOneAction } from "./url-map-rules";
import { runTests } from "./url-map-tests";

const backends = ["backendServices", "backendBuckets"];

/** URL maps. */
export const urlMaps: Collection = {
  name: "urlMaps",
  noun: "url_map",
  kind: "compute#urlMap",
  references: {
    defaultService: backends,
    service: backends,
    backendService: backends,
    errorService: ["backendBuckets"],
  },
  fingerprint: "required",
  immutable: ["name"],
  complete: ({ resource }) => eachRedirect(resource, completeRedirect),
  check,
};

/** The paths of the backends that a map can send requests to. */
export function backendsOfMap(map: JsonObject): string[] {
  return referencesOf(copy(without(map, "tests")), urlMaps);
}

/** Whether a redirect somewhere in the map goes to HTTPS. */
export function redirectsToHttps(map: JsonObject): boolean {
  let found = false;
  eachRedirect(map, (redirect) => (found ||= redirect.httpsRedirect === true));
  return found;
}

function check(change: Change): void {
  const { resource, cloud, path, project } = change;
  checkOneAction(resource, "default", "resource");
  checkAction(child(resource, "defaultRouteAction"), "resource.defaultRouteAction");
  checkUrlRedirect(child(resource, "defaultUrlRedirect"), "resource.defaultUrlRedirect");
  checkHostRules(resource);
  children(resource, "pathMatchers").forEach((matcher, index) =>
    checkMatcher(matcher, `resource.pathMatchers[${index}]`),
  );
  checkCustomErrors(resource, project, cloud);
  checkCachedServices(change);
  if (JSON.stringify(resource).length > 64 * 1024) {
    throw invalidField("resource", "", "The URL map is larger than 64 KB.");
  }
  const proxy = { name: "targetHttpsProxies", noun: "", kind: "", references: { urlMap: ["urlMaps"] } };
  if (redirectsToHttps(resource) && userOf(cloud, path, [proxy]) !== undefined) {
    throw invalidField("resource", "", "httpsRedirect is only supported in URL maps of a target HTTP proxy.");
  }
  runTests(resource, project);
}

/** Refuses a cache policy of a route to what has Identity-Aware Proxy. */
function checkCachedServices({ resource, cloud, project }: Change): void {
  eachAction(resource, (action, service) => {
    const shares = children(action, "weightedBackendServices").map((share) => text(share, "backendService"));
    for (const link of child(action, "cachePolicy") ? [service, ...shares] : []) {
      if (child(cloud.store.get(pathOfReference(link, project) ?? ""), "iap")?.enabled === true) {
        throw invalidField("resource.cachePolicy", link, "A target backend has Identity-Aware Proxy enabled.");
      }
    }
  });
}

function eachAction(owner: JsonObject, visit: (action: JsonObject, service: string) => void): void {
  for (const [field, service] of [
    ["defaultRouteAction", "defaultService"],
    ["routeAction", "service"],
  ]) {
    const action = child(owner, field);
    if (action) visit(action, text(owner, service));
  }
  for (const field of ["pathMatchers", "pathRules", "routeRules"]) {
    for (const entry of children(owner, field)) eachAction(entry, visit);
  }
}

function completeRedirect(redirect: JsonObject): void {
  redirect.redirectResponseCode ??= "MOVED_PERMANENTLY_DEFAULT";
  redirect.httpsRedirect ??= false;
  redirect.stripQuery ??= false;
}

function eachRedirect(owner: JsonObject, visit: (redirect: JsonObject) => void): void {
  for (const field of ["defaultUrlRedirect", "urlRedirect"]) {
    const redirect = child(owner, field);
    if (redirect) visit(redirect);
  }
  for (const field of ["pathMatchers", "pathRules", "routeRules"]) {
    for (const entry of children(owner, field)) eachRedirect(entry, visit);
  }
}
