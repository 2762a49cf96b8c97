import { code } from "../markdown";
import { grouped, listed, unique } from "../values";
import { Answer, otherTreatment, pastWords } from "./answers";
import { asPattern } from "./candidate-requests";
import { Change, NoticedLevel, Pair, added, changed, dangerous } from "./change";
import { HostRule } from "./host-routes";
import { Sample, hostNames } from "./requests";

/** A request that is now answered differently. */
export interface Difference extends Pair<Answer> {
  readonly sample: Sample;
  /** The rules that decide about it, where they are known. */
  readonly rules: Pair<HostRule | undefined>;
}

/** Requests with the same old and the same new answer. */
interface Moved extends Pair<string> {
  readonly requests: string;
  readonly what: string;
  readonly past: string;
  readonly level: NoticedLevel;
  /** A key that is equal for groups of which the same rules take all requests now. */
  readonly takenBy: string;
}

/** The maximum numbers of requests and of old answers that are written for one change. */
const MAX_REQUESTS = 5;
const MAX_FORMER = 5;

/**
 * The changes that requests show. Requests with equal old and new answers are one change, and so are those that different
 * rules took and that the same rule takes now.
 */
export function requestChanges(differences: readonly Difference[]): Change[] {
  const alike = grouped(clearest(differences), (difference) => {
    const { before, after, sample } = difference;
    const [was, is] = wordsOf(difference);
    return [was, is, before.target === after.target, sample.isBefore, sample.isAfter].join("\n");
  });
  const moved = alike.map(movedOf);
  return grouped(moved, ({ takenBy }) => takenBy).map(changeOf);
}

/**
 * Of the requests that one rule took and one rule takes now, those with a pattern of these rules; of the requests that no
 * rule names, the one that stands for all others.
 */
function clearest(differences: readonly Difference[]): Difference[] {
  const placesOf = ({ rules, sample: { hosts } }: Difference) =>
    rules.before && rules.after ? [...hosts, rules.before.place, rules.after.place].join("\n") : "";
  return grouped(differences, placesOf).flatMap((group) => {
    const [{ rules }] = group;
    if (rules.before === undefined || rules.after === undefined) {
      return group;
    }
    const isOwn = ({ sample: { isBefore, isAfter, isOther } }: Difference) =>
      rules.before?.match === undefined && rules.after?.match === undefined
        ? isOther
        : rules.before?.place === rules.after?.place
          ? isBefore && isAfter
          : isBefore || isAfter;
    const own = group.filter(isOwn);
    return own.length > 0 ? own : group;
  });
}

/** The old and the new answer in words for many requests; for this one, where those words are equal. */
function wordsOf({ before, after, sample }: Difference): [string, string] {
  const general = [before, after].map((answer) => full(answer.general));
  const [was, is] = general[0] === general[1] ? [full(before), full(after)] : general;
  return [pattern(was, sample), pattern(is, sample)];
}

function movedOf(group: readonly [Difference, ...Difference[]]): Moved {
  const [first] = group;
  const { before, after, sample } = first;
  const written = patternsOf(group.map((difference) => difference.sample));
  const [was, is] =
    written.length === 1 ? [full(before), full(after)].map((words) => pattern(words, sample)) : wordsOf(first);
  const past = before.target === after.target ? "" : pastWords(before.shared, after.shared);
  const other = before.target === after.target ? "" : otherTreatment(before.shared, after.shared);
  const what = kindOf(
    first,
    group.some(({ sample: one }) => isEveryRequest(one)),
  );
  const level: NoticedLevel =
    before.target === after.target
      ? "changed"
      : past !== "" || !after.isAnswered
        ? "dangerous"
        : what === "new route" && other === ""
          ? "added"
          : "changed";
  const more = written.length - MAX_REQUESTS;
  const rules = unique(group.map(({ rules }) => rules.after?.place ?? "unknown")).sort();
  return {
    before: was,
    after: is,
    requests: written.slice(0, MAX_REQUESTS).join(", ") + (more > 0 ? ` and ${more} more` : ""),
    what,
    past: past + other,
    level,
    takenBy: [what, level, is, past, other, ...rules].join("\n"),
  };
}

function kindOf({ before, after, sample }: Difference, isForAll: boolean): string {
  if (before.target === after.target) {
    return before.details === after.details ? "the traffic split changes" : "requests are handled differently";
  }
  return sample.isAfter && !sample.isBefore && !isForAll ? "new route" : "the target changes";
}

/** Whether a request stands for all that no other rule takes: a route for them is new to none of their visitors. */
function isEveryRequest(sample: Sample): boolean {
  const path = sample.request.url.replace(/^https?:\/\/[^/]+/, "");
  return pattern(path, sample) === "/*" && askedWords(sample) === "";
}

function changeOf(group: readonly [Moved, ...Moved[]]): Change {
  const [{ requests, what, past, level, before, after }] = group;
  const change = { dangerous, changed, added }[level];
  if (group.length === 1) {
    return change(`${requests}: ${what}: now ${after}${past}; previously ${before}`);
  }
  const each = group.slice(0, MAX_FORMER).map((moved) => `${moved.requests} (previously ${moved.before})`);
  const more = group.length - each.length;
  return change(`${each.join(", ")}${more > 0 ? ` and ${more} more` : ""}: ${what}: now ${after}${past}`);
}

function full({ words, details }: Pick<Answer, "words" | "details">): string {
  return details === "" ? words : `${words}, ${details}`;
}

function pattern(words: string, { filler, variables }: Sample): string {
  return asPattern(words, filler, variables);
}

/**
 * Requests as patterns, in which `*` is what no rule names. A pattern that ends with `*` includes the URL before it. Other
 * hosts are named once for all requests that they share.
 */
function patternsOf(samples: readonly Sample[]): string[] {
  const all = samples.map((sample) => {
    const [url, asked, others] = [pattern(sample.request.url, sample), askedWords(sample), otherHosts(sample)];
    return { url, asked, others, key: [url, asked, others].join("\n") };
  });
  const keys = new Set(all.map(({ key }) => key));
  const shown = all.filter(
    ({ url, asked, others }) => !keys.has([url.replace(/\?|$/, "*$&"), asked, others].join("\n")),
  );
  return grouped(shown, ({ others }) => others).flatMap((group) => {
    const urls = unique(group.map(({ url, asked }) => code(url) + asked));
    const [{ others }] = group;
    return urls.map((url, place) => (place === Math.min(urls.length, MAX_REQUESTS) - 1 ? url + others : url));
  });
}

/** The method and the headers of a request. */
function askedWords(sample: Sample): string {
  const { method, headers = {} } = sample.request;
  const asked = [
    ...(method === undefined ? [] : [code(method)]),
    ...Object.entries(headers).map(([name, value]) => code(pattern(`${name}: ${value}`, sample))),
  ];
  return asked.length === 0 ? "" : ` with ${asked.join(", ")}`;
}

/** The other hosts that are treated like the host of the request. */
function otherHosts(sample: Sample): string {
  const others = hostNames({ ...sample, hosts: sample.hosts.slice(1) });
  const named = others.map((host) => (host.startsWith("`") ? `host ${host}` : host));
  return others.length === 0
    ? ""
    : others.length > 2
      ? ` (also for ${others.length} other hosts)`
      : ` (also for ${listed(named)})`;
}
