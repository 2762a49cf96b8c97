import { FORWARDING_RULE, HTTPS_PROXY, MANAGED_CERTIFICATE, URL_MAP, portOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { isKnownList, isSet, knownTexts } from "../../app/values";
import { Found, about } from "../rule";
import { text } from "../text";

/** Hosts of a URL map for which no certificate is offered. */
export function hostsWithoutCertificate(app: SynthesizedApp): Found[] {
  return served(app).flatMap(({ urlMap, domains }) => {
    const hosts = hostsOf(urlMap).map(({ name }) => name);
    const bare = [...new Set(hosts)].filter(
      (host) => !host.startsWith("*") && !domains.some((domain) => covers(domain, host)),
    );
    return bare.length === 0
      ? []
      : [
          about(
            urlMap,
            text`no certificate of its load balancer is for ${listed(bare)}, so browsers refuse to show what its routes lead to; add the domain to the load balancer (domains)`,
          ),
        ];
  });
}

/** Wildcard hosts, and hosts with a port, at which nobody can arrive. */
export function hostsThatNobodyReaches(app: SynthesizedApp): Found[] {
  return served(app).flatMap(({ urlMap, domains, ports }) => {
    const unreached = hostsOf(urlMap).filter(
      ({ name, port }) =>
        (name.startsWith("*") && name !== "*" && !domains.some((domain) => `.${domain}`.endsWith(name.slice(1)))) ||
        (port !== undefined && ports !== undefined && !ports.includes(port)),
    );
    return unreached.length === 0
      ? []
      : [
          about(
            urlMap,
            text`no domain and port of its load balancer leads to ${listed(unreached.map(({ host }) => host))}, so nobody gets its routes; add a domain that fits, or remove the host`,
          ),
        ];
  });
}

/** The domains for which a target HTTPS proxy offers certificates; `undefined` where one of them is not known here. */
export function domainsOf(app: SynthesizedApp, proxy: Resource): string[] | undefined {
  const { ssl_certificates: certificates } = proxy.config;
  if (!Array.isArray(certificates) || isSet(proxy.config, "certificate_map")) {
    return undefined;
  }
  const domains = certificates.map((value: unknown) => {
    const [certificate, ...others] = app.referred(proxy, value, MANAGED_CERTIFICATE);
    const list = blocks(certificate?.config.managed)[0]?.domains;
    return others.length === 0 && isKnownList(list) ? list : undefined;
  });
  return domains.every((list) => list !== undefined)
    ? domains.flat().map((domain) => domain.toLowerCase().replace(/\.$/, ""))
    : undefined;
}

/** Whether a certificate's domain is for a host; a wildcard stands for one label. */
export function covers(domain: string, host: string): boolean {
  return domain.startsWith("*.")
    ? host.endsWith(domain.slice(1)) && !host.slice(0, -domain.length + 1).includes(".")
    : domain === host;
}

/** URL maps behind HTTPS with all domains and ports at which visitors arrive, where these are known. */
function served(app: SynthesizedApp): { urlMap: Resource; domains: readonly string[]; ports: number[] | undefined }[] {
  return app.ofType(URL_MAP).flatMap((urlMap) => {
    const proxies = app.users(urlMap, HTTPS_PROXY);
    const domains = proxies.map((proxy) => domainsOf(app, proxy));
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
