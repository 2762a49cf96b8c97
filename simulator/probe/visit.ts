import { Cloud } from "../cloud";
import { pathOfReference } from "../compute/paths";
import { ErrorPage, errorPageFor } from "../compute/url-map-errors";
import { Decision, Request, route } from "../compute/url-map-routing";
import { children, texts } from "../json";
import { acceptedCertificates } from "../network-security/client-certificates";
import { guardedBy, isOpenInside, problemOfBackend, rulesOfBackend } from "./backends";
import { Frontend } from "./frontends";
import { EVERYBODY, hasIap, INSIDE, membersAt, NOBODY, PREFLIGHT, Problem, STRANGER } from "./visitors";

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
  /** Whether every visitor is sent to another URL. */
  readonly isRedirect?: boolean;
  /** Who is let in. */
  readonly people: readonly string[];
  /** The client certificates with which visitors are let in. */
  readonly certificates: readonly string[];
}

/** Follows a request from the front end to a service, for everybody who may come. */
export function visit(cloud: Cloud, frontend: Frontend, url: string): Visit {
  const request = requestOf(url);
  const certificates = acceptedCertificates(cloud, frontend.serverTlsPolicy);
  if (certificates.length === 0) return unserved("no client certificate is accepted");
  const route = routeOf(cloud, frontend, request);
  if ("why" in route) return unserved(route.why);
  if (route.decision.redirect) return { pages: [], rules: [], isRedirect: true, people: [], certificates };
  const { problem, people } = admit(cloud, route.paths, request);
  const pageFor = (status: number) =>
    pageInBucket(cloud, frontend.urlMap.split("/")[1], errorPageFor(route.decision.errorPolicies, status));
  return {
    problem: problem?.why,
    page: problem && pageFor(problem.status),
    pages: statusesOf(route.decision).flatMap((status) => formOf(status, pageFor(status))),
    rules: common(route.paths.map((path) => rulesOfBackend(cloud, path))),
    people,
    certificates,
  };
}

/** What one visitor is answered where it is not the service that answers. */
export function answerTo(
  cloud: Cloud,
  frontend: Frontend,
  url: string,
  visitor: string,
  headers: { readonly [name: string]: string } = {},
): Problem | undefined {
  const request = { ...requestOf(url), headers: new Map(Object.entries(headers)) };
  const route = routeOf(cloud, frontend, request);
  if ("why" in route) return route;
  return problemAt(cloud, route.paths, request, visitor);
}

interface Route {
  readonly decision: Decision;
  /** The paths of the backends that share the request. */
  readonly paths: readonly string[];
}

function routeOf(cloud: Cloud, { urlMap }: Frontend, request: Request): Route | Problem {
  const map = cloud.store.get(urlMap);
  if (!map) return { why: `${urlMap} does not exist`, status: 502 };
  const decision = route(map, request);
  const paths = decision.services.map((service) => pathOfReference(service, urlMap.split("/")[1]) ?? service);
  if (decision.redirect || paths.length > 0) return { decision, paths };
  return { why: `${urlMap} sends ${request.scheme}://${request.host}${request.path} nowhere`, status: 502 };
}

/** Who is let in, and the problem where it is none of those for whom the site is made. */
function admit(
  cloud: Cloud,
  paths: readonly string[],
  request: Request,
): Pick<Visit, "people"> & { problem?: Problem } {
  const guarded = paths.flatMap((path) => guardedBy(cloud, path, request));
  const isGuarded = guarded.some((path) => hasIap(cloud.store.get(path)));
  if (!isGuarded) {
    const problem = problemAt(cloud, paths, request, NOBODY);
    return { problem, people: problem ? [] : EVERYBODY };
  }
  const members = membersAt(cloud, guarded);
  const problems = [NOBODY, STRANGER, PREFLIGHT, ...members].map(
    (visitor) => [visitor, problemAt(cloud, paths, request, visitor)] as const,
  );
  const people = problems.filter(([, problem]) => !problem).map(([visitor]) => visitor);
  const inside = paths.some((path) => isOpenInside(cloud, path, request)) ? [INSIDE] : [];
  const isServed = people.some((visitor) => visitor !== PREFLIGHT);
  // a member's problem says more than that of a stranger
  const [, problem] = problems[members.length > 0 ? problems.length - 1 : 1];
  return { problem: isServed ? undefined : problem, people: [...people, ...inside] };
}

function problemAt(cloud: Cloud, paths: readonly string[], request: Request, visitor: string): Problem | undefined {
  return paths.map((path) => problemOfBackend(cloud, path, request, visitor)).find((problem) => problem !== undefined);
}

/** A visit that ends before a backend is asked. */
export function unserved(problem: string): Visit {
  return { problem, pages: [], rules: [], people: [], certificates: [] };
}

/** What holds for several visits to one URL: a problem of one of them, and the rules and pages of all. */
export function allOf(visits: readonly Visit[]): Visit {
  const bad = visits.find(({ problem }) => problem !== undefined);
  if (bad) return bad;
  return {
    pages: common(visits.map(({ pages }) => pages)),
    rules: common(visits.map(({ rules }) => rules)),
    isRedirect: visits.some(({ isRedirect }) => isRedirect === true),
    people: common(visits.map(({ people }) => people)),
    certificates: common(visits.map(({ certificates }) => certificates)),
  };
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
