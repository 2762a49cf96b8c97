import { blocks } from "../../app/terraform-json";
import {
  BACKEND_BUCKET,
  BACKEND_SERVICE,
  FORWARDING_RULE,
  GLOBAL_ADDRESS,
  HTTPS_PROXY,
  HTTP_PROXY,
  MANAGED_CERTIFICATE,
  SECURITY_POLICY,
  SSL_CERTIFICATE,
  SSL_POLICY,
  URL_MAP,
  linksToOthers,
  portOf,
} from "../../app/load-balancers";
import { collectionOf } from "../../app/collections";
import { Finding, error, paths, warning } from "../finding";
import { SynthesizedApp, Resource, inOtherProjects } from "../../app/synthesized-app";
import { asText, isExpression, isOn, isSet, numberOf, knownText } from "../../app/values";

/** What is of one project: resources of these types and those they refer to. Only backend services may be of another. */
const PARTS: readonly (readonly [users: readonly string[], used: readonly string[]])[] = [
  [[FORWARDING_RULE], [GLOBAL_ADDRESS, HTTP_PROXY, HTTPS_PROXY]],
  [
    [HTTP_PROXY, HTTPS_PROXY],
    [MANAGED_CERTIFICATE, SSL_CERTIFICATE, SSL_POLICY],
  ],
  [[BACKEND_SERVICE], [SECURITY_POLICY]],
];

/** FE-03: the tier of a global forwarding rule. */
export function networkTiers(app: SynthesizedApp): Finding[] {
  return app
    .ofType(FORWARDING_RULE)
    .filter(({ config }) => (knownText(config, "network_tier") ?? "PREMIUM") !== "PREMIUM")
    .map((rule) =>
      error(
        "FE-03",
        rule,
        `a global forwarding rule is of the Premium tier, got ${String(rule.config.network_tier)}; write PREMIUM`,
      ),
    );
}

/** FE-04: not exactly one port. */
export function ports(app: SynthesizedApp): Finding[] {
  return app
    .ofType(FORWARDING_RULE)
    .filter(
      (rule) =>
        portOf(rule) === 0 && (knownText(rule.config, "load_balancing_scheme") ?? "EXTERNAL").startsWith("EXTERNAL"),
    )
    .map((rule) =>
      error(
        "FE-04",
        rule,
        `a forwarding rule of the load balancer has one port from 1 to 65535, got ${JSON.stringify(rule.config.port_range)}; write it like "443"`,
      ),
    );
}

/** FE-09: how long an idle connection is kept. */
export function keepAlive(app: SynthesizedApp): Finding[] {
  return app.ofType(HTTP_PROXY, HTTPS_PROXY).flatMap((proxy) => {
    const seconds = numberOf(proxy.config, "http_keep_alive_timeout_sec");
    return seconds === undefined || (Number.isInteger(seconds) && seconds >= 5 && seconds <= 1200)
      ? []
      : [
          error(
            "FE-09",
            proxy,
            `http_keep_alive_timeout_sec is a whole number from 5 to 1200, got ${seconds}; choose one in that range`,
          ),
        ];
  });
}

/** FE-14: parts of a front end, or a policy, of another project than what uses them. */
export function foreignParts(app: SynthesizedApp): Finding[] {
  return PARTS.flatMap(([user, used]) =>
    app.ofType(...user).flatMap((resource) =>
      app
        .uses(resource, ...used)
        .filter((part) => inOtherProjects(resource, part))
        .map((part) =>
          error(
            "FE-14",
            resource,
            `it and what it refers to are of one project, and ${paths([part])} is of ${part.project}, got ${resource.project}; move one of them`,
          ),
        ),
    ),
  );
}

/** FE-14: the same, of what is named by a self link or a data source and is not in the app. */
export function foreignLinks(app: SynthesizedApp): Finding[] {
  return PARTS.flatMap(([user, used]) =>
    app.ofType(...user).flatMap((resource) =>
      linksToOthers(app, resource, resource.config)
        .filter(({ collection }) => used.some((type) => collectionOf(type)?.collection === collection))
        .map(({ collection, name, project }) =>
          error(
            "FE-14",
            resource,
            `it and what it refers to are of one project, and ${collection}/${name} is of ${project}, got ${resource.project}; move one of them`,
          ),
        ),
    ),
  );
}

/** FE-05: two forwarding rules with one address and port. */
export function sharedListeners(app: SynthesizedApp): Finding[] {
  const byListener = new Map<string, Resource[]>();
  app.ofType(FORWARDING_RULE).forEach((rule) => {
    const [address, port] = [addressOf(app, rule), portOf(rule)];
    if (address !== undefined && port !== undefined && !isExpression(rule.config.ip_protocol)) {
      const key = [address, asText(rule.config.ip_protocol ?? "TCP"), port].join("|");
      byListener.set(key, [...(byListener.get(key) ?? []), rule]);
    }
  });
  return [...byListener.values()].flatMap(([first, ...others]) =>
    others.map((rule) =>
      error(
        "FE-05",
        rule,
        `two forwarding rules may not share address and port, got port ${portOf(rule)} of ${paths([first])}; give one of them another port or address`,
      ),
    ),
  );
}

/** FE-13: a site that is served in the clear. */
export function servedInTheClear(app: SynthesizedApp): Finding[] {
  return app
    .ofType(HTTP_PROXY)
    .filter((proxy) => app.users(proxy, FORWARDING_RULE).length > 0)
    .filter((proxy) => app.uses(proxy, URL_MAP).some((urlMap) => serves(app, urlMap)))
    .map((proxy) =>
      warning(
        "FE-13",
        proxy,
        "the site is served in the clear, by HTTP; serve it by HTTPS and redirect HTTP to it, as a load balancer with domains does",
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

/** What tells the address of a forwarding rule from others; `undefined` for one that Google chooses. */
function addressOf(app: SynthesizedApp, rule: Resource): string | undefined {
  const { ip_address: address } = rule.config;
  const [made] = app.referred(rule, address, GLOBAL_ADDRESS);
  if (made) {
    return `${made.stack} ${made.id}`;
  }
  const [link] = app.links(rule, address);
  if (link) {
    return [link.project, link.place, link.name].join(" ");
  }
  return typeof address !== "string" || address === ""
    ? undefined
    : [isExpression(address) ? rule.stack : rule.project, address].join(" ");
}
