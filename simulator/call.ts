import { Cloud } from "./cloud";
import { JsonObject } from "./json";

/** A request that has passed the schema. */
export interface Call {
  readonly cloud: Cloud;
  /** `UrlMaps.Insert`. */
  readonly method: string;
  /** What follows the API's version in the URL: `projects/p/global/urlMaps`. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly body: JsonObject;
}

/** Answers a call, or throws an `ApiError`. */
export type Handler = (call: Call) => JsonObject;
