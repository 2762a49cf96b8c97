import { invalid, invalidField } from "../errors";
import { forgetWhoPasses } from "../iap/access";
import { child, children, JsonObject, number, text, texts } from "../json";
import { checkCdnPolicy, completeCdnPolicy } from "./cdn-policy";
import { Change, Collection } from "./collection";
import {
  checkCustomHeaders,
  isHeaderName,
  checkIap,
  checkOutlierDetection,
  completeIap,
} from "./backend-service-features";
import { serverlessKind } from "./network-endpoint-groups";
import { pathOfReference } from "./paths";
import { checkPolicyType } from "./security-policies";

const serverlessGroups = "Serverless network endpoint groups";

/** Backend services. */
export const backendServices: Collection = {
  name: "backendServices",
  noun: "backend_service",
  kind: "compute#backendService",
  references: {
    group: ["networkEndpointGroups"],
    securityPolicy: ["securityPolicies"],
    edgeSecurityPolicy: ["securityPolicies"],
  },
  fingerprint: "required",
  immutable: ["name", "loadBalancingScheme"],
  keptByUpdate: ["securityPolicy", "edgeSecurityPolicy"],
  complete,
  check,
  forget: forgetWhoPasses,
};

/** The path and the resource of each NEG behind a backend service. */
export function groupsOf({ cloud, project }: Pick<Change, "cloud" | "project">, service: JsonObject) {
  return children(service, "backends").flatMap((backend): [string, JsonObject][] => {
    const path = pathOfReference(text(backend, "group"), project) ?? "";
    const group = cloud.store.get(path);
    return group ? [[path, group]] : [];
  });
}

function complete(change: Change): void {
  const { resource } = change;
  resource.loadBalancingScheme ??= "EXTERNAL";
  resource.protocol ??= "HTTP";
  resource.sessionAffinity ??= "NONE";
  resource.affinityCookieTtlSec ??= 0;
  resource.timeoutSec ??= 30;
  resource.enableCDN ??= false;
  resource.connectionDraining ??= { drainingTimeoutSec: 0 };
  resource.port ??= 80;
  for (const backend of children(resource, "backends")) {
    backend.balancingMode ??= "UTILIZATION";
    backend.capacityScaler ??= 1;
  }
  const logConfig = child(resource, "logConfig");
  if (logConfig?.enable === true) logConfig.sampleRate ??= 1;
  completeCdnPolicy(change);
  completeIap(change);
}

function check(change: Change): void {
  const groups = groupsOf(change, change.resource);
  checkPolicyType(change, "securityPolicy", "CLOUD_ARMOR");
  checkPolicyType(change, "edgeSecurityPolicy", "CLOUD_ARMOR_EDGE");
  if (groups.length > 0) checkServerless(change.resource, groups);
  checkCdnPolicy(change.resource);
  checkIap(change.resource);
  checkOutlierDetection(change.resource);
  checkCustomHeaders(change.resource);
  checkLogConfig(change.resource);
}

function checkServerless(service: JsonObject, groups: readonly [string, JsonObject][]): void {
  if (texts(service, "healthChecks").length > 0) {
    throw invalidField(
      "resource.healthChecks",
      "",
      `A backend service with ${serverlessGroups} cannot have health checks.`,
    );
  }
  if (number(service, "timeoutSec") !== 30) {
    throw unsupported("timeoutSec", String(number(service, "timeoutSec")), "Timeout sec");
  }
  const portName = text(service, "portName");
  if (portName !== "" && portName !== "http") throw unsupported("portName", portName, "Port name");
  const affinity = text(service, "sessionAffinity");
  if (affinity !== "NONE") throw unsupported("sessionAffinity", affinity, "Session affinity");
  if (service.localityLbPolicy !== undefined) {
    throw unsupported("localityLbPolicy", text(service, "localityLbPolicy"), "Locality load balancing policy");
  }
  checkProtocol(text(service, "protocol"));
  checkGroups(service, groups);
}

function checkProtocol(protocol: string): void {
  if (["HTTP", "HTTPS", "HTTP2"].includes(protocol)) return;
  throw unsupported("protocol", protocol, `Protocol ${protocol}`);
}

function checkGroups(service: JsonObject, groups: readonly [string, JsonObject][]): void {
  const regions = groups.map(([path]) => path.split("/")[3]);
  const twice = regions.find((region, index) => regions.indexOf(region) !== index);
  if (twice !== undefined) {
    const value = text(children(service, "backends")[regions.lastIndexOf(twice)], "group");
    const why = `There can be only one ${serverlessGroups.slice(0, -1)} per region in a backend service.`;
    throw invalidField("resource.backends", value, why);
  }
  const kinds = new Set(groups.map(([, group]) => serverlessKind(group)));
  if (kinds.size > 1) {
    throw invalid(`${serverlessGroups} of different types cannot be combined in one backend service.`);
  }
  if (kinds.has("appEngine") && groups.length > 1) {
    throw invalid("Multi-region load balancing is not supported with App Engine.");
  }
}

function checkLogConfig(service: JsonObject): void {
  const logConfig = child(service, "logConfig");
  const rate = number(logConfig, "sampleRate");
  if (rate !== undefined && (rate < 0 || rate > 1)) {
    throw invalidField("resource.logConfig.sampleRate", String(rate), "Must be between 0 and 1.");
  }
  if (texts(logConfig, "optionalFields").length > 0 && text(logConfig, "optionalMode") !== "CUSTOM") {
    throw invalidField("resource.logConfig.optionalFields", "", "Only supported when optionalMode is CUSTOM.");
  }
  for (const field of ["loggingHttpRequestHeaders", "loggingHttpResponseHeaders"]) {
    const names = children(logConfig, field).map((header) => text(header, "headerName"));
    const wrong = names.find((name) => !isHeaderName(name));
    if (wrong !== undefined) throw invalidField(`resource.logConfig.${field}`, wrong, "Invalid header name.");
    if (names.length > 0 && logConfig?.enable !== true) {
      throw invalidField(`resource.logConfig.${field}`, "", "Only supported when logging is enabled.");
    }
  }
}

function unsupported(field: string, value: string, what: string) {
  const why = `${what} is not supported for a backend service with ${serverlessGroups}.`;
  return invalidField(`resource.${field}`, value, why);
}
