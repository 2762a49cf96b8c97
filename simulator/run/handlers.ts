import { Call } from "../call";
import { ApiError, notSimulated } from "../errors";
import { JsonObject } from "../json";
import { iamHandlers } from "./iam";
import { presentLongRunning, serviceHandlers } from "./services";

/** The services of Google's schema that are simulated. */
export const runServices = ["Services"];

/** Answers a call of the Cloud Run API. */
export function run(call: Call): JsonObject {
  const handler = serviceHandlers[call.method] ?? iamHandlers[call.method];
  if (!handler) throw notSimulated(call.method);
  return handler(call);
}

/** Answers a question about a long-running operation. */
export function longRunning(call: Call): JsonObject {
  const operation = call.cloud.store.get(call.path);
  if (!operation) throw new ApiError(404, "NOT_FOUND", "notFound", `Operation ${call.path} was not found`);
  return presentLongRunning(call.cloud, operation);
}
