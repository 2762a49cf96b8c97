import { blocks } from "../../terraform-json";
import { RouteRequest, evaluate } from "../../routing";
import { Resource } from "../stack";
import { Block, blockOf, canonical, isExpression, isOn, numberOf, text, texts, unique } from "../values";

/** A request that shows what a route does. */
export interface Sample {
  readonly request: RouteRequest;
  /** The hosts that are treated alike; the request has the first. */
  readonly hosts: readonly string[];
  /** Whether it shows a route that stands in the old or the new version, and not just what such a route misses. */
  readonly isBefore: boolean;
  readonly isAfter: boolean;
}

/** A path with what else a route asks of a request. */
interface Shape {
  readonly path: string;
  readonly headers?: { readonly [name: string]: string };
  readonly query?: string;
  readonly method?: string;
  /** Whether it is just beside what a route asks for. */
  readonly isBeside?: boolean;
}

/** A URL map that the stack makes, or one without routes. */
type Map = Resource | undefined;

/**
 * Requests that show the routes of two URL maps: for every host each path with what is asked of it, the same path
 * without, bare paths beside wildcards, and what no rule matches. Hosts that have the same routes in both are asked once.
 */
export function samplesOf(before: Map, after: Map, scheme: "http" | "https", domains: readonly string[]): Sample[] {
  const filler = fillerFor([before?.config, after?.config]);
  const maps = [before, after];
  const given = maps.flatMap((map) => blocks(map?.config.host_rule).flatMap(({ hosts }) => texts(hosts)));
  const hosts = unique([...domains, ...given, `*.${filler}.example`].filter((host) => !isExpression(host)))
    .map((host) => host.toLowerCase().replace(/^\*(?=.)/, filler))
    .filter((host) => /^[a-z0-9._:-]+$/.test(host));
  const groups = new Map<string, { readonly matchers: readonly (Block | undefined)[]; readonly hosts: string[] }>();
  for (const host of unique(hosts)) {
    const matchers = maps.map((map) => matcherOf(map, host));
    const key = canonical(matchers.map((matcher) => matcher?.name ?? null));
    const group = groups.get(key) ?? { matchers, hosts: [] };
    group.hosts.push(host);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => groupSamples(group, scheme, filler));
}

function groupSamples(
  { matchers, hosts }: { readonly matchers: readonly (Block | undefined)[]; readonly hosts: readonly string[] },
  scheme: string,
  filler: string,
): Sample[] {
  const [before, after] = matchers.map(
    (matcher) =>
      new Map(shapesOf(matcher, filler).map((shape) => [canonical({ ...shape, isBeside: undefined }), shape])),
  );
  return [...new Map([...before, ...after])].map(([key, { path, headers, query, method }]) => ({
    request: { url: `${scheme}://${hosts[0]}${path}${query === undefined ? "" : `?${query}`}`, headers, method },
    hosts,
    isBefore: before.get(key)?.isBeside === false,
    isAfter: after.get(key)?.isBeside === false,
  }));
}

/** The path matcher that decides about a host. */
function matcherOf(map: Map, host: string): Block | undefined {
  if (map === undefined) {
    return undefined;
  }
  try {
    const { pathMatcher } = evaluate(map.config, { url: `https://${host}/` }).decidedBy;
    return pathMatcher === undefined
      ? undefined
      : blocks(map.config.path_matcher).find(({ name }) => text(name) === pathMatcher);
  } catch {
    return undefined;
  }
}

function shapesOf(matcher: Block | undefined, filler: string): Shape[] {
  const paths = blocks(matcher?.path_rule).flatMap(({ paths: patterns }) => texts(patterns));
  const matches = blocks(matcher?.route_rules).flatMap(({ match_rules }) => blocks(match_rules));
  const shapes: Shape[] = [
    { path: "/", isBeside: true },
    { path: `/${filler}`, isBeside: true },
    ...paths.flatMap((pattern) => pathsLike(pattern, filler)),
    ...matches.flatMap((match) => matchShapes(match, filler)),
  ];
  // where one route asks for what another just misses, it is asked for
  shapes.sort((one, other) => Number(other.isBeside) - Number(one.isBeside));
  return shapes.filter(({ path }) => /^\/[\x21-\x7e]*$/.test(path) && !isExpression(path) && !/[?#]/.test(path));
}

/** Paths that a path rule is about, and those that it just misses. */
function pathsLike(pattern: string, filler: string): Shape[] {
  if (!pattern.endsWith("/*")) {
    return [{ path: pattern, isBeside: false }];
  }
  const bare = pattern.slice(0, -2);
  return [
    { path: `${bare}/${filler}`, isBeside: false },
    { path: `${bare}/`, isBeside: false },
    ...(bare === "" ? [] : [{ path: bare, isBeside: true }]),
  ];
}

function matchShapes(match: Block, filler: string): Shape[] {
  const paths = matchPaths(match, filler);
  const headers = blocks(match.header_matches).flatMap((header) => {
    const value = valueFor(header, filler);
    return value === undefined ? [] : [[text(header.header_name) ?? "", value] as const];
  });
  const method = headers.find(([name]) => name === ":method")?.[1];
  const sent = headers.filter(([name]) => /^[A-Za-z0-9_-]+$/.test(name));
  const query = blocks(match.query_parameter_matches).flatMap((parameter) => {
    const value = valueFor(parameter, filler);
    return value === undefined ? [] : [`${encode(text(parameter.name) ?? "")}=${encode(value)}`];
  });
  const asked = {
    ...(sent.length > 0 ? { headers: Object.fromEntries(sent) } : {}),
    ...(query.length > 0 ? { query: query.join("&") } : {}),
    ...(method === undefined ? {} : { method }),
  };
  const asksMore = Object.keys(asked).length > 0;
  return paths.flatMap(({ path, isBeside }) => [
    { path, ...asked, isBeside },
    ...(asksMore ? [{ path, isBeside: true }] : []),
  ]);
}

function matchPaths(match: Block, filler: string): Shape[] {
  const [prefix, full, template] = [
    text(match.prefix_match),
    text(match.full_path_match),
    text(match.path_template_match),
  ];
  const own = (path: string) => ({ path, isBeside: false });
  if (prefix !== undefined) {
    const bare = prefix.replace(/\/$/, "");
    const beside = bare === prefix || bare === "" ? [] : [{ path: bare, isBeside: true }];
    return [own(`${prefix}${filler}`), own(prefix), ...beside];
  }
  if (template !== undefined) {
    const filled = template
      .replace(/\{[^}=]*=([^}]*)\}/g, "$1")
      .replace(/\{[^}]*\}/g, "*")
      .replace(/\*+/g, filler);
    return [own(filled)];
  }
  return [own(full ?? `/${filler}`)];
}

/** A value that fits a condition on a header or query parameter; nothing where it may not be there. */
function valueFor(condition: Block, filler: string): string | undefined {
  const isInverted = isOn(condition.invert_match);
  const [exact, prefix, suffix] = [condition.exact_match, condition.prefix_match, condition.suffix_match].map(text);
  const range = blockOf(condition.range_match);
  const start = numberOf(range.range_start);
  const isPresent = isOn(condition.present_match);
  if (isInverted) {
    return isPresent ? undefined : start === undefined ? filler : String(numberOf(range.range_end) ?? start - 1);
  }
  if (exact !== undefined) {
    return exact;
  }
  if (prefix !== undefined || suffix !== undefined) {
    return `${prefix ?? ""}${filler}${suffix ?? ""}`;
  }
  return start !== undefined ? String(start) : isPresent ? filler : undefined;
}

/** A word that stands for anything, because neither map knows it. */
function fillerFor(configs: readonly unknown[]): string {
  const written = canonical(configs);
  let filler = "any";
  for (let count = 2; written.includes(filler); count += 1) {
    filler = `any${count}`;
  }
  return filler;
}

function encode(value: string): string {
  return encodeURIComponent(value.replace(/[\ud800-\udfff]/gu, ""));
}
