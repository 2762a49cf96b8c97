import { Cloud } from "../cloud";
import { domainsOf, isActive } from "../compute/ssl-certificates";
import { pathOfReference } from "../compute/paths";
import { JsonObject, text, texts } from "../json";

/** Certificates that a front end offers. */
export interface Offer {
  readonly certificates: readonly JsonObject[];
  /** The host to which a certificate map's entry offers them; every host where absent. */
  readonly hostname?: string;
}

/** One address and port where visitors arrive. */
export interface Frontend {
  readonly scheme: "http" | "https";
  readonly address: string;
  readonly port: string;
  /** The path of the URL map that decides. */
  readonly urlMap: string;
  /** What an HTTPS front end offers. */
  readonly offers: readonly Offer[];
  /** The path of the policy by which it asks clients for a certificate. */
  readonly serverTlsPolicy?: string;
}

/** All front ends: forwarding rules and the proxies that they lead to. */
export function frontends(cloud: Cloud): Frontend[] {
  const rules = cloud.store.matching((path) => path.split("/").at(-2) === "forwardingRules");
  return rules.flatMap(([path, rule]) => {
    const project = path.split("/")[1];
    const target = pathOfReference(text(rule, "target"), project) ?? "";
    const proxy = cloud.store.get(target);
    const urlMap = pathOfReference(text(proxy, "urlMap"), project);
    if (!proxy || urlMap === undefined) return [];
    const scheme = target.includes("/targetHttpsProxies/") ? "https" : "http";
    const port = text(rule, "portRange").split("-")[0];
    const serverTlsPolicy = pathOfReference(text(proxy, "serverTlsPolicy"), project);
    const address = text(rule, "IPAddress");
    return [{ scheme, address, port, urlMap, offers: offersOf(cloud, proxy), serverTlsPolicy }];
  });
}

/** Whether the front end offers visitors of the host an ACTIVE certificate. */
export function hasActiveCertificate(cloud: Cloud, { offers }: Frontend, host: string): boolean {
  const certificates = offerFor(offers, host)?.certificates ?? [];
  return certificates.some(
    (certificate) => isActive(cloud, certificate) && domainsOf(certificate).some((name) => covers(name, host)),
  );
}

/** Whether the front end offers visitors of the host a certificate that is for it, ACTIVE or not. */
export function offersFor({ offers }: Frontend, host: string): boolean {
  const certificates = offerFor(offers, host)?.certificates ?? [];
  return certificates.some((certificate) => domainsOf(certificate).some((name) => covers(name, host)));
}

/** The domains for whose visitors an offer is meant, whether its certificates are ACTIVE or not. */
export function namesOf({ certificates, hostname }: Offer): string[] {
  const names = certificates.flatMap(domainsOf);
  if (hostname === undefined) return names;
  const below = names.filter((name) => covers(hostname, name));
  return names.some((name) => covers(name, hostname)) || below.length === 0 ? [hostname] : below;
}

/** The most specific entry decides alone: the host itself, then its wildcard, then the one for all others. */
function offerFor(offers: readonly Offer[], host: string): Offer | undefined {
  const ranked = [host, host.replace(/^[^.]+/, "*"), undefined];
  return ranked.map((name) => offers.find(({ hostname }) => hostname === name)).find((offer) => offer !== undefined);
}

function covers(name: string, domain: string): boolean {
  if (!name.startsWith("*.") || domain.startsWith("*.")) return name === domain;
  return domain.endsWith(name.slice(1)) && !domain.slice(0, -name.length + 1).includes(".");
}

/** A certificate map takes the place of the certificates that the proxy names itself. */
function offersOf(cloud: Cloud, proxy: JsonObject): Offer[] {
  const map = pathOfReference(text(proxy, "certificateMap"), "");
  if (map === undefined) return [{ certificates: certificatesAt(cloud, texts(proxy, "sslCertificates")) }];
  return cloud.store.list(`${map}/certificateMapEntries`).map(([, entry]) => ({
    certificates: certificatesAt(cloud, texts(entry, "certificates")),
    hostname: text(entry, "hostname") === "" ? undefined : text(entry, "hostname"),
  }));
}

function certificatesAt(cloud: Cloud, references: readonly string[]): JsonObject[] {
  return references
    .map((reference) => cloud.store.get(pathOfReference(reference, "") ?? ""))
    .filter((certificate) => certificate !== undefined);
}
