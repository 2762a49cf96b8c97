import { Call } from "../call";
import { Cloud } from "../cloud";
import { isActive } from "../compute/ssl-certificates";
import { ApiError, notSimulated } from "../errors";
import { canonical, child, copy, JsonObject, text, without } from "../json";
import { startLongRunning } from "../long-running";
import { Kind, kinds } from "./kinds";
import { find, refused } from "./rules";
import { usersOfTrustConfig } from "./trust-configs";

const verbs: { readonly [verb: string]: (call: Call, kind: Kind) => JsonObject } = {
  Create: create,
  Get: get,
  List: list,
  Update: update,
  Delete: remove,
};

/** Answers a call of the Certificate Manager API. */
export function certificateManager(call: Call): JsonObject {
  const [, verb, noun] = /^CertificateManager\.(Create|Get|List|Update|Delete)(\w+)$/.exec(call.method) ?? [];
  const plural = (name: string) => (name.endsWith("y") ? `${name.slice(0, -1)}ies` : `${name}s`);
  const kind = kinds.find(({ name }) => name === noun || (verb === "List" && plural(name) === noun));
  if (!kind) throw notSimulated(call.method);
  return verbs[verb](call, kind);
}

function create(call: Call, kind: Kind): JsonObject {
  const id = call.query.get(kind.idParameter) ?? "";
  if (!/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(id)) throw refused(`invalid resource id '${id}'`);
  const path = `${call.path}/${id}`;
  if (call.cloud.store.has(path)) {
    throw new ApiError(409, "ALREADY_EXISTS", "alreadyExists", `Resource '${path}' already exists`);
  }
  if (kind.name === "CertificateMapEntry") find(call.cloud, call.path.replace(/\/certificateMapEntries$/, ""));
  const now = call.cloud.clock.timestamp();
  return save(call, kind, { ...copy(call.body), name: path, createTime: now, updateTime: now });
}

function get(call: Call): JsonObject {
  return present(call.cloud, find(call.cloud, call.path));
}

function list(call: Call, kind: Kind): JsonObject {
  const entries = call.cloud.store.list(call.path).map(([, resource]) => present(call.cloud, resource));
  return { [kind.collection]: entries };
}

/** Sets the fields of the mask. Terraform sends none for a trust config: all fields are set then. */
function update(call: Call, kind: Kind): JsonObject {
  const previous = find(call.cloud, call.path);
  const given = call.query.get("updateMask") ?? "description,labels,trustStores,allowlistedCertificates";
  const mask = given.split(",").filter((field) => field !== "");
  const fields = mask.map((field) =>
    field.split(".")[0].replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
  );
  const changes = Object.fromEntries(fields.map((field) => [field, call.body[field] ?? undefined]));
  const fixed = kind.immutable.find(
    (field) => field in changes && canonical(changes[field]) !== canonical(previous[field]),
  );
  if (fixed !== undefined) throw refused(`field ${fixed} cannot be changed`);
  return save(call, kind, { ...copy(previous), ...copy(changes), updateTime: call.cloud.clock.timestamp() });
}

function remove(call: Call, kind: Kind): JsonObject {
  const resource = find(call.cloud, call.path);
  const user = userOf(call.cloud, call.path);
  if (user !== undefined) {
    const message = `can't delete ${kind.name} '${call.path}' that is referenced by '${user}'`;
    throw new ApiError(400, "FAILED_PRECONDITION", "failedPrecondition", message);
  }
  call.cloud.store.delete(call.path);
  return startLongRunning(call.cloud, text(resource, "name"), {});
}

function userOf(cloud: Cloud, path: string): string | undefined {
  const users = cloud.store.matching((candidate) => candidate !== path);
  const [policy] = usersOfTrustConfig(cloud, path);
  if (policy !== undefined) return policy;
  return users.find(([candidate, resource]) => {
    const kind = kinds.find(({ collection }) => candidate.split("/").at(-2) === collection);
    const proxy = candidate.includes("/targetHttpsProxies/") && text(resource, "certificateMap").endsWith(`/${path}`);
    return proxy || (kind?.references(resource).includes(path) ?? false);
  })?.[0];
}

function save(call: Call, kind: Kind, resource: JsonObject): JsonObject {
  const path = text(resource, "name");
  kind.prepare(call.cloud, path, resource);
  call.cloud.store.set(path, resource);
  return startLongRunning(call.cloud, path, present(call.cloud, resource));
}

/** What a reader sees: no private keys, and the state that a managed certificate has now. */
function present(cloud: Cloud, resource: JsonObject): JsonObject {
  const seen = Object.fromEntries(Object.entries(resource).filter(([field]) => !field.startsWith("_")));
  const managed = child(resource, "managed");
  if (managed)
    return { ...seen, managed: { ...managed, state: isActive(cloud, resource) ? "ACTIVE" : "PROVISIONING" } };
  return copy(without(seen, "selfManaged"));
}
