/** The load balancer that is served, as it stands in a synthesized stack. */
import { clientAuthenticationOf } from "../app/client-authentication";
import { SynthesizedStack, readStack } from "../app/read-stack";
import { Resource } from "../app/stack";
import { blocks } from "../app/terraform-json";
import { isExpression, texts } from "../app/values";
import { certificatesBehind } from "../review/certificates";
import { FrontEnd, LoadBalancer, loadBalancersOf } from "../review/load-balancers";
import { errorServicesIn, servicesIn } from "../review/url-map";
import { Backend, readBackend } from "./backends";
import { GivenService, PreviewError } from "./destinations";
import { Names } from "./hosts";

/** What listens on one of the load balancer's ports. */
export interface SiteEntrance {
  readonly scheme: "https" | "http";
  readonly frontEnd: FrontEnd;
  readonly urlMap: Resource;
  /** The domains of the certificates that visitors get; nothing by HTTP, or where one is not known. */
  readonly certified?: readonly string[];
}

/** A load balancer and what answers for its backends. */
export interface Site {
  readonly stack: string;
  readonly title: string;
  readonly readAt: Date;
  readonly https?: SiteEntrance;
  readonly http?: SiteEntrance;
  readonly names: Names;
  /** The domains that have no wildcard. */
  readonly domains: readonly string[];
  readonly given: readonly GivenService[];
  /** The backend of a link in a URL map. */
  readonly backendOf: (urlMap: Resource, link: string) => Backend;
  readonly backends: readonly Backend[];
  /** What is not as on the internet, in sentences. */
  readonly notes: readonly string[];
}

/** What is to be served. */
export interface SiteOptions {
  readonly stackId: string;
  /** The title of a load balancer; needed only if there are several. */
  readonly loadBalancer?: string;
  readonly services: readonly GivenService[];
}

/** Reads the load balancer of a stack. */
export function readSite(json: SynthesizedStack, { stackId, loadBalancer, services }: SiteOptions): Site {
  const stack = readStack(json);
  const found = choose(loadBalancersOf(stack), loadBalancer, stackId);
  const https = entranceOf(found, "https");
  const http = entranceOf(found, "http");
  if (https === undefined && http === undefined) {
    throw new PreviewError(
      `load balancer ${found.title} of stack ${stackId} has no URL map that this app creates, so there is nothing to serve; preview the stack that creates it`,
    );
  }
  const known = new Map<string, Backend>();
  const backendOf = (urlMap: Resource, link: string) => {
    const key = `${urlMap.id} ${link}`;
    const backend = known.get(key) ?? readBackend(urlMap, link, services);
    known.set(key, backend);
    return backend;
  };
  const backends = [https, http].flatMap((entrance) => (entrance ? backendsIn(entrance.urlMap, backendOf) : []));
  const once = [...new Map(backends.map((backend) => [backend.name, backend])).values()];
  checkServices(services, once);
  const { domains, names } = namesIn(found, [https, http]);
  const notes = notesOf(https);
  return {
    stack: stackId,
    title: found.title,
    readAt: new Date(),
    https,
    http,
    names,
    domains,
    given: services,
    backendOf,
    backends: once,
    notes,
  };
}

function choose(all: readonly LoadBalancer[], wanted: string | undefined, stackId: string): LoadBalancer {
  const titles = all.map(({ title }) => title);
  if (all.length === 0) {
    throw new PreviewError(`stack ${stackId} has no load balancer; give the id of a stack that has one`);
  }
  if (wanted === undefined && all.length > 1) {
    throw new PreviewError(
      `stack ${stackId} has several load balancers; choose one with --load-balancer: ${titles.join(", ")}`,
    );
  }
  const found =
    wanted === undefined
      ? all[0]
      : all.find(({ title, frontEnds }) => title === wanted || frontEnds.some(({ urlMap }) => urlMap?.name === wanted));
  if (found === undefined) {
    throw new PreviewError(`stack ${stackId} has no load balancer ${wanted ?? ""}; it has ${titles.join(", ")}`);
  }
  return found;
}

function entranceOf({ frontEnds }: LoadBalancer, scheme: "https" | "http"): SiteEntrance | undefined {
  return frontEnds
    .filter((frontEnd) => frontEnd.scheme.toLowerCase() === scheme)
    .flatMap((frontEnd) =>
      frontEnd.urlMap ? [{ scheme, frontEnd, urlMap: frontEnd.urlMap, certified: certifiedBy(frontEnd) }] : [],
    )[0];
}

function certifiedBy({ scheme, proxy }: FrontEnd): string[] | undefined {
  const each = scheme === "HTTPS" && proxy ? certificatesBehind(proxy).map(({ domains }) => domains) : [];
  const known = each.filter((domains) => domains !== undefined);
  return each.length > 0 && known.length === each.length ? known.flat() : undefined;
}

function backendsIn(urlMap: Resource, backendOf: Site["backendOf"]): Backend[] {
  const links = [...servicesIn(urlMap.config), ...errorServicesIn(urlMap.config)];
  return links.filter((link): link is string => typeof link === "string").map((link) => backendOf(urlMap, link));
}

function checkServices(given: readonly GivenService[], backends: readonly Backend[]): void {
  const hasMask = backends.some(({ targets }) => targets.some(({ mask }) => mask !== undefined));
  const known = backends.flatMap(({ names, targets }) => [...names, ...targets.flatMap((target) => target.names)]);
  for (const { name, destination } of given) {
    if (!known.includes(name) && !(hasMask && /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name))) {
      const offered = backends.flatMap(({ names, targets }) => [
        ...names.slice(0, 1),
        ...targets.flatMap((target) => target.names.slice(0, 1)),
      ]);
      throw new PreviewError(
        `--service ${name}: the load balancer has no such backend; it has ${[...new Set(offered)].sort().join(", ")}`,
      );
    }
    const wrong = backends.find(
      (backend) =>
        backend.kind === "backend service" &&
        [...backend.names, ...backend.targets.flatMap((target) => target.names)].includes(name),
    );
    if (destination.kind === "folder" && wrong !== undefined) {
      throw new PreviewError(
        `--service ${name}: only a bucket can be served from a folder, and this is a service; write a URL such as http://localhost:3000`,
      );
    }
  }
}

function namesIn(found: LoadBalancer, entrances: readonly (SiteEntrance | undefined)[]) {
  const hosts = entrances.flatMap((entrance) =>
    blocks(entrance?.urlMap.config.host_rule).flatMap((rule) => texts(rule.hosts).map((host) => host.toLowerCase())),
  );
  const inOrder = [...found.certificates.flatMap(({ domains }) => domains ?? []), ...hosts];
  const all = [...new Set(inOrder.filter((name) => name !== "*" && !isExpression(name)))];
  const domains = all.filter((name) => !name.includes("*")).map((name) => name.replace(/:\d+$/, ""));
  const wildcard = all.find((name) => name.startsWith("*."));
  const first = domains[0] ?? (wildcard === undefined ? "localhost" : `www${wildcard.slice(1)}`);
  return { domains: [...new Set(domains.length > 0 ? domains : [first])], names: { first, all } };
}

function notesOf(https: SiteEntrance | undefined): string[] {
  const proxy = https?.frontEnd.proxy;
  return proxy !== undefined && clientAuthenticationOf(proxy) !== undefined
    ? ["On the internet clients are asked for a certificate; the preview asks for none and checks none."]
    : [];
}
