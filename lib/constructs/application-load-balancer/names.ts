/**
 * The names in Google Cloud of the resources that a load balancer creates. If you import existing resources into
 * Terraform, set these to their names.
 */
export interface ApplicationLoadBalancerNames {
  /**
   * The name of the URL map.
   *
   * @default - The name is made from the construct's path.
   */
  readonly urlMap?: string;
  /**
   * The name of the IPv4 address.
   *
   * @default - The name is made from the construct's path.
   */
  readonly address?: string;
  /**
   * The name of the IPv6 address.
   *
   * @default - The name is made from the construct's path and a digest of the IP version.
   */
  readonly ipv6Address?: string;
  /**
   * The name of the SSL policy.
   *
   * @default - The name is made from the construct's path.
   */
  readonly sslPolicy?: string;
  /**
   * The name of the target HTTPS proxy. If you change `httpKeepAliveTimeoutSec`, a new proxy is created before the old
   * one is deleted, and both cannot have the same name. If you set the name yourself, change it together with
   * `httpKeepAliveTimeoutSec`.
   *
   * @default - The name is made from the construct's path and, if `httpKeepAliveTimeoutSec` is set, a digest of it.
   */
  readonly targetHttpsProxy?: string;
  /**
   * The name of the forwarding rule for HTTPS on IPv4. Setting, changing or removing the name of any forwarding rule
   * causes a short outage.
   *
   * @default - The name is made from the construct's path and a digest of the address and the port.
   */
  readonly httpsForwardingRule?: string;
  /**
   * The name of the forwarding rule for HTTPS on IPv6. Setting, changing or removing the name causes a short outage.
   *
   * @default - The name is made from the construct's path and a digest of the address and the port.
   */
  readonly httpsIpv6ForwardingRule?: string;
  /**
   * The name of the URL map that redirects HTTP to HTTPS.
   *
   * @default - The name is made from the construct's path.
   */
  readonly httpRedirectUrlMap?: string;
  /**
   * The name of the target HTTP proxy.
   *
   * @default - The name is made from the construct's path and, if the site is served over HTTP only, a digest of
   * `httpKeepAliveTimeoutSec`.
   */
  readonly targetHttpProxy?: string;
  /**
   * The name of the forwarding rule for HTTP on IPv4. Setting, changing or removing the name causes a short outage.
   *
   * @default - The name is made from the construct's path and a digest of the address and the port.
   */
  readonly httpForwardingRule?: string;
  /**
   * The name of the forwarding rule for HTTP on IPv6. Setting, changing or removing the name causes a short outage.
   *
   * @default - The name is made from the construct's path and a digest of the address and the port.
   */
  readonly httpIpv6ForwardingRule?: string;
}
