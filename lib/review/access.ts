import { CREATE_IAP_AGENT } from "../google/iap";
import { labelOfValue } from "./labels";
import { Reach, hasIap, hasOwnIap, ingressArgument, ingressOf, invokerCheckDisabled } from "../app/access";
import { iapWords, targetsOf } from "./backends";
import { clientCheckOf, clientCheckWords } from "./client-authentication";
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
  HTTPS_PROXY,
  NETWORK_SETTINGS,
} from "../app/types";
import { text } from "../app/values";
import { unique } from "./values";

/** The types of resources that visitors can reach without a load balancer, and the noun for each. */
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
  ["nowhere", "**nowhere**"],
  ["inside", "the project's own networks only, **not from the load balancer**"],
  ["load balancer", "load balancers and the project's own networks"],
  ["everywhere", "**anywhere, bypassing the load balancer**"],
]);

/** The services that a stack creates: Cloud Run services, functions, and App Engine services with network settings. */
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

/** Who may call a service, in words; the last ones are used where there is no grant. */
export function invokerWords(service: Resource, nobody = "**nobody (no grant in this stack)**"): string {
  if (service.type === NETWORK_SETTINGS) {
    return "";
  }
  const invokers = invokersOf(service);
  const asked = memberWords(invokers, nobody);
  const everybody = "everybody who can reach it, without an IAM check";
  switch (invokers.isChecked) {
    case true:
      return asked;
    case false:
      return everybody;
    default:
      return `${everybody}, if ${code(text(invokerCheckDisabled(service)) ?? "")}; otherwise ${asked}`;
  }
}

/** What a TLS policy requires of visitors, in words. */
export function tlsWords({ minVersion, profile, keyExchange, policy }: Tls): string {
  if (policy === undefined) {
    return "**TLS 1.0 or later**, Google's default without an SSL policy";
  }
  const version = minVersion?.replace(/^TLS_(\d)_(\d)$/, "TLS $1.$2");
  const exchange = keyExchange === undefined ? "" : `, post-quantum key exchange ${keyExchange}`;
  return version === undefined
    ? `defined by policy ${policy}`
    : `${version} or later, profile ${profile}${exchange}, policy ${policy}`;
}

/** The front ends of a load balancer. */
export function frontEndsSection({ frontEnds }: LoadBalancer): string {
  const rows = frontEnds.map(({ address, port, scheme, httpsRedirect, isInTheClear, tls, decider, proxy }) => [
    address.ip === undefined ? address.label : `${address.label}, ${code(address.ip)}`,
    port,
    scheme,
    httpsRedirect ?? decider.label,
    tls ? tlsWords(tls) : scheme === "HTTPS" || httpsRedirect !== undefined ? "" : clearWords(isInTheClear),
    clientWords(proxy),
  ]);
  return section(
    "### Front ends",
    table(["address", "port", "protocol", "answers with", "TLS", "client certificate"], rows),
  );
}

function clientWords(proxy: Resource | undefined): string {
  const check = clientCheckOf(proxy);
  return check === undefined ? "" : clientCheckWords(check);
}

/** Who is asked for a client certificate before a request reaches a service. */
function clientChecks(stack: Stack): string[] {
  return stack
    .ofType(HTTPS_PROXY)
    .filter((proxy) => clientCheckOf(proxy) !== undefined)
    .map((proxy) => `Clients of target proxy ${code(proxy.name)} are asked for a certificate: ${clientWords(proxy)}`);
}

function clearWords(isInTheClear: boolean | undefined): string {
  return isInTheClear ? "**none: unencrypted**" : "unknown in this stack: perhaps none, **unencrypted**";
}

/** Who can reach the Cloud Run services, and who must sign in. */
export function accessSection(stack: Stack): string {
  const rows = servicesOf(stack).map((service) => [
    code(service.name),
    placeOf(service) === undefined ? "" : labelOfValue(stack, placeOf(service)),
    ingressWords(service),
    invokerWords(service),
  ]);
  const proxied = [
    ...stack.ofType(BACKEND_SERVICE).filter((backend) => hasIap(backend) !== false),
    ...stack.ofType(CLOUD_RUN_SERVICE).filter((service) => hasOwnIap(service) !== false),
  ];
  return section(
    "## Who can reach what",
    table([heading(stack), "region", "reachable from", "can be called by"], rows),
    list([...clientChecks(stack), ...proxied.map(proxyWords), ...agentWords(stack, proxied), ...elsewhere(stack)]),
  );
}

/** The region of a service. */
export function placeOf({ config }: Resource): unknown {
  return config.location ?? config.region;
}

function heading(stack: Stack): string {
  return unique(servicesOf(stack).map(({ type }) => NOUNS.get(type) ?? "service")).join(" or ");
}

/** Services that are created outside this stack, whose owner controls access to them. */
function elsewhere(stack: Stack): string[] {
  const targets = stack.ofType(BACKEND_SERVICE).flatMap(targetsOf);
  const words = targets
    .filter(({ platform, service }) => platform === "Cloud Run" && service === undefined)
    .map(({ label, region }) => `Cloud Run ${label}${region === undefined ? "" : ` in ${code(region)}`}`);
  return unique(words).map(
    (name) => `${name} is created outside this stack: its owner sets its ingress and who can call it`,
  );
}

/** What nobody can do in Terraform. */
function agentWords({ project }: Stack, proxied: readonly Resource[]): string[] {
  const command = `${CREATE_IAP_AGENT}${project ?? "PROJECT_ID"}`;
  return proxied.length === 0
    ? []
    : [
        `Identity-Aware Proxy needs its service agent. If the project does not have it yet, create it: ${code(command)}`,
      ];
}

function proxyWords(guarded: Resource): string {
  const who = memberWords(iapMembersOf(guarded), "nobody (no grant in this stack)");
  return `${proxyOf(guarded)} allows: ${who}${doubtOf(guarded)}`;
}

/** Identity-Aware Proxy of a backend service or of a service itself, in words. */
export function proxyOf(guarded: Resource): string {
  return `Identity-Aware Proxy of ${guarded.type === BACKEND_SERVICE ? code(guarded.name) : serviceWords(guarded)}`;
}

function doubtOf(guarded: Resource): string {
  if (guarded.type === BACKEND_SERVICE) {
    return hasIap(guarded) === true ? "" : `, if it is enabled: ${iapWords(guarded)}`;
  }
  return hasOwnIap(guarded) === true ? "" : `, if ${code(text(guarded.config.iap_enabled) ?? "")}`;
}
