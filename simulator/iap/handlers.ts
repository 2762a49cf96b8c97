import { Call, Handler } from "../call";
import { ApiError } from "../errors";
import { policyOf, setPolicy } from "../iam/policies";
import { JsonObject, text, without } from "../json";
import { projectId } from "../resource-manager/projects";
import { iapResource, setSettings, settingsOf } from "./access";

const service = "IdentityAwareProxyAdminService";
const handlers: { readonly [method: string]: Handler } = {
  [`${service}.GetIamPolicy`]: (call) => policyOf(call.cloud, resourceOf(call)),
  [`${service}.SetIamPolicy`]: (call) => setPolicy(call, resourceOf(call)),
  [`${service}.GetIapSettings`]: (call) => ({ ...settingsOf(call.cloud, resourceOf(call)), name: nameOf(call) }),
  [`${service}.UpdateIapSettings`]: updateSettings,
};

/** Answers a call of the API of Identity-Aware Proxy. */
export function identityAwareProxy(call: Call): JsonObject {
  return handlers[call.method](call);
}

/** Without a mask all settings are replaced. */
function updateSettings(call: Call): JsonObject {
  const path = resourceOf(call);
  const mask = (call.query.get("updateMask") ?? "").split(",").filter((field) => field !== "");
  const first = (field: string) => field.split(".")[0].replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const masked = Object.fromEntries(mask.map(first).map((field) => [field, call.body[field]]));
  const wanted = mask.length === 0 ? without(call.body, "name") : { ...settingsOf(call.cloud, path), ...masked };
  return { ...setSettings(call.cloud, path, wanted), name: nameOf(call) };
}

/** The path of the resource that a call is about: all web resources of a project, all of one kind, or one that exists. */
function resourceOf(call: Call): string {
  const [, given, rest = ""] = /^projects\/([^/]+)\/iap_web(\/.+)?$/.exec(nameOf(call)) ?? [];
  if (given === undefined) throw new ApiError(400, "INVALID_ARGUMENT", "badRequest", "Invalid resource name.");
  const project = projectId(call.cloud, given);
  const [, region, service] = /^\/cloud_run-([^/]+)\/services\/([^/]+)$/.exec(rest) ?? [];
  if (service !== undefined) {
    const path = `projects/${project}/locations/${region}/services/${service}`;
    if (!call.cloud.store.has(path)) throw notFound();
    return iapResource(path);
  }
  const [, name] = /^\/compute\/services\/([^/]+)$/.exec(rest) ?? [];
  if (name === undefined) return `projects/${project}/iap_web${rest}`;
  const services = call.cloud.store.list(`projects/${project}/global/backendServices`);
  const found = services.find(([, entry]) => [text(entry, "name"), text(entry, "id")].includes(name));
  if (!found) throw notFound();
  return iapResource(found[0]);
}

function notFound(): ApiError {
  return new ApiError(404, "NOT_FOUND", "notFound", "Requested entity was not found.");
}

function nameOf(call: Call): string {
  return call.path.replace(/:\w+$/, "");
}
