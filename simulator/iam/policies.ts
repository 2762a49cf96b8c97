import { createHash } from "node:crypto";
import { Call } from "../call";
import { Cloud } from "../cloud";
import { ApiError } from "../errors";
import { canonical, child, children, copy, JsonObject, text, texts } from "../json";

/** The IAM policy of a resource; an empty one where none was set. */
export function policyOf(cloud: Cloud, path: string): JsonObject {
  return copy(cloud.store.get(keyOf(path)) ?? { version: 1, etag: etagOf({}) });
}

/** Sets the IAM policy of a resource. One that grants nothing is none. */
export function setPolicy({ cloud, body }: Call, path: string): JsonObject {
  const policy: JsonObject = child(body, "policy") ?? {};
  const etag = text(policy, "etag");
  if (etag !== "" && etag !== text(policyOf(cloud, path), "etag")) {
    const message =
      "There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.";
    throw new ApiError(409, "ABORTED", "aborted", message);
  }
  for (const binding of children(policy, "bindings")) checkMembers(binding);
  const bindings = children(policy, "bindings").filter((binding) => texts(binding, "members").length > 0);
  const stored: JsonObject = {
    version: policy.version ?? 1,
    bindings,
    etag: etagOf({ bindings, at: cloud.store.next() }),
  };
  cloud.store.set(keyOf(path), stored);
  return copy(stored);
}

/** Forgets the IAM policy of a resource that is deleted. */
export function deletePolicy(cloud: Cloud, path: string): void {
  cloud.store.delete(keyOf(path));
}

/** Who has a role on a resource. Bindings with a condition are left out. */
export function membersOf(cloud: Cloud, path: string, role: string): string[] {
  return children(policyOf(cloud, path), "bindings")
    .filter((binding) => text(binding, "role") === role && child(binding, "condition") === undefined)
    .flatMap((binding) => texts(binding, "members"));
}

function checkMembers(binding: JsonObject): void {
  const prefixes = /^(user|group|serviceAccount|domain|principal|principalSet|deleted|project(Owner|Editor|Viewer)):.+/;
  const misnamed = /^(user|group):([^@]*|.*@[^.]*)$|^domain:(.*@.*|[^.]*)$/;
  const known = (member: string) =>
    ["allUsers", "allAuthenticatedUsers"].includes(member) || (prefixes.test(member) && !misnamed.test(member));
  const members = texts(binding, "members");
  const wrong = members.find((member) => !known(member));
  if (wrong !== undefined) throw new ApiError(400, "INVALID_ARGUMENT", "badRequest", `Invalid member: ${wrong}`);
  // of all accounts, only those of Google's services have names that can be checked
  const agents = members.filter((member) => /@gcp-sa-[a-z-]+\.iam\.gserviceaccount\.com$/.test(member));
  const gone = agents.find((member) => !/^serviceAccount:service-\d+@/.test(member));
  if (gone === undefined) return;
  const message = `Service account ${gone.replace(/^\w+:/, "")} does not exist.`;
  throw new ApiError(400, "INVALID_ARGUMENT", "badRequest", message);
}

function keyOf(path: string): string {
  return `${path}:iamPolicy`;
}

function etagOf(content: JsonObject): string {
  const digest = createHash("sha256").update(canonical(content)).digest("hex");
  return Buffer.from(digest.slice(0, 9)).toString("base64");
}
