import { labelOfValue } from "./labels";
import { domainsToServe } from "../app/certificates";
import { blocks } from "../app/terraform-json";
import { redirectWords } from "./actions";
import { Certificate, ELSEWHERE, certificatesBehind } from "./certificates";
import { Resource, Stack } from "../app/stack";
import { FORWARDING_RULE } from "../app/types";
import { blockOf, flag, isDynamic, isExpression, text, texts } from "../app/values";
import { DEFAULT_KEY_EXCHANGE, DEFAULT_PROFILE, DEFAULT_TLS_VERSION } from "../google/tls";
import { byText, canonical, unique } from "./values";

/** An IP address of a load balancer. */
export interface Address {
  /** A key that stays the same between two versions of a stack. */
  readonly identity: string;
  /** Its name for the reader. */
  readonly label: string;
  /** The type of its DNS record. */
  readonly recordType: string;
  /** The address itself, where it is known before the apply. */
  readonly ip: string | undefined;
}

/** The TLS settings of a target HTTPS proxy. */
export interface Tls {
  /** The lowest version, such as `TLS_1_2`; undefined where the SSL policy is created outside the stack. */
  readonly minVersion: string | undefined;
  /** The profile, such as `MODERN`; undefined where the SSL policy is created outside the stack. */
  readonly profile: string | undefined;
  /** Whether keys are exchanged so that no quantum computer finds them out, such as `ENABLED`; undefined where Google decides. */
  readonly keyExchange?: string;
  /** The SSL policy's name for the reader; undefined without one. */
  readonly policy: string | undefined;
}

/** The URL map or target proxy that decides about the requests of a front end. */
export interface Decider {
  /** A key that stays the same between two versions of a stack. */
  readonly identity: string;
  /** Its kind and name for the reader. */
  readonly label: string;
  /** Whether it is created outside the app, so that its answers are unknown. */
  readonly isElsewhere: boolean;
}

/** An address and a port, with what answers the requests that arrive there. */
export interface FrontEnd {
  readonly rule: Resource;
  readonly address: Address;
  readonly port: string;
  readonly scheme: "HTTP" | "HTTPS" | "unknown";
  readonly proxy: Resource | undefined;
  /** The URL map, if this stack or another stack of the app creates it. */
  readonly urlMap: Resource | undefined;
  /** What decides about requests: the URL map, or a target proxy that is created outside the stack. */
  readonly decider: Decider;
  /** The redirect to HTTPS in words, if this front end does only that. */
  readonly httpsRedirect: string | undefined;
  /** Whether the site is served without TLS here; undefined where only Terraform knows it. */
  readonly isInTheClear: boolean | undefined;
  readonly tls: Tls | undefined;
}

/** Forwarding rules that share an address or a proxy, with everything behind them. */
export interface LoadBalancer {
  readonly title: string;
  readonly frontEnds: readonly FrontEnd[];
  readonly certificates: readonly Certificate[];
  /** The domains of the certificates, and the hosts of the routes that are not wildcards. */
  readonly domains: readonly string[];
  /** The URL maps that route requests, without those that only redirect to HTTPS. */
  readonly urlMaps: readonly Resource[];
}

/** The load balancers of a stack. */
export function loadBalancersOf(stack: Stack): LoadBalancer[] {
  const frontEnds = stack.ofType(FORWARDING_RULE).map((rule) => frontEndOf(stack, rule));
  return groups(frontEnds)
    .map((group) => loadBalancerOf(stack, group))
    .sort((one, other) => byText(one.title, other.title));
}

function loadBalancerOf(stack: Stack, frontEnds: readonly FrontEnd[]): LoadBalancer {
  const certificates = frontEnds.flatMap(frontEndCertificates);
  const urlMaps = unique(
    frontEnds.flatMap(({ urlMap, httpsRedirect }) => (urlMap && httpsRedirect === undefined ? [urlMap] : [])),
  );
  const hosts = urlMaps.flatMap(({ config }) => blocks(config.host_rule).flatMap(({ hosts }) => texts(hosts)));
  return {
    title: titleOf(stack, frontEnds, urlMaps),
    frontEnds: [...frontEnds].sort((one, other) => byText(sortKey(one), sortKey(other))),
    // two entries of a certificate map can have one certificate
    certificates: [
      ...new Map(certificates.map((one) => [canonical([one.identity, one.hostname, one.domains]), one])).values(),
    ],
    domains: domainsToServe(
      certificates.map(({ domains }) => domains),
      hosts,
    ).sort(byText),
    urlMaps,
  };
}

function frontEndOf(stack: Stack, rule: Resource): FrontEnd {
  const { target, port_range: ports } = rule.config;
  const lookedUp = stack.find(target);
  const proxy = lookedUp?.existing ? undefined : lookedUp;
  const scheme = schemeOf(lookedUp?.type ?? text(target) ?? "");
  const owner = proxy?.owner ?? stack;
  const found = owner.find(proxy?.config.url_map);
  const urlMap = found?.existing ? undefined : found;
  return {
    rule,
    address: addressOf(stack, rule),
    port: (text(ports) ?? "unknown").replace(/^(\d+)-\1$/, "$1"),
    scheme,
    proxy,
    urlMap,
    decider: deciderOf(stack, target, proxy),
    ...inTheClear(scheme, urlMap),
    tls: scheme === "HTTPS" && proxy ? tlsOf(proxy) : undefined,
  };
}

function inTheClear(scheme: FrontEnd["scheme"], urlMap: Resource | undefined) {
  const isRedirect = urlMap === undefined ? undefined : isHttpsRedirect(urlMap);
  switch (scheme) {
    case "HTTPS":
      return { httpsRedirect: undefined, isInTheClear: false };
    case "HTTP":
      return {
        httpsRedirect: urlMap && isRedirect === true ? redirectOf(urlMap) : undefined,
        isInTheClear: isRedirect === undefined ? undefined : !isRedirect,
      };
    default:
      return { httpsRedirect: undefined, isInTheClear: undefined };
  }
}

function deciderOf(stack: Stack, target: unknown, proxy: Resource | undefined): Decider {
  const { owner, kind, value } = proxy
    ? { owner: proxy.owner, kind: "URL map", value: proxy.config.url_map }
    : { owner: stack, kind: "target proxy", value: target };
  const found = owner.find(value);
  const isElsewhere = proxy === undefined || found === undefined || found.existing;
  return {
    identity: `${kind} ${owner.identityOf(value)}`,
    label: `${kind} ${labelOfValue(owner, value)}`,
    isElsewhere,
  };
}

/** The certificates that a front end can present. Those of a proxy that is created outside the stack are unknown. */
function frontEndCertificates({ scheme, proxy, decider }: FrontEnd): Certificate[] {
  if (scheme === "HTTP") {
    return [];
  }
  return proxy
    ? certificatesBehind(proxy)
    : [{ identity: decider.identity, label: `the certificate of ${decider.label}`, ...ELSEWHERE }];
}

function schemeOf(target: string): FrontEnd["scheme"] {
  return /https_?prox/i.test(target) ? "HTTPS" : /http_?prox/i.test(target) ? "HTTP" : "unknown";
}

function addressOf(stack: Stack, { id, config }: Resource): Address {
  const given = config.ip_address;
  const found = stack.find(given);
  const written = text(given);
  if (written === undefined) {
    const recordType = text(config.ip_version) === "IPV6" ? "AAAA" : "A";
    return { identity: `of ${id}`, label: "an address that Google assigns", recordType, ip: undefined };
  }
  const literal = isExpression(written) || written.includes("/") ? undefined : written;
  const ip = literal ?? (found ? text(found.config.address) : undefined);
  const recordType = recordTypeOf(stack, found, ip, written);
  return { identity: stack.identityOf(given), label: labelOfValue(stack, given), recordType, ip };
}

function recordTypeOf(stack: Stack, found: Resource | undefined, ip: string | undefined, written: string): string {
  if (ip !== undefined) {
    return ip.includes(":") ? "AAAA" : "A";
  }
  if (found && !found.existing) {
    return text(found.config.ip_version) === "IPV6" ? "AAAA" : "A";
  }
  // the stack's own output has the record type of an address that is looked up
  const record = blocks(stack.output("dns_records")).find(({ value }) => text(value) === written);
  return text(record?.type) ?? "A or AAAA";
}

/** Whether a URL map only redirects to HTTPS; undefined where only Terraform knows it. */
function isHttpsRedirect({ config }: Resource): boolean | undefined {
  const redirect = blocks(config.default_url_redirect)[0];
  const isAll = ["host_rule", "path_matcher"].every(
    (rules) => text(config[rules]) === undefined && blocks(config[rules]).length === 0,
  );
  if (!isAll) {
    return false;
  }
  return redirect === undefined && isDynamic(config, "default_url_redirect")
    ? undefined
    : flag(redirect?.https_redirect);
}

function redirectOf({ config }: Resource): string {
  return redirectWords(blockOf(config.default_url_redirect));
}

function tlsOf({ owner: stack, config }: Resource): Tls {
  if (text(config.ssl_policy) === undefined) {
    return { minVersion: DEFAULT_TLS_VERSION, profile: DEFAULT_PROFILE, policy: undefined };
  }
  const policy = labelOfValue(stack, config.ssl_policy);
  const found = stack.find(config.ssl_policy);
  if (found === undefined || found.existing) {
    return { minVersion: undefined, profile: undefined, policy };
  }
  const { min_tls_version, profile, post_quantum_key_exchange } = found.config;
  const keyExchange = text(post_quantum_key_exchange);
  return {
    minVersion: text(min_tls_version) ?? DEFAULT_TLS_VERSION,
    profile: text(profile) ?? DEFAULT_PROFILE,
    keyExchange: keyExchange === DEFAULT_KEY_EXCHANGE ? undefined : keyExchange,
    policy,
  };
}

/** Front ends that share an address or a proxy belong together. */
function groups(frontEnds: readonly FrontEnd[]): FrontEnd[][] {
  const found: { readonly keys: Set<string>; readonly members: FrontEnd[] }[] = [];
  for (const frontEnd of frontEnds) {
    const keys = [
      `address ${frontEnd.address.identity}`,
      ...(frontEnd.proxy ? [`${frontEnd.proxy.type} ${frontEnd.proxy.id}`] : []),
    ];
    const [first, ...others] = found.filter((group) => keys.some((key) => group.keys.has(key)));
    const home = first ?? { keys: new Set(), members: [] };
    for (const other of others) {
      home.members.push(...other.members);
      other.keys.forEach((key) => home.keys.add(key));
      found.splice(found.indexOf(other), 1);
    }
    if (first === undefined) {
      found.push(home);
    }
    home.members.push(frontEnd);
    keys.forEach((key) => home.keys.add(key));
  }
  return found.map(({ members }) => members);
}

/** The path of the construct that created all forwarding rules, or else the name of their URL map. */
function titleOf(stack: Stack, frontEnds: readonly FrontEnd[], urlMaps: readonly Resource[]): string {
  const paths = frontEnds.map(({ rule }) => rule.path.split("/").slice(0, -1));
  const shared = paths.reduce((common, path) => common.slice(0, commonLength(common, path)));
  const below = shared[0] === stack.name ? shared.slice(1) : shared;
  return below.join("/") || urlMaps[0]?.name || frontEnds[0].rule.name;
}

function commonLength(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((part, index) => part !== other[index]);
  return differs === -1 ? one.length : differs;
}

function sortKey({ address, port, scheme }: FrontEnd): string {
  return [scheme === "HTTPS" ? "0" : "1", address.recordType, address.label, port.padStart(5, "0")].join(" ");
}
