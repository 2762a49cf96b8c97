/** Certificates, and the domains for which visitors get them. */
import { X509Certificate } from "crypto";
import { Resource, Stack } from "./stack";
import { blocks } from "./terraform-json";
import { CERTIFICATE_MANAGER_CERTIFICATE, CERTIFICATE_MAP, CERTIFICATE_MAP_ENTRY, MANAGED_CERTIFICATE } from "./types";
import { Block, blockOf, isExpression, isSet, text, texts } from "./values";

/** What the arguments of a certificate say of it. */
export interface CertificateContent {
  /** Who issues and renews it. */
  readonly issuer: "Google" | "its owner";
  readonly isInCertificateManager: boolean;
  /** Whether Google issues it by a DNS authorization, and so before the domains point to the load balancer. */
  readonly isAuthorized: boolean;
  /** The day until which it is valid, where it can be read. */
  readonly validUntil: string | undefined;
  /** Its domains, wildcards such as `*.example.com` too; nothing where they cannot be read. */
  readonly domains: readonly string[] | undefined;
}

/** A reference to a certificate, as a target HTTPS proxy or an entry of its certificate map has it, or to a map. */
export interface CertificateUse {
  /** The stack in which the reference stands. */
  readonly stack: Stack;
  readonly value: unknown;
  /** The host, or the wildcard, for which alone visitors get it; nothing where its own domains decide. */
  readonly hostname: string | undefined;
  /** The domains that are declared for it where it is used, because no resource of the app shows them. */
  readonly declared: readonly string[] | undefined;
}

/** A domain as it is compared: in lower case, without a final dot. */
export function standardDomain(domain: string): string {
  return domain.toLowerCase().replace(/\.$/, "");
}

/** Whether a certificate's domain, which may be a wildcard for one label, is for a host. */
export function isForHost(domain: string, host: string): boolean {
  return domain === host || (domain.startsWith("*.") && domain.slice(1) === host.replace(/^[^.]+/, ""));
}

/** What a visitor of a host gets by HTTPS if none of the domains of the certificates is for it, in words. */
export function noCertificate(domains: readonly string[], host: string): string | undefined {
  return domains.some((domain) => isForHost(standardDomain(domain), standardDomain(host)))
    ? undefined
    : `no certificate of the load balancer covers ${host}, so browsers refuse the connection`;
}

/** What the arguments of a certificate say of it: Google-managed, self-managed, or of Certificate Manager. */
export function contentOf({ type, config }: Resource): CertificateContent {
  const isInCertificateManager = type === CERTIFICATE_MANAGER_CERTIFICATE;
  const [managed] = blocks(config.managed);
  if (managed !== undefined || type === MANAGED_CERTIFICATE) {
    return {
      issuer: "Google",
      isInCertificateManager,
      isAuthorized: texts(managed?.dns_authorizations).length > 0,
      validUntil: undefined,
      domains: knownDomains(managed),
    };
  }
  const { pem_certificate, certificate_pem } = blockOf(config.self_managed);
  const pem = isInCertificateManager ? (text(pem_certificate) ?? text(certificate_pem)) : text(config.certificate);
  const { validUntil, domains = declaredDomains(blockOf(config["//"])) } = contentOfPem(pem);
  return { issuer: "its owner", isInCertificateManager, isAuthorized: false, validUntil, domains };
}

/** The domains that can be read from a certificate in PEM; nothing where only Terraform knows it. */
export function domainsOfPem(certificate: string | undefined): readonly string[] | undefined {
  return contentOfPem(certificate).domains;
}

/** The domains that need DNS records: those of the certificates, and the exact hosts of the routes. */
export function domainsToServe(
  certificates: readonly (readonly string[] | undefined)[],
  hosts: readonly string[],
): string[] {
  const covered = certificates.flatMap((domains) => domains ?? []).map(standardDomain);
  const exact = hosts
    .filter((host) => !host.includes("*") && !isExpression(host))
    .map((host) => standardDomain(host.replace(/:\d+$/, "")))
    .filter((host) => !isBelowWildcard(host, covered));
  return [...new Set([...covered, ...exact])];
}

/** Whether the record of a wildcard is for a host, too: no name below the host hides it. */
function isBelowWildcard(host: string, domains: readonly string[]): boolean {
  return (
    domains.some((domain) => domain !== host && isForHost(domain, host)) &&
    !domains.some((domain) => domain.endsWith(`.${host}`))
  );
}

/** The certificates that a target HTTPS proxy names itself, in its order, with the domains in the proxy's comment. */
export function certificatesOf({ owner, config }: Resource): CertificateUse[] {
  const notes = blocks(blockOf(config["//"]).certificates);
  return [...texts(config.ssl_certificates), ...texts(config.certificate_manager_certificates)].map((value) => ({
    stack: owner,
    value,
    hostname: undefined,
    declared: declaredDomains(notes.find(({ certificate }) => certificate === value)),
  }));
}

/**
 * The certificates that visitors of a target HTTPS proxy get. With a certificate map, Google ignores those that the proxy
 * names itself. Of a map that is created outside the app, only the declared domains are known.
 */
export function presentedBy(proxy: Resource): CertificateUse[] {
  const { owner: stack, config } = proxy;
  if (!isSet(config, "certificate_map")) {
    return certificatesOf(proxy);
  }
  const made = mapOf(proxy);
  const declared = declaredDomains(blockOf(blockOf(config["//"]).certificate_map));
  return made ? certificatesOfMap(made) : [{ stack, value: config.certificate_map, hostname: undefined, declared }];
}

/** The certificate map of a target HTTPS proxy, where a stack of the app creates it. */
export function mapOf({ owner, config }: Resource): Resource | undefined {
  const found = owner.find(config.certificate_map);
  return found?.type === CERTIFICATE_MAP && !found.existing ? found : undefined;
}

/** The entries of a certificate map. */
export function entriesOf(map: Resource): readonly Resource[] {
  return map.owner.referring(CERTIFICATE_MAP_ENTRY, "map", map);
}

/** The certificates of a certificate map. Its entries decide for which hosts visitors get them. */
function certificatesOfMap(map: Resource): CertificateUse[] {
  return entriesOf(map).flatMap(({ config }) => {
    const hostname = text(config.hostname);
    return texts(config.certificates).map((value) => ({
      stack: map.owner,
      value,
      hostname: hostname === undefined ? undefined : standardDomain(hostname),
      declared: undefined,
    }));
  });
}

/** The steps in which a load balancer gets a certificate map in place of its certificates, as its proxy's comment has them. */
export type CertificateMapStage = "PREPARE" | "ATTACH";

/** The step that the comment of a target HTTPS proxy declares. */
export function stageOf(config: Block): CertificateMapStage | undefined {
  const stage = blockOf(config["//"]).certificate_map_stage;
  return stage === "PREPARE" || stage === "ATTACH" ? stage : undefined;
}

/** The domains for which visitors get a certificate for certain; nothing where they cannot be read. */
export function domainsOf({ stack, value, hostname, declared }: CertificateUse): readonly string[] | undefined {
  if (hostname !== undefined) {
    return isExpression(hostname) ? undefined : [hostname];
  }
  const { resources, links, mayBeOther } = stack.meaningOf(value);
  const all = resources.map((resource) => (resource.existing ? undefined : contentOf(resource).domains));
  const isKnown = resources.length > 0 && links.length === 0 && !mayBeOther;
  const [first = [], ...others] = all.flatMap((domains) => (domains ? [domains] : []));
  return isKnown && !all.includes(undefined)
    ? first.filter((domain) => others.every((domains) => domains.some((other) => isForHost(other, domain))))
    : declared;
}

function knownDomains(managed: Block | undefined): readonly string[] | undefined {
  const domains = texts(managed?.domains);
  return domains.length === 0 || domains.some(isExpression) ? undefined : domains.map(standardDomain);
}

/** The domains that somebody declared for a certificate that cannot be read, in a comment. */
function declaredDomains(comment: Block | undefined): readonly string[] | undefined {
  const domains = texts(comment?.domains);
  return domains.length === 0 ? undefined : domains.map(standardDomain);
}

/** Reads a certificate whose content stands in the JSON; mostly it is a variable. */
function contentOfPem(pem: string | undefined): Pick<CertificateContent, "validUntil" | "domains"> {
  const unread = { validUntil: undefined, domains: undefined };
  if (pem === undefined || isExpression(pem)) {
    return unread;
  }
  try {
    const { subjectAltName = "", validTo } = new X509Certificate(pem);
    return {
      validUntil: new Date(validTo).toISOString().slice(0, 10),
      domains: [...subjectAltName.matchAll(/DNS:([^,\s"]+)/g)].map(([, domain]) => standardDomain(domain)),
    };
  } catch {
    return unread;
  }
}
