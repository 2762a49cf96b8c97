import { ComputeGlobalForwardingRule } from "@cdktf/provider-google/lib/compute-global-forwarding-rule";
import { ComputeTargetHttpProxy } from "@cdktf/provider-google/lib/compute-target-http-proxy";
import { ComputeTargetHttpsProxy } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import { ComputeUrlMap } from "@cdktf/provider-google/lib/compute-url-map";
import { TerraformResource, TerraformStack, Token } from "cdktf";
import { IConstruct } from "constructs";
import { noCertificate } from "../../app/certificates";
import { PORTS } from "../../google/front-end";
import { RouteRequest, evaluate, parseRequest } from "../../routing";
import { judge } from "../../resource/findings";
import { IUrlMap, RouteDecision, UrlMap } from "../url-map";
import { protectionOf } from "./protection";
import { resolved } from "../../resource/tokens";
import { ask, synthesized } from "../../resource/synthesized";

/** The parts of a load balancer that handle a request, from the forwarding rules to the URL map. */
export interface Frontend {
  readonly forwardingRules: readonly ComputeGlobalForwardingRule[];
  readonly targetHttpsProxy?: ComputeTargetHttpsProxy;
  readonly targetHttpProxy?: ComputeTargetHttpProxy;
  /** The domains of each certificate that visitors get. */
  readonly domains: readonly (readonly string[])[];
  readonly urlMap: IUrlMap;
  readonly httpRedirect?: ComputeUrlMap;
}

/** What happens to a request, by its scheme and port and by the URL map of the proxy, as they would be synthesized now. */
export function routeThrough(scope: IConstruct, frontend: Frontend, request: RouteRequest): RouteDecision {
  const { scheme, host } = ask(scope, () => parseRequest(request));
  const [, bare = host, port = PORTS[scheme]] = /^(.*):(\d+)$/.exec(host) ?? [];
  const proxy = scheme === "https" ? frontend.targetHttpsProxy : frontend.targetHttpProxy;
  if (proxy === undefined || !isListening(frontend, linkTo(scope, proxy), Number(port))) {
    const why = `no forwarding rule of the load balancer listens for ${scheme} on port ${port}`;
    return RouteDecision._unanswered(scope, `${request.method ?? "GET"} ${request.url}`, why);
  }
  const target = synthesized(proxy).url_map;
  if (frontend.httpRedirect && target === linkTo(scope, frontend.httpRedirect)) {
    return redirected(scope, frontend.httpRedirect, request);
  }
  const { urlMap } = frontend;
  const isMadeHere = UrlMap._is(urlMap) && target === linkTo(scope, urlMap.resource);
  judge(scope, ["ApplicationLoadBalancer.route", { url: request.url, isMadeHere }]);
  const decision = (urlMap as UrlMap)._decide(request);
  const notes = scheme === "https" ? uncovered(frontend, bare) : [];
  const isChecked = request.clientIp !== undefined && decision.services.length > 0;
  return isChecked
    ? RouteDecision._protected(urlMap, decision, protectionOf(urlMap, decision, request), notes)
    : RouteDecision._of(urlMap, decision, notes);
}

/** A decision of the URL map that redirects HTTP to HTTPS is reported as one of the load balancer. */
function redirected(scope: IConstruct, urlMap: ComputeUrlMap, request: RouteRequest): RouteDecision {
  const decision = ask(scope, () => evaluate(synthesized(urlMap), request));
  const text = "the load balancer, which redirects HTTP to HTTPS";
  return RouteDecision._of(scope, { ...decision, decidedBy: { kind: "load balancer", text }, trace: [text] });
}

/** How the construct's stack refers to a resource. A token is made only for one of another stack: making one is slow. */
function linkTo(scope: IConstruct, resource: TerraformResource & { readonly selfLink: string }): string {
  return TerraformStack.of(resource) === TerraformStack.of(scope)
    ? `\${${resource.terraformResourceType}.${resource.friendlyUniqueId}.self_link}`
    : resolved(scope, resource.selfLink);
}

/** Whether a forwarding rule sends a port to a proxy; one whose port only Terraform knows may do so. */
function isListening({ forwardingRules }: Frontend, proxy: string, port: number): boolean {
  return forwardingRules
    .map((rule) => synthesized(rule))
    .filter(({ target }) => target === proxy)
    .some(({ port_range: range }) => {
      const listening = Number(range);
      return Number.isNaN(listening) || listening === port;
    });
}

/** A note if the domains of all certificates are known and none covers the host. */
function uncovered({ domains: each }: Frontend, host: string): string[] {
  const isKnown = each.length > 0 && each.every((domains) => domains.length > 0 && !Token.isUnresolved(domains));
  const note = isKnown ? noCertificate(each.flat(), host) : undefined;
  return note === undefined ? [] : [note];
}
