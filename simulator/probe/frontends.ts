import { Cloud } from "../cloud";
import { domainsOf, isActive } from "../compute/ssl-certificates";
import { pathOfReference } from "../compute/paths";
import { JsonObject, text, texts } from "../json";

/** One address and port where visitors arrive. */
export interface Frontend {
  readonly scheme: "http" | "https";
  readonly address: string;
  readonly port: string;
  /** The path of the URL map that decides. */
  readonly urlMap: string;
  /** The certificates of an HTTPS front end. */
  readonly certificates: readonly JsonObject[];
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

/** Whether some ACTIVE certificate of the front end is for the domain. */
export function hasActiveCertificate(cloud: Cloud, frontend: Frontend, domain: string): boolean {
  return frontend.certificates.some(
    (certificate) => isActive(cloud, certificate) && domainsOf(certificate).some((name) => covers(name, domain)),
  );
}

/** The domains that the front end's certificates are for, ACTIVE or not. */
export function domainsOfFrontend(frontend: Frontend): string[] {
  return frontend.certificates.flatMap(domainsOf);
}

function covers(name: string, domain: string): boolean {
  if (!name.startsWith("*.")) return name === domain;
  return domain.endsWith(name.slice(1)) && !domain.slice(0, -name.length + 1).includes(".");
}

/** A certificate map takes the place of the certificates that the proxy names itself. */
function certificatesOf(cloud: Cloud, proxy: JsonObject): JsonObject[] {
  const map = pathOfReference(text(proxy, "certificateMap"), "");
  const entries = map === undefined ? [] : cloud.store.list(`${map}/certificateMapEntries`);
  const named =
    map === undefined ? texts(proxy, "sslCertificates") : entries.flatMap(([, entry]) => texts(entry, "certificates"));
  return named.flatMap((reference) => {
    const certificate = cloud.store.get(pathOfReference(reference, "") ?? "");
    return certificate ? [certificate] : [];
  });
}
