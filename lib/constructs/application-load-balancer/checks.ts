import { checkConstruct } from "../../checks/existing";
import { Problem, checkGiven, checkList, checkOneOf, checkRange, isKnown, problem } from "../../checks/problem";
import { IGlobalAddress, IpVersion, versionOf } from "../global-address";
import { ISslCertificate } from "../ssl-certificate";
import { ApplicationLoadBalancerNames, ApplicationLoadBalancerProps, QuicOverride } from "./props";

const MAX_CERTIFICATES = 15;
/** The port on which Google looks for the answer to its challenge: CERT-06. */
const MANAGED_CERTIFICATE_PORT = 443;

/** The props: UM-01, NAM-04, FE-04, FE-06, FE-09, FE-10, FE-13. */
export function checkProps(props: ApplicationLoadBalancerProps): Problem[] {
  return [
    ...checkList("CERT-01", "domains", props.domains),
    ...checkList("CERT-14", "certificates", props.certificates),
    ...checkConstruct("urlMap", props.urlMap, "urlMapSelfLink", "a UrlMap", "UrlMap.fromUrlMapSelfLink"),
    ...checkConstruct("sslPolicy", props.sslPolicy, "sslPolicySelfLink", "an SslPolicy", "SslPolicy.fromSslPolicyName"),
    ...checkAddress("address", props.address),
    ...checkAddress("ipv6Address", props.ipv6Address),
    ...checkOneUrlMap(props),
    ...checkNames(props),
    ...checkHttpOnly(props),
    ...checkRange("FE-04", "httpsPort", props.httpsPort, 1, 65535),
    ...checkRange("FE-04", "httpPort", props.httpPort, 1, 65535),
    ...checkOneOf("FE-09", "quicOverride", props.quicOverride, Object.values(QuicOverride)),
    ...checkRange("FE-09", "httpKeepAliveTimeoutSec", props.httpKeepAliveTimeoutSec, 5, 1200),
    ...(props.httpRedirect === false && props.httpPort !== undefined && props.httpOnly !== true
      ? [problem("FE-10", "without a redirect nothing answers on httpPort", props.httpPort, "leave out one of the two")]
      : []),
    ...checkVersion("address", props.address, IpVersion.IPV4, "pass it as ipv6Address"),
    ...checkVersion("ipv6Address", props.ipv6Address, IpVersion.IPV6, "pass it as address"),
    ...(props.ipv6 === false && props.ipv6Address
      ? [problem("FE-06", "an ipv6Address serves visitors by IPv6", false, "leave ipv6 out, or the address")]
      : []),
  ];
}

/** An address that is a construct: NAM-05. */
export function checkAddress(what: string, address: IGlobalAddress | undefined): Problem[] {
  return checkConstruct(
    what,
    address,
    "ipAddress",
    "a GlobalAddress",
    "GlobalAddress.fromGlobalAddressName or GlobalAddress.fromIpAddress",
  );
}

/** An address in the place of the other kind, for which the DNS records would be wrong: FE-06. */
function checkVersion(what: string, address: IGlobalAddress | undefined, wanted: IpVersion, wayOut: string): Problem[] {
  const given = address && versionOf(address);
  return given === undefined || given === wanted
    ? []
    : [problem("FE-06", `${what} is an ${wanted === IpVersion.IPV4 ? "IPv4" : "IPv6"} address`, given, wayOut)];
}

/** Names for what is not made here: NAM-04. */
function checkNames(props: ApplicationLoadBalancerProps): Problem[] {
  const { names = {}, httpOnly = false } = props;
  const hasHttp = httpOnly || props.httpRedirect !== false;
  const hasIpv6 = props.ipv6 === true || props.ipv6Address !== undefined;
  const isMade: { readonly [name in keyof ApplicationLoadBalancerNames]-?: boolean } = {
    urlMap: props.urlMap === undefined,
    address: props.address === undefined,
    ipv6Address: hasIpv6 && props.ipv6Address === undefined,
    sslPolicy: !httpOnly && props.sslPolicy === undefined,
    targetHttpsProxy: !httpOnly,
    httpsForwardingRule: !httpOnly,
    httpsIpv6ForwardingRule: !httpOnly && hasIpv6,
    httpRedirectUrlMap: !httpOnly && hasHttp,
    targetHttpProxy: hasHttp,
    httpForwardingRule: hasHttp,
    httpIpv6ForwardingRule: hasHttp && hasIpv6,
  };
  return Object.entries(names as { [name: string]: string | undefined })
    .filter(([part, name]) => name !== undefined && !isMade[part as keyof ApplicationLoadBalancerNames])
    .map(([part, name]) =>
      problem("NAM-04", `names.${part} names something that this load balancer does not make`, name, "leave it out"),
    );
}

function checkOneUrlMap(props: ApplicationLoadBalancerProps): Problem[] {
  const { defaultService, urlMap, routes, hostRules, routeTests } = props;
  if ((defaultService === undefined) === (urlMap === undefined)) {
    const given = urlMap === undefined ? "neither" : "both";
    return [
      problem("UM-01", "a load balancer has exactly one of defaultService and urlMap", given, "give one of the two"),
    ];
  }
  if (urlMap === undefined) {
    return [];
  }
  return Object.entries({ routes, hostRules, routeTests })
    .filter(([, value]) => value !== undefined)
    .map(([name]) =>
      problem("UM-01", "with a urlMap of your own the routes stand there", name, "move them to the UrlMap"),
    );
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

/** A certificate beside those that are there: CERT-03, FE-13. */
export function checkCertificate(
  certificate: ISslCertificate,
  present: readonly ISslCertificate[],
  httpOnly: boolean,
): Problem[] {
  const missing = [
    ...checkGiven("CERT-14", "a certificate", certificate, "pass one, such as a ManagedSslCertificate"),
    ...checkConstruct(
      "a certificate",
      certificate,
      "sslCertificateSelfLink",
      "a ManagedSslCertificate or a SelfManagedSslCertificate",
      "SslCertificate.fromSslCertificateName",
    ),
  ];
  if (missing.length > 0) {
    return missing;
  }
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
  if (present.includes(certificate)) {
    problems.push(
      problem("CERT-03", "a load balancer takes a certificate once", certificate.node.path, "leave it out once"),
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
  return problems;
}

/** The port for HTTP, where nothing answers HTTP and the proxy for HTTPS would: FE-10. */
export function checkIsAnswered(
  port: number,
  { httpPort, httpsPort, isHttpAnswered }: { httpPort: number; httpsPort: number; isHttpAnswered: boolean },
): Problem[] {
  return isHttpAnswered || port !== httpPort || port === httpsPort
    ? []
    : [
        problem(
          "FE-10",
          "without a redirect nothing answers on the port for HTTP",
          port,
          "choose another port, or leave httpRedirect out",
        ),
      ];
}

/** The port where a certificate is made for a domain: CERT-06. One from outside may be issued at another load balancer. */
export function checkChallengePort(httpsPort: number): Problem[] {
  return !isKnown(httpsPort) || httpsPort === MANAGED_CERTIFICATE_PORT
    ? []
    : [
        problem(
          "CERT-06",
          "Google issues a managed certificate only to who answers on port 443",
          httpsPort,
          "use port 443, or bring your own certificate",
        ),
      ];
}

/** An address and port beside those that are taken: FE-05. */
export function checkListenerIsFree(listener: string, taken: ReadonlySet<string>): Problem[] {
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
