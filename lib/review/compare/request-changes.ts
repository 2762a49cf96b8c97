import { code } from "../markdown";
import { listed } from "../values";
import { Answer, pastWords } from "./answers";
import { Change, NoticedLevel, Pair, added, changed, dangerous } from "./change";
import { HostRule } from "./host-routes";
import { Sample } from "./requests";

/** A request that is now answered differently. */
export interface Difference extends Pair<Answer> {
  readonly sample: Sample;
  /** The rules that decide about it, where they are known. */
  readonly rules: Pair<HostRule | undefined>;
}

/** The maximum number of requests that are written for one change. */
const MAX_REQUESTS = 5;

/** The changes that requests show: requests with equal old and new answers are one change. */
export function requestChanges(differences: readonly Difference[]): Change[] {
  const groups = new Map<string, Difference[]>();
  for (const difference of differences) {
    const { before, after, sample } = difference;
    const key = [before.words, before.details, after.words, after.details, sample.isBefore, sample.isAfter].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), difference]);
  }
  return [...groups.values()].map(changeOf);
}

function changeOf(group: readonly Difference[]): Change {
  const [{ before, after, sample }] = group;
  const what = requests(group.map((difference) => difference.sample));
  const full = ({ words, details }: Answer) => (details === "" ? words : `${words}, ${details}`);
  if (before.target === after.target) {
    const isSplit = before.details === after.details;
    const kind = isSplit ? "the traffic split changes" : "requests are handled differently";
    return changed(`${what}: ${kind}: now ${full(after)}; previously ${full(before)}`);
  }
  const past = pastWords(before.protections, after.protections);
  const kind = sample.isAfter && !sample.isBefore ? "new route" : "the target changes";
  const text = `${what}: ${kind}: now ${full(after)}${past}; previously ${full(before)}`;
  const level: NoticedLevel =
    past !== "" || !after.isAnswered ? "dangerous" : kind === "new route" ? "added" : "changed";
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
