import { IGlobalAddress } from "../global-address";
import { GivenConstruct } from "../../rules/names/existing";
import { ISslCertificate } from "../ssl-certificate";
import { ApplicationLoadBalancerProps } from "./props";

/** The constructs in the props, in the place of which a name is easily written. */
export function constructsGiven(props: ApplicationLoadBalancerProps): GivenConstruct[] {
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
export function addressGiven(what: string, value: IGlobalAddress | undefined): GivenConstruct {
  return {
    what,
    value,
    member: "ipAddress",
    kind: "a GlobalAddress",
    existing: "GlobalAddress.fromGlobalAddressName or GlobalAddress.fromIpAddress",
  };
}

/** A certificate. */
export function certificateGiven(value: ISslCertificate): GivenConstruct {
  return {
    what: "a certificate",
    value,
    member: "sslCertificateSelfLink",
    kind: "a ManagedSslCertificate or a SelfManagedSslCertificate",
    existing: "SslCertificate.fromSslCertificateName",
  };
}
