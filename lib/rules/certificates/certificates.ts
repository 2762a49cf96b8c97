import { certificatesOf, coversHost, domainsOf as domainsOfUse } from "../../app/certificates";
import { blocks } from "../../app/terraform-json";
import {
  FORWARDING_RULE,
  GLOBAL_ADDRESS,
  HTTPS_PROXY,
  MANAGED_CERTIFICATE,
  URL_MAP,
  portOf,
  schemeOf,
} from "../../app/load-balancers";
import { Finding, error, paths, warning } from "../finding";
import { MAX_FIRST_DOMAIN_LENGTH, isCertificateDomain } from "../limits";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { asText, isExpression, isSet, knownTexts } from "../../app/values";

const MAX_CERTIFICATES = 15;
/** A proxy for other protocols over TLS, which answers Google's challenge too. */
const SSL_PROXY = "google_compute_target_ssl_proxy";
/** The port on which Google looks for the answer to its challenge. */
const CHALLENGE_PORT = 443;

/** CERT-03, CERT-11, CERT-14: the sources of a target HTTPS proxy's certificates. */
export function certificateSources(app: SynthesizedApp): Finding[] {
  return app.ofType(HTTPS_PROXY).flatMap((proxy) => {
    const { config } = proxy;
    const count = Array.isArray(config.ssl_certificates) ? config.ssl_certificates.length : 0;
    const [classic, map, direct] = ["ssl_certificates", "certificate_map", "certificate_manager_certificates"].map(
      (argument) => isSet(config, argument),
    );
    return [
      ...(count > MAX_CERTIFICATES
        ? [
            error(
              "CERT-03",
              proxy,
              `a target proxy takes at most ${MAX_CERTIFICATES} certificates, got ${count}; put several domains into one ManagedSslCertificate`,
            ),
          ]
        : []),
      ...(map && classic
        ? [
            warning(
              "CERT-11",
              proxy,
              "with a certificate_map its ssl_certificates are ignored; remove them once the map serves all domains",
            ),
          ]
        : []),
      ...(direct && isExternal(app, proxy)
        ? [
            error(
              "CERT-11",
              proxy,
              "a global external load balancer takes certificates of Certificate Manager by a certificate_map, got certificate_manager_certificates; make a map of them",
            ),
          ]
        : []),
      ...(!classic && !map && !direct
        ? [error("CERT-14", proxy, "a target HTTPS proxy needs a certificate, got none; give domains or certificates")]
        : []),
    ];
  });
}

/** Whether an external load balancer certainly has a proxy; a cross-region internal one has global proxies too. */
function isExternal(app: SynthesizedApp, proxy: Resource): boolean {
  return app.users(proxy, FORWARDING_RULE).some((rule) => schemeOf(app, rule)?.startsWith("EXTERNAL"));
}

/** CERT-02: wildcards in a Google-managed certificate. */
export function wildcardsInManaged(app: SynthesizedApp): Finding[] {
  return app.ofType(MANAGED_CERTIFICATE).flatMap((certificate) =>
    blocks(certificate.config.managed)
      .flatMap(({ domains }) => knownTexts(domains))
      .filter((domain) => domain.includes("*"))
      .map((domain) =>
        error(
          "CERT-02",
          certificate,
          `a Google-managed certificate of the load balancer holds no wildcard, got ${JSON.stringify(domain)}; list the domains one by one, or bring your own certificate (SelfManagedSslCertificate)`,
        ),
      ),
  );
}

/** CERT-01: domains that Google refuses in a Google-managed certificate. */
export function managedDomains(app: SynthesizedApp): Finding[] {
  return app.ofType(MANAGED_CERTIFICATE).flatMap((certificate) => {
    const domains = blocks(certificate.config.managed).flatMap((managed) => knownTexts(managed.domains));
    const long = domains.slice(0, 1).filter((domain) => domain.length > MAX_FIRST_DOMAIN_LENGTH);
    return [
      ...domains
        .filter((domain) => !domain.includes("*") && !isCertificateDomain(domain))
        .map((domain) =>
          error(
            "CERT-01",
            certificate,
            `a certificate's domain is a full host name in lower case, got ${JSON.stringify(domain)}; write it like app.example.com, without scheme, port and path`,
          ),
        ),
      ...long.map((domain) =>
        error(
          "CERT-01",
          certificate,
          `the first domain of a Google-managed certificate has at most ${MAX_FIRST_DOMAIN_LENGTH} characters, got ${JSON.stringify(domain)}; put it behind a shorter one`,
        ),
      ),
    ];
  });
}

/** CERT-06: a Google-managed certificate that Google can never issue, because nothing answers its challenge. */
export function challengePort(app: SynthesizedApp): Finding[] {
  return app.ofType(HTTPS_PROXY).flatMap((proxy) => {
    const certificates = app.uses(proxy, MANAGED_CERTIFICATE).filter((certificate) => isNeverAsked(app, certificate));
    const ports = app.users(proxy, FORWARDING_RULE).map(portOf);
    return certificates.length > 0
      ? [
          error(
            "CERT-06",
            proxy,
            `Google issues a managed certificate only to who answers on port ${CHALLENGE_PORT}, got ${ports.join(", ")} for ${paths(certificates)}; use that port, or bring your own certificate`,
          ),
        ]
      : [];
  });
}

/** Whether no proxy that has a certificate answers on the challenge's port. One that is used elsewhere too may do so. */
function isNeverAsked(app: SynthesizedApp, certificate: Resource): boolean {
  const ports = app
    .users(certificate, HTTPS_PROXY, SSL_PROXY)
    .map((proxy) => app.users(proxy, FORWARDING_RULE).map(portOf));
  return (
    !app.isExported(certificate) &&
    ports.every((ofProxy) => ofProxy.length > 0 && !ofProxy.includes(undefined) && !ofProxy.includes(CHALLENGE_PORT))
  );
}

/** CERT-06: IPv4 and IPv6 of one site at different proxies, with different Google-managed certificates for a domain. */
export function challengeByBothVersions(app: SynthesizedApp): Finding[] {
  return app.ofType(URL_MAP).flatMap((urlMap) => {
    const proxies = app.users(urlMap, HTTPS_PROXY);
    const versions = new Map(proxies.map((proxy) => [proxy, versionsOf(app, proxy)]));
    const isOnly = (proxy: Resource, version: string) => versions.get(proxy)?.join() === version;
    return proxies
      .filter((proxy) => isOnly(proxy, "IPV4"))
      .flatMap((ipv4) => proxies.filter((proxy) => isOnly(proxy, "IPV6")).map((ipv6) => [ipv4, ipv6] as const))
      .flatMap(([ipv4, ipv6]) => apart(app, ipv4, ipv6));
  });
}

/** CERT-15: hosts of a URL map for which no certificate is offered. */
export function hostsWithoutCertificate(app: SynthesizedApp): Finding[] {
  return served(app).flatMap(({ urlMap, domains }) => {
    const hosts = hostsOf(urlMap).map(({ name }) => name);
    const bare = [...new Set(hosts)].filter(
      (host) => !host.startsWith("*") && !domains.some((domain) => coversHost(domain, host)),
    );
    return bare.length === 0
      ? []
      : [
          warning(
            "CERT-15",
            urlMap,
            `no certificate of its load balancer is for ${listed(bare)}, so browsers refuse to show what its routes lead to; add the domain to the load balancer (domains)`,
          ),
        ];
  });
}

/** CERT-16: wildcard hosts, and hosts with a port, at which nobody can arrive. */
export function hostsThatNobodyReaches(app: SynthesizedApp): Finding[] {
  return served(app).flatMap(({ urlMap, domains, ports }) => {
    const unreached = hostsOf(urlMap).filter(
      ({ name, port }) =>
        (name.startsWith("*") && name !== "*" && !domains.some((domain) => `.${domain}`.endsWith(name.slice(1)))) ||
        (port !== undefined && ports !== undefined && !ports.includes(port)),
    );
    return unreached.length === 0
      ? []
      : [
          warning(
            "CERT-16",
            urlMap,
            `no domain and port of its load balancer leads to ${listed(unreached.map(({ host }) => host))}, so nobody gets its routes; add a domain that fits, or remove the host`,
          ),
        ];
  });
}

/** The domains for which a target HTTPS proxy offers certificates; `undefined` where one of them is not known here. */
export function domainsOf(proxy: Resource): string[] | undefined {
  if (!Array.isArray(proxy.config.ssl_certificates) || isSet(proxy.config, "certificate_map")) {
    return undefined;
  }
  const domains = certificatesOf(proxy).map(domainsOfUse);
  return domains.every((list) => list !== undefined) ? domains.flat() : undefined;
}

/** URL maps behind HTTPS with all domains and ports at which visitors arrive, where these are known. */
function served(app: SynthesizedApp): { urlMap: Resource; domains: readonly string[]; ports: number[] | undefined }[] {
  return app.ofType(URL_MAP).flatMap((urlMap) => {
    const proxies = app.users(urlMap, HTTPS_PROXY);
    const domains = proxies.map((proxy) => domainsOf(proxy));
    if (proxies.length === 0 || domains.includes(undefined) || app.isExported(urlMap)) {
      return [];
    }
    const ports = app
      .users(urlMap)
      .flatMap((proxy) => app.users(proxy, FORWARDING_RULE))
      .map(portOf);
    const known = ports.length > 0 && !ports.includes(undefined);
    return [{ urlMap, domains: domains.flatMap((list) => list ?? []), ports: known ? (ports as number[]) : undefined }];
  });
}

function hostsOf({ config }: Resource): { readonly host: string; readonly name: string; readonly port?: number }[] {
  return blocks(config.host_rule)
    .flatMap(({ hosts }) => knownTexts(hosts))
    .map((host) => {
      const [name, port] = host.toLowerCase().split(":");
      return { host, name, port: port === undefined ? undefined : Number(port) };
    });
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, 3).join(", ");
  return texts.length > 3 ? `${shown} and ${texts.length - 3} more` : shown;
}

/** The IP versions by which visitors reach a proxy on the challenge's port, sorted; `unknown` among them where so. */
function versionsOf(app: SynthesizedApp, proxy: Resource): string[] {
  const versions = app
    .users(proxy, FORWARDING_RULE)
    .filter((rule) => (portOf(rule) ?? CHALLENGE_PORT) === CHALLENGE_PORT)
    .map((rule) => versionOf(app, rule));
  return [...new Set(versions)].sort();
}

function versionOf(app: SynthesizedApp, rule: Resource): string {
  const { ip_address: address, ip_version: version } = rule.config;
  const [made] = app.referred(rule, address, GLOBAL_ADDRESS);
  if (made) {
    return asText(made.config.ip_version ?? "IPV4");
  }
  if (address !== undefined) {
    return isExpression(address) ? "unknown" : asText(address).includes(":") ? "IPV6" : "IPV4";
  }
  return asText(version ?? "IPV4");
}

/** The domains for which two proxies have Google-managed certificates, but not one of them together. */
function apart(app: SynthesizedApp, ipv4: Resource, ipv6: Resource): Finding[] {
  const [theirs, own] = [managedOf(app, ipv4), managedOf(app, ipv6)];
  return [...own]
    .filter(([domain]) => theirs.has(domain))
    .filter(([domain, certificates]) => !certificates.some((each) => theirs.get(domain)?.includes(each)))
    .map(([domain, certificates]) =>
      error(
        "CERT-06",
        ipv6,
        `Google issues a managed certificate only where IPv4 and IPv6 of its domains both offer it, got ${paths(certificates)} for ${domain} here and ${paths(theirs.get(domain) ?? [])} at ${paths([ipv4])}; send both to one target proxy (ipv6)`,
      ),
    );
}

function managedOf(app: SynthesizedApp, proxy: Resource): Map<string, Resource[]> {
  const byDomain = new Map<string, Resource[]>();
  app.uses(proxy, MANAGED_CERTIFICATE).forEach((certificate) =>
    blocks(certificate.config.managed)
      .flatMap(({ domains }) => knownTexts(domains))
      .forEach((domain) => byDomain.set(domain, [...(byDomain.get(domain) ?? []), certificate])),
  );
  return byDomain;
}
