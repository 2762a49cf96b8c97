import { ipVersionOf, portOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { FORWARDING_RULE, HTTPS_PROXY, MANAGED_CERTIFICATE, URL_MAP } from "../../app/types";
import { knownTexts } from "../../app/values";
import { PORTS } from "../../google/front-end";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { isKnown } from "../values";

/** A proxy for other protocols over TLS, which answers Google's challenge too. */
const SSL_PROXY = "google_compute_target_ssl_proxy";
/** The port on which Google looks for the answer to its challenge. */
const CHALLENGE_PORT = PORTS.https;

/** A port where a certificate is made for a domain. One from outside may be issued at another load balancer. */
export function portOfDomain({ httpsPort }: { readonly httpsPort: unknown }): Text[] {
  return !isKnown(httpsPort) || httpsPort === CHALLENGE_PORT
    ? []
    : [
        text`Google validates a managed certificate on port ${CHALLENGE_PORT} only, but httpsPort is ${given(httpsPort)}; use port ${CHALLENGE_PORT}, or bring your own certificate`,
      ];
}

/** A Google-managed certificate that Google can never issue, because nothing answers its challenge. */
export function challengePort(app: SynthesizedApp): Found[] {
  return app.ofType(HTTPS_PROXY).flatMap((proxy) => {
    const certificates = app.uses(proxy, MANAGED_CERTIFICATE).filter((certificate) => isNeverAsked(app, certificate));
    const ports = app.users(proxy, FORWARDING_RULE).map(portOf);
    return certificates.length > 0
      ? [
          about(
            proxy,
            text`Google validates a managed certificate on port ${CHALLENGE_PORT} only, but the port for ${paths(certificates)} is ${ports.join(", ")}; use port ${CHALLENGE_PORT}, or bring your own certificate`,
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

/** IPv4 and IPv6 of one site at different proxies, with different Google-managed certificates for a domain. */
export function challengeByBothVersions(app: SynthesizedApp): Found[] {
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

/** The IP versions by which visitors reach a proxy on the challenge's port, sorted; `unknown` among them where so. */
function versionsOf(app: SynthesizedApp, proxy: Resource): string[] {
  const versions = app
    .users(proxy, FORWARDING_RULE)
    .filter((rule) => (portOf(rule) ?? CHALLENGE_PORT) === CHALLENGE_PORT)
    .map((rule) => ipVersionOf(app, rule));
  return [...new Set(versions)].sort();
}

/** The domains for which two proxies have Google-managed certificates, but not one of them together. */
function apart(app: SynthesizedApp, ipv4: Resource, ipv6: Resource): Found[] {
  const [theirs, own] = [managedOf(app, ipv4), managedOf(app, ipv6)];
  return [...own]
    .filter(([domain]) => theirs.has(domain))
    .filter(([domain, certificates]) => !certificates.some((each) => theirs.get(domain)?.includes(each)))
    .map(([domain, certificates]) =>
      about(
        ipv6,
        text`${domain} has different certificates for IPv6 (${paths(certificates)}) and for IPv4 (${paths(theirs.get(domain) ?? [])} on ${paths([ipv4])}), but Google issues a managed certificate only if both addresses of its domain serve it; use one load balancer with ipv6: true instead of two`,
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
