import { Cloud } from "../cloud";
import { pathOfReference } from "../compute/paths";
import { ErrorPage, errorPageFor } from "../compute/url-map-errors";
import { Decision, Request, route } from "../compute/url-map-routing";
import { children, texts } from "../json";
import { Frontend } from "./frontends";
import { problemOfBackend, rulesOfBackend } from "./backends";

/** What a visitor's request meets. */
export interface Visit {
  /** Why the request is not served; absent when it is. */
  readonly problem?: string;
  /** The page that the visitor sees then; absent where there is none, or its bucket is gone. */
  readonly page?: ErrorPage;
  /** The pages that visitors see in place of errors, each in one form. */
  readonly pages: readonly string[];
  /** The Armor rules that the request meets, each in one form. */
  readonly rules: readonly string[];
}

/** Follows a request from the front end to a service that lets visitors in. */
export function visit(cloud: Cloud, frontend: Frontend, url: string): Visit {
  const request = requestOf(url);
  const map = cloud.store.get(frontend.urlMap);
  if (!map) return unserved(`${frontend.urlMap} does not exist`);
  const decision = route(map, request);
  if (decision.redirect) return { pages: [], rules: [] };
  const project = frontend.urlMap.split("/")[1];
  const paths = decision.services.map((service) => pathOfReference(service, project) ?? service);
  if (paths.length === 0) return unserved(`${frontend.urlMap} sends ${url} nowhere`);
  const problem = paths.map((path) => problemOfBackend(cloud, path, request)).find((found) => found !== undefined);
  const pageFor = (status: number) => pageInBucket(cloud, project, errorPageFor(decision.errorPolicies, status));
  return {
    problem: problem?.why,
    page: problem && pageFor(problem.status),
    pages: statusesOf(decision).flatMap((status) => formOf(status, pageFor(status))),
    rules: common(paths.map((path) => rulesOfBackend(cloud, path))),
  };
}

/** A visit that ends before a backend is asked. */
export function unserved(problem: string): Visit {
  return { problem, pages: [], rules: [] };
}

/** What holds for several visits to one URL: a problem of one of them, and the rules and pages of all. */
export function allOf(visits: readonly Visit[]): Visit {
  const bad = visits.find(({ problem }) => problem !== undefined);
  if (bad) return bad;
  return { pages: common(visits.map(({ pages }) => pages)), rules: common(visits.map(({ rules }) => rules)) };
}

function pageInBucket(cloud: Cloud, project: string, page: ErrorPage | undefined): ErrorPage | undefined {
  return page && cloud.store.has(pathOfReference(page.errorService, project) ?? "") ? page : undefined;
}

/** A status for every code and class that has a page. */
function statusesOf({ errorPolicies }: Decision): number[] {
  const codes = errorPolicies
    .flatMap((policy) => children(policy, "errorResponseRules"))
    .flatMap((rule) => texts(rule, "matchResponseCodes"));
  return [...new Set(codes)].map((code) => Number(code.replace("xx", "99")));
}

function formOf(status: number, page: ErrorPage | undefined): string[] {
  return page ? [`error page for ${status}`] : [];
}

/** A rule guards a request only if it stands before every backend that may get it. */
function common(lists: readonly (readonly string[])[]): string[] {
  return (lists[0] ?? []).filter((entry) => lists.every((others) => others.includes(entry)));
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
