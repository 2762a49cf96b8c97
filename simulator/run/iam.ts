import { Call, Handler } from "../call";
import { Cloud } from "../cloud";
import { membersOf, policyOf, setPolicy } from "../iam/policies";
import { JsonObject, texts } from "../json";
import { find } from "./services";

/** Who may do what with a Cloud Run service. */
export const iamHandlers: { readonly [method: string]: Handler } = {
  "Services.GetIamPolicy": (call) => policyOf(call.cloud, serviceOf(call)),
  "Services.SetIamPolicy": (call) => setPolicy(call, serviceOf(call)),
  "Services.TestIamPermissions": (call) => ({ permissions: texts(call.body, "permissions") }),
};

/** Whether anybody, without a login, may call the service. */
export function letsEverybodyIn(cloud: Cloud, path: string, service: JsonObject): boolean {
  return service.invokerIamDisabled === true || invokersOf(cloud, path).includes("allUsers");
}

/** Whether a service account may call the service. */
export function letsAccountIn(cloud: Cloud, path: string, service: JsonObject, account: string): boolean {
  const allowed = [`serviceAccount:${account}`, "allAuthenticatedUsers"];
  return letsEverybodyIn(cloud, path, service) || invokersOf(cloud, path).some((member) => allowed.includes(member));
}

function invokersOf(cloud: Cloud, path: string): string[] {
  return membersOf(cloud, path, "roles/run.invoker");
}

/** The path of the service that a call is about, which exists. */
function serviceOf(call: Call): string {
  const path = call.path.replace(/:\w+$/, "");
  find(call.cloud, path);
  return path;
}
