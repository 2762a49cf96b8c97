import { Cloud } from "../cloud";
import { alreadyExists, ApiError, invalidField, inUse, notFound, required } from "../errors";
import { canonical, child, copy, isObject, JsonObject, text } from "../json";
import { Change, Collection } from "./collection";
import { collections } from "./collections";
import { checkFingerprint, fingerprintOf } from "./fingerprint";
import { checkLabels } from "./labels";
import { ComputePath, resourcePath, selfLink } from "./paths";
import { linkReferences, userOf } from "./references";

const namePattern = /^(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)$/;

/** Fields that only Google writes. */
const outputOnly = ["id", "kind", "selfLink", "creationTimestamp", "region", "fingerprint", "labelFingerprint"];

/** The collection of a name in a URL. */
export function collectionOf(name: string): Collection {
  const collection = collections.find((candidate) => candidate.name === name);
  if (!collection) throw new Error(`no collection ${name}`);
  return collection;
}

/** The resource at a path, or 404. */
export function existing(cloud: Cloud, path: string): JsonObject {
  const resource = cloud.store.get(path);
  if (!resource) throw notFound(path);
  return resource;
}

/** A resource as a reader sees it: without what the simulator notes for itself. */
export function present(cloud: Cloud, path: string, collection: Collection): JsonObject {
  const resource = existing(cloud, path);
  const seen = Object.entries(resource).filter(([field]) => !field.startsWith("_"));
  return { ...Object.fromEntries(seen), ...collection.present?.(cloud, path, resource) };
}

/** Makes a resource and returns its path. */
export function insert(cloud: Cloud, place: ComputePath, collection: Collection, given: JsonObject): string {
  const name = text(given, "name");
  if (name === "") throw required("resource.name");
  if (!namePattern.test(name)) {
    throw invalidField("resource.name", name, "Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'");
  }
  const path = resourcePath(place, name);
  if (cloud.store.has(path)) throw alreadyExists(path);
  for (const field of collection.required ?? []) {
    if (given[field] === undefined) throw required(`resource.${field}`);
  }
  const resource: JsonObject = {
    ...withoutOutput(given),
    kind: collection.kind,
    id: String(10 ** 15 + cloud.store.next()),
    creationTimestamp: cloud.clock.timestamp(),
    selfLink: selfLink(path),
    region: place.scope === "global" ? undefined : selfLink(`projects/${place.project}/${place.scope}`),
  };
  store({ cloud, project: place.project, scope: place.scope, path, resource }, collection);
  return path;
}

/** Replaces a resource (PUT): what is not given is gone, but for what only a method of its own changes. */
export function update(cloud: Cloud, place: ComputePath, collection: Collection, given: JsonObject): string {
  const path = resourcePath(place);
  const previous = existing(cloud, path);
  checkFingerprint(given, previous, "fingerprint", collection.fingerprint === "required");
  const kept = [...outputOnly, ...(collection.keptByUpdate ?? [])];
  const hidden = Object.keys(previous).filter((field) => field.startsWith("_"));
  const resource: JsonObject = { ...copy(withoutOutput(given)), name: previous.name };
  for (const field of [...kept, ...hidden]) resource[field] = previous[field];
  change(cloud, place, collection, resource);
  return path;
}

/** Changes the given fields of a resource (PATCH). */
export function patch(cloud: Cloud, place: ComputePath, collection: Collection, given: JsonObject): string {
  const path = resourcePath(place);
  const previous = existing(cloud, path);
  checkFingerprint(given, previous, "fingerprint", collection.fingerprint === "required");
  const fields = Object.entries(withoutOutput(given)).filter(([field]) => !collection.keptByUpdate?.includes(field));
  change(cloud, place, collection, merge(previous, Object.fromEntries(fields)));
  return path;
}

/** Sets fields of a resource that have a method of their own. */
export function setFields(cloud: Cloud, place: ComputePath, collection: Collection, fields: JsonObject): string {
  const path = resourcePath(place);
  change(cloud, place, collection, { ...copy(existing(cloud, path)), ...copy(fields) });
  return path;
}

/** Deletes a resource. Returns the error that the operation, not the call, is to carry. */
export function remove(cloud: Cloud, place: ComputePath, collection: Collection): ApiError | undefined {
  const path = resourcePath(place);
  const resource = existing(cloud, path);
  const user = userOf(cloud, path, collections) ?? collection.users?.(cloud, path, resource)[0];
  if (user !== undefined) {
    const error = inUse(collection.noun, path, user);
    if (collection.inUse !== "operation") throw error;
    return new ApiError(400, error.status, "RESOURCE_IN_USE_BY_ANOTHER_RESOURCE", error.message);
  }
  cloud.store.delete(path);
  collection.forget?.(cloud, path);
  return undefined;
}

function change(cloud: Cloud, place: ComputePath, collection: Collection, resource: JsonObject): void {
  const path = resourcePath(place);
  const previous = existing(cloud, path);
  for (const field of collection.immutable ?? []) {
    if (resource[field] === undefined) resource[field] = previous[field];
    if (canonical(resource[field]) === canonical(previous[field])) continue;
    throw invalidField(`resource.${field}`, text(resource, field), "Field cannot be changed after creation.");
  }
  store({ cloud, project: place.project, scope: place.scope, path, resource, previous }, collection);
}

function store(change: Change, collection: Collection): void {
  const { cloud, path, resource } = change;
  linkReferences(change, collection);
  collection.complete?.(change);
  collection.check?.(change);
  checkLabels(resource);
  if (collection.fingerprint) {
    const generation = String(cloud.store.next());
    resource.fingerprint = fingerprintOf(generation);
  }
  if (collection.labels) resource.labelFingerprint = fingerprintOf(child(resource, "labels"));
  for (const field of Object.keys(resource)) {
    if (resource[field] === undefined) delete resource[field];
  }
  cloud.store.set(path, resource);
}

/** Puts the given fields over the previous ones, objects field by field; `null` clears. */
export function merge(previous: JsonObject, given: JsonObject): JsonObject {
  const merged = copy(previous);
  for (const [field, value] of Object.entries(given)) {
    const before = merged[field];
    if (value === null) delete merged[field];
    else merged[field] = isObject(value) && isObject(before) ? merge(before, value) : value;
  }
  return merged;
}

function withoutOutput(given: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(copy(given)).filter(([field]) => !outputOnly.includes(field)));
}
