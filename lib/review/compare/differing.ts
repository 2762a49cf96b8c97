import { takesAllOf } from "../../routing/shadowing";
import { overlaps } from "../../routing/overlaps";
import { HostRoutes, HostRule } from "./host-routes";
import { Pair } from "./change";
import { treatmentKey } from "./treatments";

/** The match rule that every request matches. */
const ANY = { prefix_match: "/" };

/** The rules in their order, with their positions by what they match. */
interface Ordered extends HostRoutes {
  readonly numbers: ReadonlyMap<string, number>;
}

/**
 * The pairs of rules between which requests move: requests that the first rule took and the second one takes now, with
 * another result. An empty list means that no request is handled differently; requests for a listed pair may be rare.
 */
export function differingRules(before: HostRoutes, after: HostRoutes): Pair<HostRule>[] {
  const [was, is] = [before, after].map(ordered);
  const gone = was.rules.filter(({ place }) => !is.numbers.has(place));
  const fresh = is.rules.filter(({ place }) => !was.numbers.has(place));
  const same = pairsOf(was, is);
  const kept = same.map((match) => match.before);
  const defaults = { before: was.fallback, after: is.fallback };
  if (!was.isKnown || !is.isKnown) {
    // it is unknown which rules take the requests of the others
    return [
      ...[...same, defaults].filter((match) => differs(match) || match.before.priority !== match.after.priority),
      ...gone.map((rule) => ({ before: rule, after: is.fallback })),
      ...fresh.map((rule) => ({ before: was.fallback, after: rule })),
    ];
  }
  const moved = [
    ...gone.flatMap((rule) => [...is.rules, is.fallback].map((other) => ({ before: rule, after: other }))),
    ...fresh.flatMap((rule) => [...kept, was.fallback].map((other) => ({ before: other, after: rule }))),
    ...swapped(same, is),
  ].filter((match) => (differs(match) || isTreatedDifferently(match)) && mayMove(match, was, is));
  return [...[...same, defaults].filter((match) => differs(match) && isAlive(match, was, is)), ...moved];
}

/** The rules that both versions have and that still get requests. */
export function sameRules(before: HostRoutes, after: HostRoutes): Pair<HostRule>[] {
  const [was, is] = [before, after].map(ordered);
  const all = [...pairsOf(was, is), { before: was.fallback, after: is.fallback }];
  return was.isKnown && is.isKnown ? all.filter((match) => isAlive(match, was, is)) : all;
}

function pairsOf(was: Ordered, is: Ordered): Pair<HostRule>[] {
  return was.rules.flatMap((rule) => {
    const number = is.numbers.get(rule.place);
    return number === undefined ? [] : [{ before: rule, after: is.rules[number] }];
  });
}

function ordered(routes: HostRoutes): Ordered {
  // of rules with the same match, the first one takes all requests
  const firsts = new Map([...routes.rules].reverse().map((rule) => [rule.place, rule]));
  const rules = routes.rules.filter((rule) => firsts.get(rule.place) === rule);
  return { ...routes, rules, numbers: new Map(rules.map(({ place }, number) => [place, number])) };
}

function differs({ before, after }: Pair<HostRule>): boolean {
  return before.effect !== after.effect;
}

function isTreatedDifferently({ before, after }: Pair<HostRule>): boolean {
  return treatmentKey(before.treatments) !== treatmentKey(after.treatments);
}

/** Pairs of rules that both versions have, and whose order is reversed. */
function swapped(same: readonly Pair<HostRule>[], { numbers }: Ordered): Pair<HostRule>[] {
  const number = ({ after }: Pair<HostRule>) => numbers.get(after.place) ?? 0;
  return same.flatMap((first, index) =>
    same
      .slice(index + 1)
      .filter((second) => number(second) < number(first))
      .map((second) => ({ before: first.before, after: second.after })),
  );
}

/** Whether a request can move from one rule to the other. */
function mayMove({ before, after }: Pair<HostRule>, was: Ordered, is: Ordered): boolean {
  const { match } = before;
  const isApart = match !== undefined && after.match !== undefined && !mayOverlap(before, after);
  return (
    !isApart &&
    // a rule that the other version also has, and evaluates earlier, takes the request there as well
    !isBefore(after, before, was) &&
    !isBefore(before, after, is) &&
    isAlive({ before, after }, was, is)
  );
}

function mayOverlap(one: HostRule, other: HostRule): boolean {
  return !one.isCertain || !other.isCertain || overlaps(one.match ?? {}, other.match ?? {});
}

/** Whether a version evaluates one rule before the other. */
function isBefore(first: HostRule, second: HostRule, { numbers }: Ordered): boolean {
  const [one, other] = [numbers.get(first.place), numbers.get(second.place)];
  return one !== undefined && (other === undefined ? second.match === undefined : one < other);
}

/** Whether requests that match both rules reach them in both versions. */
function isAlive({ before, after }: Pair<HostRule>, was: Ordered, is: Ordered): boolean {
  const isReached = (rule: HostRule, { rules, numbers }: Ordered) => {
    const earlier = rules.slice(0, numbers.get(rule.place) ?? rules.length);
    return ![before, after].some((taken) => earlier.some((wide) => takesAll(wide, taken)));
  };
  return isReached(before, was) && isReached(after, is);
}

function takesAll(wide: HostRule, narrow: HostRule): boolean {
  return wide.place === narrow.place || (wide.isCertain && takesAllOf(wide.match ?? ANY, narrow.match ?? ANY));
}
