import { Call, Handler } from "../call";
import { ApiError } from "../errors";
import { child, copy, JsonObject } from "../json";
import { startOperation } from "./operations";
import { parsePath, resourcePath } from "./paths";
import { linkReferences } from "./references";
import { existing } from "./resources";
import { urlMaps } from "./url-maps";

/** What can be asked of URL maps besides changing them. */
export const urlMapHandlers: { readonly [method: string]: Handler } = {
  "UrlMaps.Validate": (call) => ({ result: validate(call) }),
  "RegionUrlMaps.Validate": (call) => ({ result: validate(call) }),
  "UrlMaps.InvalidateCache": (call) => {
    const place = parsePath(call.path);
    const target = resourcePath(place);
    existing(call.cloud, target);
    return startOperation(call.cloud, { project: place.project, scope: place.scope, type: "invalidateCache", target });
  },
};

/** Checks a map and runs its tests without keeping it. */
function validate(call: Call): JsonObject {
  const place = parsePath(call.path);
  const change = {
    cloud: call.cloud,
    project: place.project,
    scope: place.scope,
    path: resourcePath(place),
    resource: copy(child(call.body, "resource") ?? {}),
  };
  try {
    linkReferences(change, urlMaps);
    urlMaps.check?.(change);
    return { loadSucceeded: true, testPassed: true };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const failedTest = error.message.includes("Test failure");
    return failedTest
      ? { loadSucceeded: true, testPassed: false }
      : { loadSucceeded: false, loadErrors: [error.message] };
  }
}
