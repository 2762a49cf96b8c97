import { SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { HTTPS_PROXY, URL_MAP } from "../../app/types";
import { isDynamic, isOn, isSet } from "../../app/values";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { text } from "../text";
import { Place, placesOf, redirectOf, routeActionOf } from "./places";

/** Not exactly one of a service, a redirect and weighted services. */
export function decisions(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    placesOf(urlMap.config)
      .filter(
        ({ block, prefix }) => !isDynamic(block, `${prefix}url_redirect`) && !isDynamic(block, `${prefix}route_action`),
      )
      .map((place) => ({ place, given: givenIn(place) }))
      .filter(({ given }) => given.length !== 1)
      .map(({ place: { where, prefix }, given }) =>
        about(
          urlMap,
          text`${where} needs exactly one of ${prefix}service, ${prefix}url_redirect and weighted_backend_services, got ${given.join(" and ") || "none"}; ${given.length === 0 ? "set one of them" : "keep one and remove the others"}`,
        ),
      ),
  );
}

/** A redirect to HTTPS of requests that came by HTTPS. */
export function httpsRedirects(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) => {
    const proxies = app.users(urlMap, HTTPS_PROXY);
    const found = proxies.length === 0 ? [] : placesOf(urlMap.config).filter(redirectsToHttps);
    return found.length === 0
      ? []
      : [
          about(
            urlMap,
            text`https_redirect is allowed only in URL maps of target HTTP proxies, and target HTTPS proxy ${paths(proxies)} uses this one; remove https_redirect from ${found.map(({ where }) => where).join(", ")}, and use a separate URL map for HTTP, as a load balancer with httpRedirect does`,
          ),
        ];
  });
}

function redirectsToHttps(place: Place): boolean {
  const redirect = redirectOf(place);
  return redirect !== undefined && isOn(redirect, "https_redirect");
}

function givenIn(place: Place): string[] {
  const { block, prefix } = place;
  const service = `${prefix}service`;
  const redirect = `${prefix}url_redirect`;
  const action = routeActionOf(place);
  return [
    ...(isSet(block, service) ? [service] : []),
    ...(blocks(block[redirect]).length > 0 ? [redirect] : []),
    ...(action !== undefined && isSet(action, "weighted_backend_services") ? ["weighted_backend_services"] : []),
  ];
}
