import { ComputeGlobalForwardingRule } from "@cdktf/provider-google/lib/compute-global-forwarding-rule";
import { ComputeTargetHttpProxy } from "@cdktf/provider-google/lib/compute-target-http-proxy";
import { ComputeTargetHttpsProxy } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import { ComputeUrlMap } from "@cdktf/provider-google/lib/compute-url-map";
import { Construct } from "constructs";
import { checkCertificateDomain, withoutDot } from "../../checks/hosts";
import { checkGiven, checkRange, problem, refuse, worded } from "../../checks/problem";
import { GlobalAddress, IGlobalAddress, IpVersion, identityOf } from "../global-address";
import { ManagedSslCertificate } from "../ssl-certificate/managed-ssl-certificate";
import { judge } from "../../resource/findings";
import { physicalName } from "../../resource/names";
import { CREATE_BEFORE_DESTROY, numberText } from "../../resource/replacement";
import { ISslCertificate } from "../ssl-certificate";
import { SslPolicy } from "../ssl-policy";
import { HostRule, IUrlMap, RouteDecision, RouteRequest, UrlMap } from "../url-map";
import {
  checkAddress,
  checkCertificate,
  checkChallengePort,
  checkIsAnswered,
  checkListenerIsFree,
  checkProps,
} from "./checks";
import { routeThrough } from "./frontend";
import {
  ApplicationLoadBalancerNames,
  ApplicationLoadBalancerProps,
  ForwardingRuleOptions,
  QuicOverride,
} from "./props";

export * from "./props";

const HTTPS_PORT = 443;
const HTTP_PORT = 80;

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
  private readonly httpPort: number;
  private readonly httpOnly: boolean;
  private readonly attached: ISslCertificate[] = [];
  private readonly sslCertificates: string[] = [];
  private readonly rules: ComputeGlobalForwardingRule[] = [];
  private readonly listeners = new Set<string>();
  private httpRedirect?: ComputeUrlMap;

  public constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    refuse(this, checkProps(props));
    judge(this, ["ApplicationLoadBalancer", props]);
    this.names = props.names ?? {};
    this.httpOnly = props.httpOnly ?? false;
    this.httpsPort = props.httpsPort ?? HTTPS_PORT;
    this.httpPort = props.httpPort ?? HTTP_PORT;
    this.urlMap = props.urlMap ?? this.makeUrlMap(props);
    this.address = props.address ?? new GlobalAddress(this, "Address", { name: this.names.address });
    this.ipv6Address = props.ipv6Address ?? (props.ipv6 ? this.makeIpv6Address() : undefined);
    this.targetHttpsProxy = this.httpOnly ? undefined : this.makeTargetHttpsProxy(props);
    this.targetHttpProxy = this.httpOnly || (props.httpRedirect ?? true) ? this.makeTargetHttpProxy(props) : undefined;
    this.makeForwardingRules();
    this.node.defaultChild = this.resource;
    props.domains?.forEach((domain) => this.addDomain(domain));
    props.certificates?.forEach((certificate) => this.addCertificate(certificate));
    this.node.addValidation({ validate: () => this.checkHasCertificate() });
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
    const missing = checkGiven("CERT-01", "a domain", domain, "give it a value, or leave it out");
    refuse(this, missing.length > 0 ? missing : checkCertificateDomain(domain));
    const known = this.attached.some(({ domains }) => domains.map(withoutDot).includes(withoutDot(domain)));
    refuse(this, [
      ...(known
        ? [
            problem(
              "CERT-01",
              "the load balancer has a certificate for this domain already",
              domain,
              "remove one of them",
            ),
          ]
        : []),
      ...checkChallengePort(this.httpsPort),
    ]);
    this.addCertificate(new ManagedSslCertificate(this, `Certificate-${domain}`, { domains: [domain] }));
  }

  /** Adds a certificate. Visitors whose browser names no domain get the first one. */
  public addCertificate(certificate: ISslCertificate): void {
    refuse(this, checkCertificate(certificate, this.attached, this.httpOnly));
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

  /**
   * What becomes of a request, from everything as it would be synthesized now, overrides included: of `http://` mostly a
   * redirect, of `https://` what the URL map says. A host that no certificate covers gets an answer with a note.
   *
   * @throws if the URL is no full one, Google does not say what happens, or the URL map is made elsewhere
   */
  public route(request: RouteRequest): RouteDecision {
    const { urlMap, httpRedirect, forwardingRules, certificates, targetHttpsProxy, targetHttpProxy } = this;
    const frontend = { urlMap, httpRedirect, forwardingRules, certificates, targetHttpsProxy, targetHttpProxy };
    return routeThrough(this, frontend, request);
  }

  /**
   * Adds another address or port on which the site is served, such as the new one while DNS moves to it. On the port for
   * HTTP, it is redirected to HTTPS there too; that port is refused where nothing is redirected.
   */
  public addForwardingRule(id: string, options: ForwardingRuleOptions = {}): void {
    const { httpOnly, httpPort, httpsPort, targetHttpProxy } = this;
    const port = options.port ?? (httpOnly ? httpPort : httpsPort);
    refuse(this, [
      ...checkAddress("address", options.address),
      ...checkIsAnswered(port, { httpPort, httpsPort, isHttpAnswered: targetHttpProxy !== undefined }),
    ]);
    const forHttp = port === httpPort ? targetHttpProxy : undefined;
    const target = forHttp ?? this.targetHttpsProxy ?? targetHttpProxy;
    this.makeForwardingRule(id, target?.selfLink ?? "", options.address ?? this.address, port, options.name);
  }

  private makeUrlMap(props: ApplicationLoadBalancerProps): UrlMap {
    return new UrlMap(this, "UrlMap", {
      name: this.names.urlMap,
      defaultService: props.defaultService,
      routes: props.routes,
      hostRules: props.hostRules,
      routeTests: props.routeTests,
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
        replacedWith: keepAlive === undefined ? undefined : [numberText(keepAlive)],
      }),
      urlMap: this.urlMap.urlMapSelfLink,
      sslCertificates: this.sslCertificates,
      sslPolicy: sslPolicy.sslPolicySelfLink,
      quicOverride: props.quicOverride ?? QuicOverride.NONE,
      httpKeepAliveTimeoutSec: keepAlive,
      lifecycle: CREATE_BEFORE_DESTROY,
    });
  }

  private makeTargetHttpProxy(props: ApplicationLoadBalancerProps): ComputeTargetHttpProxy {
    const keepAlive = this.httpOnly ? props.httpKeepAliveTimeoutSec : undefined;
    return new ComputeTargetHttpProxy(this, "HttpProxy", {
      name: physicalName(this, {
        type: ComputeTargetHttpProxy.tfResourceType,
        id: "HttpProxy",
        name: this.names.targetHttpProxy,
        replacedWith: keepAlive === undefined ? undefined : [numberText(keepAlive)],
      }),
      urlMap: this.httpOnly ? this.urlMap.urlMapSelfLink : this.makeHttpRedirect().selfLink,
      httpKeepAliveTimeoutSec: keepAlive,
      lifecycle: CREATE_BEFORE_DESTROY,
    });
  }

  private makeHttpRedirect(): ComputeUrlMap {
    this.httpRedirect = new ComputeUrlMap(this, "HttpRedirect", {
      name: physicalName(this, {
        type: ComputeUrlMap.tfResourceType,
        id: "HttpRedirect",
        name: this.names.httpRedirectUrlMap,
      }),
      defaultUrlRedirect: { httpsRedirect: true, redirectResponseCode: "MOVED_PERMANENTLY_DEFAULT", stripQuery: false },
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    return this.httpRedirect;
  }

  private makeForwardingRules(): void {
    const { names, address, ipv6Address, httpPort } = this;
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
    const replacedWith = [identityOf(address), numberText(port)];
    const listener = replacedWith.join(" port ");
    refuse(this, [...checkRange("FE-04", "a port", port, 1, 65535), ...checkListenerIsFree(listener, this.listeners)]);
    this.listeners.add(listener);
    this.rules.push(
      new ComputeGlobalForwardingRule(this, id, {
        name: physicalName(this, {
          type: ComputeGlobalForwardingRule.tfResourceType,
          id,
          name,
          replacedWith,
        }),
        loadBalancingScheme: "EXTERNAL_MANAGED",
        networkTier: "PREMIUM",
        ipProtocol: "TCP",
        ipAddress: address.ipAddress,
        portRange: numberText(port),
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
