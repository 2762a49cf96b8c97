import { callersOf, isOpenToAll } from "../../app/cloud-run-access";
import { servicesBehind, urlMapsOf } from "../../app/load-balancers";
import { denies } from "../../app/security-policies";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE, SECURITY_POLICY, isCloudRun } from "../../app/types";
import { blockOf, isExpression, isOn, isSet, knownText } from "../../app/values";
import { modeOf } from "../../cloud-cdn/policy";
import { cachesPrivate } from "../../google/cache-modes";
import { Arguments } from "../arguments";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, argument, text } from "../text";
import { privatePaths } from "./private-paths";

/** The resources that can use Cloud CDN. */
export const CACHES = [BACKEND_SERVICE, BACKEND_BUCKET] as const;

/** A cache policy that the provider refuses. */
export function keyOrAge({ enable_cdn, cdn_policy }: Arguments<typeof BACKEND_SERVICE>): Text[] {
  const lacking = blocks(cdn_policy).filter(
    (policy) => !isSet(policy, "cache_key_policy") && !isSet(policy, "signed_url_cache_max_age_sec"),
  );
  return isOn({ enable_cdn }, "enable_cdn") && lacking.length > 0
    ? [
        text`the provider requires cache_key_policy or signed_url_cache_max_age_sec in every cdn_policy; add signed_url_cache_max_age_sec = 0, or use CdnPolicy`,
      ]
    : [];
}

/** Cloud CDN with a protocol or a scheme that does not support it. */
export function withoutHttp(service: Arguments<typeof BACKEND_SERVICE>): Text[] {
  const protocol = knownText(service, "protocol") ?? "HTTP";
  const scheme = knownText(service, "load_balancing_scheme") ?? "EXTERNAL";
  const wrong = !/^HTTP[S2]?$|^H2C$/.test(protocol) ? protocol : !scheme.startsWith("EXTERNAL") ? scheme : undefined;
  return isOn(service, "enable_cdn") && wrong !== undefined
    ? [
        text`Cloud CDN works only with HTTP and HTTPS of an external load balancer, but this backend service has ${wrong}; set enable_cdn to false`,
      ]
    : [];
}

/** A cache policy while nothing is cached. */
export function idlePolicy(cache: Arguments<(typeof CACHES)[number]>): Text[] {
  return isSet(cache, "cdn_policy") && isOff(cache.enable_cdn)
    ? [text`cdn_policy has no effect while Cloud CDN is off; set enable_cdn to true, or remove cdn_policy`]
    : [];
}

/** Whether Cloud CDN is certainly off. */
export function isOff(enable_cdn: unknown): boolean {
  return !isOn({ enable_cdn }, "enable_cdn") && !isExpression(enable_cdn);
}

/** All responses are cached, and some of them look like responses for one visitor alone. */
export function privateRoutes(app: SynthesizedApp): Found[] {
  const forced = cachedByForce(app);
  const routes =
    forced.length > 0
      ? privatePaths(
          app,
          forced.flatMap((cache) => urlMapsOf(app, cache)),
        )
      : undefined;
  return forced.flatMap((cache) =>
    (routes?.get(cache) ?? [])
      .slice(0, 1)
      .map((path) =>
        about(
          cache,
          text`${path} is routed to this backend service, whose cache mode ${modeOfCache(cache)} caches all responses, even private ones, so that one visitor can see the response of another; use CdnPolicy.useOriginHeaders(), or route ${path} to another backend service`,
        ),
      ),
  );
}

/** All responses are cached, of a service that not everybody may call. */
export function closedServices(app: SynthesizedApp): Found[] {
  return cachedByForce(app).flatMap((cache) => {
    const closed = servicesBehind(app, cache)
      .map(({ service }) => service)
      .filter((service) => isCloudRun(service.type) && isClosed(app, service));
    return closed.length === 0
      ? []
      : [
          about(
            cache,
            text`cache mode ${modeOfCache(cache)} serves responses of ${paths(closed)} to everybody, but not everybody may call this service; use CdnPolicy.useOriginHeaders(), or let everybody call the service with CloudRunInvoker.withoutIamCheck()`,
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
  return (
    app
      // the objects of a bucket are the same for all visitors
      .ofType(BACKEND_SERVICE)
      .filter(({ config }) => isOn(config, "enable_cdn"))
      .filter((cache) => cachesPrivate(modeOfCache(cache)))
  );
}

/** The cache mode of a cache; nothing for one that only Terraform knows. */
function modeOfCache({ config }: Resource): string {
  return modeOf(blockOf(config.cdn_policy)) ?? "";
}

/** The policy does not check requests that the cache answers. */
export function cachePastPolicy(app: SynthesizedApp): Found[] {
  return app
    .ofType(BACKEND_SERVICE)
    .filter(({ config }) => isOn(config, "enable_cdn") && !isSet(config, "edge_security_policy"))
    .filter((service) => app.referred(service, service.config.security_policy, SECURITY_POLICY).some(denies))
    .map((service) =>
      about(
        service,
        text`the Cloud Armor policy of this backend service denies requests, but does not check requests that Cloud CDN answers from its cache; attach an edge policy (${argument("edge_security_policy")}), or cache only what everybody may see`,
      ),
    );
}
