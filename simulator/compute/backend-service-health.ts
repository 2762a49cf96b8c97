import { Call, Handler } from "../call";
import { invalidField, required } from "../errors";
import { children, JsonObject, text } from "../json";
import { parsePath, pathOfReference, resourcePath } from "./paths";
import { existing } from "./resources";

/** What can be asked of the health of a backend service's groups. */
export const healthHandlers: { readonly [method: string]: Handler } = {
  "BackendServices.GetHealth": health,
  "RegionBackendServices.GetHealth": health,
};

/** Serverless NEGs have no health checks, so there is no status of any endpoint. */
function health(call: Call): JsonObject {
  const place = parsePath(call.path);
  const service = existing(call.cloud, resourcePath(place));
  const group = text(call.body, "group");
  if (group === "") throw required("group");
  const pathOf = (reference: string) => pathOfReference(reference, place.project);
  const isBehind = children(service, "backends").some((backend) => pathOf(text(backend, "group")) === pathOf(group));
  if (!isBehind) throw invalidField("resource.group", group, "The group is not used by the backend service.");
  return { kind: "compute#backendServiceGroupHealth" };
}
