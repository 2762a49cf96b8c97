import { Cloud } from "../cloud";
import { agentOf, letsPreflightsIn, membersWhoPass } from "../iap/access";
import { child, JsonObject } from "../json";

/** Who has no login. */
export const NOBODY = "nobody";
/** Who has a login that no binding names. */
export const STRANGER = "stranger";
/** A preflight of CORS, which never has a login. */
export const PREFLIGHT = "preflight";
/** Who reaches the `run.app` URL of a service from inside the VPC, past the load balancer. */
export const INSIDE = "inside";
/** Everybody who may come. Any other visitor is a member, as bindings name it: `group:staff@acme.example`. */
export const EVERYBODY: readonly string[] = [NOBODY, STRANGER, PREFLIGHT, INSIDE];

/** Why a request is not served, and the status of the answer. */
export interface Problem {
  readonly why: string;
  readonly status: number;
  /** Where the visitor is sent. */
  readonly location?: string;
}

/** Whether Identity-Aware Proxy stands before a backend or a Cloud Run service. */
export function hasIap(guarded: JsonObject | undefined): boolean {
  return child(guarded, "iap")?.enabled === true || guarded?.iapEnabled === true;
}

/** The account that calls what is behind Identity-Aware Proxy; none where visitors call it as they come. */
export function callerOf(path: string, guarded: JsonObject): string | undefined {
  return hasIap(guarded) ? agentOf(path) : undefined;
}

/** The members whom bindings name before some backends. */
export function membersAt(cloud: Cloud, paths: readonly string[]): string[] {
  const named = paths.filter((path) => hasIap(cloud.store.get(path))).flatMap((path) => membersWhoPass(cloud, path));
  return [...new Set(named)].filter((member) => !member.startsWith("all"));
}

/** What Identity-Aware Proxy answers a visitor before it asks the service; `undefined` where it lets the visitor in. */
export function problemOfIap(cloud: Cloud, path: string, visitor: string, isFetch: boolean): Problem | undefined {
  const members = membersWhoPass(cloud, path);
  if (members.includes("allUsers")) return undefined;
  if (visitor === PREFLIGHT && letsPreflightsIn(cloud, path)) return undefined;
  if (visitor === NOBODY || visitor === PREFLIGHT) return problemOfSignIn(path, isFetch || visitor === PREFLIGHT);
  if (members.includes("allAuthenticatedUsers") || members.includes(visitor)) return undefined;
  return { why: `no binding of ${path} names ${visitor}`, status: 403 };
}

/** Only a browser that shows pages is sent to sign in. */
function problemOfSignIn(path: string, isFetch: boolean): Problem {
  const why = `${path} wants a sign-in`;
  if (isFetch) return { why, status: 401 };
  return { why, status: 302, location: "https://accounts.google.com/o/oauth2/v2/auth" };
}
