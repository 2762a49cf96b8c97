import { FrontEnd, LoadBalancer } from "../load-balancers";
import { code } from "../markdown";
import { Resource } from "../../app/stack";
import { URL_MAP } from "../../app/types";
import { canonical, unique } from "../values";
import { NamedMap, answerOf, namedMap, otherTreatment, pastWords, sharedByRule } from "./answers";
import { serves } from "./certificates";
import { Change, NoticedLevel, Pair, added, changed, dangerous, pair } from "./change";
import { Versions, presentIdentity, resolved } from "./context";
import { differingRules } from "./differing";
import { HostRoutes, HostRule, decidingRule, isOwn } from "./host-routes";
import { HostGroup, Sample, Scheme, hostGroups, hostNames, hostWords, samplesBetween, samplesOf } from "./requests";
import { sameAddress } from "./replaced";
import { RuleChange, generatedChange, ruleChanges, undescribedChanges } from "./rule-changes";
import { Difference, requestChanges } from "./request-changes";
import { compareTreatments } from "./treatment-changes";
import { TreatmentChange, treatmentChanges, treatmentWords } from "./treatments";

/** The maximum number of rules that are named for one change. */
const MAX_RULES = 5;

/** The maximum number of evaluations per host, to find requests that show what changed. */
const MAX_TRIALS = 20_000;

/** The name of blocks that are not in the JSON. */
const GENERATED = "blocks that Terraform generates at plan time";

/** The old and the new URL map of a front end, with the schemes of its visitors. */
interface Maps extends Pair<Resource> {
  readonly schemes: Scheme[];
}

/** A change of a rule of a host that no request shows. */
interface Hidden extends RuleChange {
  readonly host: string;
  readonly level: NoticedLevel;
}

/** Routes that are changed, added or removed, traffic splits that change, and changed handling of requests. */
export function compareRoutes(versions: Versions): Change[] {
  const { loadBalancers, before, after } = versions;
  const used = [...loadBalancers.pairs.flatMap((match) => [match.before, match.after])]
    .concat(loadBalancers.gone, loadBalancers.added)
    .flatMap(({ frontEnds, urlMaps }) => [...urlMaps, ...frontEnds.flatMap(({ urlMap }) => urlMap ?? [])]);
  const others = sameAddress(before, after).filter(
    (match) => match.after.type === URL_MAP && !used.includes(match.before) && !used.includes(match.after),
  );
  return [
    ...loadBalancers.pairs.flatMap((match) => mapsOf(match).flatMap((maps) => compareMaps(versions, maps, match))),
    ...others.flatMap((match) => compareMaps(versions, { ...match, schemes: ["https"] })),
  ];
}

/** The URL maps of paired front ends, then the remaining ones, paired by name. */
function mapsOf({ before, after }: Pair<LoadBalancer>): Maps[] {
  const frontEnds = pair(
    before.frontEnds,
    after.frontEnds,
    ({ address, port }) => [`${address.identity} ${port}`],
    ({ address, port, scheme }) => [`${address.recordType} ${port} ${scheme}`],
    ({ scheme }) => [scheme],
  );
  const schemeOf = ({ scheme }: FrontEnd): Scheme => (scheme === "HTTP" ? "http" : "https");
  const found: Maps[] = [];
  const add = (was: Resource, is: Resource, schemes: readonly Scheme[]) => {
    const known = found.find((maps) => maps.before === was && maps.after === is);
    const all = unique([...(known?.schemes ?? []), ...schemes])
      .sort()
      .reverse();
    known?.schemes.splice(0, known.schemes.length, ...all);
    return known ?? found.push({ before: was, after: is, schemes: all });
  };
  for (const { before: was, after: is } of frontEnds.pairs) {
    // front-end.ts has the sentences about a redirect to HTTPS that is added, removed or changed
    if (was.urlMap && is.urlMap && was.httpsRedirect === is.httpsRedirect) {
      add(was.urlMap, is.urlMap, [schemeOf(is)]);
    }
  }
  const compared = found.map((maps) => maps.after);
  const named = pair(
    before.urlMaps,
    after.urlMaps,
    ({ name }) => [name],
    ({ id }) => [id],
    () => ["the only one left"],
  );
  for (const { before: was, after: is } of named.pairs.filter((maps) => !compared.includes(maps.after))) {
    add(was, is, after.frontEnds.filter(({ urlMap }) => urlMap === is).map(schemeOf));
  }
  return found;
}

/** The changes for the hosts that have a certificate; where there is none, those for the hosts without one. */
function compareMaps(versions: Versions, maps: Maps, match?: Pair<LoadBalancer>): Change[] {
  const isServed = (host: string) => !match || (serves(match.before, host) && serves(match.after, host));
  const domains = match ? [...match.before.domains, ...match.after.domains] : [];
  const found = compareHosts(versions, maps, domains, isServed);
  // what visitors get where they got a certificate error before is no change of their routes
  const isSame = (host: string) => !match || serves(match.before, host) === serves(match.after, host);
  return found.length > 0 ? found : compareHosts(versions, maps, domains, isSame);
}

function compareHosts(
  versions: Versions,
  { before, after, schemes }: Maps,
  domains: readonly string[],
  isServed: (host: string) => boolean,
): Change[] {
  if (routing(before, versions) === routing(after)) {
    return [];
  }
  const maps = {
    before: namedMap(before, (service) => presentIdentity(versions, service)),
    after: namedMap(after, (service) => after.owner.identityOf(service)),
  };
  const schemesOf = (host: string) => schemes.filter((scheme) => scheme === "http" || isServed(host));
  const groups = hostGroups({ before: maps.before.config, after: maps.after.config }, domains, schemesOf);
  const treated = compareTreatments(groups);
  const compared = groups.map((group) => compareGroup(maps, group, treated.told.get(group) ?? new Set()));
  return [
    ...requestChanges(compared.flatMap(({ shown }) => shown)),
    ...treated.changes,
    ...hiddenChanges(compared.flatMap(({ hidden }) => hidden)),
    ...generatedChanges(maps),
  ];
}

/** The parts of a map that decide about requests, with the names of its services in the new version. */
function routing(map: Resource, versions?: Versions): string {
  const present = (value: unknown): unknown =>
    typeof value === "string" && versions && map.owner.find(value)
      ? presentIdentity(versions, value)
      : Array.isArray(value)
        ? value.map(present)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, present(inner)]))
          : resolved(map.owner, value);
  const parts = ["dynamic", "host_rule", "path_matcher", "header_action", "default_custom_error_response_policy"];
  const defaults = ["default_route_action", "default_service", "default_url_redirect"];
  return canonical([...parts, ...defaults].map((part) => present(map.config[part])));
}

function compareGroup(
  maps: Pair<NamedMap>,
  group: HostGroup,
  told: ReadonlySet<string>,
): { readonly shown: readonly Difference[]; readonly hidden: readonly Hidden[] } {
  const { before, after } = group;
  const host = hostWords(hostNames(group));
  if (before === undefined || after === undefined) {
    const what = `a host rule for it is ${after === undefined ? "removed" : "added"}`;
    return { shown: [], hidden: [{ host, rule: "", what, level: "changed" }] };
  }
  const routes = { before, after };
  const shown = group.schemes.length === 0 ? [] : shownDifferences(maps, routes, samplesOf(group), told);
  const differing = differingRules(before, after);
  let trials = Math.ceil(MAX_TRIALS / (1 + before.rules.length + after.rules.length));
  for (const rules of differing.filter((one) => !isDescribed(one, routes, shown))) {
    const samples = isDescribed(rules, routes, shown) ? [] : samplesBetween(rules, group).slice(0, trials);
    trials -= samples.length;
    shown.push(...firstBetween(maps, routes, rules, samples, told));
  }
  const stacks = { before: maps.before.resource.owner, after: maps.after.resource.owner };
  const hidden = differing.flatMap((rules) => {
    if (isDescribed(rules, routes, shown)) {
      return undescribedChanges(rules).map((change): Hidden => ({ ...change, host, level: "changed" }));
    }
    const [was, is] = [sharedByRule(maps.before, rules.before), sharedByRule(maps.after, rules.after)];
    const past = pastWords(was, is);
    // a path matcher that does not exist has no settings: requests show it
    const told = ruleChanges(rules, routes, stacks).filter(({ what }) => what !== "" || shown.length === 0);
    return told.map(({ rule, what }): Hidden => ({
      host,
      rule,
      what: what + past + otherTreatment(was, is),
      level: past === "" ? "changed" : "dangerous",
    }));
  });
  const generated = generatedChange(before.generated, after.generated);
  return {
    shown,
    hidden: [
      ...hidden,
      ...(generated === undefined ? [] : [{ host, rule: GENERATED, what: generated, level: "changed" as const }]),
    ],
  };
}

/** The requests that are now answered differently. */
function shownDifferences(
  maps: Pair<NamedMap>,
  { before, after }: Pair<HostRoutes>,
  samples: readonly Sample[],
  told: ReadonlySet<string>,
): Difference[] {
  return samples.flatMap((sample) => {
    const rules = { before: decidingRule(before, sample.request), after: decidingRule(after, sample.request) };
    const treated = movedTreatments(rules).filter((change) => !told.has(canonical(change)));
    const words = (version: "was" | "is") => treated.flatMap((change) => treatmentWords(change, change[version]));
    const difference = {
      sample,
      rules,
      before: answerOf(maps.before, before, rules.before, sample.request, words("was")),
      after: answerOf(maps.after, after, rules.after, sample.request, words("is")),
    };
    return difference.before.all === difference.after.all ? [] : [difference];
  });
}

/** What another rule does with headers and error pages. What one rule does differently is told rule by rule. */
function movedTreatments({ before, after }: Pair<HostRule | undefined>): TreatmentChange[] {
  return before === undefined || after === undefined || before.place === after.place
    ? []
    : treatmentChanges({ before: before.treatments, after: after.treatments });
}

/** A request that moved from one rule to another and is now answered differently, if one is found. */
function firstBetween(
  maps: Pair<NamedMap>,
  routes: Pair<HostRoutes>,
  rules: Pair<HostRule>,
  samples: readonly Sample[],
  told: ReadonlySet<string>,
): Difference[] {
  for (const sample of samples) {
    if (
      decidingRule(routes.before, sample.request)?.place === rules.before.place &&
      decidingRule(routes.after, sample.request)?.place === rules.after.place
    ) {
      const found = shownDifferences(maps, routes, [sample], told);
      if (found.length > 0) {
        return found;
      }
    }
  }
  return [];
}

/** Whether requests show the difference: between the two rules, or for each rule that is added or removed. */
function isDescribed(
  { before, after }: Pair<HostRule>,
  routes: Pair<HostRoutes>,
  shown: readonly Difference[],
): boolean {
  const isShown = ({ place }: HostRule) =>
    shown.some(({ rules }) => rules.before?.place === place || rules.after?.place === place);
  const moving = [...(isOwn(before, routes.after) ? [before] : []), ...(isOwn(after, routes.before) ? [after] : [])];
  return (
    shown.some(({ rules }) => rules.before?.place === before.place && rules.after?.place === after.place) ||
    (moving.length > 0 && moving.every(isShown))
  );
}

/** Rules with the same difference are one change. */
function hiddenChanges(hidden: readonly Hidden[]): Change[] {
  const groups = new Map<string, Hidden[]>();
  for (const one of hidden) {
    const key = canonical([one.level, one.host, one.what]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const [{ host, what, level }] = group;
    const rules = unique(group.map(({ rule }) => rule)).filter((rule) => rule !== "");
    const more = rules.length - MAX_RULES;
    const shown = [host, ...rules.slice(0, MAX_RULES)].join(", ") + (more > 0 ? ` and ${more} more` : "");
    return { dangerous, changed, added }[level](`${shown}: ${what}`);
  });
}

/** Host rules and path matchers that Terraform generates at plan time. */
function generatedChanges({ before, after }: Pair<NamedMap>): Change[] {
  const made = ({ config }: NamedMap) =>
    Object.fromEntries(
      ["dynamic", "host_rule", "path_matcher"]
        .filter((part) => part === "dynamic" || typeof config[part] === "string")
        .map((part) => [part, config[part]]),
    );
  const what = generatedChange(made(before), made(after));
  return what === undefined ? [] : [changed(`${code(after.resource.name)}, ${GENERATED}: ${what}`)];
}
