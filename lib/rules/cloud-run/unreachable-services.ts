import { ingressOf } from "../../app/access";
import { callersOf, isOpenToAll } from "../../app/cloud-run-access";
import { isServerless, servicesOf, targetOf } from "../../app/load-balancers";
import { SynthesizedApp } from "../../app/synthesized-app";
import { CLOUD_RUN_SERVICES, NEG, URL_MAP } from "../../app/types";
import { isExpression } from "../../app/values";
import { Found, about } from "../rule";
import { text } from "../text";
import { isUsed } from "../unused";

/**
 * Services for visitors that only a load balancer may reach, and that no load balancer sends requests to. A service that is
 * called in other ways has callers by name, or something refers to it.
 */
export function unreachableServices(app: SynthesizedApp): Found[] {
  if (app.ofType(URL_MAP).length === 0) {
    return [];
  }
  const negs = app.ofType(NEG).filter(isServerless);
  const routed = new Set(negs.flatMap((neg) => servicesOf(app, neg)));
  const masked = new Set(negs.filter((neg) => targetOf(neg).url_mask !== undefined).map(({ config }) => config.region));
  const mayBeMasked = [...masked].some(isExpression);
  return app
    .ofType(...CLOUD_RUN_SERVICES)
    .filter((service) => !routed.has(service) && !isUsed(app, service))
    .filter(({ config }) => !mayBeMasked && !masked.has(config.location))
    .filter((service) => ingressOf(service) === "load balancer" && isOpenToAll(callersOf(app, service)))
    .map((service) =>
      about(
        service,
        text`this public service accepts visitors only through a load balancer (ingress), but no load balancer sends requests to it; add the service as a backend of a load balancer, change its ingress, or remove the service`,
      ),
    );
}
