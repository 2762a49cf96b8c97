/** What services are told about the certificates of their clients, in headers. */
import { clientAuthenticationOf } from "../../app/client-authentication";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { BACKEND_SERVICE, FORWARDING_RULE, HTTPS_PROXY, HTTP_PROXY, URL_MAP } from "../../app/types";
import { isDynamic, isExpression, textsOf } from "../../app/values";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { text } from "../text";
import { externalProxies } from "./policies";

const OPTIONAL = "ALLOW_INVALID_OR_MISSING_CLIENT_CERT";
/** A variable that the certificate of a client fills. */
const VARIABLE = /\{(client_cert_[a-z0-9_]+)\}/i;
/** Those that say whether the certificate is valid. Others are also filled for one that anybody made. */
const VERDICT = /\{(client_cert_chain_verified|client_cert_error)\}/i;

/** Services that cannot know whether their clients have a valid certificate, behind a load balancer that lets all in. */
export function uncheckedServices(app: SynthesizedApp): Found[] {
  const found = new Map<Resource, Found>();
  externalProxies(app)
    .filter((proxy) => clientAuthenticationOf(proxy)?.mode === OPTIONAL)
    .forEach((proxy) =>
      app
        .uses(proxy, URL_MAP)
        .filter(
          (urlMap) => variableIn(urlMap, VERDICT) === undefined && !JSON.stringify(urlMap.config).includes('"dynamic"'),
        )
        .flatMap((urlMap) => app.uses(urlMap, BACKEND_SERVICE))
        .filter((service) => variableIn(service, VERDICT) === undefined && !isUnknown(service))
        .forEach((service) =>
          found.set(
            service,
            about(
              service,
              text`${paths([proxy])} also lets in clients without a valid certificate, and no request header tells this service whether a certificate is valid; add customRequestHeaders such as "X-Client-Cert-Chain-Verified: {client_cert_chain_verified}" and check it in the service, or use ClientValidationMode.REJECT_INVALID`,
            ),
          ),
        ),
    );
  return [...found.values()];
}

/** Headers about certificates that nobody asks clients for. */
export function emptyVariables(app: SynthesizedApp): Found[] {
  return app
    .ofType(BACKEND_SERVICE, URL_MAP)
    .filter((resource) => variableIn(resource) !== undefined)
    .filter((resource) => {
      const urlMaps = resource.type === URL_MAP ? [resource] : app.users(resource, URL_MAP);
      const proxies = urlMaps
        .flatMap((urlMap) => app.users(urlMap, HTTP_PROXY, HTTPS_PROXY))
        .filter((proxy) => app.users(proxy, FORWARDING_RULE).length > 0);
      return proxies.length > 0 && proxies.every((proxy) => clientAuthenticationOf(proxy) === undefined);
    })
    .map((resource) =>
      about(
        resource,
        text`the header variable {${variableIn(resource) ?? ""}} is empty, because the load balancer asks no client for a certificate; set clientAuthentication of the load balancer, or remove the header`,
      ),
    );
}

/** The first such variable in what a resource adds to requests. */
function variableIn({ type, config }: Resource, variable = VARIABLE): string | undefined {
  const given = type === URL_MAP ? headerActionsIn(config) : textsOf(config.custom_request_headers).join("\n");
  return variable.exec(given)?.[1].toLowerCase();
}

/** All changes of headers in a URL map, as one text. */
function headerActionsIn(value: unknown): string {
  if (typeof value !== "object" || value === null) {
    return "";
  }
  return Object.entries(value)
    .filter(([key]) => key !== "//")
    .map(([key, inner]) => (key === "request_headers_to_add" ? JSON.stringify(inner) : headerActionsIn(inner)))
    .join("\n");
}

function isUnknown({ config }: Resource): boolean {
  return isDynamic(config, "custom_request_headers") || textsOf(config.custom_request_headers).some(isExpression);
}
