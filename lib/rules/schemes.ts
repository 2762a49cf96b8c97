import { schemeOf } from "../app/load-balancers";
import { Resource, SynthesizedApp } from "../app/synthesized-app";
import { isSet } from "../app/values";
import { Found, about } from "./rule";
import { text } from "./text";

/** Resources that leave their load balancing scheme to the provider. */
export function unsaidSchemes(resources: readonly Resource[]): Found[] {
  return resources
    .filter(({ config }) => config.load_balancing_scheme === undefined)
    .map((resource) =>
      about(
        resource,
        text`load_balancing_scheme is not set, so the provider uses EXTERNAL, the classic load balancer, and another scheme from its version 8 on; set it to EXTERNAL_MANAGED`,
      ),
    );
}

/**
 * Whether a backend service may not stand behind a forwarding rule because of their schemes. Only a migration from the
 * classic load balancer has two: first the backend services get the new one, which have a migration state.
 */
export function areSchemesRefused(app: SynthesizedApp, backendService: Resource, rule: Resource): boolean {
  const [own, theirs] = [schemeOf(app, backendService), schemeOf(app, rule)];
  const isMigrating =
    own === "EXTERNAL_MANAGED" &&
    theirs === "EXTERNAL" &&
    isSet(backendService.config, "external_managed_migration_state");
  return own !== undefined && theirs !== undefined && own !== theirs && !isMigrating;
}
