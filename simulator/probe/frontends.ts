import { Cloud } from "../cloud";
import { domainsOf, isActive } from "../compute/ssl-certificates";
import { pathOfReference } from "../compute/paths";
import { JsonObject, text, texts } from "../json";

/** A certificate that a front end offers. */
export interface OfferedCertificate {
  readonly certificate: JsonObject;
  /** The host for which a certificate map's entry offers it; every host where absent. */
  readonly hostname?: string;
}

/** One address and port where visitors arrive. */
export interface Frontend {
  readonly scheme: "http" | "https";
  readonly address: string;
  readonly port: string;
  /** The path of the URL map that decides. */
  readonly urlMap: string;
  /** The certificates of an HTTPS front end. */
  readonly certificates: readonly OfferedCertificate[];
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
    return [{ scheme, address: text(rule, "IPAddress"), port, urlMap, certificates: certificatesOf(cloud, proxy) }];
  });
}

/** Whether the front end offers visitors of the domain an ACTIVE certificate. */
export function hasActiveCertificate(cloud: Cloud, frontend: Frontend, domain: string): boolean {
  return frontend.certificates.some(
    (offered) => isActive(cloud, offered.certificate) && namesOf(offered).some((name) => covers(name, domain)),
  );
}

/** The domains for which a certificate is offered, ACTIVE or not. */
export function namesOf({ certificate, hostname }: OfferedCertificate): string[] {
  const names = domainsOf(certificate);
  if (hostname === undefined) return names;
  return names.some((name) => covers(name, hostname)) ? [hostname] : names.filter((name) => covers(hostname, name));
}

function covers(name: string, domain: string): boolean {
  if (!name.startsWith("*.") || domain.startsWith("*.")) return name === domain;
  return domain.endsWith(name.slice(1)) && !domain.slice(0, -name.length + 1).includes(".");
}

/** A certificate map takes the place of the certificates that the proxy names itself. */
function certificatesOf(cloud: Cloud, proxy: JsonObject): OfferedCertificate[] {
  const map = pathOfReference(text(proxy, "certificateMap"), "");
  if (map === undefined) return offered(cloud, texts(proxy, "sslCertificates"));
  const entries = cloud.store.list(`${map}/certificateMapEntries`);
  return entries.flatMap(([, entry]) =>
    offered(cloud, texts(entry, "certificates"), text(entry, "hostname") === "" ? undefined : text(entry, "hostname")),
  );
}

function offered(cloud: Cloud, references: readonly string[], hostname?: string): OfferedCertificate[] {
  return references.flatMap((reference) => {
    const certificate = cloud.store.get(pathOfReference(reference, "") ?? "");
    return certificate ? [{ certificate, hostname }] : [];
  });
}
