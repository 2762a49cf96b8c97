import { blocks } from "../../app/terraform-json";
import { HTTPS_PROXY, URL_MAP } from "../../app/load-balancers";
import { Finding, error, paths } from "../finding";
import { SynthesizedApp } from "../../app/synthesized-app";
import { Block, isDynamic, isExpression, isOn, isSet, knownTexts } from "../../app/values";

/** A part of a URL map that decides where requests go. */
interface Decision {
  readonly where: string;
  readonly block: Block;
  readonly prefix: "" | "default_";
}

/** UM-14: a redirect to HTTPS for those who came by HTTPS. */
export function httpsRedirects(app: SynthesizedApp): Finding[] {
  return app.ofType(URL_MAP).flatMap((urlMap) => {
    const proxies = app.users(urlMap, HTTPS_PROXY);
    const found = proxies.length === 0 ? [] : decisionsOf(urlMap.config).filter(redirectsToHttps);
    return found.length === 0
      ? []
      : [
          error(
            "UM-14",
            urlMap,
            `https_redirect stands only in URL maps of a target HTTP proxy, got ${found.map(({ where }) => where).join(", ")} and ${paths(proxies)}; leave it out here, and give HTTP a URL map of its own, as httpRedirect of a load balancer does`,
          ),
        ];
  });
}

/** UM-01: not exactly one of a service, a redirect and weighted services. */
export function decisions(app: SynthesizedApp): Finding[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    decisionsOf(urlMap.config)
      .filter(
        ({ block, prefix }) => !isDynamic(block, `${prefix}url_redirect`) && !isDynamic(block, `${prefix}route_action`),
      )
      .map((decision) => ({ decision, given: givenIn(decision) }))
      .filter(({ given }) => given.length !== 1)
      .map(({ decision: { where, prefix }, given }) =>
        error(
          "UM-01",
          urlMap,
          `${where} has exactly one of ${prefix}service, ${prefix}url_redirect and weighted_backend_services, got ${given.join(" and ") || "none"}; keep one of them`,
        ),
      ),
  );
}

/** UM-03: a host in two host rules. */
export function repeatedHosts(app: SynthesizedApp): Finding[] {
  return app.ofType(URL_MAP).flatMap((urlMap) => {
    const seen = new Set<string>();
    return blocks(urlMap.config.host_rule)
      .flatMap(({ hosts }) => knownTexts(hosts))
      .filter((host) => seen.has(host.toLowerCase()) || !seen.add(host.toLowerCase()))
      .map((host) =>
        error(
          "UM-03",
          urlMap,
          `a host stands in one host rule of a URL map, got ${JSON.stringify(host)} twice; join the two`,
        ),
      );
  });
}

/** UM-04: host rules without a path matcher, path matchers without a host rule or with one name. */
export function danglingMatchers(app: SynthesizedApp): Finding[] {
  return app.ofType(URL_MAP).flatMap((urlMap) => {
    const { config } = urlMap;
    if (isDynamic(config, "host_rule") || isDynamic(config, "path_matcher")) {
      return [];
    }
    const made = blocks(config.path_matcher).map(({ name }) => String(name));
    const wanted = blocks(config.host_rule).map(({ path_matcher }) => String(path_matcher));
    const refused = (what: string, names: readonly string[], wayOut: string) =>
      [...new Set(names)].map((name) => error("UM-04", urlMap, `${what}, got ${JSON.stringify(name)}; ${wayOut}`));
    const missing = made.some(isExpression) ? [] : wanted.filter((name) => !isExpression(name) && !made.includes(name));
    const orphans = wanted.some(isExpression)
      ? []
      : made.filter((name) => !isExpression(name) && !wanted.includes(name));
    return [
      ...refused("a host rule names a path matcher of the same URL map", missing, "mend path_matcher of the host rule"),
      ...refused("each path matcher has a host rule", orphans, "add a host rule for it, or remove it"),
      ...refused(
        "each path matcher has a name of its own",
        made.filter((name, index) => made.indexOf(name) !== index),
        "rename one of them, or join their host rules",
      ),
    ];
  });
}

/** UM-08: path rules and route rules in one path matcher. */
export function twoKindsOfRules(app: SynthesizedApp): Finding[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    blocks(urlMap.config.path_matcher)
      .filter((matcher) => isSet(matcher, "path_rule") && isSet(matcher, "route_rules"))
      .map(({ name }) =>
        error(
          "UM-08",
          urlMap,
          `a path matcher has either path_rule or route_rules, got both in ${JSON.stringify(name)}; write all as route_rules (Routes.inOrder)`,
        ),
      ),
  );
}

/** All places of a URL map that decide where requests go. */
function decisionsOf(config: Block): Decision[] {
  return [
    { where: "the URL map", block: config, prefix: "default_" },
    ...blocks(config.path_matcher).flatMap((matcher): Decision[] => {
      const where = `path matcher ${JSON.stringify(matcher.name)}`;
      return [
        { where, block: matcher, prefix: "default_" },
        ...blocks(matcher.path_rule).map((block): Decision => ({
          where: `${knownTexts(block.paths).join(", ")} of ${where}`,
          block,
          prefix: "",
        })),
        ...blocks(matcher.route_rules).map((block): Decision => ({
          where: `route rule ${String(block.priority)} of ${where}`,
          block,
          prefix: "",
        })),
      ];
    }),
  ];
}

function redirectsToHttps({ block, prefix }: Decision): boolean {
  return blocks(block[`${prefix}url_redirect`]).some((redirect) => isOn(redirect, "https_redirect"));
}

function givenIn({ block, prefix }: Decision): string[] {
  const service = `${prefix}service`;
  const redirect = `${prefix}url_redirect`;
  const weighted = blocks(block[`${prefix}route_action`]).some((action) => isSet(action, "weighted_backend_services"));
  return [
    ...(isSet(block, service) ? [service] : []),
    ...(blocks(block[redirect]).length > 0 ? [redirect] : []),
    ...(weighted ? ["weighted_backend_services"] : []),
  ];
}
