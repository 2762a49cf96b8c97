import { Call } from "../call";
import { notSimulated } from "../errors";
import { JsonObject } from "../json";
import { iamHandlers } from "./iam";
import { serviceHandlers } from "./services";

/** The services of Google's schema that are simulated. */
export const runServices = ["Services"];

/** Answers a call of the Cloud Run API. */
export function run(call: Call): JsonObject {
  const handler = serviceHandlers[call.method] ?? iamHandlers[call.method];
  if (!handler) throw notSimulated(call.method);
  return handler(call);
}
