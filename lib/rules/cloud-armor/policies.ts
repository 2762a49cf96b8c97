import { BACKEND_BUCKET, BACKEND_SERVICE, SECURITY_POLICY, URL_MAP } from "../../app/load-balancers";
import { Finding, error, paths, warning } from "../finding";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { deniesEverybody } from "../../app/security-policies";
import { asText, isDynamic, isExpression, isSet } from "../../app/values";

/** The arguments that take a policy, and the type that each takes. */
const ATTACHMENTS = { security_policy: "CLOUD_ARMOR", edge_security_policy: "CLOUD_ARMOR_EDGE" } as const;
const POLICY_RULE = "google_compute_security_policy_rule";

/** ARM-33: a policy protects only the backend services it is attached to. */
export function unprotectedBackends(app: SynthesizedApp): Finding[] {
  const isProtected = (backend: Resource) => isSet(backend.config, "security_policy");
  const unprotected = app.ofType(URL_MAP).flatMap((urlMap) => {
    const routed = app.uses(urlMap, BACKEND_SERVICE);
    return routed.some(isProtected) ? routed.filter((backend) => !isProtected(backend)) : [];
  });
  return [...new Set(unprotected)].map((backend) =>
    warning(
      "ARM-33",
      backend,
      "other backend services of the same URL map have a Cloud Armor policy, this one has none; attach it here too",
    ),
  );
}

/** ARM-02: a policy of a type that does not go where it is attached. */
export function wrongPolicyType(app: SynthesizedApp): Finding[] {
  return app.ofType(BACKEND_SERVICE, BACKEND_BUCKET).flatMap((backend) =>
    Object.entries(ATTACHMENTS).flatMap(([argument, wanted]) =>
      app
        .referred(backend, backend.config[argument], SECURITY_POLICY)
        .filter(({ config }) => !isExpression(config.type) && (config.type ?? "CLOUD_ARMOR") !== wanted)
        .map((policy) =>
          error(
            "ARM-02",
            backend,
            `${argument} takes a policy of type ${wanted}, got ${asText(policy.config.type ?? "CLOUD_ARMOR")} of ${paths([policy])}; attach it as ${otherOf(argument)}, or attach another policy`,
          ),
        ),
    ),
  );
}

/** ARM-05: a policy that nobody passes, before a backend service that is routed to. */
export function closedToAll(app: SynthesizedApp): Finding[] {
  const routed = new Set(app.ofType(URL_MAP).flatMap((urlMap) => app.uses(urlMap, BACKEND_SERVICE)));
  return app.ofType(SECURITY_POLICY).flatMap((policy) => {
    const closed = [...routed].filter((backend) =>
      app.referred(backend, backend.config.security_policy, SECURITY_POLICY).includes(policy),
    );
    return closed.length > 0 && deniesEverybody(policy) && app.users(policy, POLICY_RULE).length === 0
      ? [
          warning(
            "ARM-05",
            policy,
            `no rule lets anybody in and all others are denied, so that nobody reaches ${paths(closed)}; add a rule that allows somebody, or let the default rule allow`,
          ),
        ]
      : [];
  });
}

/** ARM-31: rules inside a policy and rules as resources of their own. */
export function rulesInTwoPlaces(app: SynthesizedApp): Finding[] {
  return app.ofType(POLICY_RULE).flatMap((rule) =>
    app
      .uses(rule, SECURITY_POLICY)
      .filter(({ config }) => isSet(config, "rule") && !isDynamic(config, "rule"))
      .map((policy) =>
        warning(
          "ARM-31",
          rule,
          `${paths([policy])} holds its rules itself and removes all others at the next apply; add this one there (addRule)`,
        ),
      ),
  );
}

function otherOf(argument: string): string {
  return argument === "security_policy" ? "edge_security_policy" : "security_policy";
}
