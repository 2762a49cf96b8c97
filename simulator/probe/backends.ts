import { Cloud } from "../cloud";
import { pathOfReference } from "../compute/paths";
import { groupsOf } from "../compute/backend-services";
import { Request } from "../compute/url-map-routing";
import { canonical, child, children, JsonObject, number, text, without } from "../json";
import { letsAccountIn, letsEverybodyIn } from "../run/iam";
import { matchMask } from "./url-mask";
import { callerOf, hasIap, Problem, problemOfIap } from "./visitors";

/** Why a backend does not serve a visitor's request; `undefined` when it does. */
export function problemOfBackend(cloud: Cloud, path: string, request: Request, visitor: string): Problem | undefined {
  const backend = cloud.store.get(path);
  if (!backend) return { why: `${path} does not exist`, status: 502 };
  if (path.includes("/backendBuckets/")) return undefined;
  const refusal = hasIap(backend) ? problemBeforeService(cloud, path, request, visitor) : undefined;
  if (refusal) return refusal;
  const groups = groupsBehind(cloud, path);
  if (groups.length === 0) return { why: `${path} has no backends`, status: 503 };
  return groups
    .map(([group, neg]) => problemOfGroup(cloud, group, neg, { request, visitor, caller: callerOf(path, backend) }))
    .find((problem) => problem !== undefined);
}

/** A backend, and the Cloud Run services behind it: all that Identity-Aware Proxy can stand before. */
export function guardedBy(cloud: Cloud, path: string, request: Request): string[] {
  const services = groupsBehind(cloud, path).flatMap(([group, neg]) => serviceOf(group, neg, request) ?? []);
  return [path, ...services];
}

/** Whether somebody inside the VPC gets into a service behind a backend past the load balancer. */
export function isOpenInside(cloud: Cloud, path: string, request: Request): boolean {
  return groupsBehind(cloud, path).some(([group, neg]) => {
    const service = serviceOf(group, neg, request);
    const found = cloud.store.get(service ?? "");
    return service !== undefined && found !== undefined && !hasIap(found) && letsEverybodyIn(cloud, service, found);
  });
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

function problemBeforeService(cloud: Cloud, path: string, request: Request, visitor: string): Problem | undefined {
  if (request.scheme === "http") return { why: `${path} has Identity-Aware Proxy, which needs HTTPS`, status: 403 };
  const accept = request.headers.get("accept");
  return problemOfIap(cloud, path, visitor, accept !== undefined && !accept.includes("text/html"));
}

function groupsBehind(cloud: Cloud, path: string): [string, JsonObject][] {
  return groupsOf({ cloud, project: path.split("/")[1] }, cloud.store.get(path) ?? {});
}

/** A request, who sends it, and the account that calls for them. */
interface Coming {
  readonly request: Request;
  readonly visitor: string;
  readonly caller: string | undefined;
}

/** Only Cloud Run services are simulated: other targets always serve. */
function problemOfGroup(cloud: Cloud, path: string, neg: JsonObject, coming: Coming): Problem | undefined {
  if (!child(neg, "cloudRun")) return undefined;
  const { request } = coming;
  const service = serviceOf(path, neg, request);
  if (service !== undefined) return problemOfService(cloud, service, coming);
  return { why: `the URL mask of ${path} does not fit ${request.host}${request.path}`, status: 404 };
}

/** The path of the Cloud Run service behind a NEG. */
function serviceOf(path: string, neg: JsonObject, request: Request): string | undefined {
  const target = child(neg, "cloudRun");
  const name = text(target, "service") || matchMask(text(target, "urlMask"), request.host + request.path)?.service;
  const [, project, , region] = path.split("/");
  return name === undefined ? undefined : `projects/${project}/locations/${region}/services/${name}`;
}

function problemOfService(
  cloud: Cloud,
  path: string,
  { request, visitor, caller: before }: Coming,
): Problem | undefined {
  const service = cloud.store.get(path);
  if (!service) return { why: `${path} does not exist`, status: 404 };
  if (text(service, "latestReadyRevision") === "") return { why: `${path} has no revision that is ready`, status: 503 };
  if (text(service, "ingress") === "INGRESS_TRAFFIC_INTERNAL_ONLY") {
    return { why: `the ingress of ${path} keeps visitors out`, status: 404 };
  }
  const refusal = hasIap(service) ? problemBeforeService(cloud, path, request, visitor) : undefined;
  if (refusal) return refusal;
  const caller = callerOf(path, service) ?? before;
  if (caller !== undefined) {
    const why = `${path} does not let ${caller} in`;
    return letsAccountIn(cloud, path, service, caller) ? undefined : { why, status: 403 };
  }
  return letsEverybodyIn(cloud, path, service) ? undefined : { why: `${path} wants a login`, status: 403 };
}
