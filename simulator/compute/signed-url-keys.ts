import { Call, Handler } from "../call";
import { alreadyExists, invalidField, notFound } from "../errors";
import { child, JsonObject, text, texts } from "../json";
import { startOperation } from "./operations";
import { parsePath, resourcePath } from "./paths";
import { existing } from "./resources";

/** Keys that sign URLs for Cloud CDN. Their values are never shown. */
export const signedUrlKeyHandlers: { readonly [method: string]: Handler } = {
  "BackendServices.AddSignedUrlKey": add,
  "BackendServices.DeleteSignedUrlKey": remove,
  "BackendBuckets.AddSignedUrlKey": add,
  "BackendBuckets.DeleteSignedUrlKey": remove,
};

function add(call: Call): JsonObject {
  const [path, names] = keysOf(call);
  const name = text(call.body, "keyName");
  const value = text(call.body, "keyValue");
  if (names.includes(name)) throw alreadyExists(`${path}/signedUrlKeys/${name}`);
  if (names.length >= 3) throw invalidField("resource.keyName", name, "At most 3 keys are allowed.");
  if (Buffer.from(value, "base64url").length !== 16) {
    throw invalidField("resource.keyValue", "", "Must be a 128-bit key in base64url.");
  }
  return setKeys(call, path, [...names, name], "addSignedUrlKey");
}

function remove(call: Call): JsonObject {
  const [path, names] = keysOf(call);
  const name = call.query.get("keyName") ?? "";
  if (!names.includes(name)) throw notFound(`${path}/signedUrlKeys/${name}`);
  const others = names.filter((other) => other !== name);
  return setKeys(call, path, others, "deleteSignedUrlKey");
}

function keysOf(call: Call): [path: string, names: string[]] {
  const path = resourcePath(parsePath(call.path));
  return [path, texts(child(existing(call.cloud, path), "cdnPolicy"), "signedUrlKeyNames")];
}

function setKeys(call: Call, path: string, names: string[], type: string): JsonObject {
  const resource = existing(call.cloud, path);
  const policy: JsonObject = child(resource, "cdnPolicy") ?? {};
  resource.cdnPolicy = { ...policy, signedUrlKeyNames: names };
  const { project, scope } = parsePath(call.path);
  return startOperation(call.cloud, { project, scope, type, target: path });
}
