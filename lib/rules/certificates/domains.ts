import { isIPv6 } from "net";
import { domainsOfPem, isForHost, standardDomain } from "../../app/certificates";
import { IPV4, hostNameMended, inAscii, withoutDot } from "../../app/host-names";
import { MANAGED_CERTIFICATE } from "../../app/types";
import { isExpression, textsOf } from "../../app/values";
import { ArgumentsAt } from "../arguments";
import { Text, given, text } from "../text";
import { isKnown, unique } from "../values";

const LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
const DOMAIN = new RegExp(`^(${LABEL}\\.)+${LABEL}\\.?$`);
/** Of a Google-managed certificate. */
export const MAX_DOMAINS = 100;
const MAX_LABEL_LENGTH = 63;
/** In characters. */
export const MAX_DOMAIN_LENGTH = 253;
/** In characters, of the first domain of a Google-managed certificate. */
export const MAX_FIRST_DOMAIN_LENGTH = 64;

type Managed = ArgumentsAt<typeof MANAGED_CERTIFICATE, "managed">;

/** A domain beside those for which a load balancer has certificates. */
interface AddedDomain {
  readonly domain: unknown;
  readonly present: readonly string[];
}

/** Domains of a certificate that is made for them. */
export function certificateDomains({ domains }: { readonly domains?: unknown }): Text[] {
  return undecidedDomains(domains);
}

/** Domains of a load balancer, which makes a certificate for each. */
export function siteDomains({ domains }: { readonly domains?: unknown }): Text[] {
  return Array.isArray(domains) ? [] : undecidedDomains(domains);
}

/** A domain for which no certificate can be made. */
export function addedDomain({ domain, present: others }: AddedDomain): Text[] {
  const refused = [...undecidedDomains(domain), ...badDomains(domain)];
  const isThere = others.map(withoutDot).includes(withoutDot(String(domain)));
  return refused.length === 0 && isThere
    ? [text`the load balancer already has a certificate for ${given(domain)}; add the domain only once`]
    : refused;
}

/** A wildcard, for which no certificate can be made. */
export function addedWildcard({ domain }: AddedDomain): Text[] {
  return wildcards(domain);
}

/** Domains of a certificate map, which makes a certificate for each. */
export function addedMapDomain({ domain, present: others }: AddedDomain): Text[] {
  const all = textsOf(domain);
  const refused = [...undecidedDomains(domain), ...all.filter(isKnown).flatMap(wrongDeclared)];
  return refused.length === 0
    ? all
        .filter((each) => others.includes(standardDomain(each)))
        .map((each) => text`the certificate map already has a certificate for ${given(each)}; add the domain only once`)
    : refused;
}

/** A certificate of the user's own whose domains are unknown, or have a certificate already. */
export function addedMapCertificate({
  domains,
  present: others,
}: {
  readonly domains: readonly string[];
  readonly present: readonly string[];
}): Text[] {
  return domains.length === 0
    ? [
        text`the domains of the certificate cannot be read at synth, so the map can have no entries for them; set domains to those that the certificate covers`,
      ]
    : domains.flatMap((domain) => addedMapDomain({ domain, present: others }));
}

/** What is declared for a certificate that is not known at synth, or that exists already. */
interface Declared {
  readonly domains?: unknown;
  readonly certificate?: string;
}

/** Declared domains that no certificate can cover. */
export function declaredDomains({ domains }: Declared): Text[] {
  if (Array.isArray(domains) && domains.length === 0) {
    return [text`domains must have at least one domain; list those that the certificate covers, or remove domains`];
  }
  const all = textsOf(domains);
  return [
    ...all
      .filter(isExpression)
      .map((domain) => text`domains must be known at synth, got ${given(domain)}; write the domains as plain text`),
    ...all.filter(isKnown).flatMap(wrongDeclared),
    ...unique("a domain", all, "remove one of them", standardDomain),
  ];
}

/** Declared domains that the certificate, which can be read, does not cover. */
export function uncoveredDomains({ domains, certificate }: Declared): Text[] {
  const covered = domainsOfPem(certificate);
  const all = textsOf(domains).filter(isKnown);
  return covered === undefined
    ? []
    : all
        .filter((domain) => !covered.some((each) => isForHost(each, standardDomain(domain))))
        .map(
          (domain) =>
            text`the certificate does not cover ${domain}, only ${covered.join(", ") || "no domain"}; remove it from domains, or use a certificate that covers it`,
        );
}

function wrongDeclared(domain: string): Text[] {
  const name = standardDomain(domain).replace(/^\*\./, "");
  if (isDomain(name)) {
    return [];
  }
  if (IPV4.test(name) || isIPv6(name)) {
    return [text`domains can have host names only, got the IP address ${given(domain)}; remove it`];
  }
  return name.includes("*")
    ? [text`* may only be the first part of a domain, got ${given(domain)}; write it like *.example.com`]
    : [badDomain(domain)];
}

/** Domains that Google refuses in a Google-managed certificate. */
export function managedDomains({ domains }: Managed): Text[] {
  if (Array.isArray(domains) && (domains.length < 1 || domains.length > MAX_DOMAINS)) {
    const wayOut =
      domains.length === 0
        ? "add a domain"
        : text`divide them among ${Math.ceil(domains.length / MAX_DOMAINS)} certificates`;
    return [text`a Google-managed certificate must have 1 to ${MAX_DOMAINS} domains, got ${domains.length}; ${wayOut}`];
  }
  const first = textsOf(Array.isArray(domains) ? domains[0] : domains);
  return [
    ...badDomains(domains),
    ...first
      .filter((domain) => isKnown(domain) && domain.length > MAX_FIRST_DOMAIN_LENGTH)
      .map(
        (domain) =>
          text`the first domain of a Google-managed certificate can have at most ${MAX_FIRST_DOMAIN_LENGTH} characters, got ${given(domain)}; put a shorter domain before it in a ManagedSslCertificate with several domains`,
      ),
    ...unique("a domain", textsOf(domains), "remove one of them", withoutDot),
  ];
}

/** Wildcards in a Google-managed certificate. */
export function managedWildcards({ domains }: Managed): Text[] {
  return wildcards(domains);
}

function undecidedDomains(domains: unknown): Text[] {
  return textsOf(domains)
    .filter(isExpression)
    .map(
      (domain) =>
        text`a domain must be known at synth, because it decides which certificates are created, got ${given(domain)}; write the domain as plain text`,
    );
}

function wildcards(domains: unknown): Text[] {
  return textsOf(domains)
    .filter((domain) => isKnown(domain) && domain.includes("*"))
    .map(
      (domain) =>
        text`a Google-managed certificate of the load balancer cannot have a wildcard, got ${given(domain)}; put it into a CertificateMap, or list the domains one by one`,
    );
}

function badDomains(domains: unknown): Text[] {
  return textsOf(domains)
    .filter((domain) => isKnown(domain) && !domain.includes("*") && !isDomain(domain))
    .map(badDomain);
}

function badDomain(domain: string): Text {
  const [ascii = domain] = [inAscii(domain)];
  const bare = ascii
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, "")
    .replace(/[:/].*$/, "");
  const label = bare.split(".").find(({ length }) => length > MAX_LABEL_LENGTH);
  if (IPV4.test(bare) || isIPv6(domain)) {
    return text`a Google-managed certificate cannot be for an IP address, got ${given(domain)}; write a domain, such as app.example.com`;
  }
  if (label !== undefined) {
    return text`each part of a domain between its dots can have at most ${MAX_LABEL_LENGTH} characters, got ${given(label)}, which has ${label.length}; shorten it`;
  }
  const wayOut = isDomain(bare.replace(/^\*\./, ""))
    ? text`write ${given(bare)}`
    : (hostNameMended(bare) ?? "write it like app.example.com, without scheme, port and path");
  return text`a certificate's domain must be a full host name in lower case with at most ${MAX_DOMAIN_LENGTH} characters, got ${given(domain)}; ${wayOut}`;
}

/** A full host name in lower case, which may end in a dot. */
export function isDomain(domain: string): boolean {
  return DOMAIN.test(domain) && !IPV4.test(domain) && domain.length <= MAX_DOMAIN_LENGTH;
}
