import { IRouteTarget } from "../route-target";
import { IGlobalAddress } from "../global-address";
import { ISslCertificate } from "../ssl-certificate";
import { ISslPolicy } from "../ssl-policy";
import { HostRule, IUrlMap, RouteAction, RouteTest, Routes } from "../url-map";

/**
 * Whether visitors may use QUIC and HTTP/3.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https
 */
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
   * The target HTTPS proxy. A change of `httpKeepAliveTimeoutSec` replaces it, so a fixed name must change with it.
   *
   * @default - the construct's path, with a digest of `httpKeepAliveTimeoutSec` if there is one
   */
  readonly targetHttpsProxy?: string;
  /**
   * The forwarding rule for HTTPS on IPv4. No name of a forwarding rule can be given, changed or taken away without a short
   * outage.
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
   * @default - the construct's path, with a digest of `httpKeepAliveTimeoutSec` if the site is served by HTTP alone
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

/** Props of `ApplicationLoadBalancer`. Exactly one of `defaultService`, `defaultAction` and `urlMap` is given. */
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
   * @default - `defaultAction` or `urlMap`
   */
  readonly defaultService?: IRouteTarget;
  /**
   * What happens to requests that no route matches, such as a redirect.
   *
   * @default - they go to `defaultService`, or `urlMap` says it
   */
  readonly defaultAction?: RouteAction;
  /**
   * The routes of every host that no host rule names.
   *
   * @default - all such requests get the default
   */
  readonly routes?: Routes;
  /**
   * The routes of particular hosts.
   *
   * @default - none; `addHostRule` adds some
   */
  readonly hostRules?: HostRule[];
  /**
   * What must become of some requests, at most 100. It is checked at synth, and Google checks it at every change of the
   * URL map. An empty list means no tests.
   *
   * @default - derived from the routes: a request for each rule, the paths beside them and the defaults, as far as Google
   * documents what happens to it
   */
  readonly routeTests?: RouteTest[];
  /**
   * Your own URL map instead of `defaultService`, `defaultAction`, `routes`, `hostRules`, `routeTests` and `description`.
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
   * A description of the load balancer, shown in the Google Cloud console: that of its URL map, which has the load
   * balancer's name there.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * The names in Google Cloud, to adopt existing resources.
   *
   * @default - made from the construct's path
   */
  readonly names?: ApplicationLoadBalancerNames;
}
