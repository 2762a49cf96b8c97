import { Decision, RouteRequest, evaluate } from "../../routing";
import { splitWords } from "../actions";
import { LoadBalancer } from "../load-balancers";
import { code } from "../markdown";
import { Resource } from "../stack";
import { canonical, listed } from "../values";
import { protectionsOf } from "./backends";
import { serves } from "./certificates";
import { Change, Level, Pair, added, changed, dangerous, pair } from "./change";
import { Versions, presentIdentity, resolved } from "./context";
import { Sample, samplesOf } from "./requests";

/** So many requests are written for one and the same change. */
const MAX_REQUESTS = 5;

/** What a URL map answers, as two versions are compared. */
interface Answer {
  /** Where the request goes, in words. */
  readonly words: string;
  /** What is done to it on the way, in words. */
  readonly details: string;
  /** The same for answers that send to the same backends, in whatever shares, or to the same place. */
  readonly target: string;
  /** The same for answers that are the same in all. */
  readonly all: string;
  /** Whether visitors get an answer at all. */
  readonly isAnswered: boolean;
  /** Whether that is of a backend. */
  readonly isForwarded: boolean;
  readonly protections: readonly string[];
}

/** A sample that is answered otherwise now. */
interface Difference extends Pair<Answer> {
  readonly sample: Sample;
}

/** Routes that go elsewhere, are new or gone, splits that move, and what is done to requests on the way. */
export function compareRoutes(versions: Versions): Change[] {
  return versions.loadBalancers.pairs.flatMap(({ before, after }) => {
    const maps = pair(
      before.urlMaps,
      after.urlMaps,
      ({ name }) => [name],
      ({ id }) => [id],
      () => ["the only one left"],
    );
    return maps.pairs.flatMap((match) => compareMaps(versions, match, { before, after }));
  });
}

function compareMaps(versions: Versions, maps: Pair<Resource>, loadBalancers: Pair<LoadBalancer>): Change[] {
  if (routing(maps.before, versions) === routing(maps.after)) {
    return [];
  }
  const { before, after } = loadBalancers;
  const domains = [...before.domains, ...after.domains];
  const isSecure = after.entrances.some(({ scheme }) => scheme !== "HTTP");
  const differences = samplesOf(maps.before, maps.after, isSecure ? "https" : "http", domains)
    .map((sample) => ({ ...sample, hosts: sample.hosts.filter((host) => serves(before, host) && serves(after, host)) }))
    .filter(({ hosts }) => hosts.length > 0)
    .map((sample) => ({
      sample,
      before: answerOf(maps.before, sample.request, (service) => presentIdentity(versions, service)),
      after: answerOf(maps.after, sample.request, (service) => maps.after.stack.identity(service)),
    }))
    .filter((difference) => difference.before.all !== difference.after.all);
  return grouped(differences).map(changeOf);
}

/** All of a map that decides about requests, with the names that its services have in the new version. */
function routing(map: Resource, versions?: Versions): string {
  const { host_rule, path_matcher, default_service, default_route_action, default_url_redirect, header_action } =
    map.config;
  const parts = [host_rule, path_matcher, default_service, default_route_action, default_url_redirect, header_action];
  const present = (value: unknown): unknown =>
    typeof value === "string" && versions && map.stack.find(value)
      ? presentIdentity(versions, value)
      : Array.isArray(value)
        ? value.map(present)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, present(inner)]))
          : resolved(map.stack, value);
  return canonical(parts.map(present));
}

function answerOf(map: Resource, request: RouteRequest, identityOf: (service: unknown) => string): Answer {
  try {
    return answer(map, evaluate(map.config, request), request, identityOf);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const words = `nowhere that can be told (${why})`;
    return { words, details: "", target: words, all: words, isAnswered: false, isForwarded: false, protections: [] };
  }
}

function answer(
  { stack }: Resource,
  decision: Decision,
  request: RouteRequest,
  identityOf: (service: unknown) => string,
): Answer {
  const { services, redirect, backendUrl, options, unknown } = decision;
  const sum = services.reduce((total, { weight }) => total + weight, 0);
  const shares = services
    .map((share) => ({ ...share, identity: identityOf(share.service), share: share.weight / sum }))
    .sort((one, other) => (one.identity < other.identity ? -1 : 1));
  const label = ({ service }: { readonly service: string }) => stack.label(service);
  const isRewritten = backendUrl !== undefined && backendUrl !== request.url;
  const headers = shares.flatMap(({ requestHeaders, responseHeaders }) =>
    [
      ...requestHeaders.map((change) => ["request", change] as const),
      ...responseHeaders.map((change) => ["response", change] as const),
    ].map(
      ([kind, { kind: verb, name, value }]) =>
        `${verb} ${kind} header ${code(name)}${value === undefined ? "" : ` ${code(value)}`}`,
    ),
  );
  const words = redirect
    ? `${redirect.code} to ${code(redirect.location)}`
    : shares.length === 1
      ? label(shares[0])
      : splitWords(services.map((share) => ({ label: label(share), weight: share.weight })));
  const details = [
    ...(isRewritten ? [`as ${code(backendUrl)}`] : []),
    ...new Set(headers),
    ...options,
    ...unknown.map((what) => `perhaps otherwise: ${what}`),
  ].join(", ");
  const protections = shares.map(({ service }) => protectionsOf(stack.find(service)));
  return {
    words: unknown.length > 0 && words === "" ? "nobody knows where before the apply" : words,
    details,
    target: redirect ? words : canonical(shares.map(({ identity }) => identity)),
    all: canonical([redirect ?? null, shares.map(({ identity, share }) => [identity, share]), details]),
    isAnswered: redirect !== undefined || services.length > 0,
    isForwarded: redirect === undefined && services.length > 0,
    // a split is as safe as the least of its backends
    protections: (protections[0] ?? []).filter((protection) => protections.every((all) => all.includes(protection))),
  };
}

/** Differences of one kind, from the same to the same, are one change. */
function grouped(differences: readonly Difference[]): Difference[][] {
  const groups = new Map<string, Difference[]>();
  for (const difference of differences) {
    const { before, after, sample } = difference;
    const key = [before.words, before.details, after.words, after.details, sample.isBefore, sample.isAfter].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), difference]);
  }
  return [...groups.values()];
}

function changeOf(group: readonly Difference[]): Change {
  const [{ before, after, sample }] = group;
  const what = requests(group.map((difference) => difference.sample));
  const lost = before.protections.filter((protection) => !after.protections.includes(protection));
  const past =
    lost.length === 0 || !after.isForwarded || after.target === before.target ? "" : `, past ${listed(lost)}`;
  const full = ({ words, details }: Answer) => (details === "" ? words : `${words}, ${details}`);
  if (before.target === after.target) {
    const isSplit = before.details === after.details;
    const kind = isSplit ? "the split moves" : "requests are handled otherwise";
    return changed(`${what}: ${kind}: ${full(after)}; before ${full(before)}`);
  }
  const kind =
    sample.isBefore === sample.isAfter ? "goes elsewhere" : sample.isBefore ? "the route is gone" : "new route";
  const text = `${what}: ${kind}: ${full(after)}${past}; before ${full(before)}`;
  const level: Level = past !== "" || !after.isAnswered ? "dangerous" : kind === "new route" ? "added" : "changed";
  return { dangerous, changed, added }[level](text);
}

function requests(samples: readonly Sample[]): string {
  const shown = samples.slice(0, MAX_REQUESTS).map(requestWords);
  const more = samples.length - shown.length;
  return more === 0 ? shown.join(", ") : `${shown.join(", ")} and ${more} more`;
}

function requestWords({ request, hosts }: Sample): string {
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => code(`${name}: ${value}`));
  const asked = [...(request.method === undefined ? [] : [code(request.method)]), ...headers];
  const others = hosts.slice(1);
  const also =
    others.length === 0
      ? ""
      : others.length > 2
        ? ` (and ${others.length} other hosts)`
        : ` (and host ${listed(others.map(code))})`;
  return `${code(request.url)}${asked.length === 0 ? "" : ` with ${asked.join(", ")}`}${also}`;
}
