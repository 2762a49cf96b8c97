/** The way that requests take: forwarding rule, target proxy, URL map, backend service, NEG, service. */
import { LOAD_BALANCING_SCHEMES } from "../google/enumerations";
import { MAX_PORT } from "../google/front-end";
import { PLATFORMS, Platform } from "../google/serverless-platforms";
import { blocks } from "./terraform-json";
import { namespaceOf } from "./namespaces";
import { Link, SynthesizedApp, Resource, inOtherProjects } from "./synthesized-app";
import {
  CLOUD_FUNCTION,
  CLOUD_FUNCTION_2,
  CLOUD_RUN_SERVICES,
  FORWARDING_RULE,
  GLOBAL_ADDRESS,
  HTTPS_PROXY,
  HTTP_PROXY,
  NEG,
  URL_MAP,
} from "./types";
import { Block, asText, isExpression, isSet, knownText, numberOf } from "./values";

/** A service and the NEG that points to it. */
export interface ServiceBehind {
  readonly neg: Resource;
  readonly service: Resource;
}

/** Whether a NEG is a serverless one. */
export function isServerless({ type, config }: Pick<Resource, "type" | "config">): boolean {
  return type === NEG && (config.network_endpoint_type === undefined || config.network_endpoint_type === "SERVERLESS");
}

/** The serverless NEGs that a backend service sends requests to. */
export function serverlessNegsOf(app: SynthesizedApp, backendService: Resource): Resource[] {
  return app.referred(backendService, backendService.config.backend, NEG).filter(isServerless);
}

/** The platform of a serverless NEG. */
export function platformOf(neg: Pick<Resource, "config">): Platform | undefined {
  return PLATFORMS.find((platform) => isSet(neg.config, platform));
}

/** What says where a NEG points to. */
export function targetOf(neg: Pick<Resource, "config">): Block {
  const platform = platformOf(neg);
  return (platform && blocks(neg.config[platform])[0]) ?? {};
}

/** The services of the app that serverless NEGs of a backend service point to. */
export function servicesBehind(app: SynthesizedApp, backendService: Resource): ServiceBehind[] {
  return serverlessNegsOf(app, backendService).flatMap((neg) =>
    servicesOf(app, neg).map((service) => ({ neg, service })),
  );
}

/** The services of the app that a serverless NEG points to by name. What a URL mask picks is not among them. */
export function servicesOf(app: SynthesizedApp, neg: Resource): readonly Resource[] {
  const { service, function: functionName } = targetOf(neg);
  const name = service ?? functionName;
  const types = [...CLOUD_RUN_SERVICES, CLOUD_FUNCTION, CLOUD_FUNCTION_2];
  if (typeof name !== "string" || isExpression(name)) {
    return app.referred(neg, name, ...types);
  }
  const space = namespaceOf(NEG, neg.project, neg.config);
  const collections = {
    cloud_run: ["services", "functions2"],
    cloud_function: ["functions", "functions2"],
    app_engine: [],
  };
  const platform = platformOf(neg);
  return space && platform
    ? collections[platform].flatMap((collection) => app.named({ ...space, collection }, name))
    : [];
}

/** The global URL maps that route to a backend service or bucket. */
export function urlMapsOf(app: SynthesizedApp, backend: Resource): Resource[] {
  return app.users(backend, URL_MAP);
}

/** The target proxies that use a URL map. */
export function proxiesOf(app: SynthesizedApp, urlMap: Resource): Resource[] {
  return app.users(urlMap, HTTP_PROXY, HTTPS_PROXY);
}

/** The global forwarding rules through which a backend service or bucket gets requests. */
export function forwardingRulesOf(app: SynthesizedApp, backend: Resource): Resource[] {
  const proxies = urlMapsOf(app, backend).flatMap((urlMap) => proxiesOf(app, urlMap));
  return [...new Set(proxies.flatMap((proxy) => app.users(proxy, FORWARDING_RULE)))];
}

/** Whether visitors from the internet may arrive at a backend service: it is routed to, and not internal. */
export function isBehindExternalLoadBalancer(app: SynthesizedApp, backendService: Resource): boolean {
  const scheme = backendService.config.load_balancing_scheme;
  const isExternal = scheme === undefined || (typeof scheme === "string" && scheme.startsWith("EXTERNAL"));
  return isExternal && urlMapsOf(app, backendService).length > 0;
}

/** The load balancing scheme that the provider takes where none is written: another one from version 8 on. */
export function schemeOf(app: SynthesizedApp, { stack, config }: Resource): string | undefined {
  if (config.load_balancing_scheme !== undefined) {
    const scheme = knownText(config, "load_balancing_scheme");
    return scheme === undefined || LOAD_BALANCING_SCHEMES.includes(scheme) ? scheme : undefined;
  }
  const major = /\d+/.exec(app.providerVersion(stack) ?? "")?.[0];
  return major !== undefined && Number(major) >= 8 ? "EXTERNAL_MANAGED" : "EXTERNAL";
}

/** What a value in a resource names in other projects, of what is not in the app. Each once. */
export function linksToOthers(app: SynthesizedApp, from: Resource, value: unknown): readonly Link[] {
  const links = app
    .links(from, value)
    .filter((link) => inOtherProjects(from, link) && app.named(link, link.name).length === 0);
  return [...new Map(links.map((link) => [JSON.stringify(link), link])).values()];
}

/** The one port of a forwarding rule, `0` for what is no port; `undefined` where only Terraform knows it. */
export function portOf({ config }: Pick<Resource, "config">): number | undefined {
  const range = config.port_range;
  if (range === undefined || isExpression(range)) {
    return undefined;
  }
  const [from, to = from] = typeof range === "string" ? range.split("-") : [range];
  const port = from === to ? numberOf({ from }, "from") : undefined;
  return port !== undefined && Number.isInteger(port) && port >= 1 && port <= MAX_PORT ? port : 0;
}

/** The IP version of a forwarding rule; `unknown` where only Terraform knows it. */
export function ipVersionOf(app: SynthesizedApp, rule: Resource): string {
  const { ip_address: address, ip_version: version } = rule.config;
  const [made] = app.referred(rule, address, GLOBAL_ADDRESS);
  if (made) {
    return asText(made.config.ip_version ?? "IPV4");
  }
  if (address !== undefined) {
    return isExpression(address) ? "unknown" : asText(address).includes(":") ? "IPV6" : "IPV4";
  }
  return asText(version ?? "IPV4");
}
