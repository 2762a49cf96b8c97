import { code, list, section, table } from "./markdown";
import { LoadBalancer, Tls } from "./load-balancers";
import { Resource, Stack } from "./stack";
import { hasIap, targetsOf } from "./backends";
import { byText, isOn, text, texts, unique } from "./values";

const SERVICE = "google_cloud_run_v2_service";
const INVOKER = "roles/run.invoker";
const IAP_USER = "roles/iap.httpsResourceAccessor";

/** How far a Cloud Run service can be reached, from the least to the most. */
export const INGRESS = [
  "INGRESS_TRAFFIC_NONE",
  "INGRESS_TRAFFIC_INTERNAL_ONLY",
  "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
  "INGRESS_TRAFFIC_ALL",
];

const INGRESS_WORDS = new Map([
  ["INGRESS_TRAFFIC_NONE", "**nobody**"],
  ["INGRESS_TRAFFIC_INTERNAL_ONLY", "only the project's own networks, **not the load balancer**"],
  ["INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER", "load balancers and the project's own networks"],
  ["INGRESS_TRAFFIC_ALL", "**everybody, past the load balancer too**"],
]);

/** The Cloud Run services that a stack makes. */
export function servicesOf(stack: Stack): readonly Resource[] {
  return stack.all(SERVICE);
}

/** From where a Cloud Run service can be reached. */
export function ingressOf({ config }: Resource): string {
  return text(config.ingress) ?? "INGRESS_TRAFFIC_ALL";
}

/** The ingress of a Cloud Run service in words. */
export function ingressWords(service: Resource): string {
  const ingress = ingressOf(service);
  return INGRESS_WORDS.get(ingress) ?? code(ingress);
}

/** Who may call a Cloud Run service; `allUsers` where nobody is asked. */
export function invokersOf(service: Resource): string[] {
  if (isOn(service.config.invoker_iam_disabled)) {
    return ["allUsers"];
  }
  const region = text(service.config.location);
  const grants = ["member", "binding"].flatMap((kind) => [
    ...service.stack.referring(`${SERVICE}_iam_${kind}`, "name", service.name),
    ...service.stack.referring(`google_cloud_run_service_iam_${kind}`, "service", service.name),
  ]);
  const members = grants
    .filter(({ config }) => text(config.role) === INVOKER)
    .filter(({ config }) => text(config.location) === undefined || text(config.location) === region)
    .flatMap(({ config }) => [...texts(config.member), ...texts(config.members)]);
  return [...new Set(members)].sort(byText);
}

/** Who may call a Cloud Run service, in words. */
export function invokerWords(service: Resource): string {
  if (isOn(service.config.invoker_iam_disabled)) {
    return "everybody who gets there, without an IAM check";
  }
  const invokers = invokersOf(service);
  return invokers.length === 0
    ? "**nobody that this stack grants it to**"
    : invokers.map((member) => (member === "allUsers" ? "everybody who gets there" : code(member))).join(", ");
}

/** What a TLS policy asks of visitors, in words. */
export function tlsWords({ minVersion, profile, policy }: Tls): string {
  if (policy === undefined) {
    return "**TLS 1.0 or later**, Google's default, for want of a policy";
  }
  const version = minVersion?.replace(/^TLS_(\d)_(\d)$/, "TLS $1.$2");
  return version === undefined
    ? `as policy ${policy} says`
    : `${version} or later, profile ${profile}, policy ${policy}`;
}

/** Where visitors of a load balancer come in. */
export function entrancesSection({ entrances }: LoadBalancer): string {
  const rows = entrances.map(({ address, port, scheme, httpsRedirect, isInTheClear, tls, decider }) => [
    address.ip === undefined ? address.label : `${address.label}, ${code(address.ip)}`,
    port,
    scheme,
    httpsRedirect ?? decider.label,
    tls ? tlsWords(tls) : scheme === "HTTPS" || httpsRedirect !== undefined ? "" : clearWords(isInTheClear),
  ]);
  return section("### Where visitors come in", table(["address", "port", "scheme", "answer", "TLS"], rows));
}

function clearWords(isInTheClear: boolean | undefined): string {
  return isInTheClear ? "**none: in the clear**" : "cannot be read here: perhaps none, **in the clear**";
}

/** Who can reach the Cloud Run services, and who must sign in. */
export function doorsSection(stack: Stack): string {
  const rows = servicesOf(stack).map((service) => [
    code(service.name),
    service.config.location === undefined ? "" : stack.label(service.config.location),
    ingressWords(service),
    invokerWords(service),
  ]);
  return section(
    "## Who can reach what",
    table(["Cloud Run service", "region", "is reached by", "may be called by"], rows),
    list([...stack.all("google_compute_backend_service").filter(hasIap).map(iapWords), ...elsewhere(stack)]),
  );
}

/** Who may pass Identity-Aware Proxy to a backend service, as far as the stack says. */
export function iapMembersOf({ stack, name }: Resource): string[] {
  return ["member", "binding"]
    .flatMap((kind) => stack.referring(`google_iap_web_backend_service_iam_${kind}`, "web_backend_service", name))
    .filter(({ config }) => text(config.role) === IAP_USER)
    .flatMap(({ config }) => [...texts(config.member), ...texts(config.members)])
    .sort(byText);
}

/** Services that somebody else makes, who sees to their doors. */
function elsewhere(stack: Stack): string[] {
  const targets = stack.all("google_compute_backend_service").flatMap(targetsOf);
  const words = targets
    .filter(({ platform, service }) => platform === "Cloud Run" && service === undefined)
    .map(({ label, region }) => `Cloud Run ${label}${region === undefined ? "" : ` in ${code(region)}`}`);
  return unique(words).map(
    (name) => `${name} is not made here: its ingress and who may call it are for its owner to see to`,
  );
}

function iapWords(backend: Resource): string {
  const members = iapMembersOf(backend);
  const who = members.length === 0 ? "nobody that this stack grants it to" : members.map(code).join(", ");
  return `Identity-Aware Proxy before ${code(backend.name)} lets in: ${who}`;
}
