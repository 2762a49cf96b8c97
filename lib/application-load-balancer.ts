import { ComputeGlobalForwardingRule } from "@cdktf/provider-google/lib/compute-global-forwarding-rule";
import { ComputeTargetHttpProxy } from "@cdktf/provider-google/lib/compute-target-http-proxy";
import { ComputeTargetHttpsProxy } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import { ComputeUrlMap } from "@cdktf/provider-google/lib/compute-url-map";
import { Construct } from "constructs";
import { IBackendService } from "./backend-service";
import { Problem, checkRange, problem, refuse, worded } from "./checks/problem";
import { GlobalAddress, IGlobalAddress, IpVersion, identityOf } from "./global-address";
import { ManagedSslCertificate } from "./managed-ssl-certificate";
import { physicalName } from "./names";
import { CREATE_BEFORE_DESTROY } from "./replacement";
import { ISslCertificate } from "./ssl-certificate";
import { ISslPolicy, SslPolicy } from "./ssl-policy";
import { HostRule, IUrlMap, Routes, UrlMap } from "./url-map";
import { Warnings } from "./warnings";

const MAX_CERTIFICATES = 15;
const HTTPS_PORT = 443;
const HTTP_PORT = 80;

/** Whether visitors may use QUIC and HTTP/3. */
export enum QuicOverride {
  /** Google decides. */
  NONE = "NONE",
  /** They may. */
  ENABLE = "ENABLE",
  /** They may not. */
  DISABLE = "DISABLE",
}

/** The names in Google Cloud of what a load balancer makes, to adopt existing resources. */
export interface ApplicationLoadBalancerNames {
  /**
   * The URL map.
   *
   * @default - the construct's path
   */
  readonly urlMap?: string;
  /**
   * The IPv4 address.
   *
   * @default - the construct's path
   */
  readonly address?: string;
  /**
   * The IPv6 address.
   *
   * @default - the construct's path with a digest of the IP version
   */
  readonly ipv6Address?: string;
  /**
   * The SSL policy.
   *
   * @default - the construct's path
   */
  readonly sslPolicy?: string;
  /**
   * The target HTTPS proxy.
   *
   * @default - the construct's path, with a digest of `httpKeepAliveTimeoutSec` if there is one
   */
  readonly targetHttpsProxy?: string;
  /**
   * The forwarding rule for HTTPS on IPv4.
   *
   * @default - the construct's path with a digest of address and port
   */
  readonly httpsForwardingRule?: string;
  /**
   * The forwarding rule for HTTPS on IPv6.
   *
   * @default - the construct's path with a digest of address and port
   */
  readonly httpsIpv6ForwardingRule?: string;
  /**
   * The URL map that redirects HTTP to HTTPS.
   *
   * @default - the construct's path
   */
  readonly httpRedirectUrlMap?: string;
  /**
   * The target HTTP proxy.
   *
   * @default - the construct's path
   */
  readonly targetHttpProxy?: string;
  /**
   * The forwarding rule for HTTP on IPv4.
   *
   * @default - the construct's path with a digest of address and port
   */
  readonly httpForwardingRule?: string;
  /**
   * The forwarding rule for HTTP on IPv6.
   *
   * @default - the construct's path with a digest of address and port
   */
  readonly httpIpv6ForwardingRule?: string;
}

/** Options of `addForwardingRule`. */
export interface ForwardingRuleOptions {
  /**
   * The address.
   *
   * @default - the load balancer's IPv4 address
   */
  readonly address?: IGlobalAddress;
  /**
   * The port, 1 to 65535.
   *
   * @default - the load balancer's HTTPS port, or its HTTP port if it serves HTTP only
   */
  readonly port?: number;
  /**
   * The name in Google Cloud, 1 to 63 characters, to adopt an existing forwarding rule.
   *
   * @default - the construct's path with a digest of address and port
   */
  readonly name?: string;
}

/** Props of `ApplicationLoadBalancer`. Exactly one of `defaultService` and `urlMap` is given. */
export interface ApplicationLoadBalancerProps {
  /**
   * The site's domains: each gets a Google-managed certificate of its own, so that a new domain never touches the
   * certificates of the others. No wildcards, no tokens; with `certificates` at most 15.
   *
   * @default - none; `addDomain` adds some
   */
  readonly domains?: string[];
  /**
   * Certificates besides those of `domains`.
   *
   * @default - none; `addCertificate` adds some
   */
  readonly certificates?: ISslCertificate[];
  /**
   * Where requests go that no route matches.
   *
   * @default - `urlMap`
   */
  readonly defaultService?: IBackendService;
  /**
   * The routes of every host that no host rule names.
   *
   * @default - all such requests go to the default service
   */
  readonly routes?: Routes;
  /**
   * The routes of particular hosts.
   *
   * @default - none; `addHostRule` adds some
   */
  readonly hostRules?: HostRule[];
  /**
   * Your own URL map instead of `defaultService`, `routes` and `hostRules`.
   *
   * @default - one is made
   */
  readonly urlMap?: IUrlMap;
  /**
   * The IPv4 address.
   *
   * @default - one is made
   */
  readonly address?: IGlobalAddress;
  /**
   * Whether visitors may come by IPv6 too.
   *
   * @default false, or true if there is an `ipv6Address`
   */
  readonly ipv6?: boolean;
  /**
   * The IPv6 address.
   *
   * @default - one is made if `ipv6` is true
   */
  readonly ipv6Address?: IGlobalAddress;
  /**
   * Which TLS versions and cipher suites are accepted.
   *
   * @default - modern ones, TLS 1.2 and up
   */
  readonly sslPolicy?: ISslPolicy;
  /**
   * The port for HTTPS, 1 to 65535. Google-managed certificates need 443.
   *
   * @default 443
   */
  readonly httpsPort?: number;
  /**
   * Whether HTTP is redirected to HTTPS. If not, nothing answers HTTP.
   *
   * @default true
   */
  readonly httpRedirect?: boolean;
  /**
   * The port for HTTP, 1 to 65535.
   *
   * @default 80
   */
  readonly httpPort?: number;
  /**
   * Whether the site is served by HTTP alone, in the clear, with neither certificate nor redirect. Only for a place
   * without a domain; a warning.
   *
   * @default false
   */
  readonly httpOnly?: boolean;
  /**
   * Whether visitors may use QUIC and HTTP/3.
   *
   * @default QuicOverride.NONE
   */
  readonly quicOverride?: QuicOverride;
  /**
   * How long an idle connection of a visitor is kept, in seconds, 5 to 1200. A change replaces the target proxy, without
   * an outage.
   *
   * @default - Google's: 610
   */
  readonly httpKeepAliveTimeoutSec?: number;
  /**
   * The names in Google Cloud, to adopt existing resources.
   *
   * @default - made from the construct's path
   */
  readonly names?: ApplicationLoadBalancerNames;
}

/**
 * A global external Application Load Balancer: address, target proxies, forwarding rules, certificates and a URL map.
 *
 * By default it serves HTTPS with modern TLS and redirects HTTP to it.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https
 */
export class ApplicationLoadBalancer extends Construct {
  /** The URL map. */
  public readonly urlMap: IUrlMap;
  /** The IPv4 address. */
  public readonly address: IGlobalAddress;
  /** The IPv6 address, if visitors may come by IPv6. */
  public readonly ipv6Address?: IGlobalAddress;
  /** The target HTTPS proxy, unless the site is served by HTTP alone. */
  public readonly targetHttpsProxy?: ComputeTargetHttpsProxy;
  /** The target HTTP proxy, unless nothing answers HTTP. */
  public readonly targetHttpProxy?: ComputeTargetHttpProxy;

  private readonly names: ApplicationLoadBalancerNames;
  private readonly httpsPort: number;
  private readonly httpOnly: boolean;
  private readonly attached: ISslCertificate[] = [];
  private readonly sslCertificates: string[] = [];
  private readonly rules: ComputeGlobalForwardingRule[] = [];
  private readonly listeners = new Set<string>();

  public constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    refuse(this, checkProps(props));
    this.names = props.names ?? {};
    this.httpOnly = props.httpOnly ?? false;
    this.httpsPort = props.httpsPort ?? HTTPS_PORT;
    this.urlMap = props.urlMap ?? this.makeUrlMap(props);
    this.address = props.address ?? new GlobalAddress(this, "Address", { name: this.names.address });
    this.ipv6Address = props.ipv6Address ?? (props.ipv6 ? this.makeIpv6Address() : undefined);
    this.targetHttpsProxy = this.httpOnly ? undefined : this.makeTargetHttpsProxy(props);
    this.targetHttpProxy = this.httpOnly || (props.httpRedirect ?? true) ? this.makeTargetHttpProxy() : undefined;
    this.makeForwardingRules(props.httpPort ?? HTTP_PORT);
    this.node.defaultChild = this.resource;
    props.domains?.forEach((domain) => this.addDomain(domain));
    props.certificates?.forEach((certificate) => this.addCertificate(certificate));
    this.node.addValidation({ validate: () => this.checkHasCertificate() });
    Warnings.of(this)._addAtSynth("FE-13", () =>
      this.httpOnly ? "the site is served in the clear, by HTTP alone" : undefined,
    );
  }

  /** The Terraform resource of the forwarding rule for IPv4, where visitors arrive. */
  public get resource(): ComputeGlobalForwardingRule {
    return this.rules[0];
  }

  /** The Terraform resources of all forwarding rules. */
  public get forwardingRules(): ComputeGlobalForwardingRule[] {
    return [...this.rules];
  }

  /** The certificates. */
  public get certificates(): ISslCertificate[] {
    return [...this.attached];
  }

  /** Adds a domain with a Google-managed certificate of its own. */
  public addDomain(domain: string): void {
    const known = this.attached.some((certificate) => certificate.domains.includes(domain));
    refuse(
      this,
      known
        ? [
            problem(
              "CERT-01",
              "the load balancer has a certificate for this domain already",
              domain,
              "remove one of them",
            ),
          ]
        : [],
    );
    this.addCertificate(new ManagedSslCertificate(this, `Certificate-${domain}`, { domains: [domain] }));
  }

  /** Adds a certificate. Visitors whose browser names no domain get the first one. */
  public addCertificate(certificate: ISslCertificate): void {
    refuse(this, checkCertificate(certificate, this.attached, this.httpOnly, this.httpsPort));
    this.attached.push(certificate);
    this.sslCertificates.push(certificate.sslCertificateSelfLink);
  }

  /** Adds the routes of hosts that have none yet to the URL map. */
  public addHostRule(rule: HostRule): void {
    if (!(this.urlMap instanceof UrlMap)) {
      refuse(this, [
        problem("UM-04", "the URL map of this load balancer is made elsewhere", rule.hosts, "add the host rule there"),
      ]);
      return;
    }
    this.urlMap.addHostRule(rule);
  }

  /** Adds another address or port on which the site is served, such as the new one while DNS moves to it. */
  public addForwardingRule(id: string, options: ForwardingRuleOptions = {}): void {
    const target = this.targetHttpsProxy ?? this.targetHttpProxy;
    const port = options.port ?? Number(this.resource.portRangeInput);
    this.makeForwardingRule(id, target?.selfLink ?? "", options.address ?? this.address, port, options.name);
  }

  private makeUrlMap(props: ApplicationLoadBalancerProps): UrlMap {
    return new UrlMap(this, "UrlMap", {
      name: this.names.urlMap,
      defaultService: props.defaultService,
      routes: props.routes,
      hostRules: props.hostRules,
    });
  }

  private makeIpv6Address(): GlobalAddress {
    return new GlobalAddress(this, "Ipv6Address", { ipVersion: IpVersion.IPV6, name: this.names.ipv6Address });
  }

  private makeTargetHttpsProxy(props: ApplicationLoadBalancerProps): ComputeTargetHttpsProxy {
    const keepAlive = props.httpKeepAliveTimeoutSec;
    const sslPolicy = props.sslPolicy ?? new SslPolicy(this, "SslPolicy", { name: this.names.sslPolicy });
    return new ComputeTargetHttpsProxy(this, "HttpsProxy", {
      name: physicalName(this, {
        type: ComputeTargetHttpsProxy.tfResourceType,
        id: "HttpsProxy",
        name: this.names.targetHttpsProxy,
        replacedWith: keepAlive === undefined ? undefined : [String(keepAlive)],
      }),
      urlMap: this.urlMap.urlMapSelfLink,
      sslCertificates: this.sslCertificates,
      sslPolicy: sslPolicy.sslPolicySelfLink,
      quicOverride: props.quicOverride ?? QuicOverride.NONE,
      httpKeepAliveTimeoutSec: keepAlive,
      lifecycle: CREATE_BEFORE_DESTROY,
    });
  }

  private makeTargetHttpProxy(): ComputeTargetHttpProxy {
    return new ComputeTargetHttpProxy(this, "HttpProxy", {
      name: physicalName(this, {
        type: ComputeTargetHttpProxy.tfResourceType,
        id: "HttpProxy",
        name: this.names.targetHttpProxy,
      }),
      urlMap: this.httpOnly ? this.urlMap.urlMapSelfLink : this.makeHttpRedirect().selfLink,
      lifecycle: CREATE_BEFORE_DESTROY,
    });
  }

  private makeHttpRedirect(): ComputeUrlMap {
    return new ComputeUrlMap(this, "HttpRedirect", {
      name: physicalName(this, {
        type: ComputeUrlMap.tfResourceType,
        id: "HttpRedirect",
        name: this.names.httpRedirectUrlMap,
      }),
      defaultUrlRedirect: { httpsRedirect: true, redirectResponseCode: "MOVED_PERMANENTLY_DEFAULT", stripQuery: false },
      lifecycle: CREATE_BEFORE_DESTROY,
    });
  }

  private makeForwardingRules(httpPort: number): void {
    const { names, address, ipv6Address } = this;
    if (this.targetHttpsProxy) {
      const target = this.targetHttpsProxy.selfLink;
      this.makeForwardingRule("HttpsForwardingRule", target, address, this.httpsPort, names.httpsForwardingRule);
      if (ipv6Address) {
        this.makeForwardingRule(
          "HttpsIpv6ForwardingRule",
          target,
          ipv6Address,
          this.httpsPort,
          names.httpsIpv6ForwardingRule,
        );
      }
    }
    if (this.targetHttpProxy) {
      const target = this.targetHttpProxy.selfLink;
      this.makeForwardingRule("HttpForwardingRule", target, address, httpPort, names.httpForwardingRule);
      if (ipv6Address) {
        this.makeForwardingRule("HttpIpv6ForwardingRule", target, ipv6Address, httpPort, names.httpIpv6ForwardingRule);
      }
    }
  }

  private makeForwardingRule(id: string, target: string, address: IGlobalAddress, port: number, name?: string): void {
    const listener = [identityOf(address), String(port)];
    refuse(this, [
      ...checkRange("FE-04", "a port", port, 1, 65535),
      ...checkListenerIsFree(listener.join(" port "), this.listeners),
    ]);
    this.listeners.add(listener.join(" port "));
    this.rules.push(
      new ComputeGlobalForwardingRule(this, id, {
        name: physicalName(this, {
          type: ComputeGlobalForwardingRule.tfResourceType,
          id,
          name,
          replacedWith: listener,
        }),
        loadBalancingScheme: "EXTERNAL_MANAGED",
        networkTier: "PREMIUM",
        ipProtocol: "TCP",
        ipAddress: address.ipAddress,
        portRange: String(port),
        target,
        // under a fixed name, old and new cannot exist side by side
        lifecycle: name === undefined ? CREATE_BEFORE_DESTROY : undefined,
      }),
    );
  }

  private checkHasCertificate(): string[] {
    if (this.httpOnly || this.attached.length > 0) {
      return [];
    }
    return [
      worded(
        problem(
          "CERT-14",
          "a load balancer for HTTPS needs a certificate",
          [],
          "give domains or certificates, or set httpOnly",
        ),
      ),
    ];
  }
}

/** UM-01, CERT-14, FE-04, FE-05, FE-09. */
function checkProps(props: ApplicationLoadBalancerProps): Problem[] {
  return [
    ...checkOneUrlMap(props),
    ...checkHttpOnly(props),
    ...checkRange("FE-04", "httpsPort", props.httpsPort, 1, 65535),
    ...checkRange("FE-04", "httpPort", props.httpPort, 1, 65535),
    ...checkRange("FE-09", "httpKeepAliveTimeoutSec", props.httpKeepAliveTimeoutSec, 5, 1200),
    ...(props.ipv6 === false && props.ipv6Address
      ? [problem("FE-06", "an ipv6Address serves visitors by IPv6", false, "leave ipv6 out, or the address")]
      : []),
  ];
}

function checkOneUrlMap({ defaultService, urlMap, routes, hostRules }: ApplicationLoadBalancerProps): Problem[] {
  if ((defaultService === undefined) === (urlMap === undefined)) {
    const given = urlMap === undefined ? "neither" : "both";
    return [
      problem("UM-01", "a load balancer has exactly one of defaultService and urlMap", given, "give one of the two"),
    ];
  }
  if (urlMap !== undefined && (routes !== undefined || hostRules !== undefined)) {
    return [
      problem(
        "UM-01",
        "with a urlMap of your own the routes stand there",
        routes ? "routes" : "hostRules",
        "move them to the UrlMap",
      ),
    ];
  }
  return [];
}

function checkHttpOnly(props: ApplicationLoadBalancerProps): Problem[] {
  if (props.httpOnly !== true) {
    return [];
  }
  const { sslPolicy, httpsPort, quicOverride, httpRedirect } = props;
  return Object.entries({ sslPolicy, httpsPort, quicOverride, httpRedirect })
    .filter(([, value]) => value !== undefined)
    .map(([name]) =>
      problem(
        "FE-13",
        `${name} is about HTTPS, which a load balancer with httpOnly does not serve`,
        true,
        `leave out httpOnly or ${name}`,
      ),
    );
}

/** A certificate beside those that are there: CERT-03, CERT-06, FE-13. */
function checkCertificate(
  certificate: ISslCertificate,
  present: readonly ISslCertificate[],
  httpOnly: boolean,
  httpsPort: number,
): Problem[] {
  const problems: Problem[] = [];
  if (httpOnly) {
    problems.push(
      problem(
        "FE-13",
        "a load balancer with httpOnly has no certificates",
        certificate.node.path,
        "leave out httpOnly, or the certificate",
      ),
    );
  }
  if (present.length >= MAX_CERTIFICATES) {
    problems.push(
      problem(
        "CERT-03",
        `a load balancer takes at most ${MAX_CERTIFICATES} certificates`,
        present.length + 1,
        "put several domains into one ManagedSslCertificate and pass it in certificates",
      ),
    );
  }
  if (certificate instanceof ManagedSslCertificate && httpsPort !== HTTPS_PORT) {
    problems.push(
      problem(
        "CERT-06",
        "Google issues a managed certificate only to who answers on port 443",
        httpsPort,
        "use port 443, or bring your own certificate",
      ),
    );
  }
  return problems;
}

function checkListenerIsFree(listener: string, taken: ReadonlySet<string>): Problem[] {
  return taken.has(listener)
    ? [
        problem(
          "FE-05",
          "two forwarding rules may not share address and port",
          listener,
          "give one of them another port or address",
        ),
      ]
    : [];
}
