/** Ways to a service on which clients need no certificate, beside one on which they do. */
import { hasIap } from "../../app/access";
import { clientAuthenticationOf } from "../../app/client-authentication";
import { alikeTo } from "../../app/routed-services";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { BACKEND_SERVICE, FORWARDING_RULE, HTTPS_PROXY, HTTP_PROXY, URL_MAP } from "../../app/types";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { text } from "../text";
import { externalProxies } from "./policies";

/** Target proxies that lead to what another one protects. */
export function waysWithoutCertificate(app: SynthesizedApp): Found[] {
  const guarded = externalProxies(app).filter((proxy) => clientAuthenticationOf(proxy)?.mode === "REJECT_INVALID");
  const open = guarded.length === 0 ? [] : openProxies(app);
  return open.flatMap((proxy) => {
    const services = servicesOf(app, proxy).filter((service) => hasIap(service) === false);
    const [way] = guarded.flatMap((other) => {
      const alike = servicesOf(app, other).flatMap((service) => [service, ...alikeTo(app, service)]);
      return services.filter((service) => alike.includes(service)).map((service) => ({ other, service }));
    });
    return way === undefined
      ? []
      : [
          about(
            proxy,
            text`${paths([way.service])} is reached here without a client certificate, but clients of ${paths([way.other])} need one for the same service; ${wayOut(proxy)}, or send these requests to a service of their own`,
          ),
        ];
  });
}

/** The target proxies that visitors reach and that ask for no certificate. */
function openProxies(app: SynthesizedApp): Resource[] {
  return app
    .ofType(HTTP_PROXY, HTTPS_PROXY)
    .filter((proxy) => app.users(proxy, FORWARDING_RULE).length > 0)
    .filter((proxy) => clientAuthenticationOf(proxy) === undefined);
}

function servicesOf(app: SynthesizedApp, proxy: Resource): Resource[] {
  return app.uses(proxy, URL_MAP).flatMap((urlMap) => app.uses(urlMap, BACKEND_SERVICE));
}

function wayOut({ type }: Resource): string {
  return type === HTTP_PROXY ? "redirect HTTP to HTTPS here" : "ask for certificates here too (clientAuthentication)";
}
