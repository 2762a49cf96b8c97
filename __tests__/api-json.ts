/** Terraform JSON of a URL map in the words of Google's API, for the simulator. */

import { JsonObject } from "../simulator/json";

const LISTS: { readonly [block: string]: string } = {
  host_rule: "hostRules",
  path_matcher: "pathMatchers",
  path_rule: "pathRules",
  test: "tests",
};

/** The same map as the provider sends it. */
export function apiJson(config: object): JsonObject {
  const entries = Object.entries(config).filter(([name]) => name !== "//" && name !== "lifecycle");
  // the path_matcher of a host rule is a name
  const rename = (name: string, value: unknown) =>
    (typeof value === "string" ? undefined : LISTS[name]) ?? camelCase(name);
  return Object.fromEntries(entries.map(([name, value]) => [rename(name, value), convert(value)])) as JsonObject;
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(convert);
  }
  return typeof value === "object" && value !== null ? apiJson(value) : value;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
