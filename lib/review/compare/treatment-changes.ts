import { canonical, listed, unique } from "../values";
import { Change, Pair, changed } from "./change";
import { sameRules } from "./differing";
import { HostRule } from "./host-routes";
import { HostGroup, hostNames, hostWords } from "./requests";
import { TreatmentChange, treatmentChanges, treatmentSentence } from "./treatments";

/** Headers and error pages that change, and for each group of hosts what is told for all of its requests. */
export interface TreatedHosts {
  readonly changes: readonly Change[];
  /** The keys of the changes that are told for all requests of a group. */
  readonly told: ReadonlyMap<HostGroup, ReadonlySet<string>>;
}

/** A change with the rules of a group of hosts that have it. */
interface Place {
  readonly group: HostGroup;
  readonly change: TreatmentChange;
  readonly labels: readonly string[];
  /** Whether all rules of the group have it. */
  readonly isWhole: boolean;
}

/** Compares headers and error pages rule by rule. What is equal for all rules or hosts is one change. */
export function compareTreatments(groups: readonly HostGroup[]): TreatedHosts {
  const places = groups.flatMap(placesOf);
  const keys = unique(places.map(({ change }) => canonical(change)));
  const scoped = keys.flatMap((key) => {
    const own = places.filter(({ change }) => canonical(change) === key);
    return scopesOf(own, groups).map((scope) => ({ scope, change: own[0].change }));
  });
  return {
    changes: sentences(scoped),
    told: new Map(
      groups.map((group) => [
        group,
        new Set(
          places.filter((place) => place.group === group && place.isWhole).map(({ change }) => canonical(change)),
        ),
      ]),
    ),
  };
}

function placesOf(group: HostGroup): Place[] {
  const rules = treatedRules(group);
  const found = rules.flatMap((match) =>
    treatmentChanges({ before: match.before.treatments, after: match.after.treatments }).map((change) => ({
      change,
      label: match.after.label,
    })),
  );
  return unique(found.map(({ change }) => canonical(change))).map((key) => {
    const own = found.filter(({ change }) => canonical(change) === key);
    const labels = own.map(({ label }) => label);
    return { group, change: own[0].change, labels: unique(labels), isWhole: own.length === rules.length };
  });
}

/** The rules of both versions that send requests to a backend. */
function treatedRules({ before, after }: HostGroup): Pair<HostRule>[] {
  return before === undefined || after === undefined
    ? []
    : sameRules(before, after).filter((match) =>
        [match.before, match.after].every(({ action }) => action.url_redirect === undefined),
      );
}

/** Where a change applies, in words: to every request, to all requests of some hosts, or to some rules of a host. */
function scopesOf(places: readonly Place[], groups: readonly HostGroup[]): string[] {
  const whole = places.filter(({ isWhole }) => isWhole);
  if (whole.length === groups.filter((group) => treatedRules(group).length > 0).length) {
    return ["every request"];
  }
  const hosts = whole.flatMap(({ group }) => hostNames(group));
  return [
    ...(hosts.length === 0 ? [] : [`every request to ${hostWords(hosts)}`]),
    ...places
      .filter(({ isWhole }) => !isWhole)
      .map(({ group, labels }) => `${hostWords(hostNames(group))}, ${listed(labels)}`),
  ];
}

function sentences(scoped: readonly { readonly scope: string; readonly change: TreatmentChange }[]): Change[] {
  const keyOf = ({ scope, change: { kind, subject, was, is } }: (typeof scoped)[number]) =>
    canonical([scope, kind, was, is, kind === "pages" ? "" : subject]);
  return unique(scoped.map(keyOf)).map((key) => {
    const own = scoped.filter((one) => keyOf(one) === key);
    const [{ scope, change }] = own;
    return changed(`${scope}: ${treatmentSentence(change, listed(own.map(({ change: { subject } }) => subject)))}`);
  });
}
