import { hasIap } from "../../app/access";
import { alikeTo } from "../../app/routed-services";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { URL_MAP } from "../../app/types";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { text } from "../text";
import { Place, backendsOf, placesOf } from "./places";
import { waysPastIap } from "./second-ways";

/** A place of a URL map, and a backend service that it sends requests to. */
interface Route {
  readonly place: Place;
  readonly backend: Resource;
}

/**
 * Paths of one host that lead, without Identity-Aware Proxy, to the service that a whole other host has behind it. A path
 * of the same host is one that somebody left open on purpose.
 */
export function openPathsOfOtherHosts(app: SynthesizedApp): Found[] {
  const routes = app
    .ofType(URL_MAP)
    .flatMap((urlMap) =>
      placesOf(urlMap.config).flatMap((place) =>
        backendsOf(app, urlMap, place).map((backend): Route => ({ place, backend })),
      ),
    );
  const closed = routes.filter(({ place, backend }) => place.prefix === "default_" && hasIap(backend) === true);
  const told = new Set<unknown>(closed.length > 0 ? waysPastIap(app).map((found) => found.about) : []);
  const isOnClosedHost = (route: Route) =>
    closed.some(
      ({ place, backend }) =>
        alikeTo(app, backend).includes(route.backend) && route.place.hosts.some((host) => place.hosts.includes(host)),
    );
  return closed.flatMap(({ place, backend }) => {
    const hosts = place.path === "" ? "hosts without a host rule" : `host ${place.host}`;
    const alike = alikeTo(app, backend).filter((other) => hasIap(other) === false && !told.has(other));
    return routes
      .filter((route) => route.place.prefix === "" && alike.includes(route.backend))
      .filter((route) => !isOnClosedHost(route))
      .map((route) => {
        told.add(route.backend);
        return about(
          route.backend,
          text`${route.place.what} leads here without a sign-in, but ${paths([backend])} serves the same behind Identity-Aware Proxy for all paths of ${hosts}; route it to ${paths([backend])} too, or turn on Identity-Aware Proxy here (iap)`,
        );
      });
  });
}
