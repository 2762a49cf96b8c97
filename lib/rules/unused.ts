import { WarningRule } from "./catalogue";
import {
  BACKEND_SERVICE,
  CLOUD_RUN,
  HTTPS_PROXY,
  HTTP_PROXY,
  MANAGED_CERTIFICATE,
  NEG,
  SSL_CERTIFICATE,
  SSL_POLICY,
  URL_MAP,
  isServerless,
  servicesOf,
  targetOf,
} from "../app/load-balancers";
import { Finding, warning } from "./finding";
import { SynthesizedApp, Resource } from "../app/synthesized-app";
import { ingressOf } from "../app/access";
import { callersOf, isOpenToAll } from "../app/cloud-run-access";
import { isExpression } from "../app/values";

/** A kind of resource that does nothing until another one uses it. */
interface Usable {
  readonly rule: WarningRule;
  readonly types: readonly string[];
  /** What would use it. Where an app has none of these, it leaves the use to somebody else. */
  readonly usedBy: readonly string[];
  readonly text: string;
}

const USABLE: readonly Usable[] = [
  {
    rule: "UM-20",
    types: [URL_MAP],
    usedBy: [HTTP_PROXY, HTTPS_PROXY],
    text: "no target proxy uses this URL map, so it routes nothing; give it to a load balancer (urlMap), or remove it",
  },
  {
    rule: "UM-20",
    types: [BACKEND_SERVICE],
    usedBy: [URL_MAP],
    text: "no URL map routes to this backend service, so it gets no requests; route to it, or remove it",
  },
  {
    rule: "UM-20",
    types: [NEG],
    usedBy: [BACKEND_SERVICE],
    text: "no backend service has this network endpoint group, so it gets no requests; give it to one (backends), or remove it",
  },
  {
    rule: "TLS-04",
    types: [SSL_POLICY],
    usedBy: [HTTPS_PROXY],
    text: "no target HTTPS proxy has this SSL policy, so it secures nothing; give it to a load balancer (sslPolicy), or remove it",
  },
  {
    rule: "CERT-05",
    types: [MANAGED_CERTIFICATE],
    usedBy: [HTTPS_PROXY],
    text: "no target proxy has this certificate, so Google never issues it; give it to a load balancer (certificates), or remove it",
  },
  {
    rule: "CERT-05",
    types: [SSL_CERTIFICATE],
    usedBy: [HTTPS_PROXY],
    text: "no target proxy has this certificate, so no visitor gets it; give it to a load balancer (certificates), or remove it",
  },
];

/** What refers to a resource without using it: rules, keys, endpoints and grants that belong to it. */
const BELONGINGS =
  /_iam_(member|binding|policy)$|_signed_url_key$|^google_compute_security_policy_rule$|^google_compute_region_network_endpoint$/;

/** Resources of some types that nothing uses, where the app has something that could: else the use is left to others. */
export function unusedOf(app: SynthesizedApp, types: readonly string[], usedBy: readonly string[]): Resource[] {
  return app.ofType(...usedBy).length === 0
    ? []
    : app
        .ofType(...types)
        .filter((resource) => !isUsed(app, resource) && (resource.type !== NEG || isServerless(resource)));
}

/** UM-20, TLS-04, CERT-05: what is made and used by nothing, where something could use it. */
export function unused(app: SynthesizedApp): Finding[] {
  return USABLE.flatMap(({ rule, types, usedBy, text }) =>
    unusedOf(app, types, usedBy).map((resource) => warning(rule, resource, text)),
  );
}

/**
 * RUN-02: a service that is meant for visitors, which only a load balancer may reach, and none leads to. A service that
 * is called in other ways has callers by name, or something refers to it.
 */
export function unreachableServices(app: SynthesizedApp): Finding[] {
  if (app.ofType(URL_MAP).length === 0) {
    return [];
  }
  const negs = app.ofType(NEG).filter(isServerless);
  const routed = new Set(negs.flatMap((neg) => servicesOf(app, neg)));
  const masked = new Set(negs.filter((neg) => targetOf(neg).url_mask !== undefined).map(({ config }) => config.region));
  const mayBeMasked = [...masked].some(isExpression);
  return app
    .ofType(...CLOUD_RUN)
    .filter((service) => !routed.has(service) && !isUsed(app, service))
    .filter(({ config }) => !mayBeMasked && !masked.has(config.location))
    .filter((service) => ingressOf(service) === "load balancer" && isOpenToAll(callersOf(app, service)))
    .map((service) =>
      warning(
        "RUN-02",
        service,
        "anybody may call this service, but its ingress lets visitors in through a load balancer only, and none leads to it; make it a backend, or remove it",
      ),
    );
}

/** Whether something uses a resource, or may. */
export function isUsed(app: SynthesizedApp, resource: Resource): boolean {
  return app.isExported(resource) || app.users(resource).some(({ type }) => !BELONGINGS.test(type));
}
