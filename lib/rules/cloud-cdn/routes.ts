/** Cache policies of routes. */
import { hasIap } from "../../app/access";
import { schemeOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, URL_MAP } from "../../app/types";
import { Block, isSet } from "../../app/values";
import { asCdnPolicy } from "../../cloud-cdn/policy";
import { paths } from "../finding";
import { Found, ResourceCheck, Severity, about } from "../rule";
import { Text, argument, given, text } from "../text";
import { GivenAction } from "../url-maps/calls";
import { Place, argumentOf, backendsOf, onPlaces, placesOf, routeActionOf } from "../url-maps/places";

/** What the cache key of a route to a backend bucket cannot have, with the prop that writes it. */
const NOT_OF_BUCKETS = {
  include_host: "includeHost",
  include_protocol: "includeProtocol",
  include_query_string: "queryString",
  excluded_query_parameters: "CacheKeyQueryString.blacklist",
  included_cookie_names: "includeNamedCookies",
} as const;

/** A check of the cache policies of routes, in the words of those of backends. */
export function onRoutePolicies(severity: Severity, find: (policy: Block) => readonly Text[]): ResourceCheck {
  return onPlaces(severity, (place) =>
    policiesOf(place).flatMap((policy) =>
      find(asCdnPolicy(policy)).map(
        (found) => text`${argumentOf(place, "route_action.cache_policy")} of ${place.what}: ${found}`,
      ),
    ),
  );
}

/** Cache policies of routes to what cannot have one. */
export function misplacedPolicies(app: SynthesizedApp): Found[] {
  return app
    .ofType(URL_MAP)
    .flatMap((urlMap) =>
      placesOf(urlMap.config).flatMap((place) =>
        policiesOf(place).flatMap((policy) => [
          ...ofServices(app, urlMap, place),
          ...ofBuckets(app, urlMap, place, policy),
        ]),
      ),
    );
}

function ofServices(app: SynthesizedApp, urlMap: Resource, place: Place): Found[] {
  const services = backendsOf(app, urlMap, place);
  const what = text`${argumentOf(place, "route_action.cache_policy")} of ${place.what}`;
  const closed = services.filter((service) => hasIap(service) === true);
  const others = services.filter((service) => (schemeOf(app, service) ?? "EXTERNAL_MANAGED") !== "EXTERNAL_MANAGED");
  return [
    ...(closed.length === 0
      ? []
      : [
          text`${what} leads to ${paths(closed)}, which has Identity-Aware Proxy, and Google caches nothing of it; remove the cache policy, or Identity-Aware Proxy`,
        ]),
    ...(others.length === 0
      ? []
      : [
          text`${what} leads to ${paths(others)}, and only load balancers with the scheme EXTERNAL_MANAGED have cache policies of routes; set the scheme to EXTERNAL_MANAGED, or remove the cache policy`,
        ]),
  ].map((found) => about(urlMap, found));
}

function ofBuckets(app: SynthesizedApp, urlMap: Resource, place: Place, policy: Block): Found[] {
  const buckets = app.referred(urlMap, place.block[`${place.prefix}service`], BACKEND_BUCKET);
  const [wrong] = blocks(policy.cache_key_policy).flatMap((key) =>
    Object.entries(NOT_OF_BUCKETS).filter(([name]) => isSet(key, name) && key[name] !== false),
  );
  return buckets.length === 0 || wrong === undefined
    ? []
    : [
        about(
          urlMap,
          text`the cache key of ${argumentOf(place, "route_action.cache_policy")} of ${place.what} has ${wrong[1]} (${wrong[0]}), and ${paths(buckets)} is a backend bucket, whose key has only listed query parameters and request headers; remove it`,
        ),
      ];
}

/** The age of responses to signed URLs, which only a backend has. */
export function signedRoute(what: string, { options }: GivenAction): Text[] {
  const age = options?.cachePolicy?._options?.signedUrlCacheMaxAgeSec;
  return age === undefined
    ? []
    : [
        text`the cache policy of ${what} cannot have ${argument("signedUrlCacheMaxAgeSec")}, got ${given(age)}; set it in the cdnPolicy of the backend`,
      ];
}

function policiesOf(place: Place): readonly Block[] {
  return blocks(routeActionOf(place)?.cache_policy);
}
