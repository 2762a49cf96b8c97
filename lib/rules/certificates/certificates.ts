import { isForHost, domainsOf as domainsOfUse, mapOf, presentedBy } from "../../app/certificates";
import { portOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { FORWARDING_RULE, HTTPS_PROXY, URL_MAP } from "../../app/types";
import { isSet, knownTexts } from "../../app/values";
import { few } from "../finding";
import { Found, about } from "../rule";
import { text } from "../text";

/** Hosts of a URL map for which no certificate is offered. */
export function hostsWithoutCertificate(app: SynthesizedApp): Found[] {
  return served(app).flatMap(({ urlMap, domains, hasMap }) => {
    const hosts = hostsOf(urlMap).map(({ name }) => name);
    const bare = [...new Set(hosts)].filter(
      (host) => !host.startsWith("*") && !domains.some((domain) => isForHost(domain, host)),
    );
    return bare.length === 0
      ? []
      : [
          about(
            urlMap,
            text`no certificate of the load balancer covers ${few(bare)}, so browsers show a certificate error; add the domain to the ${hasMap ? "certificate map" : "load balancer"} (domains)`,
          ),
        ];
  });
}

/** Wildcard hosts, and hosts with a port, that no request can have. */
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
            text`the routes for ${few(unreached.map(({ host }) => host))} are never used, because the load balancer serves no matching domain and port; add a matching domain to the load balancer, or remove these hosts from the URL map`,
          ),
        ];
  });
}

/** The domains for which a target HTTPS proxy offers certificates; `undefined` where one of them is not known here. */
export function domainsOf(app: SynthesizedApp, proxy: Resource): string[] | undefined {
  const map = mapOf(proxy);
  const isKnown = isSet(proxy.config, "certificate_map")
    ? map === undefined || !app.isExported(map)
    : Array.isArray(proxy.config.ssl_certificates);
  const domains = presentedBy(proxy).map(domainsOfUse);
  return isKnown && domains.every((list) => list !== undefined) ? domains.flat() : undefined;
}

/** A URL map behind HTTPS, with all domains and ports at which visitors arrive, where these are known. */
interface Served {
  readonly urlMap: Resource;
  readonly domains: readonly string[];
  readonly ports: readonly number[] | undefined;
  /** Whether the certificates come from a certificate map. */
  readonly hasMap: boolean;
}

function served(app: SynthesizedApp): Served[] {
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
    return [
      {
        urlMap,
        domains: domains.flatMap((list) => list ?? []),
        ports: known ? (ports as number[]) : undefined,
        hasMap: proxies.some(({ config }) => isSet(config, "certificate_map")),
      },
    ];
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
