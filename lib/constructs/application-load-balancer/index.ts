import { ComputeGlobalForwardingRule } from "@cdktf/provider-google/lib/compute-global-forwarding-rule";
import { ComputeTargetHttpProxy } from "@cdktf/provider-google/lib/compute-target-http-proxy";
import { ComputeTargetHttpsProxy } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import { ComputeUrlMap } from "@cdktf/provider-google/lib/compute-url-map";
import { Construct } from "constructs";
import { withoutDot } from "../../app/host-names";
import { PORTS } from "../../google/front-end";
import { ICertificateMap } from "../certificate-map";
import { GlobalAddress, IGlobalAddress, IpVersion, identityOf } from "../global-address";
import { ManagedSslCertificate } from "../ssl-certificate/managed-ssl-certificate";
import { judge, judgeAtSynth } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { isMarked } from "../../resource/mark";
import { CREATE_BEFORE_DESTROY, KEPT_DESCRIPTION, numberText } from "../../resource/replacement";
import { synthesized } from "../../resource/synthesized";
import { shaped } from "../../shape/guard";
import { ISslCertificate } from "../ssl-certificate";
import { ISslPolicy, SslPolicy } from "../ssl-policy";
import { HostRule, IUrlMap, RouteDecision, RouteRequest, UrlMap } from "../url-map";
import { certificatesServed, noteDomains, stageOf } from "./certificates";
import { prepareAtSynth } from "./dns-records";
import { partsMade } from "./parts";
import { makeHttpProxy, makeHttpRedirect, makeHttpsProxy } from "./proxies";
import { routeThrough } from "./frontend";
import { CertificateMapStage } from "./certificate-map-stage";
import { ApplicationLoadBalancerNames } from "./names";
import { ApplicationLoadBalancerProps, ForwardingRuleOptions } from "./props";

export * from "./certificate-map-stage";
export * from "./names";
export * from "./props";

/**
 * A global external Application Load Balancer: address, target proxies, forwarding rules, certificates and a URL map.
 *
 * By default it serves HTTPS with TLS 1.2 or later and redirects HTTP requests to HTTPS.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https
 */
export class ApplicationLoadBalancer extends Construct {
  /**
   * Whether something is a load balancer, of this copy of the package or of another one.
   *
   * @internal
   */
  public static _is(value: unknown): value is ApplicationLoadBalancer {
    return isMarked(value, "ApplicationLoadBalancer");
  }

  /** The URL map of the load balancer. */
  public readonly urlMap: IUrlMap;
  /** The IPv4 address of the load balancer. */
  public readonly address: IGlobalAddress;
  /** The IPv6 address of the load balancer, if visitors can connect over IPv6. */
  public readonly ipv6Address?: IGlobalAddress;
  /** The target HTTPS proxy, unless the site is served over HTTP only. */
  public readonly targetHttpsProxy?: ComputeTargetHttpsProxy;
  /** The SSL policy of the target HTTPS proxy, unless the site is served over HTTP only. */
  public readonly sslPolicy?: ISslPolicy;
  /** The target HTTP proxy, unless the load balancer does not listen for HTTP. */
  public readonly targetHttpProxy?: ComputeTargetHttpProxy;
  /** The URL map that redirects HTTP requests to HTTPS, if the load balancer does that. */
  public readonly httpRedirectUrlMap?: ComputeUrlMap;

  /** The certificate map of the load balancer, if it has one. */
  public readonly certificateMap?: ICertificateMap;
  /** How far the load balancer is on its way to the certificate map, if it has one. */
  public readonly certificateMapStage?: CertificateMapStage;

  private readonly names: ApplicationLoadBalancerNames;
  private readonly labels?: { [key: string]: string };
  private readonly httpsPort: number;
  private readonly httpPort: number;
  private readonly httpOnly: boolean;
  private readonly attached: ISslCertificate[] = [];
  private readonly sslCertificates: string[] = [];
  private readonly rules: ComputeGlobalForwardingRule[] = [];
  private readonly listeners: string[] = [];

  public constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    props = shaped("ApplicationLoadBalancer", scope, id, props);
    super(scope, id);
    const isMade = partsMade(props);
    judge(
      this,
      ["ApplicationLoadBalancer", props],
      ["labels", { labels: props.labels }],
      ["ApplicationLoadBalancer.names", { names: props.names ?? {}, isMade }],
    );
    this.names = props.names ?? {};
    this.labels = props.labels;
    this.httpOnly = props.httpOnly ?? false;
    this.httpsPort = props.httpsPort ?? PORTS.https;
    this.httpPort = props.httpPort ?? PORTS.http;
    this.certificateMap = props.certificateMap;
    this.certificateMapStage = stageOf(props);
    this.urlMap = props.urlMap ?? this.makeUrlMap(props);
    this.address = props.address ?? this.makeAddress("Address", IpVersion.IPV4);
    this.ipv6Address = props.ipv6Address ?? (props.ipv6 ? this.makeAddress("Ipv6Address", IpVersion.IPV6) : undefined);
    this.sslPolicy = this.httpOnly ? undefined : (props.sslPolicy ?? this.makeSslPolicy());
    const { names, sslPolicy, sslCertificates } = this;
    const proxyProps = { ...props, names, urlMap: this.urlMap };
    this.targetHttpsProxy = sslPolicy && makeHttpsProxy(this, { ...proxyProps, sslPolicy, sslCertificates });
    this.httpRedirectUrlMap = isMade.httpRedirectUrlMap ? makeHttpRedirect(this, names.httpRedirectUrlMap) : undefined;
    this.targetHttpProxy = isMade.targetHttpProxy
      ? makeHttpProxy(this, { ...proxyProps, redirectUrlMap: this.httpRedirectUrlMap })
      : undefined;
    this.makeForwardingRules();
    this.node.defaultChild = this.resource;
    props.domains?.forEach((domain) => this.addDomain(domain));
    props.certificates?.forEach((certificate) => this.addCertificate(certificate));
    judgeAtSynth(this, "ApplicationLoadBalancer.certificates", () => ({
      proxy: this.targetHttpsProxy && synthesized(this.targetHttpsProxy),
      stage: this.certificateMapStage,
      certificates: this.sslCertificates,
    }));
    prepareAtSynth(this, props.dnsZones ?? []);
  }

  /** The Terraform resource of the IPv4 forwarding rule, which receives the requests of visitors. */
  public get resource(): ComputeGlobalForwardingRule {
    return this.rules[0];
  }

  /** The Terraform resources of all forwarding rules. */
  public get forwardingRules(): ComputeGlobalForwardingRule[] {
    return [...this.rules];
  }

  /** All certificates of the load balancer. */
  public get certificates(): ISslCertificate[] {
    return [...this.attached];
  }

  /**
   * Adds a domain with a Google-managed certificate of its own.
   *
   * @param domain The domain, such as `"www.example.com"`. The construct id of the certificate is made from the domain,
   *   without a dot at its end.
   */
  public addDomain(domain: string): void {
    const managed = this.attached.filter((certificate) => ManagedSslCertificate._is(certificate));
    const present = managed.flatMap(({ domains }) => domains);
    judge(this, ["ApplicationLoadBalancer.addDomain", { domain, present, httpsPort: this.httpsPort }]);
    const id = `Certificate-${withoutDot(domain)}`;
    this.addCertificate(new ManagedSslCertificate(this, id, { domains: [domain] }));
  }

  /** Adds a certificate. Visitors whose browser does not name a domain (SNI) get the first certificate. */
  public addCertificate(certificate: ISslCertificate): void {
    const { attached: present, httpOnly } = this;
    const stage = this.certificateMapStage;
    judge(this, ["ApplicationLoadBalancer.addCertificate", { certificate, present, httpOnly, stage }]);
    this.attached.push(certificate);
    this.sslCertificates.push(certificate.sslCertificateSelfLink);
    if (this.targetHttpsProxy) {
      noteDomains(this.targetHttpsProxy, this.attached);
    }
  }

  /** Adds a host rule to the URL map: routes for one or more hosts. None of the hosts may be in another host rule. */
  public addHostRule(rule: HostRule): void {
    const isMadeHere = UrlMap._is(this.urlMap);
    judge(this, ["ApplicationLoadBalancer.addHostRule", { hosts: rule.hosts, isMadeHere }]);
    (this.urlMap as UrlMap).addHostRule(rule);
  }

  /**
   * Predicts what the load balancer does with a request. The prediction uses the current configuration, including
   * changes made with `addOverride`, but not changes that CDKTF aspects make at synth. Most `http://` requests are
   * redirected; for `https://` requests the URL map decides. If no certificate covers the host, the decision has a
   * note. If the request has a `clientIp`, the Cloud Armor policies of the backend are checked too: the edge policy, then
   * Identity-Aware Proxy, which lets the visitor in here, then the backend policy.
   *
   * @throws Error if the URL is not a full URL, if the URL map is not created in this app, or if Google's documentation
   * does not say enough to predict the result, such as for a prefix rewrite after a path template. If only a detail is
   * not documented, the decision has a note instead.
   */
  public route(request: RouteRequest): RouteDecision {
    const { urlMap, httpRedirectUrlMap: httpRedirect, forwardingRules, targetHttpsProxy, targetHttpProxy } = this;
    const domains = certificatesServed(this).map((certificate) => certificate.domains);
    const frontend = { urlMap, httpRedirect, forwardingRules, domains, targetHttpsProxy, targetHttpProxy };
    return routeThrough(this, frontend, request);
  }

  /**
   * Adds a forwarding rule, so that the site is also served on another address or port, such as a new address while you
   * move your DNS records to it. Requests on the HTTP port are redirected to HTTPS, unless `httpOnly` is true. If
   * `httpRedirect` is false, the HTTP port is an error.
   *
   * @param id A construct id for this forwarding rule, unique in the load balancer. It is not made from the address and
   * the port, because they can be CDKTF tokens (values that only Terraform knows).
   */
  public addForwardingRule(id: string, options: ForwardingRuleOptions = {}): void {
    const { httpOnly, httpPort, httpsPort, targetHttpProxy } = this;
    const port = options.port ?? (httpOnly ? httpPort : httpsPort);
    const forHttp = port === httpPort ? targetHttpProxy : undefined;
    const target = forHttp ?? this.targetHttpsProxy ?? targetHttpProxy;
    this.makeForwardingRule(id, target?.selfLink ?? "", options.address ?? this.address, port, options.name);
  }

  private makeUrlMap(props: ApplicationLoadBalancerProps): UrlMap {
    return new UrlMap(this, "UrlMap", {
      name: this.names.urlMap,
      description: props.description,
      defaultService: props.defaultService,
      defaultAction: props.defaultAction,
      routes: props.routes,
      hostRules: props.hostRules,
      routeTests: props.routeTests,
      customErrorResponsePolicy: props.customErrorResponsePolicy,
    });
  }

  private makeAddress(id: string, ipVersion: IpVersion): GlobalAddress {
    const name = ipVersion === IpVersion.IPV6 ? this.names.ipv6Address : this.names.address;
    return new GlobalAddress(this, id, { ipVersion, name, labels: this.labels });
  }

  private makeSslPolicy(): SslPolicy {
    return new SslPolicy(this, "SslPolicy", { name: this.names.sslPolicy });
  }

  private makeForwardingRules(): void {
    const { names, address, ipv6Address, httpPort, httpsPort } = this;
    const [https, http] = [this.targetHttpsProxy?.selfLink, this.targetHttpProxy?.selfLink];
    if (https !== undefined) {
      this.makeForwardingRule("HttpsForwardingRule", https, address, httpsPort, names.httpsForwardingRule);
    }
    if (https !== undefined && ipv6Address) {
      this.makeForwardingRule("HttpsIpv6ForwardingRule", https, ipv6Address, httpsPort, names.httpsIpv6ForwardingRule);
    }
    if (http !== undefined) {
      this.makeForwardingRule("HttpForwardingRule", http, address, httpPort, names.httpForwardingRule);
    }
    if (http !== undefined && ipv6Address) {
      this.makeForwardingRule("HttpIpv6ForwardingRule", http, ipv6Address, httpPort, names.httpIpv6ForwardingRule);
    }
  }

  private makeForwardingRule(id: string, target: string, address: IGlobalAddress, port: number, name?: string): void {
    const listener = `${identityOf(address)} port ${numberText(port)}`;
    const { httpPort, httpsPort, listeners: present } = this;
    const added = { port, httpPort, httpsPort, isHttpAnswered: this.targetHttpProxy !== undefined, listener, present };
    judge(this, ["ApplicationLoadBalancer.addForwardingRule", added]);
    this.listeners.push(listener);
    const { resource } = makeNamed(
      ComputeGlobalForwardingRule,
      this,
      {
        name,
        loadBalancingScheme: "EXTERNAL_MANAGED",
        networkTier: "PREMIUM",
        ipProtocol: "TCP",
        ipAddress: address.ipAddress,
        portRange: numberText(port),
        labels: this.labels,
        target,
        identity: { ipAddress: identityOf(address) },
        // under a fixed name, old and new cannot exist side by side
        lifecycle: name === undefined ? CREATE_BEFORE_DESTROY : { ignoreChanges: KEPT_DESCRIPTION.ignoreChanges },
      },
      id,
    );
    this.rules.push(resource);
  }
}
