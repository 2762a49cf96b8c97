/** The load balancer as the page shows it. */
import { hasIap, hasOwnIap } from "../app/access";
import { Resource } from "../app/stack";
import { blocks } from "../app/terraform-json";
import { Block, blockOf, text, texts, toNumber } from "../app/values";
import { defaultAction, ruleAction } from "../review/actions";
import { cdnWords } from "../review/backends";
import { matchWords } from "../review/url-map";
import { inOrder } from "../routing/rules";
import { Backend, Target } from "./backends";
import { destinationWords, namesOf } from "./destinations";
import { Ports } from "./hosts";
import { Entrance, RouteTarget, SiteBackend, SiteDescription, SiteHosts, SiteRoute } from "./site-description";
import { Site, SiteEntrance } from "./site";

/** Describes the site. */
export function describeSite(site: Site, ports: Ports, problem: string | undefined): SiteDescription {
  const scheme = ports.https === undefined ? "http" : "https";
  return {
    stack: site.stack,
    loadBalancer: site.title,
    readAt: site.readAt.toISOString(),
    ...(problem === undefined ? {} : { problem }),
    entrances: [site.https, site.http].flatMap((entrance) => (entrance ? [entranceOf(site, entrance, ports)] : [])),
    domains: site.domains.map((name) => ({ name, url: `${originHere(`${name}.localhost`, scheme, ports) ?? ""}/` })),
    backends: site.backends.map(describeBackend),
    notes: site.notes,
  };
}

/** The origin at which the preview serves a scheme. */
export function originHere(host: string, scheme: "https" | "http", ports: Ports): string | undefined {
  const port = ports[scheme];
  return port === undefined ? undefined : `${scheme === "https" && ports.hasTls ? "https" : "http"}://${host}:${port}`;
}

function entranceOf(site: Site, entrance: SiteEntrance, ports: Ports): Entrance {
  const { scheme, frontEnd, urlMap } = entrance;
  const origin = originHere("localhost", scheme, ports);
  return {
    scheme,
    ...(origin === undefined ? {} : { url: `${origin}/` }),
    does: frontEnd.httpsRedirect === undefined ? `URL map ${urlMap.name}` : plain(frontEnd.httpsRedirect),
    hosts: frontEnd.httpsRedirect === undefined ? hostsOf(site, entrance) : [],
  };
}

function hostsOf(site: Site, entrance: SiteEntrance): SiteHosts[] {
  const { config, owner } = entrance.urlMap;
  const targets = (rule: Block, prefix = "") => targetsIn(site, entrance, rule, prefix);
  const ofMatchers = blocks(config.path_matcher).map((matcher): SiteHosts => {
    const pathMatcher = text(matcher.name);
    const paths = blocks(matcher.path_rule).map((rule, index): SiteRoute => ({
      decidedBy: { kind: "path rule", pathMatcher, rule: index },
      match: `path ${texts(rule.paths).join(", ")}`,
      action: plain(ruleAction(owner, rule)),
      targets: targets(rule),
    }));
    const routes = inOrder(blocks(matcher.route_rules)).map(([index, rule]): SiteRoute => ({
      decidedBy: { kind: "route rule", pathMatcher, rule: index },
      match: plain(blocks(rule.match_rules).map(matchWords).join(" or ") || "any path"),
      action: plain(ruleAction(owner, rule)),
      targets: targets(rule),
    }));
    const rest: SiteRoute = {
      decidedBy: { kind: "path matcher default", pathMatcher },
      match: paths.length + routes.length === 0 ? "everything" : "everything else",
      action: plain(defaultAction(owner, matcher)),
      targets: targets(matcher, "default_"),
    };
    const rules = blocks(config.host_rule).filter((rule) => text(rule.path_matcher) === pathMatcher);
    return { hosts: rules.flatMap((rule) => texts(rule.hosts)), routes: [...paths, ...routes, rest] };
  });
  const rest: SiteRoute = {
    decidedBy: { kind: "URL map default" },
    match: "everything",
    action: plain(defaultAction(owner, config)),
    targets: targets(config, "default_"),
  };
  // named hosts are asked first; what no host rule names is left only without *
  const isOfAll = ({ hosts }: SiteHosts) => hosts.includes("*");
  const [all, named] = [ofMatchers.filter(isOfAll), ofMatchers.filter((each) => !isOfAll(each))];
  return [...named, ...(all.length > 0 ? all : [{ hosts: [], routes: [rest] }])];
}

function targetsIn(site: Site, { urlMap }: SiteEntrance, rule: Block, prefix: string): RouteTarget[] {
  const nameOf = (link: unknown) => site.backendOf(urlMap, text(link) ?? "").name;
  if (blocks(rule[`${prefix}url_redirect`]).length > 0) {
    return [];
  }
  const weighted = blocks(blockOf(rule[`${prefix}route_action`]).weighted_backend_services);
  if (weighted.length === 0) {
    const service = rule[`${prefix}service`];
    return text(service) === undefined ? [] : [{ backend: nameOf(service), percentage: 100 }];
  }
  const weights = weighted.map(({ weight }) => toNumber(weight ?? 0) ?? NaN);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weighted.map(({ backend_service: link }, index) => ({
    backend: nameOf(link),
    ...(Number.isNaN(sum) || sum === 0 ? {} : { percentage: (weights[index] / sum) * 100 }),
  }));
}

function describeBackend({ name, resource, kind, targets, edgePolicy, policy }: Backend): SiteBackend {
  return {
    name,
    ...(resource ? { path: namesOf(resource.owner, resource)[0] } : {}),
    kind,
    targets: targets.map(({ region, platform, name: target, destination }, index) => ({
      ...(region === undefined ? {} : { region }),
      platform,
      name: target,
      servedBy: destinationWords(destination),
      isChosen: index === 0,
    })),
    ...(edgePolicy ? { edgeSecurityPolicy: edgePolicy.name } : {}),
    ...(policy ? { securityPolicy: policy.name } : {}),
    hasIap: signInAt(resource, targets),
    cdn: resource ? plain(cdnWords(resource)) : "unknown",
  };
}

/** Whether visitors must sign in: at the backend service, or at a service behind it. */
function signInAt(resource: Resource | undefined, targets: readonly Target[]): boolean | undefined {
  const all = [
    ...(resource === undefined ? [] : [hasIap(resource)]),
    ...targets.flatMap(({ service }) => (service === undefined ? [] : [hasOwnIap(service)])),
  ];
  return all.includes(true) ? true : all.includes(undefined) ? undefined : false;
}

/** Words of the review's page without its Markdown. */
function plain(words: string): string {
  return words.replace(/[`*]{1,2}([^`*]+)[`*]{1,2}/g, "$1");
}
