import { WarningRule } from "./catalogue";
import { BACKEND_SERVICE, NEG, SECURITY_POLICY, isServerless } from "../app/load-balancers";
import { Finding, warning } from "./finding";
import { SynthesizedApp, Resource } from "../app/synthesized-app";

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
    rule: "ARM-33",
    types: [SECURITY_POLICY],
    usedBy: [BACKEND_SERVICE],
    text: "no backend service has this Cloud Armor policy, so it protects nothing; attach it (securityPolicy), or remove it",
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

/** ARM-33: what is made and used by nothing, where something could use it. */
export function unused(app: SynthesizedApp): Finding[] {
  return USABLE.flatMap(({ rule, types, usedBy, text }) =>
    unusedOf(app, types, usedBy).map((resource) => warning(rule, resource, text)),
  );
}

/** Whether something uses a resource, or may. */
export function isUsed(app: SynthesizedApp, resource: Resource): boolean {
  return app.isExported(resource) || app.users(resource).some(({ type }) => !BELONGINGS.test(type));
}
