import { labelOfValue } from "./labels";
import { Reach, hasIap, ingressArgument, ingressOf, invokerCheckDisabled } from "../app/access";
import { iapWords, targetsOf } from "./backends";
import { iapMembersOf, invokersOf, memberWords } from "./grants";
import { LoadBalancer, Tls } from "./load-balancers";
import { code, list, section, table } from "./markdown";
import { Resource, Stack } from "../app/stack";
import {
  BACKEND_SERVICE,
  CLOUD_FUNCTION,
  CLOUD_FUNCTION_2,
  CLOUD_RUN_SERVICE,
  CLOUD_RUN_SERVICE_V1,
  NETWORK_SETTINGS,
} from "../app/types";
import { text } from "../app/values";
import { unique } from "./values";

/** What visitors can reach by itself, and what it is called. */
const NOUNS = new Map([
  [CLOUD_RUN_SERVICE, "Cloud Run service"],
  [CLOUD_RUN_SERVICE_V1, "Cloud Run service"],
  [CLOUD_FUNCTION_2, "function"],
  [CLOUD_FUNCTION, "function"],
  [NETWORK_SETTINGS, "App Engine service"],
]);

/** How far a service can be reached, from the least to the most. */
export const REACHES: readonly Reach[] = ["nowhere", "inside", "load balancer", "everywhere"];

const REACH_WORDS = new Map<Reach, string>([
  ["nowhere", "**nobody**"],
  ["inside", "only the project's own networks, **not the load balancer**"],
  ["load balancer", "load balancers and the project's own networks"],
  ["everywhere", "**everybody, past the load balancer too**"],
]);

/** The services that a stack makes: of Cloud Run, functions, and App Engine where it has network settings. */
export function servicesOf(stack: Stack): readonly Resource[] {
  return [...NOUNS.keys()].flatMap((type) => stack.ofType(type));
}

/** What a service is, with its name. */
export function serviceWords({ type, name }: Resource): string {
  return `${NOUNS.get(type) ?? "service"} ${code(name)}`;
}

/** From where a service can be reached, in words. */
export function ingressWords(service: Resource): string {
  return REACH_WORDS.get(ingressOf(service)) ?? code(text(ingressArgument(service)) ?? "unknown");
}

/** Who may call a service, in words. */
export function invokerWords(service: Resource): string {
  if (service.type === NETWORK_SETTINGS) {
    return "";
  }
  const invokers = invokersOf(service);
  const asked = memberWords(invokers, "**nobody that this stack grants it to**");
  const everybody = "everybody who gets there, without an IAM check";
  switch (invokers.isChecked) {
    case true:
      return asked;
    case false:
      return everybody;
    default:
      return `${everybody}, if ${code(text(invokerCheckDisabled(service)) ?? "")}; else ${asked}`;
  }
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
export function frontEndsSection({ frontEnds }: LoadBalancer): string {
  const rows = frontEnds.map(({ address, port, scheme, httpsRedirect, isInTheClear, tls, decider }) => [
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
export function accessSection(stack: Stack): string {
  const rows = servicesOf(stack).map((service) => [
    code(service.name),
    placeOf(service) === undefined ? "" : labelOfValue(stack, placeOf(service)),
    ingressWords(service),
    invokerWords(service),
  ]);
  const proxied = stack.ofType(BACKEND_SERVICE).filter((backend) => hasIap(backend) !== false);
  return section(
    "## Who can reach what",
    table([heading(stack), "region", "is reached by", "may be called by"], rows),
    list([...proxied.map(proxyWords), ...elsewhere(stack)]),
  );
}

/** The region of a service. */
export function placeOf({ config }: Resource): unknown {
  return config.location ?? config.region;
}

function heading(stack: Stack): string {
  return unique(servicesOf(stack).map(({ type }) => NOUNS.get(type) ?? "service")).join(" or ");
}

/** Services that somebody else makes, who sees to access to them. */
function elsewhere(stack: Stack): string[] {
  const targets = stack.ofType(BACKEND_SERVICE).flatMap(targetsOf);
  const words = targets
    .filter(({ platform, service }) => platform === "Cloud Run" && service === undefined)
    .map(({ label, region }) => `Cloud Run ${label}${region === undefined ? "" : ` in ${code(region)}`}`);
  return unique(words).map(
    (name) => `${name} is not made here: its ingress and who may call it are for its owner to see to`,
  );
}

function proxyWords(backend: Resource): string {
  const who = memberWords(iapMembersOf(backend), "nobody that this stack grants it to");
  const isSure = hasIap(backend) === true ? "" : `, which is there or not: ${iapWords(backend)}`;
  return `Identity-Aware Proxy before ${code(backend.name)} lets in: ${who}${isSure}`;
}
