import { isServerless } from "../app/load-balancers";
import { Resource, SynthesizedApp } from "../app/synthesized-app";
import { NEG } from "../app/types";

/** What refers to a resource without using it: rules, keys, endpoints and grants that belong to it. */
const BELONGINGS =
  /_iam_(member|binding|policy)$|_signed_url_key$|^google_compute_security_policy_rule$|^google_compute_region_network_endpoint$/;

/** Resources of some types that nothing uses, if the app has something that could use them. Without that, another
 * app may use them. */
export function unusedOf(app: SynthesizedApp, types: readonly string[], usedBy: readonly string[]): Resource[] {
  return app.ofType(...usedBy).length === 0
    ? []
    : app
        .ofType(...types)
        .filter((resource) => !isUsed(app, resource) && (resource.type !== NEG || isServerless(resource)));
}

/** Whether something uses a resource, or may. */
export function isUsed(app: SynthesizedApp, resource: Resource): boolean {
  return app.isExported(resource) || app.users(resource).some(({ type }) => !BELONGINGS.test(type));
}
