import { badRequest } from "../errors";
import { isObject, Json, JsonObject, without } from "../json";
import { checkMessage } from "./check-message";
import { Found, ProtoMethod, Schema } from "./messages";

/** Query parameters that every Google API takes. */
const systemParameters = new Set([
  "alt",
  "prettyPrint",
  "fields",
  "key",
  "access_token",
  "quotaUser",
  "$.xgafv",
  "$alt",
]);

/** Fields beyond the schema that Terraform's provider sends, and that Google therefore lets pass. */
const letPass: { readonly [method: string]: string } = {
  "BackendServices.AddSignedUrlKey": "backendService",
  "BackendBuckets.AddSignedUrlKey": "backendBucket",
};

/** One method of an API: the requests that are for it, and what they must look like. */
export interface Route {
  /** `UrlMaps.Insert`. */
  readonly method: string;
  readonly verb: string;
  readonly pattern: RegExp;
  readonly schema: Schema;
  readonly request: Found;
  /** The field of the request message that is the body: a name, `*` for all of it, or none. */
  readonly bodyField?: string;
}

interface HttpRule {
  readonly body?: string;
  readonly [verb: string]: string | undefined;
}

/** The routes of some services of an API, as Google's schema binds them; those with the fewest variables come first. */
export function routesOf(schema: Schema, packageName: string, services: readonly string[]): Route[] {
  const routes = services.flatMap((service) => {
    const { node, scope } = schema.get(`${packageName}.${service}`);
    return Object.entries(node.methods ?? {}).flatMap(([name, method]) =>
      routeOf(schema, scope, `${service}.${name}`, method),
    );
  });
  const variables = (route: Route) => route.pattern.source.split("(").length;
  return routes.sort((a, b) => variables(a) - variables(b));
}

function routeOf(schema: Schema, scope: readonly string[], method: string, proto: ProtoMethod): Route[] {
  const option = proto.parsedOptions?.find((entry) => "(google.api.http)" in entry);
  const request = schema.find(proto.requestType, scope);
  if (!option || !request) return [];
  const { body, ...rest } = option["(google.api.http)"] as HttpRule;
  return Object.entries(rest)
    .filter((binding): binding is [string, string] => typeof binding[1] === "string")
    .map(([verb, template]) => ({
      method,
      verb: verb.toUpperCase(),
      pattern: patternOf(template),
      schema,
      request,
      bodyField: body === undefined || body === "*" ? body : camelCase(body),
    }));
}

/** `/v2/{name=projects/*}:enable` matches `/v2/projects/p:enable`. */
function patternOf(template: string): RegExp {
  const source = template
    .replace(/[.$?()[\]|^+]/g, "\\$&")
    .replace(/\{([^}=]+)\}/g, "([^/:]+)")
    .replace(
      /\{[^}=]+=([^}]+)\}/g,
      (_, inner: string) => `(${inner.replace(/\*\*?/g, (stars) => (stars === "*" ? "[^/:]+" : "[^:]+"))})`,
    );
  return new RegExp(`^${source}$`);
}

/** The body of a request, checked. */
export function checkBody(route: Route, body: Json): JsonObject {
  if (route.bodyField === undefined) return {};
  if (route.bodyField === "*") return checkMessage(route.schema, route.request, body, "request");
  const field = route.request.node.fields?.[route.bodyField];
  const type = field && route.schema.find(field.type, route.request.scope);
  if (!type) throw new Error(`${route.method} has no body ${route.bodyField}`);
  const extra = letPass[route.method];
  const known = extra !== undefined && isObject(body) ? without(body, extra) : body;
  return checkMessage(route.schema, type, known, "resource", route.verb === "PATCH");
}

/** Refuses query parameters that the method does not have. */
export function checkQuery(route: Route, names: Iterable<string>): void {
  const fields = route.request.node.fields ?? {};
  for (const name of names) {
    const [first] = name.split(".");
    if (systemParameters.has(name) || first in fields || camelCase(first) in fields) continue;
    const why = "Cannot bind query parameter. Field";
    throw badRequest(
      name,
      `Invalid JSON payload received. Unknown name "${name}": ${why} '${name}' could not be found in request message.`,
    );
  }
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
