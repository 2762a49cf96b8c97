import { blocks } from "../terraform-json";
import { CLOUD_FUNCTION, CLOUD_FUNCTION_2, CLOUD_RUN } from "./chain";
import { Picture, Resource, inOtherProjects, oncePerPicture } from "./picture";
import { Block, asText, isExpression, isKnownList, isOn } from "./values";

/** From where requests may come to a service. */
export type Reach = "everywhere" | "load balancer" | "inside" | "unknown";

/** Who may call a service. */
export interface Callers {
  /** Whether IAM is asked at all. */
  readonly isChecked: boolean;
  readonly members: readonly string[];
  /** Whether there may be others that only Terraform knows. */
  readonly mayBeMore: boolean;
}

const REACH: { readonly [value: string]: Reach } = {
  INGRESS_TRAFFIC_ALL: "everywhere",
  INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER: "load balancer",
  INGRESS_TRAFFIC_INTERNAL_ONLY: "inside",
  all: "everywhere",
  "internal-and-cloud-load-balancing": "load balancer",
  internal: "inside",
  ALLOW_ALL: "everywhere",
  ALLOW_INTERNAL_AND_GCLB: "load balancer",
  ALLOW_INTERNAL_ONLY: "inside",
};
/** Members to which anybody belongs; the second asks for a login. */
const EVERYBODY = ["allUsers", "allAuthenticatedUsers"];
/** Roles that let a member call a service. */
const INVOKER_ROLES = /^roles\/(run\.(invoker|admin|developer|sourceDeveloper)|owner|editor)$/;
const GRANT = /^google_cloud_run(_v2)?_service_iam_(member|binding|policy)$/;
const COMPUTE_DEFAULT_SERVICE_ACCOUNT = /-compute@developer\.gserviceaccount\.com$/;

/** From where requests may come to a Cloud Run service or a function. Without a word it is everywhere. */
export function ingressOf({ type, config }: Resource): Reach {
  const written = ingressArgument(type, config);
  if (isExpression(written)) {
    return "unknown";
  }
  return written === undefined ? "everywhere" : (REACH[asText(written)] ?? "unknown");
}

function ingressArgument(type: string, config: Block): unknown {
  switch (type) {
    case "google_cloud_run_service":
      return annotationsOf(config)["run.googleapis.com/ingress"];
    case CLOUD_FUNCTION:
      return config.ingress_settings;
    case CLOUD_FUNCTION_2:
      return blocks(config.service_config)[0]?.ingress_settings;
    default:
      return config.ingress;
  }
}

function annotationsOf(config: Block): Block {
  return blocks(blocks(config.metadata)[0]?.annotations)[0] ?? {};
}

/** Whether the service has no `run.app` URL, so that nothing leads round the load balancer. */
export function hasNoUrlOfItsOwn({ config }: Resource): boolean {
  return isOn(config, "default_uri_disabled") || isExpression(config.default_uri_disabled);
}

/** Who may call a Cloud Run service, as far as the app says it. */
export function callersOf(picture: Picture, service: Resource): Callers {
  const disabled =
    service.config.invoker_iam_disabled ?? annotationsOf(service.config)["run.googleapis.com/invoker-iam-disabled"];
  const grants = picture.users(service).filter(({ type, config }) => GRANT.test(type) && mayInvoke(config));
  const members = grants.flatMap(({ config }) => (config.member === undefined ? config.members : [config.member]));
  const texts = members.filter((member): member is string => typeof member === "string");
  return {
    isChecked: !(disabled === true || disabled === "true"),
    members: texts.filter((member) => !isExpression(member)),
    mayBeMore:
      isExpression(disabled) ||
      texts.some(isExpression) ||
      otherGrants(picture).some((grant) => mayBeFor(picture, grant, service)) ||
      // a whole policy is data that only Terraform reads, and a list may be an expression
      grants.some(({ config }) => config.member === undefined && !isKnownList(config.members)),
  };
}

/** Grants of which nobody knows here which service they are for. */
const otherGrants = oncePerPicture((picture) =>
  picture.resources.filter(
    (grant) =>
      GRANT.test(grant.type) &&
      mayInvoke(grant.config) &&
      picture.uses(grant, ...CLOUD_RUN, CLOUD_FUNCTION_2).length === 0,
  ),
);

function mayBeFor(picture: Picture, grant: Resource, service: Resource): boolean {
  const mayBeEqual = (a: unknown, b: unknown) =>
    [a, b].some((each) => each === undefined || isExpression(each)) || a === b;
  return (
    !inOtherProjects(grant, service) &&
    mayBeEqual(grant.config.name ?? grant.config.service, service.config.name) &&
    mayBeEqual(picture.locationOf(grant), service.config.location)
  );
}

function mayInvoke({ role }: Block): boolean {
  return typeof role !== "string" || isExpression(role) || !role.startsWith("roles/") || INVOKER_ROLES.test(role);
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
  return CLOUD_RUN.includes(type) && (isOn(config, "iap_enabled") || isExpression(config.iap_enabled));
}
