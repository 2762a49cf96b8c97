import { Cloud } from "../cloud";
import { pathOfReference } from "../compute/paths";
import { groupsOf } from "../compute/backend-services";
import { Request } from "../compute/url-map-routing";
import { canonical, child, children, JsonObject, number, text, without } from "../json";
import { letsEverybodyIn } from "../run/iam";
import { matchMask } from "./url-mask";

/** Why a request is not served, and the status of the answer. */
export interface Problem {
  readonly why: string;
  readonly status: number;
}

/** Why a backend does not serve a request; `undefined` when it does. */
export function problemOfBackend(cloud: Cloud, path: string, request: Request): Problem | undefined {
  const backend = cloud.store.get(path);
  if (!backend) return { why: `${path} does not exist`, status: 502 };
  if (path.includes("/backendBuckets/")) return undefined;
  const project = path.split("/")[1];
  const groups = groupsOf({ cloud, project }, backend);
  if (groups.length === 0) return { why: `${path} has no backends`, status: 503 };
  return groups
    .map(([group, neg]) => problemOfGroup(cloud, group, neg, request))
    .find((problem) => problem !== undefined);
}

/** The Armor rules in front of a backend, each in one form that leaves out priority and description. */
export function rulesOfBackend(cloud: Cloud, path: string): string[] {
  const backend = cloud.store.get(path);
  return ["securityPolicy", "edgeSecurityPolicy"].flatMap((field) => {
    const policy = cloud.store.get(pathOfReference(text(backend, field), "") ?? "");
    return children(policy, "rules")
      .filter(restricts)
      .map((rule) => formOf(field, rule));
  });
}

/** The default rule that lets all pass guards nothing. */
function restricts(rule: JsonObject): boolean {
  return !(text(rule, "action") === "allow" && number(rule, "priority") === 2_147_483_647);
}

function formOf(field: string, rule: JsonObject): string {
  return `${field} ${canonical(without(rule, "priority", "description", "kind"))}`;
}

/** Only Cloud Run services are simulated: other targets always serve. */
function problemOfGroup(cloud: Cloud, path: string, neg: JsonObject, request: Request): Problem | undefined {
  const target = child(neg, "cloudRun");
  if (!target) return undefined;
  const service = text(target, "service") || matchMask(text(target, "urlMask"), request.host + request.path)?.service;
  if (service === undefined) {
    return { why: `the URL mask of ${path} does not fit ${request.host}${request.path}`, status: 404 };
  }
  const [, project, , region] = path.split("/");
  return problemOfService(cloud, `projects/${project}/locations/${region}/services/${service}`);
}

function problemOfService(cloud: Cloud, path: string): Problem | undefined {
  const service = cloud.store.get(path);
  if (!service) return { why: `${path} does not exist`, status: 404 };
  if (text(service, "latestReadyRevision") === "") return { why: `${path} has no revision that is ready`, status: 503 };
  if (text(service, "ingress") === "INGRESS_TRAFFIC_INTERNAL_ONLY") {
    return { why: `the ingress of ${path} keeps visitors out`, status: 404 };
  }
  return letsEverybodyIn(cloud, path, service) ? undefined : { why: `${path} wants a login`, status: 403 };
}
