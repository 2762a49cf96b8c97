import { Call, Handler } from "../call";
import { notSimulated } from "../errors";
import { JsonObject, text, texts } from "../json";
import { projectNumber } from "../resource-manager/projects";

const handlers: { readonly [method: string]: Handler } = {
  "ServiceUsage.EnableService": (call) => setState(call, [nameOf(call)], "ENABLED"),
  "ServiceUsage.DisableService": (call) => setState(call, [nameOf(call)], "DISABLED"),
  "ServiceUsage.BatchEnableServices": (call) => setState(call, texts(call.body, "serviceIds"), "ENABLED"),
  "ServiceUsage.GetService": (call) => service(call, nameOf(call)),
  "ServiceUsage.ListServices": (call) => ({
    services: call.cloud.store
      .list(`projects/${projectOf(call)}/services`)
      .filter(([, entry]) => text(entry, "state") === "ENABLED" || call.query.get("filter") !== "state:ENABLED")
      .map(([, entry]) => entry),
  }),
};

/** Answers a call of the Service Usage API: which APIs are on. */
export function serviceUsage(call: Call): JsonObject {
  const handler = handlers[call.method];
  if (!handler) throw notSimulated(call.method);
  return handler(call);
}

function setState(call: Call, names: readonly string[], state: string): JsonObject {
  for (const name of names) {
    const path = `projects/${projectOf(call)}/services/${name}`;
    call.cloud.store.set(path, { ...service(call, name), state });
  }
  return { name: "operations/noop.DONE_OPERATION", done: true, response: {} };
}

function service(call: Call, name: string): JsonObject {
  const path = `projects/${projectOf(call)}/services/${name}`;
  const stored = call.cloud.store.get(path);
  if (stored) return stored;
  const number = projectNumber(projectOf(call));
  return {
    name: `projects/${number}/services/${name}`,
    parent: `projects/${number}`,
    config: { name },
    state: "DISABLED",
  };
}

function projectOf(call: Call): string {
  return call.path.split("/")[1];
}

function nameOf(call: Call): string {
  return call.path.split("/")[3].replace(/:\w+$/, "");
}
