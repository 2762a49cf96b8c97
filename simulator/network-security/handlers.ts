import { Call, Handler } from "../call";
import { Cloud } from "../cloud";
import { pathOfReference } from "../compute/paths";
import { ApiError, notFound } from "../errors";
import { child, children, copy, JsonObject, text } from "../json";
import { startLongRunning } from "../long-running";
import { projectNumber } from "../resource-manager/projects";
import { trustConfigPath } from "./client-certificates";

const FAILED_PRECONDITION = 9;

const handlers: { readonly [method: string]: Handler } = {
  "NetworkSecurity.ListServerTlsPolicies": (call) => ({
    serverTlsPolicies: call.cloud.store.list(`${call.path}`).map(([, policy]) => copy(policy)),
  }),
  "NetworkSecurity.GetServerTlsPolicy": (call) => copy(find(call.cloud, call.path)),
  "NetworkSecurity.CreateServerTlsPolicy": create,
  "NetworkSecurity.UpdateServerTlsPolicy": update,
  "NetworkSecurity.DeleteServerTlsPolicy": remove,
};

/** Answers a call of the Network Security API. */
export function networkSecurity(call: Call): JsonObject {
  return handlers[call.method](call);
}

function create(call: Call): JsonObject {
  const id = call.query.get("serverTlsPolicyId") ?? "";
  if (!/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(id)) throw refused(`invalid resource id '${id}'`);
  const path = `${call.path}/${id}`;
  if (call.cloud.store.has(path)) {
    throw new ApiError(409, "ALREADY_EXISTS", "alreadyExists", `Resource '${path}' already exists`);
  }
  const now = call.cloud.clock.timestamp();
  return save(call, { ...copy(call.body), name: path, createTime: now, updateTime: now });
}

/** Those for load balancers can be replaced, but not changed. */
function update(call: Call): JsonObject {
  const previous = find(call.cloud, call.path);
  if (text(child(previous, "mtlsPolicy"), "clientValidationMode") !== "") {
    const message = "Update not supported for ServerTlsPolicy created for Load Balancer";
    return startLongRunning(call.cloud, call.path, {}, { code: FAILED_PRECONDITION, message });
  }
  const mask = (call.query.get("updateMask") ?? "").split(",").filter((field) => field !== "");
  const changes = Object.fromEntries(mask.map((field) => [field, call.body[field]]));
  return save(call, { ...copy(previous), ...copy(changes), updateTime: call.cloud.clock.timestamp() });
}

function remove(call: Call): JsonObject {
  find(call.cloud, call.path);
  const user = userOf(call.cloud, call.path);
  if (user !== undefined) {
    const message = `The server_tls_policy resource '${call.path}' is already being used by '${user}'`;
    throw new ApiError(400, "FAILED_PRECONDITION", "resourceInUseByAnotherResource", message);
  }
  call.cloud.store.delete(call.path);
  return startLongRunning(call.cloud, call.path, {});
}

function userOf(cloud: Cloud, path: string): string | undefined {
  const proxies = cloud.store.matching((candidate) => candidate.split("/").at(-2) === "targetHttpsProxies");
  return proxies.find(([, proxy]) => pathOfReference(text(proxy, "serverTlsPolicy"), "") === path)?.[0];
}

function save(call: Call, policy: JsonObject): JsonObject {
  check(call.cloud, policy);
  const path = text(policy, "name");
  call.cloud.store.set(path, policy);
  return startLongRunning(call.cloud, path, copy(policy));
}

/** Refuses what Google refuses, and names the trust config by the number of its project, as Google does. */
function check(cloud: Cloud, policy: JsonObject): void {
  const mtls = child(policy, "mtlsPolicy");
  if (children(mtls, "clientValidationCa").length > 1) throw refused("only one client_validation_ca is allowed");
  const mode = text(mtls, "clientValidationMode");
  const trustConfig = text(mtls, "clientValidationTrustConfig");
  if (mode === "CLIENT_VALIDATION_MODE_UNSPECIFIED") throw refused("client_validation_mode must be specified");
  if (mode === "" && trustConfig !== "") throw refused("client_validation_trust_config needs a client_validation_mode");
  if (!mtls || mode === "") return;
  if (policy.allowOpen === true) throw refused("allow_open must be false for load balancers");
  if (child(policy, "serverCertificate")) throw refused("server_certificate must be empty for load balancers");
  if (children(mtls, "clientValidationCa").length > 0) {
    throw refused("client_validation_ca must be empty for load balancers");
  }
  if (trustConfig === "") {
    if (mode === "REJECT_INVALID") throw refused("REJECT_INVALID needs a client_validation_trust_config");
    return;
  }
  mtls.clientValidationTrustConfig = checkTrustConfig(cloud, mode, trustConfig);
}

function checkTrustConfig(cloud: Cloud, mode: string, reference: string): string {
  const path = trustConfigPath(cloud, reference) ?? "";
  const config = cloud.store.get(path);
  if (!config || path.split("/").at(-2) !== "trustConfigs") throw notFound(reference);
  const isEmpty = children(config, "trustStores").length + children(config, "allowlistedCertificates").length === 0;
  if (isEmpty && mode === "REJECT_INVALID") throw refused("REJECT_INVALID needs a trust config that is not empty");
  const [projects, project, ...rest] = path.split("/");
  return [projects, projectNumber(project), ...rest].join("/");
}

function find(cloud: Cloud, path: string): JsonObject {
  const policy = cloud.store.get(path);
  if (!policy) throw new ApiError(404, "NOT_FOUND", "notFound", `Resource '${path}' was not found`);
  return policy;
}

function refused(message: string): ApiError {
  return new ApiError(400, "INVALID_ARGUMENT", "badRequest", message);
}
