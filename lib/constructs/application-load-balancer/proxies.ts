import { ComputeTargetHttpProxy } from "@cdktf/provider-google/lib/compute-target-http-proxy";
import { ComputeTargetHttpsProxy } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import { ComputeUrlMap } from "@cdktf/provider-google/lib/compute-url-map";
import { Construct } from "constructs";
import { QuicOverrideName } from "../../google/front-end";
import { makeNamed } from "../../resource/make-named";
import { CREATE_BEFORE_DESTROY, replacedUnder } from "../../resource/replacement";
import { ISslPolicy } from "../ssl-policy";
import { IUrlMap } from "../url-map";
import { certificatesWritten, noteMap } from "./certificates";
import { ApplicationLoadBalancerNames } from "./names";
import { ApplicationLoadBalancerProps, QuicOverride } from "./props";

/** What the URL map of the HTTP proxy does with every request. */
const HTTPS_REDIRECT = {
  httpsRedirect: true,
  redirectResponseCode: "MOVED_PERMANENTLY_DEFAULT",
  stripQuery: false,
};

/** What both proxies of a load balancer are made from. */
type ProxyProps = ApplicationLoadBalancerProps & {
  readonly names: ApplicationLoadBalancerNames;
  readonly urlMap: IUrlMap;
};

/** Makes the target HTTPS proxy. Certificates that are added to the list later are those of the proxy, too. */
export function makeHttpsProxy(
  scope: Construct,
  props: ProxyProps & { readonly sslPolicy: ISslPolicy; readonly sslCertificates: string[] },
): ComputeTargetHttpsProxy {
  const { names, urlMap, sslPolicy, sslCertificates, httpKeepAliveTimeoutSec } = props;
  const quicOverride: QuicOverrideName = props.quicOverride ?? QuicOverride.NONE;
  const { resource } = makeNamed(
    ComputeTargetHttpsProxy,
    scope,
    {
      name: names.targetHttpsProxy,
      urlMap: urlMap.urlMapSelfLink,
      ...certificatesWritten(props, sslCertificates),
      sslPolicy: sslPolicy.sslPolicySelfLink,
      serverTlsPolicy: props.clientAuthentication?.serverTlsPolicyId,
      quicOverride,
      httpKeepAliveTimeoutSec,
      lifecycle: replacedUnder(names.targetHttpsProxy),
    },
    "HttpsProxy",
  );
  noteMap(resource, props);
  return resource;
}

/** Makes the target HTTP proxy, which redirects to HTTPS or serves the site. */
export function makeHttpProxy(
  scope: Construct,
  props: ProxyProps & { readonly redirectUrlMap: ComputeUrlMap | undefined },
): ComputeTargetHttpProxy {
  const { names, urlMap, redirectUrlMap, httpOnly, httpKeepAliveTimeoutSec } = props;
  return makeNamed(
    ComputeTargetHttpProxy,
    scope,
    {
      name: names.targetHttpProxy,
      urlMap: redirectUrlMap?.selfLink ?? urlMap.urlMapSelfLink,
      httpKeepAliveTimeoutSec: httpOnly ? httpKeepAliveTimeoutSec : undefined,
      lifecycle: replacedUnder(names.targetHttpProxy),
    },
    "HttpProxy",
  ).resource;
}

/** Makes the URL map that redirects every HTTP request to HTTPS. */
export function makeHttpRedirect(scope: Construct, name: string | undefined): ComputeUrlMap {
  return makeNamed(
    ComputeUrlMap,
    scope,
    { name, defaultUrlRedirect: HTTPS_REDIRECT, lifecycle: CREATE_BEFORE_DESTROY },
    "HttpRedirect",
  ).resource;
}
