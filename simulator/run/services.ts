import { createHash } from "node:crypto";
import { Call, Handler } from "../call";
import { Cloud } from "../cloud";
import { ApiError } from "../errors";
import { deletePolicy } from "../iam/policies";
import { forgetWhoPasses } from "../iap/access";
import { LongRunningError, startLongRunning } from "../long-running";
import { child, children, copy, JsonObject, number, text } from "../json";
import { projectNumber } from "../resource-manager/projects";
import { isServing } from "./instances";
import { findExcess } from "./limits";

const namePattern = /^[a-z]([-a-z0-9]{0,47}[a-z0-9])?$/;
/** The tag of an image whose container does not start. */
const DOES_NOT_START = ":does-not-start";
const FAILED_PRECONDITION = 9;

/** Cloud Run services. */
export const serviceHandlers: { readonly [method: string]: Handler } = {
  "Services.CreateService": create,
  "Services.UpdateService": update,
  "Services.DeleteService": remove,
  "Services.GetService": (call) => copy(find(call.cloud, call.path)),
  "Services.ListServices": (call) => ({
    services: call.cloud.store.list(call.path).map(([, service]) => copy(service)),
  }),
};

/** The service at a path, or 404. */
export function find(cloud: Cloud, path: string): JsonObject {
  const service = cloud.store.get(path);
  if (service) return service;
  throw new ApiError(
    404,
    "NOT_FOUND",
    "notFound",
    `Resource '${path.split("/").at(-1)}' of kind 'SERVICE' in region '${path.split("/")[3]}' in project '${path.split("/")[1]}' does not exist.`,
  );
}

function create(call: Call): JsonObject {
  const name = call.query.get("serviceId") ?? "";
  const path = `${call.path}/${name}`;
  if (!namePattern.test(name)) {
    const rule =
      "only lowercase, digits, and hyphens; must begin with letter, and may not end with hyphen; must be less than 50 characters";
    throw refused("service_id", `Invalid resource ID '${name}': ${rule}.`);
  }
  if (call.cloud.store.has(path)) {
    throw new ApiError(409, "ALREADY_EXISTS", "alreadyExists", `Resource '${name}' already exists.`);
  }
  const service: JsonObject = { ...copy(call.body), name: path, uid: uidOf(path, call.cloud.store.next()) };
  return save(call, service, undefined);
}

/** Without a mask the whole service is replaced. */
function update(call: Call): JsonObject {
  const previous = find(call.cloud, call.path);
  const given = text(call.body, "etag");
  if (given !== "" && given !== text(previous, "etag")) {
    throw new ApiError(409, "ABORTED", "aborted", "The etag does not match the current version of the resource.");
  }
  const mask = (call.query.get("updateMask") ?? "").split(",").filter((field) => field !== "" && field !== "*");
  const masked = Object.fromEntries(mask.map((field) => field.split(".")[0]).map((field) => [field, call.body[field]]));
  const wanted = mask.length > 0 ? { ...copy(previous), ...copy(masked) } : copy(call.body);
  for (const field of Object.keys(wanted)) if (wanted[field] === null) delete wanted[field];
  return save(call, { ...wanted, name: call.path, uid: previous.uid }, previous);
}

function remove(call: Call): JsonObject {
  const service = find(call.cloud, call.path);
  call.cloud.store.delete(call.path);
  deletePolicy(call.cloud, call.path);
  forgetWhoPasses(call.cloud, call.path);
  return operation(call, service);
}

function save(call: Call, service: JsonObject, previous: JsonObject | undefined): JsonObject {
  check(service);
  const generation = (number(previous, "generation") ?? 0) + 1;
  const now = call.cloud.clock.timestamp();
  complete(service);
  const name = text(service, "name").split("/").at(-1) ?? "";
  const revision = `${text(service, "name")}/revisions/${name}-${String(generation).padStart(5, "0")}`;
  const broken = startError(service, revision);
  Object.assign(service, {
    generation: String(generation),
    observedGeneration: String(generation),
    createTime: previous?.createTime ?? now,
    updateTime: now,
    creator: "simulator@example.com",
    lastModifier: "simulator@example.com",
    etag: `"${createHash("sha256")
      .update(`${service.name as string}${generation}`)
      .digest("hex")
      .slice(0, 16)}"`,
    terminalCondition: {
      type: "Ready",
      state: broken === undefined ? "CONDITION_SUCCEEDED" : "CONDITION_FAILED",
      message: broken?.message,
      lastTransitionTime: now,
    },
    conditions: [],
    latestReadyRevision: broken === undefined ? revision : previous?.latestReadyRevision,
    latestCreatedRevision: revision,
    trafficStatuses: children(service, "traffic").map((target) => copy(target)),
    ...uris(service, name),
  });
  call.cloud.store.set(text(service, "name"), service);
  return operation(call, service, broken);
}

/** Why a new revision does not become ready; requests go on to the one before, where there is one. */
function startError(service: JsonObject, revision: string): LongRunningError | undefined {
  const containers = children(child(service, "template"), "containers");
  const broken = containers.find((container) => text(container, "image").endsWith(DOES_NOT_START));
  if (!broken) return undefined;
  const port = number(children(broken, "ports")[0], "containerPort");
  const message =
    `Revision '${revision.split("/").at(-1)}' is not ready and cannot serve traffic. The user-provided container failed to ` +
    `start and listen on the port defined provided by the PORT=${port} environment variable within the allocated timeout.`;
  return { code: FAILED_PRECONDITION, message };
}

function uris(service: JsonObject, name: string): JsonObject {
  const [, project, , region] = text(service, "name").split("/");
  const digest = createHash("sha256").update(project).digest("hex").slice(0, 10);
  const urls = [
    `https://${name}-${projectNumber(project)}.${region}.run.app`,
    `https://${name}-${digest}-uc.a.run.app`,
  ];
  return service.defaultUriDisabled === true ? {} : { uri: urls[1], urls };
}

function complete(service: JsonObject): void {
  service.ingress ??= "INGRESS_TRAFFIC_ALL";
  service.launchStage ??= "GA";
  const template: JsonObject = child(service, "template") ?? {};
  service.template = template;
  template.scaling ??= { maxInstanceCount: 100 };
  template.timeout ??= "300s";
  template.maxInstanceRequestConcurrency ??= 80;
  template.serviceAccount ??= `${projectNumber(text(service, "name").split("/")[1])}-compute@developer.gserviceaccount.com`;
  const containers = children(template, "containers");
  for (const container of containers) completeContainer(container, isServing(container, containers));
  for (const network of children(child(template, "vpcAccess"), "networkInterfaces")) {
    network.subnetwork ??= text(network, "network").split("/").at(-1) || undefined;
  }
  if (children(service, "traffic").length === 0) {
    service.traffic = [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }];
  }
}

function completeContainer(container: JsonObject, isServed: boolean): void {
  const resources: JsonObject = child(container, "resources") ?? { cpuIdle: true };
  container.resources = resources;
  resources.limits = { cpu: "1000m", memory: "512Mi", ...child(resources, "limits") };
  resources.startupCpuBoost ??= false;
  if (!isServed) return;
  if (children(container, "ports").length === 0) container.ports = [{ name: "http1", containerPort: 8080 }];
  const port = number(children(container, "ports")[0], "containerPort") ?? 8080;
  container.startupProbe ??= {
    timeoutSeconds: 240,
    periodSeconds: 240,
    failureThreshold: 1,
    tcpSocket: { port },
  };
  for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"]) {
    for (const kind of ["httpGet", "tcpSocket", "grpc"]) completePort(child(child(container, probe), kind), port);
  }
}

/** A probe without a port looks at the exposed port of its container. */
function completePort(probe: JsonObject | undefined, port: number): void {
  if (probe) probe.port ??= port;
}

function check(service: JsonObject): void {
  const template = child(service, "template");
  if (!template || children(template, "containers").length === 0) {
    throw refused("service.template.containers", "spec.template.spec.containers: must have at least one container");
  }
  for (const container of children(template, "containers")) {
    if (text(container, "image") === "") throw refused("service.template.containers.image", "image must be set");
  }
  const excess = findExcess(service);
  if (excess) throw refused(excess.field, excess.message);
}

function operation(call: Call, service: JsonObject, error?: LongRunningError): JsonObject {
  const response = { "@type": "type.googleapis.com/google.cloud.run.v2.Service", ...copy(service) };
  return startLongRunning(call.cloud, text(service, "name"), response, error);
}

function uidOf(path: string, number: number): string {
  const digest = createHash("sha256").update(`${path} ${number}`).digest("hex");
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
    digest.slice(20, 32),
  ].join("-");
}

function refused(field: string, message: string): ApiError {
  return new ApiError(400, "INVALID_ARGUMENT", "badRequest", message, [
    { "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: [{ field, description: message }] },
  ]);
}
