import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE, FORWARDING_RULE, HTTPS_PROXY, HTTP_PROXY, URL_MAP } from "../../app/types";
import { isOn, isSet } from "../../app/values";
import { QUIC_OVERRIDES } from "../../google/front-end";
import { Arguments } from "../arguments";
import { Found, about } from "../rule";
import { Text, argument, given, text } from "../text";
import { oneOf, range } from "../values";

/** The target proxies of an Application Load Balancer. */
export const PROXIES = [HTTP_PROXY, HTTPS_PROXY] as const;
/** In seconds. */
export const MIN_KEEP_ALIVE = 5;
/** In seconds. */
export const MAX_KEEP_ALIVE = 1200;
/** The props that are about HTTPS. */
const FOR_HTTPS = [
  "sslPolicy",
  "httpsPort",
  "quicOverride",
  "httpRedirect",
  "certificateMap",
  "certificateMapStage",
  "clientAuthentication",
] as const;

/** A certificate for a load balancer that may serve HTTP alone. */
interface AddedCertificate {
  readonly certificate: { readonly node: { readonly path: string } } | undefined;
  readonly httpOnly: boolean;
}

/** A mode of QUIC that does not exist. */
export function quicOverride({ quic_override: mode }: Arguments<typeof HTTPS_PROXY>): Text[] {
  return oneOf(argument("quic_override"), mode, QUIC_OVERRIDES);
}

/** How long an idle connection is kept. */
export function keepAlive({ http_keep_alive_timeout_sec: seconds }: Arguments<(typeof PROXIES)[number]>): Text[] {
  return range(argument("http_keep_alive_timeout_sec"), seconds, MIN_KEEP_ALIVE, MAX_KEEP_ALIVE);
}

/** What is about HTTPS where HTTP alone is served. */
export function withoutHttps(
  props: { readonly httpOnly?: unknown } & { readonly [prop in (typeof FOR_HTTPS)[number]]?: unknown },
): Text[] {
  return props.httpOnly !== true
    ? []
    : FOR_HTTPS.filter((prop) => props[prop] !== undefined).map(
        (prop) => text`${prop} is for HTTPS, but httpOnly is true; remove httpOnly or ${prop}`,
      );
}

/** A certificate where HTTP alone is served. */
export function certificateForHttp({ certificate, httpOnly }: AddedCertificate): Text[] {
  return httpOnly && certificate
    ? [
        text`a load balancer with httpOnly cannot have a certificate, got ${given(certificate.node.path)}; remove httpOnly, or the certificate`,
      ]
    : [];
}

/** A site that is served without encryption. */
export function servedInTheClear(app: SynthesizedApp): Found[] {
  return app
    .ofType(HTTP_PROXY)
    .filter((proxy) => app.users(proxy, FORWARDING_RULE).length > 0)
    .filter((proxy) => app.uses(proxy, URL_MAP).some((urlMap) => serves(app, urlMap)))
    .map((proxy) =>
      about(
        proxy,
        text`the site is served over HTTP, without encryption; serve it over HTTPS and redirect HTTP to HTTPS, as a load balancer with domains does`,
      ),
    );
}

/** Whether a URL map answers requests itself and does not just send visitors to HTTPS. */
function serves(app: SynthesizedApp, urlMap: Resource): boolean {
  const { config } = urlMap;
  const redirects = blocks(config.default_url_redirect).some((redirect) => isOn(redirect, "https_redirect"));
  return (
    !redirects && (isSet(config, "default_service") || app.uses(urlMap, BACKEND_SERVICE, BACKEND_BUCKET).length > 0)
  );
}
