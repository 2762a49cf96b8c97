import { blocks } from "../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE, CLOUD_RUN, URL_MAP, servicesBehind, urlMapsOf } from "../app/load-balancers";
import { callersOf, isOpenToAll } from "../app/cloud-run-access";
import { Finding, error, paths, warning } from "./finding";
import { SynthesizedApp, Resource } from "../app/synthesized-app";
import { Block, isExpression, isOn, isSet, numberOf, knownText, knownTexts } from "../app/values";

const TTLS = ["client_ttl", "default_ttl", "max_ttl"];
const SIGNED_URL_KEY = "google_compute_backend_service_signed_url_key";
const MAX_SIGNED_URL_KEYS = 3;
/** A part of a path that tells of answers for one visitor alone. */
const PRIVATE_PATH =
  /^\/(.*\/)?(api|apis|graphql|grpc|rpc|v\d+|auth|oauth2?|login|signin|account|profile|admin|cart|basket|checkout|users?)(\/|$)/;

/** CDN-02, CDN-03: TTLs that the cache mode does not take. */
export function refusedTtls(app: SynthesizedApp): Finding[] {
  return cached(app).flatMap((backend) => {
    const [policy] = blocks(backend.config.cdn_policy);
    const mode = knownText(policy, "cache_mode");
    const refused = mode === "USE_ORIGIN_HEADERS" ? TTLS : mode === "FORCE_CACHE_ALL" ? ["max_ttl"] : [];
    return refused
      .filter((ttl) => (numberOf(policy, ttl) ?? 0) !== 0)
      .map((ttl) =>
        error(
          mode === "FORCE_CACHE_ALL" ? "CDN-03" : "CDN-02",
          backend,
          `cache mode ${mode} takes no ${ttl}, got ${String(policy?.[ttl])}; remove it, or use another cache mode`,
        ),
      );
  });
}

/** CDN-13: Cloud CDN where the protocol or the scheme has none. */
export function cdnWithoutHttp(app: SynthesizedApp): Finding[] {
  return cached(app).flatMap((backend) => {
    const protocol = knownText(backend.config, "protocol") ?? "HTTP";
    const scheme = knownText(backend.config, "load_balancing_scheme") ?? "EXTERNAL";
    const wrong = !/^HTTP[S2]?$|^H2C$/.test(protocol) ? protocol : !scheme.startsWith("EXTERNAL") ? scheme : undefined;
    return wrong === undefined
      ? []
      : [
          error(
            "CDN-13",
            backend,
            `Cloud CDN works for HTTP and HTTPS of an external load balancer, got ${wrong}; switch enable_cdn off`,
          ),
        ];
  });
}

/** CDN-14: a cache policy where nothing is cached. */
export function idleCdnPolicy(app: SynthesizedApp): Finding[] {
  return app
    .ofType(BACKEND_SERVICE, BACKEND_BUCKET)
    .filter(
      ({ config }) => isSet(config, "cdn_policy") && !isOn(config, "enable_cdn") && !isExpression(config.enable_cdn),
    )
    .map((backend) =>
      warning("CDN-14", backend, "its cdn_policy has no effect while Cloud CDN is off; set enable_cdn, or remove it"),
    );
}

/** CDN-12: more keys for signed URLs than a backend service takes. */
export function tooManySignedUrlKeys(app: SynthesizedApp): Finding[] {
  return app
    .ofType(BACKEND_SERVICE)
    .map((backend) => ({ backend, count: app.users(backend, SIGNED_URL_KEY).length }))
    .filter(({ count }) => count > MAX_SIGNED_URL_KEYS)
    .map(({ backend, count }) =>
      error(
        "CDN-12",
        backend,
        `a backend service takes at most ${MAX_SIGNED_URL_KEYS} signed URL keys, got ${count}; remove an old key first`,
      ),
    );
}

/** CDN-12: keys for signed URLs where nothing is cached. */
export function idleSignedUrlKeys(app: SynthesizedApp): Finding[] {
  return app
    .ofType(BACKEND_SERVICE)
    .filter(({ config }) => !isOn(config, "enable_cdn") && !isExpression(config.enable_cdn))
    .filter((backend) => app.users(backend, SIGNED_URL_KEY).length > 0)
    .map((backend) =>
      warning("CDN-12", backend, "its keys for signed URLs have no effect while Cloud CDN is off; give it a cdnPolicy"),
    );
}

/** CDN-15: all answers are cached, and some of them look like answers for one visitor alone. */
export function cachedForEverybody(app: SynthesizedApp): Finding[] {
  const forced = cachedByForce(app);
  if (forced.length === 0) {
    return [];
  }
  const found = privatePaths(app, new Set(forced.flatMap((backend) => urlMapsOf(app, backend))));
  return forced.flatMap((backend) => {
    const [path] = found.get(backend) ?? [];
    return path === undefined
      ? []
      : [
          warning(
            "CDN-15",
            backend,
            `cache mode FORCE_CACHE_ALL serves the answer for one visitor to all, private ones too, and ${path} leads here; use CdnPolicy.useOriginHeaders(), or another backend service for it`,
          ),
        ];
  });
}

/** CDN-15: all answers are cached, of a service that not everybody may call. */
export function cachedPastInvokers(app: SynthesizedApp): Finding[] {
  return cachedByForce(app).flatMap((backend) => {
    const closed = servicesBehind(app, backend)
      .map(({ service }) => service)
      .filter((service) => CLOUD_RUN.includes(service.type) && isClosed(app, service));
    return closed.length === 0
      ? []
      : [
          warning(
            "CDN-15",
            backend,
            `cache mode FORCE_CACHE_ALL serves to everybody what ${paths(closed)} answers to those who may call it; use CdnPolicy.useOriginHeaders(), or let everybody call it: Invoker.withoutIamCheck()`,
          ),
        ];
  });
}

/** Whether it is certain that not everybody may call a service. */
function isClosed(app: SynthesizedApp, service: Resource): boolean {
  const callers = callersOf(app, service);
  return !callers.mayBeMore && !isOpenToAll(callers);
}

function cachedByForce(app: SynthesizedApp): Resource[] {
  return cached(app).filter(({ config }) => blocks(config.cdn_policy)[0]?.cache_mode === "FORCE_CACHE_ALL");
}

function cached(app: SynthesizedApp): Resource[] {
  return app.ofType(BACKEND_SERVICE, BACKEND_BUCKET).filter(({ config }) => isOn(config, "enable_cdn"));
}

/** The private-looking paths of routes, by where they lead. */
function privatePaths(app: SynthesizedApp, urlMaps: ReadonlySet<Resource>): Map<Resource, string[]> {
  const found = new Map<Resource, string[]>();
  app
    .ofType(URL_MAP)
    .filter((urlMap) => urlMaps.has(urlMap))
    .forEach((urlMap) =>
      routesOf(urlMap).forEach(({ path, route }) =>
        app
          .referred(urlMap, route, BACKEND_SERVICE, BACKEND_BUCKET)
          .forEach((backend) => found.set(backend, [...(found.get(backend) ?? []), path])),
      ),
    );
  return found;
}

function routesOf({ config }: Resource): { readonly path: string; readonly route: Block }[] {
  const rules = blocks(config.path_matcher).flatMap(({ path_rule, route_rules }) => [
    ...blocks(path_rule).map((route) => ({ route, paths: knownTexts(route.paths) })),
    ...blocks(route_rules).map((route) => ({ route, paths: blocks(route.match_rules).flatMap(pathsOfMatch) })),
  ]);
  return rules.flatMap(({ route, paths }) =>
    paths.filter((path) => PRIVATE_PATH.test(path)).map((path) => ({ path, route })),
  );
}

function pathsOfMatch(match: Block): string[] {
  return [match.prefix_match, match.full_path_match, match.path_template_match].flatMap(knownTexts);
}
