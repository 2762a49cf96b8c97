import { ICertificateMap } from "../certificate-map";
import { IClientAuthentication } from "../client-authentication";
import { IDnsZone } from "../dns-zone";
import { IRouteTarget } from "../route-target";
import { IGlobalAddress } from "../global-address";
import { ISslCertificate } from "../ssl-certificate";
import { ISslPolicy } from "../ssl-policy";
import { CustomErrorResponsePolicy, HostRule, IUrlMap, RouteAction, RouteTest, Routes } from "../url-map";
import { CertificateMapStage } from "./certificate-map-stage";
import { ApplicationLoadBalancerNames } from "./names";

/**
 * Whether visitors can use QUIC and HTTP/3.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https
 */
export enum QuicOverride {
  /** Google decides whether QUIC is offered. */
  NONE = "NONE",
  /** QUIC is offered to visitors. */
  ENABLE = "ENABLE",
  /** QUIC is not offered to visitors. */
  DISABLE = "DISABLE",
}

/** Options of the method `ApplicationLoadBalancer.addForwardingRule`. */
export interface ForwardingRuleOptions {
  /**
   * The IP address of the forwarding rule.
   *
   * @default - The load balancer's IPv4 address is used.
   */
  readonly address?: IGlobalAddress;
  /**
   * The port of the forwarding rule, 1 to 65535.
   *
   * @default - The load balancer's HTTPS port is used, or its HTTP port if it serves HTTP only.
   */
  readonly port?: number;
  /**
   * The name of the forwarding rule in Google Cloud, 1 to 63 characters. If you import an existing forwarding rule into
   * Terraform, set this to its name.
   *
   * @default - The name is made from the construct's path and a digest of the address and the port.
   */
  readonly name?: string;
}

/**
 * The properties of an `ApplicationLoadBalancer`. Set exactly one of `defaultService`, `defaultAction` and `urlMap`.
 */
export interface ApplicationLoadBalancerProps {
  /**
   * The domains of the site. Each domain gets a Google-managed certificate of its own, so that a new domain does not
   * affect the certificates of the others. Wildcards are not allowed. A domain must be known at synth, so it cannot be
   * a CDKTF token (a value that only Terraform knows). Together with `certificates`, at most 15 are allowed.
   *
   * @default - The load balancer has no domains until you call `addDomain`.
   */
  readonly domains?: string[];
  /**
   * Certificates in addition to those that are created for `domains`.
   *
   * @default - No other certificates are used until you call `addCertificate`.
   */
  readonly certificates?: ISslCertificate[];
  /**
   * The certificate map of the load balancer: the certificates of Certificate Manager, in place of `domains` and
   * `certificates`.
   *
   * @default - Visitors get the certificates of `domains` and `certificates`.
   */
  readonly certificateMap?: ICertificateMap;
  /**
   * The step from the certificates of a load balancer in use to its certificate map. While you move, keep `domains` and
   * `certificates`.
   *
   * @default CertificateMapStage.FINISH
   */
  readonly certificateMapStage?: CertificateMapStage;
  /**
   * The Cloud DNS zones in which the A records of the site are written, and its AAAA records if visitors can connect over
   * IPv6: one for each domain of the certificates and each exact host of the routes. A record goes to the zone with the
   * longest domain that its domain ends with. If no zone fits, the record is in the output `dns_records`.
   *
   * If a record of the same name and type exists already, Terraform overwrites it without an error.
   *
   * @default - All records are in the output `dns_records`, and you create them at your DNS provider.
   */
  readonly dnsZones?: IDnsZone[];
  /**
   * The backend service that gets all requests that no route matches.
   *
   * @default - These requests get `defaultAction`, or the URL map in `urlMap` decides what happens to them.
   */
  readonly defaultService?: IRouteTarget;
  /**
   * The action for all requests that no route matches, such as a redirect.
   *
   * @default - These requests go to `defaultService`, or the URL map in `urlMap` decides what happens to them.
   */
  readonly defaultAction?: RouteAction;
  /**
   * The routes for all hosts that are not listed in a host rule.
   *
   * @default - Requests for these hosts go to `defaultService`, or get `defaultAction`.
   */
  readonly routes?: Routes;
  /**
   * The routes for particular hosts.
   *
   * @default - The URL map has no host rules until you call `addHostRule`.
   */
  readonly hostRules?: HostRule[];
  /**
   * Tests of the URL map, at most 100. Each test is a request and what must happen to it. The tests run at synth, and
   * Google runs them again at every change of the URL map. An empty list means that there are no tests.
   *
   * @default - The tests are created from the routes: a request for each rule, for similar paths, and for the defaults.
   * A request is not tested if Google does not document the result.
   */
  readonly routeTests?: RouteTest[];
  /**
   * The pages that visitors get in place of errors. A host rule or route can have its own, which is asked first.
   *
   * @default - Visitors get the errors as the backends and the load balancer answer them.
   */
  readonly customErrorResponsePolicy?: CustomErrorResponsePolicy;
  /**
   * A URL map that you create yourself or reference. If you set this, you cannot set `defaultService`, `defaultAction`,
   * `routes`, `hostRules`, `routeTests`, `customErrorResponsePolicy` or `description`.
   *
   * @default - The load balancer creates a URL map.
   */
  readonly urlMap?: IUrlMap;
  /**
   * The IPv4 address of the load balancer.
   *
   * @default - The load balancer creates an IPv4 address.
   */
  readonly address?: IGlobalAddress;
  /**
   * Whether visitors can also connect over IPv6.
   *
   * @default - The value is true if `ipv6Address` is given, and false otherwise.
   */
  readonly ipv6?: boolean;
  /**
   * The IPv6 address of the load balancer.
   *
   * @default - The load balancer creates an IPv6 address if `ipv6` is true.
   */
  readonly ipv6Address?: IGlobalAddress;
  /**
   * The SSL policy, which defines the TLS versions and cipher suites that are accepted.
   *
   * @default - The load balancer creates a policy with the cipher suites of `SslProfile.MODERN` and TLS 1.2 or later.
   */
  readonly sslPolicy?: ISslPolicy;
  /**
   * Who is asked for a client certificate (mutual TLS). It counts for all hosts, routes and ports of the load balancer
   * that are served over HTTPS, so give clients with certificates a load balancer of their own.
   *
   * @default - Clients are not asked for a certificate.
   */
  readonly clientAuthentication?: IClientAuthentication;
  /**
   * The port for HTTPS, 1 to 65535. Google-managed certificates need port 443.
   *
   * @default 443
   */
  readonly httpsPort?: number;
  /**
   * Whether HTTP requests are redirected to HTTPS. If this is false, the load balancer does not listen for HTTP.
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
   * Whether the site is served over unencrypted HTTP only, without certificates and without a redirect. Use it only for
   * an environment without a domain. It causes a warning at synth.
   *
   * @default false
   */
  readonly httpOnly?: boolean;
  /**
   * Whether visitors can use QUIC and HTTP/3.
   *
   * @default QuicOverride.NONE
   */
  readonly quicOverride?: QuicOverride;
  /**
   * How long an idle connection of a visitor is kept open, in seconds, 5 to 1200. If you change this time, a new target
   * proxy is created before the old one is deleted, so there is no outage.
   *
   * @default - Google's default of 610 seconds applies.
   */
  readonly httpKeepAliveTimeoutSec?: number;
  /**
   * A description of the load balancer, shown in the Google Cloud console. It is set on the URL map, because the
   * console shows the URL map as the load balancer.
   *
   * @default - The load balancer has no description.
   */
  readonly description?: string;
  /**
   * Labels of the forwarding rules, and of the addresses that the load balancer creates, in addition to the labels of the
   * stack. Google has no labels for proxies, URL maps, certificates and SSL policies.
   *
   * @default - Only the stack's labels are added.
   */
  readonly labels?: { [key: string]: string };
  /**
   * The names in Google Cloud of the resources that the load balancer creates. If you import existing resources into
   * Terraform, set these to their names.
   *
   * @default - All names are made from the construct's path.
   */
  readonly names?: ApplicationLoadBalancerNames;
}
