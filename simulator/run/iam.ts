import { createHash } from "node:crypto";
import { Call, Handler } from "../call";
import { Cloud } from "../cloud";
import { ApiError } from "../errors";
import { canonical, child, children, copy, JsonObject, text, texts } from "../json";
import { find } from "./services";

/** Who may do what with a Cloud Run service. */
export const iamHandlers: { readonly [method: string]: Handler } = {
  "Services.GetIamPolicy": (call) => {
    const path = serviceOf(call);
    find(call.cloud, path);
    return policyOf(call.cloud, path);
  },
  "Services.SetIamPolicy": setPolicy,
  "Services.TestIamPermissions": (call) => ({ permissions: texts(call.body, "permissions") }),
};

/** The IAM policy of a service; an empty one where none was set. */
export function policyOf(cloud: Cloud, path: string): JsonObject {
  return copy(cloud.store.get(`${path}:iamPolicy`) ?? { version: 1, etag: etagOf({}) });
}

/** Whether anybody, without a login, may call the service. */
export function letsEverybodyIn(cloud: Cloud, path: string, service: JsonObject): boolean {
  if (service.invokerIamDisabled === true) return true;
  return children(policyOf(cloud, path), "bindings").some(
    (binding) =>
      text(binding, "role") === "roles/run.invoker" &&
      child(binding, "condition") === undefined &&
      texts(binding, "members").includes("allUsers"),
  );
}

function setPolicy(call: Call): JsonObject {
  const path = serviceOf(call);
  find(call.cloud, path);
  const policy: JsonObject = child(call.body, "policy") ?? {};
  const etag = text(policy, "etag");
  if (etag !== "" && etag !== text(policyOf(call.cloud, path), "etag")) {
    const message =
      "There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.";
    throw new ApiError(409, "ABORTED", "aborted", message);
  }
  for (const binding of children(policy, "bindings")) checkMembers(binding);
  const bindings = children(policy, "bindings").filter((binding) => texts(binding, "members").length > 0);
  const stored: JsonObject = {
    version: policy.version ?? 1,
    bindings,
    etag: etagOf({ bindings, at: call.cloud.store.next() }),
  };
  call.cloud.store.set(`${path}:iamPolicy`, stored);
  return copy(stored);
}

function checkMembers(binding: JsonObject): void {
  const prefixes = /^(user|group|serviceAccount|domain|principal|principalSet|deleted|project(Owner|Editor|Viewer)):.+/;
  const known = (member: string) => ["allUsers", "allAuthenticatedUsers"].includes(member) || prefixes.test(member);
  const wrong = texts(binding, "members").find((member) => !known(member));
  if (wrong === undefined) return;
  throw new ApiError(400, "INVALID_ARGUMENT", "badRequest", `Invalid member: ${wrong}`);
}

function serviceOf(call: Call): string {
  return call.path.replace(/:\w+$/, "");
}

function etagOf(content: JsonObject): string {
  const digest = createHash("sha256").update(canonical(content)).digest("hex");
  return Buffer.from(digest.slice(0, 9)).toString("base64");
}
