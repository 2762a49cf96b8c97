import { Call } from "./call";
import { Cloud } from "./cloud";
import { ApiError } from "./errors";
import { copy, JsonObject } from "./json";

const doneAt = "_doneAt";

/** Why a long-running operation fails: a code of gRPC, and words. */
export interface LongRunningError {
  readonly code: number;
  readonly message: string;
}

/**
 * Starts a long-running operation, as every API but Compute has them. Its effect is there at once, also where it fails
 * in the end.
 */
export function startLongRunning(
  cloud: Cloud,
  parent: string,
  response: JsonObject,
  error?: LongRunningError,
): JsonObject {
  const [projects, project, locations, location] = parent.split("/");
  const name = [projects, project, locations, location, "operations", `operation-${cloud.store.next()}`].join("/");
  const entry: JsonObject = { name, response, [doneAt]: cloud.clock.now() + cloud.operationSeconds * 1000 };
  if (error) entry.error = { ...error };
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
  const { [doneAt]: end, response, name, error } = copy(entry);
  if (cloud.clock.now() < Number(end)) return { name, metadata: response };
  return error === undefined
    ? { name, metadata: response, done: true, response }
    : { name, metadata: response, done: true, error };
}
