import { ApplicationLoadBalancerNames } from "./names";
import { ApplicationLoadBalancerProps } from "./props";

/** Which of the parts that can have a name a load balancer makes itself. */
export function partsMade(props: ApplicationLoadBalancerProps): {
  readonly [part in keyof ApplicationLoadBalancerNames]-?: boolean;
} {
  const { httpOnly = false } = props;
  const hasHttp = httpOnly || (props.httpRedirect ?? true);
  const hasIpv6 = props.ipv6 === true || props.ipv6Address !== undefined;
  return {
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
}
