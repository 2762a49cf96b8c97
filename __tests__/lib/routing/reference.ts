/**
 * What a URL map does with a request, written down from Google's documentation as slowly and plainly as can be, and
 * without a line of the library. The map has lists for blocks and knows all its values.
 */

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

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

export function reference(map: Json, visit: Visit): Answer | typeof REFUSED {
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
  const matcher = map.path_matcher.find((candidate: Json) => candidate.name === name);
  if (matcher.path_rule !== undefined) {
    const patterns: { pattern: string; rule: Json }[] = matcher.path_rule.flatMap((rule: Json) =>
      rule.paths.map((pattern: string) => ({ pattern, rule })),
    );
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

function matcherFor(map: Json, host: string): string | undefined {
  const all: { pattern: string; matcher: string }[] = (map.host_rule ?? []).flatMap((rule: Json) =>
    rule.hosts.map((pattern: string) => ({ pattern: pattern.toLowerCase(), matcher: rule.path_matcher as string })),
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

function defaults(owner: Json): Json {
  return {
    service: owner.default_service,
    url_redirect: owner.default_url_redirect,
    route_action: owner.default_route_action,
  };
}

// ---- matching

function holds(match: Json, visit: Visit): boolean {
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

function pathHolds(match: Json, path: string): boolean {
  const lower = (text: string) => (match.ignore_case ? text.toLowerCase() : text);
  if (match.prefix_match !== undefined)
    return lower(path).slice(0, match.prefix_match.length) === lower(match.prefix_match);
  if (match.full_path_match !== undefined) return lower(path) === lower(match.full_path_match);
  return take(pieces(match.path_template_match), path) !== undefined;
}

function headerHolds(match: Json, visit: Visit): boolean {
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

function found(match: Json, path: string): Found {
  if (match.path_template_match !== undefined) {
    return { kind: "template", values: take(pieces(match.path_template_match), path) ?? {} };
  }
  return { kind: "text", text: match.prefix_match === undefined ? path : path.slice(0, match.prefix_match.length) };
}

function act(rule: Json, visit: Visit, matched: Found): Answer | typeof REFUSED {
  if (rule.url_redirect) {
    const {
      https_redirect: https,
      host_redirect: host,
      path_redirect,
      prefix_redirect,
      strip_query,
    } = rule.url_redirect;
    const codes: Json = { FOUND: 302, SEE_OTHER: 303, TEMPORARY_REDIRECT: 307, PERMANENT_REDIRECT: 308 };
    const path =
      path_redirect ?? (prefix_redirect === undefined ? visit.path : swap(visit.path, matched, prefix_redirect));
    if (path === undefined) return REFUSED;
    const ownHost = https && visit.host.endsWith(":80") ? visit.host.slice(0, -3) : visit.host;
    const query = strip_query ? "" : withMark(visit.query);
    return {
      code: codes[rule.url_redirect.redirect_response_code] ?? 301,
      location: `${https ? "https" : visit.scheme}://${host ?? ownHost}${path}${query}`,
    };
  }
  const { weighted_backend_services: weighted, url_rewrite: rewrite } = rule.route_action ?? {};
  const services: { [service: string]: number } = {};
  if (weighted === undefined) services[rule.service] = 1;
  else {
    for (const { backend_service: service, weight } of weighted) {
      if (weight > 0) services[service] = weight;
    }
  }
  let path: string | undefined = visit.path;
  if (rewrite?.path_prefix_rewrite !== undefined) path = swap(visit.path, matched, rewrite.path_prefix_rewrite);
  if (rewrite?.path_template_rewrite !== undefined) {
    if (matched.kind !== "template") return REFUSED;
    path = rewrite.path_template_rewrite as string;
    for (const [name, value] of Object.entries(matched.values)) path = path.split(`{${name}}`).join(value);
  }
  if (path === undefined) return REFUSED;
  return { services, url: `${visit.scheme}://${rewrite?.host_rewrite ?? visit.host}${path}${withMark(visit.query)}` };
}

function swap(path: string, matched: Found, prefix: string): string | undefined {
  if (matched.kind === "template") return undefined;
  if (matched.kind === "text") return prefix + path.slice(matched.text.length);
  return prefix.endsWith("/") ? prefix + path.slice(1) : prefix + path;
}

function withMark(query: string): string {
  return query === "" ? "" : `?${query}`;
}
