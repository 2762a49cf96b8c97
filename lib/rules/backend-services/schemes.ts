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
  /** Whether Google refuses the one behind the other. */
  readonly isRefused: boolean;
}

/** Those whose schemes are known to differ. */
const differing = oncePerApp((app): Pair[] =>
  app.ofType(BACKEND_SERVICE).flatMap((service) =>
    forwardingRulesOf(app, service).flatMap((rule) => {
      const [own, theirs] = [schemeOf(app, service), schemeOf(app, rule)];
      const isRefused = areSchemesRefused(app, service, rule);
      return own === undefined || theirs === undefined || own === theirs
        ? []
        : [{ service, rule, own, theirs, isRefused }];
    }),
  ),
);

/** A backend service of another scheme than the forwarding rule. */
export function otherScheme(app: SynthesizedApp): Found[] {
  return differing(app)
    .filter(({ isRefused }) => isRefused)
    .map(({ service, rule, own, theirs }) =>
      about(
        service,
        text`the load balancing scheme of this backend service is ${own}, but its forwarding rule ${paths([rule])} has ${theirs}; set ${theirs} on both`,
      ),
    );
}

/** A classic forwarding rule before backend services that are not classic. */
export function classicForwardingRule(app: SynthesizedApp): Found[] {
  const rules = differing(app)
    .filter(({ isRefused }) => !isRefused)
    .map(({ rule }) => rule);
  return [...new Set(rules)].map((rule) =>
    about(
      rule,
      text`this forwarding rule is for the classic load balancer (EXTERNAL), but its backend services are not; set load_balancing_scheme to EXTERNAL_MANAGED`,
    ),
  );
}

/** Backend services that leave their scheme to the provider. */
export function withoutScheme(app: SynthesizedApp): Found[] {
  const refused = new Set(
    differing(app)
      .filter(({ isRefused }) => isRefused)
      .map(({ service }) => service),
  );
  return unsaidSchemes(withServerlessNegs(app).filter((service) => !refused.has(service)));
}
