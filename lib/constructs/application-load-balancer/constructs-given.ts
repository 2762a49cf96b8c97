import { IGlobalAddress } from "../global-address";
import { ISslCertificate } from "../ssl-certificate";
import { ApplicationLoadBalancerProps } from "./props";

/** What was given where a construct belongs, and how such a one is known and made. */
interface ConstructGiven {
  readonly what: string;
  readonly value: unknown;
  readonly member: string;
  readonly kind: string;
  readonly existing: string;
}

/** The constructs in the props, in the place of which a name is easily written. */
export function constructsGiven(props: ApplicationLoadBalancerProps): ConstructGiven[] {
  return [
    {
      what: "urlMap",
      value: props.urlMap,
      member: "urlMapSelfLink",
      kind: "a UrlMap",
      existing: "UrlMap.fromUrlMapSelfLink",
    },
    {
      what: "sslPolicy",
      value: props.sslPolicy,
      member: "sslPolicySelfLink",
      kind: "an SslPolicy",
      existing: "SslPolicy.fromSslPolicyName",
    },
    addressGiven("address", props.address),
    addressGiven("ipv6Address", props.ipv6Address),
  ];
}

/** An address. */
export function addressGiven(what: string, value: IGlobalAddress | undefined): ConstructGiven {
  return {
    what,
    value,
    member: "ipAddress",
    kind: "a GlobalAddress",
    existing: "GlobalAddress.fromGlobalAddressName or GlobalAddress.fromIpAddress",
  };
}

/** A certificate. */
export function certificateGiven(value: ISslCertificate): ConstructGiven {
  return {
    what: "a certificate",
    value,
    member: "sslCertificateSelfLink",
    kind: "a ManagedSslCertificate or a SelfManagedSslCertificate",
    existing: "SslCertificate.fromSslCertificateName",
  };
}
