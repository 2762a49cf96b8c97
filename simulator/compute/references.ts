import { Cloud } from "../cloud";
import { invalidField, notFound, notReady } from "../errors";
import { isObject, Json, JsonObject } from "../json";
import { Change, Collection } from "./collection";
import { isPending } from "./operations";
import { pathOfReference, selfLink } from "./paths";

type Replace = (reference: string, field: string, collections: readonly string[]) => string | undefined;

/** Turns every reference of a resource into a full link, and refuses those that lead nowhere. */
export function linkReferences(change: Change, collection: Collection): void {
  eachReference(change.resource, collection.references ?? {}, "resource", (reference, field, collections) => {
    if (reference === "") return undefined;
    const path = pathOfReference(reference, change.project);
    if (path === undefined) throw invalidField(field, reference, "The URL is malformed.");
    if (!collections.includes(path.split("/").at(-2) ?? "")) {
      throw invalidField(field, reference, `Unexpected resource collection '${path.split("/").at(-2)}'.`);
    }
    if (!change.cloud.store.has(path)) throw notFound(path);
    if (isPending(change.cloud, path)) throw notReady(path);
    return reference.startsWith("//") ? reference : selfLink(path);
  });
}

/** The paths that a stored resource references. */
export function referencesOf(resource: JsonObject, collection: Collection): string[] {
  const paths: string[] = [];
  eachReference(resource, collection.references ?? {}, "resource", (reference) => {
    const path = pathOfReference(reference, "");
    if (path !== undefined) paths.push(path);
    return reference;
  });
  return paths;
}

/** The path of the first resource, by name, that references a path. */
export function userOf(cloud: Cloud, path: string, collections: readonly Collection[]): string | undefined {
  for (const collection of collections) {
    const users = cloud.store.matching((candidate) => candidate.split("/").at(-2) === collection.name);
    const user = users.find(([, resource]) => referencesOf(resource, collection).includes(path));
    if (user) return user[0];
  }
  return undefined;
}

function eachReference(
  object: JsonObject,
  references: NonNullable<Collection["references"]>,
  at: string,
  replace: Replace,
): void {
  for (const [field, value] of Object.entries(object)) {
    const here = `${at}.${field}`;
    const collections = references[field];
    if (collections && (typeof value === "string" || isTexts(value))) {
      object[field] = replaceIn(value, here, collections, replace);
    } else if (Array.isArray(value)) {
      value.filter(isObject).forEach((entry, index) => eachReference(entry, references, `${here}[${index}]`, replace));
    } else if (isObject(value)) {
      eachReference(value, references, here, replace);
    }
  }
}

function replaceIn(value: string | string[], at: string, collections: readonly string[], replace: Replace) {
  if (typeof value === "string") return replace(value, at, collections);
  return value
    .map((entry, index) => replace(entry, `${at}[${index}]`, collections))
    .filter((entry) => entry !== undefined);
}

function isTexts(value: Json | undefined): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === "string");
}
