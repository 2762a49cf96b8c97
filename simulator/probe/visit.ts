import { Cloud } from "../cloud";
import { pathOfReference } from "../compute/paths";
import { Request, route } from "../compute/url-map-routing";
import { Frontend } from "./frontends";
import { problemOfBackend, rulesOfBackend } from "./backends";

/** What a visitor's request meets. */
export interface Visit {
  /** Why the request is not served; absent when it is. */
  readonly problem?: string;
  /** The Armor rules that the request meets, each in one form. */
  readonly rules: readonly string[];
}

/** Follows a request from the front end to a service that lets visitors in. */
export function visit(cloud: Cloud, frontend: Frontend, url: string): Visit {
  const request = requestOf(url);
  const map = cloud.store.get(frontend.urlMap);
  if (!map) return { problem: `${frontend.urlMap} does not exist`, rules: [] };
  const decision = route(map, request);
  if (decision.redirect) return { rules: [] };
  const project = frontend.urlMap.split("/")[1];
  const paths = decision.services.map((service) => pathOfReference(service, project) ?? service);
  if (paths.length === 0) return { problem: `${frontend.urlMap} sends ${url} nowhere`, rules: [] };
  const problem = paths.map((path) => problemOfBackend(cloud, path, request)).find((found) => found !== undefined);
  return { problem, rules: commonRules(paths.map((path) => rulesOfBackend(cloud, path))) };
}

/** A rule guards a request only if it stands before every backend that may get it. */
function commonRules(rules: readonly (readonly string[])[]): string[] {
  return (rules[0] ?? []).filter((rule) => rules.every((others) => others.includes(rule)));
}

function requestOf(url: string): Request {
  const { protocol, host, pathname, search } = new URL(url);
  return {
    scheme: protocol === "http:" ? "http" : "https",
    host,
    path: pathname,
    query: search.slice(1),
    headers: new Map(),
  };
}
