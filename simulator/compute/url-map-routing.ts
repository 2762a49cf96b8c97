import { child, children, JsonObject, number, text, texts } from "../json";
import { matchesRoute, prefixOfMatch } from "./url-map-matching";

/** What a visitor asks for. */
export interface Request {
  readonly scheme: "http" | "https";
  /** In lower case, with the port when the visitor gives one. */
  readonly host: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

/** What a URL map decides: where the visitor is sent, or the services that share the request. */
export interface Decision {
  readonly redirect?: { readonly code: number; readonly location: string };
  /** References to backend services or buckets; those of weight 0 are left out. */
  readonly services: readonly string[];
  /** The custom error responses that apply, from those of the rule to those of the map. */
  readonly errorPolicies: readonly (JsonObject | undefined)[];
  /** Host, path and query as the service gets them. */
  readonly output: string;
}

const codes: { readonly [name: string]: number } = {
  MOVED_PERMANENTLY_DEFAULT: 301,
  FOUND: 302,
  SEE_OTHER: 303,
  TEMPORARY_REDIRECT: 307,
  PERMANENT_REDIRECT: 308,
};

/** Decides a request as the load balancer does. */
export function route(map: JsonObject, request: Request): Decision {
  const matcher = matcherOf(map, request.host);
  const { rule, matched } = matcher ? chooseRule(matcher, request) : { rule: fromDefault(map), matched: "" };
  const decision = decide(rule, request, matched);
  const defaults = [matcher, map].map((owner) => child(owner, "defaultCustomErrorResponsePolicy"));
  return {
    ...decision,
    errorPolicies: decision.redirect ? [] : [child(rule, "customErrorResponsePolicy"), ...defaults],
  };
}

function chooseRule(matcher: JsonObject, request: Request): { rule: JsonObject; matched: string } {
  const pathRules = children(matcher, "pathRules");
  const pathRule = choosePathRule(pathRules, request.path);
  if (pathRule) return pathRule;
  const routeRules = [...children(matcher, "routeRules")].sort(
    (a, b) => (number(a, "priority") ?? 0) - (number(b, "priority") ?? 0),
  );
  for (const rule of routeRules) {
    const match = children(rule, "matchRules").find((candidate) => matchesRoute(candidate, request));
    if (match) return { rule, matched: prefixOfMatch(match, request.path) };
  }
  return { rule: fromDefault(matcher), matched: "" };
}

/** The path matcher for a host: an exact host first, then the longest wildcard. */
function matcherOf(map: JsonObject, host: string): JsonObject | undefined {
  let best: { rule: JsonObject; rank: number } | undefined;
  for (const rule of children(map, "hostRules")) {
    for (const pattern of texts(rule, "hosts")) {
      const rank = rankOfHost(pattern.toLowerCase(), host);
      if (rank >= 0 && (!best || rank > best.rank)) best = { rule, rank };
    }
  }
  const name = text(best?.rule, "pathMatcher");
  return best && children(map, "pathMatchers").find((matcher) => text(matcher, "name") === name);
}

function rankOfHost(pattern: string, host: string): number {
  if (pattern === host) return Number.MAX_SAFE_INTEGER;
  if (pattern === "*") return 0;
  const matches = pattern.startsWith("*") && host.endsWith(pattern.slice(1)) && host.length >= pattern.length;
  return matches ? pattern.length : -1;
}

/** An exact path first, then the longest `/*`. */
function choosePathRule(rules: readonly JsonObject[], path: string): { rule: JsonObject; matched: string } | undefined {
  let best: { rule: JsonObject; matched: string; rank: number } | undefined;
  for (const rule of rules) {
    for (const pattern of texts(rule, "paths")) {
      const prefix = pattern.endsWith("/*") ? pattern.slice(0, -1) : undefined;
      const matches = prefix === undefined ? pattern === path : path.startsWith(prefix);
      const rank = prefix === undefined ? Number.MAX_SAFE_INTEGER : prefix.length;
      if (matches && (!best || rank > best.rank)) best = { rule, matched: prefix ?? path, rank };
    }
  }
  return best;
}

/** A map's or matcher's default, in the form of a rule. */
function fromDefault(owner: JsonObject): JsonObject {
  return {
    service: owner.defaultService,
    urlRedirect: owner.defaultUrlRedirect,
    routeAction: owner.defaultRouteAction,
  };
}

function decide(rule: JsonObject, request: Request, matched: string): Omit<Decision, "errorPolicies"> {
  const redirect = child(rule, "urlRedirect");
  if (redirect) {
    const location = locationOf(redirect, request, matched);
    const code = codes[text(redirect, "redirectResponseCode")] ?? 301;
    return { redirect: { code, location }, services: [], output: location };
  }
  const action = child(rule, "routeAction");
  const weighted = children(action, "weightedBackendServices");
  const live = weighted
    .filter((entry) => (number(entry, "weight") ?? 0) > 0)
    .map((entry) => text(entry, "backendService"));
  const services = weighted.length > 0 ? live : [text(rule, "service")].filter((service) => service !== "");
  const rewrite = child(action, "urlRewrite");
  const host = text(rewrite, "hostRewrite") || request.host;
  const replacement = rewrite?.pathPrefixRewrite;
  const path = typeof replacement === "string" ? swapPrefix(request.path, matched, replacement) : request.path;
  return { services, output: host + path + (request.query === "" ? "" : `?${request.query}`) };
}

function locationOf(redirect: JsonObject, request: Request, matched: string): string {
  const scheme = redirect.httpsRedirect === true ? "https" : request.scheme;
  const host = text(redirect, "hostRedirect") || request.host;
  const prefix = redirect.prefixRedirect;
  const swapped = typeof prefix === "string" ? swapPrefix(request.path, matched, prefix) : request.path;
  const path = text(redirect, "pathRedirect") || swapped;
  const query = redirect.stripQuery === true || request.query === "" ? "" : `?${request.query}`;
  return `${scheme}://${host}${path}${query}`;
}

/** The matched part of the path gives way; where nothing matched, the replacement stands in front, with one slash. */
function swapPrefix(path: string, matched: string, replacement: string): string {
  if (matched === "") return replacement.replace(/\/$/, "") + path;
  return replacement + path.slice(matched.length);
}
