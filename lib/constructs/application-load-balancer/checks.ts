import { checkConstruct } from "../../checks/existing";
import { Problem, problem } from "../../checks/problem";
import { IGlobalAddress } from "../global-address";
import { ISslCertificate } from "../ssl-certificate";
import { ApplicationLoadBalancerNames, ApplicationLoadBalancerProps } from "./props";

/** The props: NAM-04, NAM-05. */
export function checkProps(props: ApplicationLoadBalancerProps): Problem[] {
  return [
    ...checkConstruct("urlMap", props.urlMap, "urlMapSelfLink", "a UrlMap", "UrlMap.fromUrlMapSelfLink"),
    ...checkConstruct("sslPolicy", props.sslPolicy, "sslPolicySelfLink", "an SslPolicy", "SslPolicy.fromSslPolicyName"),
    ...checkAddress("address", props.address),
    ...checkAddress("ipv6Address", props.ipv6Address),
    ...checkNames(props),
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

/** A certificate that is a construct: NAM-05. */
export function checkCertificate(certificate: ISslCertificate): Problem[] {
  return checkConstruct(
    "a certificate",
    certificate,
    "sslCertificateSelfLink",
    "a ManagedSslCertificate or a SelfManagedSslCertificate",
    "SslCertificate.fromSslCertificateName",
  );
}
