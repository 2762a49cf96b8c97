import { forwardingRulesOf, schemeOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp, oncePerApp } from "../../app/synthesized-app";
import { BACKEND_SERVICE } from "../../app/types";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { areSchemesRefused, unsaidSchemes } from "../schemes";
import { text } from "../text";
import { withServerlessNegs } from "./serverless-settings";

/** A backend service, a forwarding rule before it, and their load balancing schemes. */
interface Pair {
  readonly service: Resource;
  readonly rule: Resource;
  readonly own: string;
  readonly theirs: string;
}

/** Those whose schemes are known, and do not go together. */
const refused = oncePerApp((app): Pair[] =>
  app.ofType(BACKEND_SERVICE).flatMap((service) =>
    forwardingRulesOf(app, service)
      .filter((rule) => areSchemesRefused(app, service, rule))
      .map((rule) => ({ service, rule, own: schemeOf(app, service) ?? "", theirs: schemeOf(app, rule) ?? "" })),
  ),
);

/** Schemes of backend services and forwarding rules that do not go together. */
export function otherScheme(app: SynthesizedApp): Found[] {
  const isOfClassicRule = ({ own, theirs }: Pair) => own === "EXTERNAL_MANAGED" && theirs === "EXTERNAL";
  const classic = refused(app).filter(isOfClassicRule);
  return [
    ...refused(app)
      .filter((pair) => !isOfClassicRule(pair))
      .map(({ service, rule, own, theirs }) =>
        about(
          service,
          text`the load balancing scheme of this backend service is ${own}, but its forwarding rule ${paths([rule])} has ${theirs}; set ${theirs} on both`,
        ),
      ),
    ...[...new Set(classic.map(({ rule }) => rule))].map((rule) => {
      const services = classic.filter((pair) => pair.rule === rule).map(({ service }) => service);
      return about(
        rule,
        text`this forwarding rule is for the classic load balancer (EXTERNAL), but ${paths(services)} has the scheme EXTERNAL_MANAGED; set EXTERNAL_MANAGED on this rule too, or during a migration external_managed_migration_state on the backend service`,
      );
    }),
  ];
}

/** Backend services that leave their scheme to the provider. */
export function withoutScheme(app: SynthesizedApp): Found[] {
  const known = new Set(refused(app).map(({ service }) => service));
  return unsaidSchemes(withServerlessNegs(app).filter((service) => !known.has(service)));
}
