import { RouteRequest } from "../../routing";
import { overlaps } from "../../routing/overlaps";
import { blocks } from "../../app/terraform-json";
import { Block, isExpression, texts } from "../../app/values";
import { code } from "../markdown";
import { byText, canonical, listed, unique } from "../values";
import { Pair } from "./change";
import { HostRoutes, HostRule, hostRoutes, isOwn, matcherOf } from "./host-routes";
import {
  CandidateRequest,
  asPattern,
  edgesOf,
  fillerFor,
  candidateRequests,
  isPath,
  otherHost,
} from "./candidate-requests";

/** The scheme of a request. */
export type Scheme = "http" | "https";

/** Hosts that share the same rules in both versions. */
export interface HostGroup {
  /** The hosts; where only Terraform knows a host, its expression. */
  readonly hosts: readonly string[];
  /** What is done with their requests; undefined where no host rule has the expression. */
  readonly before: HostRoutes | undefined;
  readonly after: HostRoutes | undefined;
  /** The schemes by which visitors reach them; none where only Terraform knows the host. */
  readonly schemes: readonly Scheme[];
  /** A placeholder that occurs in neither map. */
  readonly filler: string;
}

/** A request that shows what a rule does. */
export interface Sample {
  readonly request: RouteRequest;
  /** The hosts that are treated the same; the request has the first one. */
  readonly hosts: readonly string[];
  /** The placeholder in the request, and the variables of its path template. */
  readonly filler: string;
  readonly variables: readonly string[];
  /** Whether it matches a rule of the old or the new version, and does not only miss one narrowly. */
  readonly isBefore: boolean;
  readonly isAfter: boolean;
  /** Whether it has a path that no rule names. */
  readonly isOther: boolean;
}

/** The maximum number of rules that are read to find a request that shows a difference. */
const MAX_NEAR = 4;

/** The hosts of two URL maps in standard form, and other hosts, as far as visitors reach them. */
export function hostGroups(
  maps: Pair<Block>,
  others: readonly string[],
  schemesOf: (host: string) => readonly Scheme[],
): HostGroup[] {
  const filler = fillerFor([maps.before, maps.after]);
  const given = [maps.before, maps.after].flatMap((map) => blocks(map.host_rule).flatMap(({ hosts }) => texts(hosts)));
  const known = [...others, ...given, otherHost(filler)]
    .filter((host) => !isExpression(host))
    .map((host) => host.toLowerCase().replace(/^\*(?=.)/, filler))
    .filter((host) => /^[a-z0-9._:-]+$/.test(host) && schemesOf(host).length > 0);
  const groups = new Map<string, Pick<HostGroup, "schemes"> & { names: (string | undefined)[]; hosts: string[] }>();
  for (const host of unique([...known, ...given.filter(isExpression).sort(byText)])) {
    const names = [maps.before, maps.after].map((map) => matcherOf(map, host));
    const schemes = isExpression(host) ? [] : schemesOf(host);
    const key = canonical(isExpression(host) ? host : [names, schemes]);
    const group = groups.get(key) ?? { names, schemes, hosts: [] };
    group.hosts.push(host);
    groups.set(key, group);
  }
  const routes = (map: Block, name: string | undefined) => (name === undefined ? undefined : hostRoutes(map, name));
  return [...groups.values()].map(({ names: [was, is], hosts, schemes }) => ({
    hosts,
    schemes,
    before: routes(maps.before, was),
    after: routes(maps.after, is),
    filler,
  }));
}

/** The hosts of a group for the reader. */
export function hostNames({ hosts, filler }: Pick<HostGroup, "hosts" | "filler">): string[] {
  return hosts.map((host) => (host === otherHost(filler) ? "all other hosts" : code(asPattern(host, filler, []))));
}

/** Hosts in words; only the first one where there are many. */
export function hostWords([first, ...others]: readonly string[]): string {
  return others.length > 2 ? `${first} and ${others.length} other hosts` : listed([first, ...others]);
}

/**
 * Requests that show the rules of a host: each path with and without its conditions, the bare path of a wildcard, and a
 * path that no rule matches.
 */
export function samplesOf(group: HostGroup): Sample[] {
  const { before, after, hosts, filler, schemes } = group;
  const [was, is] = [before, after].map(
    (routes) =>
      new Map(
        candidatesOfRules(routes, filler).map((candidate) => [
          canonical({ ...candidate, isBeside: undefined, variables: undefined }),
          candidate,
        ]),
      ),
  );
  return [...new Map([...was, ...is])].map(([key, candidate]) => ({
    request: requestOf(group, schemes[0], candidate),
    hosts,
    filler,
    variables: candidate.variables,
    isBefore: was.get(key)?.isBeside === false,
    isAfter: is.get(key)?.isBeside === false,
    isOther: candidate.path === `/${filler}`,
  }));
}

/** Requests that may have moved from the first of two rules to the second one. */
export function samplesBetween({ before, after }: Pair<HostRule>, group: HostGroup): Sample[] {
  const matchesOf = (rules: readonly HostRule[]) => rules.flatMap(({ match }) => (match === undefined ? [] : [match]));
  const own = matchesOf([before, after]);
  const all = matchesOf([...(group.before?.rules ?? []), ...(group.after?.rules ?? [])]);
  const near = all.filter((match) => own.some((rule) => rule !== match && overlaps(rule, match))).slice(0, MAX_NEAR);
  return [own, ...near.map((match) => [...own, match])]
    .flatMap((matches) => edgesOf(matches, group.filler))
    .filter(({ path }) => isPath(path))
    .flatMap((candidate) =>
      group.schemes.map((scheme) => ({
        request: requestOf(group, scheme, candidate),
        hosts: group.hosts,
        filler: group.filler,
        variables: candidate.variables,
        isBefore: group.after !== undefined && isOwn(before, group.after),
        isAfter: group.before !== undefined && isOwn(after, group.before),
        isOther: false,
      })),
    );
}

function requestOf(
  { hosts }: HostGroup,
  scheme: Scheme,
  { path, query, headers, method }: CandidateRequest,
): RouteRequest {
  return { url: `${scheme}://${hosts[0]}${path}${query === undefined ? "" : `?${query}`}`, headers, method };
}

function candidatesOfRules(routes: HostRoutes | undefined, filler: string): CandidateRequest[] {
  const candidates: CandidateRequest[] = [
    { path: "/", variables: [], isBeside: true },
    { path: `/${filler}`, variables: [], isBeside: true },
    ...(routes?.rules ?? []).flatMap(({ match }) => (match === undefined ? [] : candidateRequests(match, filler))),
  ];
  // where one route takes what another narrowly misses, the request counts as taken
  candidates.sort((one, other) => Number(other.isBeside) - Number(one.isBeside));
  return candidates.filter(({ path }) => isPath(path));
}
