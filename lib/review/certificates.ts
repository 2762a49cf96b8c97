import { X509Certificate } from "crypto";
import { blocks } from "../app/terraform-json";
import { code } from "./markdown";
import { Resource, Stack } from "./stack";
import { Block, blockOf, byText, isExpression, text, texts, unique } from "./values";

/** A certificate that visitors of a target HTTPS proxy may get. */
export interface Certificate {
  /** What stays the same of it between two versions of a stack. */
  readonly identity: string;
  /** Its name for the reader. */
  readonly label: string;
  /** Who issues and renews it. */
  readonly kind: string;
  /** Whether Google issues it only after it is made, so that it serves nobody at first. */
  readonly isIssuedLater: boolean;
  /** Whether Google issues it only when the DNS records of its domains point to the load balancer. */
  readonly needsDns: boolean;
  /** The domains it is for, wildcards such as `*.example.com` too; nothing where they cannot be read. */
  readonly domains: readonly string[] | undefined;
}

type Content = Pick<Certificate, "kind" | "isIssuedLater" | "needsDns" | "domains">;

const MANAGED = { kind: "Google-managed", isIssuedLater: true, needsDns: true };
/** What can be told of a certificate that somebody else makes. */
export const ELSEWHERE: Content = { kind: "made elsewhere", isIssuedLater: false, needsDns: false, domains: undefined };

/** The certificates of a target HTTPS proxy, in its order. With a certificate map Google ignores all others. */
export function certificatesOf(stack: Stack, proxy: Block): Certificate[] {
  return text(proxy.certificate_map) === undefined
    ? [...texts(proxy.ssl_certificates), ...texts(proxy.certificate_manager_certificates)].map((value) =>
        certificateOf(stack, value),
      )
    : mapCertificates(stack, proxy.certificate_map);
}

/** Whether one of the certificates is for a domain. */
export function coveringCertificates(certificates: readonly Certificate[], domain: string): Certificate[] {
  return certificates.filter(({ domains = [] }) => domains.some((pattern) => covers(pattern, domain)));
}

/** A domain as it is compared: in lower case, without a final dot. */
export function normalDomain(domain: string): string {
  return domain.toLowerCase().replace(/\.$/, "");
}

/** Whether a certificate's domain, which may be a wildcard for one label, is for a domain. */
function covers(pattern: string, domain: string): boolean {
  return pattern === domain || (pattern.startsWith("*.") && pattern.slice(1) === domain.replace(/^[^.]+/, ""));
}

function certificateOf(stack: Stack, value: string): Certificate {
  const found = stack.find(value);
  const known = { identity: stack.identity(value), label: stack.label(value) };
  if (found === undefined || found.existing) {
    return { ...known, ...ELSEWHERE };
  }
  switch (found.type) {
    case "google_compute_managed_ssl_certificate":
      return { ...known, ...MANAGED, domains: managedDomains(found.config) };
    case "google_certificate_manager_certificate":
      return { ...known, ...certificateManagerCertificate(found) };
    default:
      return { ...known, ...selfManaged(text(found.config.certificate)) };
  }
}

function certificateManagerCertificate({ config }: Resource): Content {
  const managed = blocks(config.managed)[0];
  if (managed === undefined) {
    const { pem_certificate, certificate_pem } = blockOf(config.self_managed);
    const own = selfManaged(text(pem_certificate) ?? text(certificate_pem));
    return { ...own, kind: `${own.kind}, in Certificate Manager` };
  }
  // with a DNS authorization it can be issued before the domain points here
  const isAuthorized = texts(managed.dns_authorizations).length > 0;
  return {
    kind: `Google-managed, in Certificate Manager${isAuthorized ? ", by DNS authorization" : ""}`,
    isIssuedLater: true,
    needsDns: !isAuthorized,
    domains: managedDomains(config),
  };
}

function managedDomains(config: Block): readonly string[] | undefined {
  const domains = texts(blockOf(config.managed).domains);
  return domains.some(isExpression) || domains.length === 0 ? undefined : domains.map(normalDomain);
}

/** Reads a certificate whose content stands in the JSON; mostly it is a variable. */
function selfManaged(pem: string | undefined): Content {
  const unread = { kind: "self-managed", isIssuedLater: false, needsDns: false, domains: undefined };
  if (pem === undefined || isExpression(pem)) {
    return unread;
  }
  try {
    const { subjectAltName = "", validTo } = new X509Certificate(pem);
    const domains = [...subjectAltName.matchAll(/DNS:([^,\s"]+)/g)].map(([, domain]) => normalDomain(domain));
    const until = new Date(validTo).toISOString().slice(0, 10);
    return { ...unread, kind: `self-managed, valid until ${until}`, domains };
  } catch {
    return unread;
  }
}

function mapCertificates(stack: Stack, map: unknown): Certificate[] {
  const found = stack.find(map);
  if (found === undefined || found.existing) {
    return [{ identity: stack.identity(map), label: `certificate map ${stack.label(map)}`, ...ELSEWHERE }];
  }
  return found.stack
    .referring("google_certificate_manager_certificate_map_entry", "map", found.name)
    .flatMap(({ config }) =>
      texts(config.certificates).map((value) => {
        const certificate = certificateOf(found.stack, value);
        const hostname = text(config.hostname);
        // the entry decides for which host the certificate is shown
        return hostname === undefined ? certificate : { ...certificate, domains: [normalDomain(hostname)] };
      }),
    );
}

/** The DNS records that prove to Certificate Manager whose a domain is. */
export function authorizationRecords(stack: Stack): string[][] {
  return stack.all("google_certificate_manager_dns_authorization").map(({ name, config }) => {
    const domain = text(config.domain);
    const isFixed = text(config.type) !== "PER_PROJECT_RECORD" && domain !== undefined;
    return [
      isFixed ? code(`_acme-challenge.${domain}.`) : "known after apply",
      "CNAME",
      `known after apply: DNS authorization ${code(name)}`,
    ];
  });
}

/** All domains that certificates are known to be for, sorted. */
export function domainsOf(certificates: readonly Certificate[]): string[] {
  return unique(certificates.flatMap(({ domains = [] }) => domains)).sort(byText);
}
