import { Call } from "./call";
import { Cloud } from "./cloud";
import { ApiError } from "./errors";
import { copy, JsonObject } from "./json";

const doneAt = "_doneAt";

/** Starts a long-running operation, as every API but Compute has them. Its effect is there at once. */
export function startLongRunning(cloud: Cloud, parent: string, response: JsonObject): JsonObject {
  const [projects, project, locations, location] = parent.split("/");
  const name = [projects, project, locations, location, "operations", `operation-${cloud.store.next()}`].join("/");
  const entry: JsonObject = { name, response, [doneAt]: cloud.clock.now() + cloud.operationSeconds * 1000 };
  cloud.store.set(name, entry);
  return present(cloud, entry);
}

/** Answers a question about a long-running operation. */
export function longRunning(call: Call): JsonObject {
  const operation = call.cloud.store.get(call.path);
  if (!operation) throw new ApiError(404, "NOT_FOUND", "notFound", `Operation ${call.path} was not found`);
  return present(call.cloud, operation);
}

function present(cloud: Cloud, entry: JsonObject): JsonObject {
  const { [doneAt]: end, response, name } = copy(entry);
  return cloud.clock.now() < Number(end)
    ? { name, metadata: response }
    : { name, metadata: response, done: true, response };
}
