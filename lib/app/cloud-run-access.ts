import { invokerCheckDisabled, invokes } from "./access";
import { SynthesizedApp, Resource, inOtherProjects, oncePerApp } from "./synthesized-app";
import { CLOUD_FUNCTION_2, CLOUD_RUN_GRANT, CLOUD_RUN_SERVICES, isCloudRun } from "./types";
import { isExpression, isKnownList, isOn } from "./values";

/** Who may call a service. */
export interface Callers {
  /** Whether IAM is asked at all. */
  readonly isChecked: boolean;
  readonly members: readonly string[];
  /** Whether there may be others that only Terraform knows. */
  readonly mayBeMore: boolean;
}

/** Members to which anybody belongs; the second asks for a login. */
export const EVERYBODY = ["allUsers", "allAuthenticatedUsers"];
const COMPUTE_DEFAULT_SERVICE_ACCOUNT = /-compute@developer\.gserviceaccount\.com$/;

/** Whether the service has no `run.app` URL, so that nothing bypasses the load balancer. */
export function hasNoUrlOfItsOwn({ config }: Resource): boolean {
  return isOn(config, "default_uri_disabled") || isExpression(config.default_uri_disabled);
}

/** Who may call a Cloud Run service, as far as the app says it. */
export function callersOf(app: SynthesizedApp, service: Resource): Callers {
  const disabled = invokerCheckDisabled(service);
  const grants = app.users(service).filter((grant) => CLOUD_RUN_GRANT.test(grant.type) && invokes(grant) !== false);
  const members = grants.flatMap(({ config }) => (config.member === undefined ? config.members : [config.member]));
  const texts = members.filter((member): member is string => typeof member === "string");
  return {
    isChecked: !(disabled === true || disabled === "true"),
    members: texts.filter((member) => !isExpression(member)),
    mayBeMore:
      isExpression(disabled) ||
      texts.some(isExpression) ||
      otherGrants(app).some((grant) => mayBeFor(app, grant, service)) ||
      // a whole policy is data that only Terraform reads, and a list may be an expression
      grants.some(({ config }) => config.member === undefined && !isKnownList(config.members)),
  };
}

/** Grants of which nobody knows here which service they are for. */
const otherGrants = oncePerApp((app) =>
  app.resources.filter(
    (grant) =>
      CLOUD_RUN_GRANT.test(grant.type) &&
      invokes(grant) !== false &&
      app.uses(grant, ...CLOUD_RUN_SERVICES, CLOUD_FUNCTION_2).length === 0,
  ),
);

function mayBeFor(app: SynthesizedApp, grant: Resource, service: Resource): boolean {
  const mayBeEqual = (a: unknown, b: unknown) =>
    [a, b].some((each) => each === undefined || isExpression(each)) || a === b;
  return (
    !inOtherProjects(grant, service) &&
    mayBeEqual(grant.config.name ?? grant.config.service, service.config.name) &&
    mayBeEqual(app.locationOf(grant), service.config.location)
  );
}

/** Whether anybody may call a service. */
export function isOpenToAll({ isChecked, members, mayBeMore }: Callers): boolean {
  return !mayBeMore && (!isChecked || members.includes("allUsers"));
}

/** Whether visitors may call a service, or perhaps may. */
export function letsVisitorsIn({ isChecked, members, mayBeMore }: Callers): boolean {
  return mayBeMore || !isChecked || EVERYBODY.some((everybody) => members.includes(everybody));
}

/** Whether a member is the service account that Compute Engine gives to what has none of its own. */
export function isComputeDefault(member: string): boolean {
  return COMPUTE_DEFAULT_SERVICE_ACCOUNT.test(member);
}

/** Whether a service asks for a login by Identity-Aware Proxy itself. */
export function hasIapOfItsOwn({ type, config }: Resource): boolean {
  return isCloudRun(type) && (isOn(config, "iap_enabled") || isExpression(config.iap_enabled));
}
