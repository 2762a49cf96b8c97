/**
 * What a URL map does with a request, written down from Google's documentation as slowly and plainly as can be, and
 * without a line of the library. The map has lists for blocks and knows all its values.
 */

/* Types instead of interfaces, so that a map is plain JSON to others. */

export type Redirect = {
  https_redirect?: boolean;
  host_redirect?: string;
  path_redirect?: string;
  prefix_redirect?: string;
  redirect_response_code?: string;
  strip_query?: boolean;
};
export type RoutePart = {
  weighted_backend_services?: { backend_service: string; weight: number }[];
  url_rewrite?: {
    host_rewrite?: string;
    path_prefix_rewrite?: string;
    path_template_rewrite?: string;
    regex_rewrite?: { path_pattern: string; path_substitution: string };
  };
};
export type Action = { service?: string; url_redirect?: Redirect; route_action?: RoutePart };
export type Default = { default_service?: string; default_url_redirect?: Redirect; default_route_action?: RoutePart };
export type Header = {
  header_name: string;
  exact_match?: string;
  prefix_match?: string;
  suffix_match?: string;
  present_match?: boolean;
  range_match?: { range_start: number; range_end: number };
  invert_match?: boolean;
};
export type Match = {
  prefix_match?: string;
  full_path_match?: string;
  path_template_match?: string;
  ignore_case?: boolean;
  header_matches?: Header[];
  query_parameter_matches?: { name: string; exact_match?: string; present_match?: boolean }[];
};
export type PathRule = Action & { paths: string[] };
export type RouteRule = Action & { priority: number; match_rules: Match[] };
export type Matcher = Default & { name: string; path_rule?: PathRule[]; route_rules?: RouteRule[] };
export type UrlMap = Default & { host_rule: { hosts: string[]; path_matcher: string }[]; path_matcher: Matcher[] };

export interface Visit {
  readonly scheme: string;
  /** In lower case. */
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly headers: { readonly [name: string]: string };
}

export interface Answer {
  readonly services?: { readonly [service: string]: number };
  readonly url?: string;
  readonly code?: number;
  readonly location?: string;
}

/** Where nobody says what Google does. */
export const REFUSED = "refused";

export function reference(map: UrlMap, visit: Visit): Answer | typeof REFUSED {
  if (visit.path.includes("/../")) {
    const kept: string[] = [];
    const segments = visit.path.split("/").slice(1);
    segments.forEach((segment, index) => {
      // a last .. is no segment between two slashes
      if (segment === ".." && index < segments.length - 1) kept.pop();
      else kept.push(segment);
    });
    return { code: 302, location: `${visit.scheme}://${visit.host}/${kept.join("/")}${withMark(visit.query)}` };
  }
  const name = matcherFor(map, visit.host);
  if (name === undefined) return act(defaults(map), visit, { kind: "nothing" });
  const matcher = map.path_matcher.find((candidate) => candidate.name === name) as Matcher;
  if (matcher.path_rule !== undefined) {
    const patterns = matcher.path_rule.flatMap((rule) => rule.paths.map((pattern) => ({ pattern, rule })));
    const exact = patterns.find(({ pattern }) => pattern === visit.path);
    if (exact) return act(exact.rule, visit, { kind: "text", text: visit.path });
    const [longest] = patterns
      .filter(({ pattern }) => pattern.endsWith("*") && visit.path.startsWith(pattern.replace("*", "")))
      .sort((a, b) => b.pattern.length - a.pattern.length);
    if (longest) return act(longest.rule, visit, { kind: "text", text: longest.pattern.replace("*", "") });
  }
  if (matcher.route_rules !== undefined) {
    const byPriority = [...matcher.route_rules].sort((a, b) => a.priority - b.priority);
    for (const rule of byPriority) {
      for (const match of rule.match_rules) {
        if (holds(match, visit)) return act(rule, visit, found(match, visit.path));
      }
    }
  }
  return act(defaults(matcher), visit, { kind: "nothing" });
}

function matcherFor(map: UrlMap, host: string): string | undefined {
  const all = map.host_rule.flatMap((rule) =>
    rule.hosts.map((pattern) => ({ pattern: pattern.toLowerCase(), matcher: rule.path_matcher })),
  );
  const fitting = all.filter(({ pattern }) => {
    if (pattern === "*" || pattern === host) return true;
    if (!pattern.startsWith("*")) return false;
    for (let length = 1; length < host.length; length++) {
      const taken = [...host.slice(0, length)].every((character) =>
        "abcdefghijklmnopqrstuvwxyz0123456789.-".includes(character),
      );
      if (taken && host.slice(length) === pattern.slice(1)) return true;
    }
    return false;
  });
  const rank = (pattern: string) => (pattern === host ? 10_000 : pattern === "*" ? 0 : pattern.length);
  return fitting.sort((a, b) => rank(b.pattern) - rank(a.pattern))[0]?.matcher;
}

function defaults(owner: Default): Action {
  return {
    service: owner.default_service,
    url_redirect: owner.default_url_redirect,
    route_action: owner.default_route_action,
  };
}

// ---- matching

function holds(match: Match, visit: Visit): boolean {
  if (!pathHolds(match, visit.path)) return false;
  for (const header of match.header_matches ?? []) {
    if (!headerHolds(header, visit)) return false;
  }
  for (const { name, exact_match: exact } of match.query_parameter_matches ?? []) {
    const value = parameter(visit.query, name);
    if (value === undefined || (exact !== undefined && value !== exact)) return false;
  }
  return true;
}

function pathHolds(match: Match, path: string): boolean {
  const lower = (text: string) => (match.ignore_case ? text.toLowerCase() : text);
  if (match.prefix_match !== undefined)
    return lower(path).slice(0, match.prefix_match.length) === lower(match.prefix_match);
  if (match.full_path_match !== undefined) return lower(path) === lower(match.full_path_match);
  return take(pieces(match.path_template_match ?? ""), path) !== undefined;
}

function headerHolds(match: Header, visit: Visit): boolean {
  const entry = Object.entries(visit.headers).find(([name]) => name.toLowerCase() === match.header_name.toLowerCase());
  const value = entry?.[1];
  if (match.present_match) return match.invert_match ? value === undefined : value !== undefined;
  if (value === undefined) return false;
  let plain = false;
  if (match.exact_match !== undefined) plain = value === match.exact_match;
  if (match.prefix_match !== undefined) plain = value.indexOf(match.prefix_match) === 0;
  if (match.suffix_match !== undefined) plain = value.slice(-match.suffix_match.length) === match.suffix_match;
  if (match.range_match !== undefined) {
    const { range_start: start, range_end: end } = match.range_match;
    plain = false;
    for (let number = start; number < end; number++) plain ||= value === String(number);
  }
  return match.invert_match ? !plain : plain;
}

function parameter(query: string, name: string): string | undefined {
  for (const pair of query.split("&")) {
    const equals = pair.indexOf("=");
    const key = equals < 0 ? pair : pair.slice(0, equals);
    if (key === name) return equals < 0 ? "" : pair.slice(equals + 1);
  }
  return undefined;
}

// ---- path templates, tried out character by character

type Piece = { text: string } | { any: "segment" | "rest" } | { open: string } | { close: string };

function pieces(template: string): Piece[] {
  const variable = /^\{(\w+)(?:=([^}]*))?\}/.exec(template);
  if (template === "") return [];
  if (variable) {
    const [all, name, inner = "*"] = variable;
    return [{ open: name }, ...pieces(inner), { close: name }, ...pieces(template.slice(all.length))];
  }
  if (template.startsWith("**")) return [{ any: "rest" }, ...pieces(template.slice(2))];
  if (template.startsWith("*")) return [{ any: "segment" }, ...pieces(template.slice(1))];
  return [{ text: template[0] }, ...pieces(template.slice(1))];
}

/** The values of the variables if the pieces take the whole path. */
function take([piece, ...rest]: Piece[], path: string): { [name: string]: string } | undefined {
  if (piece === undefined) return path === "" ? {} : undefined;
  if ("text" in piece) return path.startsWith(piece.text) ? take(rest, path.slice(1)) : undefined;
  if ("close" in piece) return take(rest, path);
  if ("open" in piece) {
    const end = rest.findIndex((other) => "close" in other && other.close === piece.open);
    for (let length = path.length; length >= 0; length--) {
      const inner = take(rest.slice(0, end), path.slice(0, length));
      const outer = inner && take(rest.slice(end + 1), path.slice(length));
      if (outer) return { ...outer, [piece.open]: path.slice(0, length) };
    }
    return undefined;
  }
  for (let length = path.length; length >= (piece.any === "segment" ? 1 : 0); length--) {
    if (piece.any === "segment" && path.slice(0, length).includes("/")) continue;
    const outer = take(rest, path.slice(length));
    if (outer) return outer;
  }
  return undefined;
}

// ---- acting

/** What a rule has found in the path: a text that a prefix may replace, the values of a template, or nothing. */
type Found =
  { kind: "text"; text: string } | { kind: "template"; values: { [name: string]: string } } | { kind: "nothing" };

function found(match: Match, path: string): Found {
  if (match.path_template_match !== undefined) {
    return { kind: "template", values: take(pieces(match.path_template_match ?? ""), path) ?? {} };
  }
  return { kind: "text", text: match.prefix_match === undefined ? path : path.slice(0, match.prefix_match.length) };
}

function act(rule: Action, visit: Visit, matched: Found): Answer | typeof REFUSED {
  if (rule.url_redirect) return redirect(rule.url_redirect, visit, matched);
  const { weighted_backend_services: weighted, url_rewrite: rewrite } = rule.route_action ?? {};
  const services: { [service: string]: number } = {};
  if (weighted === undefined) services[rule.service ?? ""] = 1;
  for (const { backend_service: service, weight } of weighted ?? []) {
    if (weight > 0) services[service] = weight;
  }
  const path = rewrite === undefined ? visit.path : rewritten(rewrite, visit.path, matched);
  if (path === undefined) return REFUSED;
  return { services, url: `${visit.scheme}://${rewrite?.host_rewrite ?? visit.host}${path}${withMark(visit.query)}` };
}

function rewritten(rewrite: NonNullable<RoutePart["url_rewrite"]>, path: string, matched: Found): string | undefined {
  if (rewrite.path_prefix_rewrite !== undefined) return swap(path, matched, rewrite.path_prefix_rewrite);
  if (rewrite.regex_rewrite !== undefined) {
    const { path_pattern, path_substitution } = rewrite.regex_rewrite;
    return path.replace(new RegExp(path_pattern, "g"), path_substitution.replace(/\\(\d)/g, "$$$1"));
  }
  if (rewrite.path_template_rewrite === undefined) return path;
  if (matched.kind !== "template") return undefined;
  let filled = rewrite.path_template_rewrite;
  for (const [name, value] of Object.entries(matched.values)) filled = filled.split(`{${name}}`).join(value);
  return filled;
}

function redirect(target: Redirect, visit: Visit, matched: Found): Answer | typeof REFUSED {
  const codes: { [name: string]: number | undefined } = {
    FOUND: 302,
    SEE_OTHER: 303,
    TEMPORARY_REDIRECT: 307,
    PERMANENT_REDIRECT: 308,
  };
  let path = target.path_redirect;
  if (path === undefined && target.prefix_redirect === undefined) path = visit.path;
  if (path === undefined && target.prefix_redirect !== undefined) {
    path = swap(visit.path, matched, target.prefix_redirect);
  }
  if (path === undefined) return REFUSED;
  const scheme = target.https_redirect ? "https" : visit.scheme;
  const ownHost = target.https_redirect && visit.host.endsWith(":80") ? visit.host.slice(0, -3) : visit.host;
  const query = target.strip_query ? "" : withMark(visit.query);
  return {
    code: codes[target.redirect_response_code ?? ""] ?? 301,
    location: `${scheme}://${target.host_redirect ?? ownHost}${path}${query}`,
  };
}

function swap(path: string, matched: Found, prefix: string): string | undefined {
  if (matched.kind === "template") return undefined;
  if (matched.kind === "text") return prefix + path.slice(matched.text.length);
  return prefix.endsWith("/") ? prefix + path.slice(1) : prefix + path;
}

function withMark(query: string): string {
  return query === "" ? "" : `?${query}`;
}
