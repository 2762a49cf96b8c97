import { BACKEND_SERVICE, HTTPS_PROXY, NEG, isServerless, targetOf, urlMapsOf } from "../../app/load-balancers";
import { coversHost } from "../../app/certificates";
import { domainsOf } from "../certificates/certificates";
import { Finding, warning } from "../finding";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { knownText } from "../../app/values";

/** NEG-15: a URL mask for hosts for which the load balancer has no certificate. */
export function masksWithoutCertificate(app: SynthesizedApp): Finding[] {
  return app
    .ofType(NEG)
    .filter(isServerless)
    .flatMap((neg) => {
      const mask = knownText(targetOf(neg), "url_mask");
      const host = mask?.split("/")[0].split(":")[0].toLowerCase() ?? "";
      const domains = host === "" ? undefined : domainsBefore(app, neg);
      if (domains === undefined) {
        return [];
      }
      return domains.some((domain) => fits(host, domain))
        ? []
        : [
            warning(
              "NEG-15",
              neg,
              `its URL mask is for ${host}, and no certificate of the load balancer is for such a host, so nobody arrives there; add the domains to the load balancer (domains)`,
            ),
          ];
    });
}

/** The domains of all load balancers that lead to a NEG; `undefined` where one of them is not known here. */
function domainsBefore(app: SynthesizedApp, neg: Resource): string[] | undefined {
  const urlMaps = app.users(neg, BACKEND_SERVICE).flatMap((backendService) => urlMapsOf(app, backendService));
  const proxies = [...new Set(urlMaps.flatMap((urlMap) => app.users(urlMap, HTTPS_PROXY)))];
  const domains = proxies.map((proxy) => domainsOf(proxy));
  const isShared = urlMaps.some((urlMap) => app.isExported(urlMap));
  return proxies.length === 0 || isShared || domains.includes(undefined)
    ? undefined
    : [...new Set(domains.flatMap((list) => list ?? []))];
}

/** Whether a host part of a mask can be for a certificate's domain. Leading parts may be left out of a mask. */
function fits(maskHost: string, domain: string): boolean {
  const end = maskHost.slice(maskHost.lastIndexOf(">") + 1);
  if (end === maskHost) {
    return coversHost(domain, maskHost) || domain.endsWith(`.${maskHost}`);
  }
  return domain.endsWith(end);
}
