import { Call, Handler } from "../call";
import { notFound, notSimulated } from "../errors";
import { JsonObject, text } from "../json";
import { healthHandlers } from "./backend-service-health";
import { checkFingerprint } from "./fingerprint";
import { presentOperation, startOperation } from "./operations";
import { collectionPath, parsePath, resourcePath, selfLink } from "./paths";
import { regionHandlers } from "./regions";
import { collectionOf, existing, insert, patch, present, remove, setFields, update } from "./resources";
import { ruleHandlers } from "./security-policy-rules";
import { signedUrlKeyHandlers } from "./signed-url-keys";
import { availableFeatures } from "./ssl-policies";
import { withCleared } from "./update-mask";
import { urlMapHandlers } from "./url-map-validate";

/** Methods that every collection has. */
const common: { readonly [method: string]: Handler } = {
  Insert: (call) => done(call, "insert", insert(call.cloud, parsePath(call.path), own(call), call.body)),
  Update: (call) => done(call, "update", update(call.cloud, parsePath(call.path), own(call), call.body)),
  Patch: (call) => done(call, "patch", patch(call.cloud, parsePath(call.path), own(call), patched(call))),
  Get: (call) => present(call.cloud, resourcePath(parsePath(call.path)), own(call)),
  List: list,
  AggregatedList: aggregatedList,
  Delete: deleteResource,
  SetLabels: setLabels,
};

/** Methods that set one field: the field of the body, and the field of the resource. */
const setters: { readonly [method: string]: readonly [given: string, field: string] } = {
  SetUrlMap: ["urlMap", "urlMap"],
  SetSslCertificates: ["sslCertificates", "sslCertificates"],
  SetSslPolicy: ["sslPolicy", "sslPolicy"],
  SetCertificateMap: ["certificateMap", "certificateMap"],
  SetQuicOverride: ["quicOverride", "quicOverride"],
  SetTarget: ["target", "target"],
  SetSecurityPolicy: ["securityPolicy", "securityPolicy"],
  SetEdgeSecurityPolicy: ["securityPolicy", "edgeSecurityPolicy"],
};

/** Methods of one service. */
const particular: { readonly [method: string]: Handler } = {
  ...ruleHandlers,
  ...signedUrlKeyHandlers,
  ...regionHandlers,
  ...urlMapHandlers,
  ...healthHandlers,
  "SslPolicies.ListAvailableFeatures": () => ({ features: [...availableFeatures] }),
  "RegionNetworkEndpointGroups.ListNetworkEndpoints": () => ({
    kind: "compute#networkEndpointGroupsListNetworkEndpoints",
  }),
};

/** Answers a call of the Compute API. */
export function compute(call: Call): JsonObject {
  const [service, method] = call.method.split(".");
  if (service.endsWith("Operations")) return operations(call, method);
  const handler = particular[call.method] ?? common[method];
  if (handler) return handler(call);
  const setter = setters[method];
  if (!setter) throw notSimulated(call.method);
  const fields = { [setter[1]]: call.body[setter[0]] };
  const type = method[0].toLowerCase() + method.slice(1);
  return done(call, type, setFields(call.cloud, parsePath(call.path), own(call), fields));
}

function patched(call: Call): JsonObject {
  return withCleared(call.body, call.query.get("updateMask"));
}

function own(call: Call) {
  return collectionOf(parsePath(call.path).collection);
}

function done(call: Call, type: string, target: string): JsonObject {
  const { project, scope } = parsePath(call.path);
  return startOperation(call.cloud, { project, scope, type, target });
}

function deleteResource(call: Call): JsonObject {
  const place = parsePath(call.path);
  const error = remove(call.cloud, place, own(call));
  const { project, scope } = place;
  return startOperation(call.cloud, { project, scope, type: "delete", target: resourcePath(place), error });
}

function setLabels(call: Call): JsonObject {
  const place = parsePath(call.path);
  checkFingerprint(call.body, existing(call.cloud, resourcePath(place)), "labelFingerprint", true);
  return done(call, "setLabels", setFields(call.cloud, place, own(call), { labels: call.body.labels }));
}

function list(call: Call): JsonObject {
  const collection = own(call);
  const path = collectionPath(parsePath(call.path));
  const items = call.cloud.store.list(path).map(([entry]) => present(call.cloud, entry, collection));
  return { kind: `${collection.kind}List`, id: path, items: filtered(call, items), selfLink: selfLink(path) };
}

function aggregatedList(call: Call): JsonObject {
  const collection = own(call);
  const { project } = parsePath(call.path);
  const entries = call.cloud.store.matching(
    (path) => path.startsWith(`projects/${project}/`) && path.split("/").at(-2) === collection.name,
  );
  const items: { [scope: string]: { [collection: string]: JsonObject[] } } = {};
  for (const [path] of entries) {
    const { scope } = parsePath(path);
    items[scope] ??= { [collection.name]: [] };
    items[scope][collection.name].push(...filtered(call, [present(call.cloud, path, collection)]));
  }
  return { kind: `${collection.kind}AggregatedList`, items, selfLink: selfLink(call.path) };
}

/** `name = x` and `name eq x`, which is what the clients send; other filters let everything pass. */
function filtered(call: Call, items: JsonObject[]): JsonObject[] {
  const wanted = /^\(?name\s*(?:=|eq)\s*"?([-\w]+)"?\)?$/.exec(call.query.get("filter") ?? "");
  return wanted ? items.filter((item) => item.name === wanted[1]) : items;
}

function operations(call: Call, method: string): JsonObject {
  const place = parsePath(call.path);
  if (method === "List") {
    const entries = call.cloud.store.list(collectionPath(place));
    return { kind: "compute#operationList", items: entries.map(([, entry]) => presentOperation(call.cloud, entry)) };
  }
  if (method === "AggregatedList") return aggregatedOperations(call, place.project);
  const path = resourcePath(place);
  const operation = call.cloud.store.get(path);
  if (!operation || text(operation, "kind") !== "compute#operation") throw notFound(path);
  if (method === "Delete") {
    call.cloud.store.delete(path);
    return {};
  }
  return presentOperation(call.cloud, operation);
}

function aggregatedOperations(call: Call, project: string): JsonObject {
  const items: { [scope: string]: { operations: JsonObject[] } } = {};
  const entries = call.cloud.store.matching(
    (path) => path.startsWith(`projects/${project}/`) && path.includes("/operations/"),
  );
  for (const [path, entry] of entries.filter(([, entry]) => text(entry, "kind") === "compute#operation")) {
    const { scope } = parsePath(path);
    items[scope] ??= { operations: [] };
    items[scope].operations.push(presentOperation(call.cloud, entry));
  }
  return { kind: "compute#operationAggregatedList", items };
}
