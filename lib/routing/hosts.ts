import { blocks } from "../app/terraform-json";
import { AssumptionId } from "./assumptions";
import { Block, UrlMapJson, isDynamic, isExpression, mayFit, textsOf } from "../app/values";

/** The host rule that is used for a host. */
export interface HostChoice {
  /** The host rule, unless none fits. */
  readonly rule?: Block;
  /** Its place in the map, from 0. */
  readonly index?: number;
  /** The host in it that fits. */
  readonly pattern?: string;
  readonly assumed: readonly AssumptionId[];
  /** What only Terraform knows and what could fit better. */
  readonly unknown: readonly string[];
  /** Why it is this one. */
  readonly why: string;
}

interface Place {
  readonly rule: Block;
  readonly index: number;
  /** As it is written. */
  readonly pattern: string;
}

/** The hosts of a map, in lower case. */
interface HostIndex {
  readonly exact: ReadonlyMap<string, Place>;
  /** The longest first. */
  readonly wildcards: readonly Place[];
  readonly expressions: readonly Place[];
  readonly unknown: readonly string[];
}

const indexes = new WeakMap<UrlMapJson, HostIndex>();

/** Chooses the one host rule of a request: an exact host, else the longest wildcard that fits, else `*`. */
export function chooseHostRule(map: UrlMapJson, host: string): HostChoice {
  const { exact, wildcards, expressions, unknown } = indexOf(map);
  const [bare, port] = splitPort(host);
  const named = exact.get(host);
  if (named) {
    const why = `host rule ${named.index + 1} names ${named.pattern}`;
    return { ...named, assumed: assumptions(port, false, false), unknown: [], why };
  }
  const fitting = wildcards.filter(({ pattern }) => fits(pattern.toLowerCase(), host));
  const [best] = fitting;
  const fitsWithoutPort =
    port !== "" &&
    (exact.has(bare) || wildcards.some(({ pattern }) => pattern !== "*" && fits(pattern.toLowerCase(), bare)));
  const possible = expressions
    .filter(({ pattern }) => mayFit(afterStar(pattern.toLowerCase()), host))
    .map(({ pattern, index }) => `host rule ${index + 1} names ${pattern}`);
  const assumed = assumptions(port, fitsWithoutPort, fitting.length > 1);
  const why = best
    ? `no host rule names it; ${best.pattern} of host rule ${best.index + 1} matches${fitting.length > 1 ? " and is the longest match" : ""}`
    : `no host rule matches${fitsWithoutPort ? " a host with a port" : ""}`;
  return { ...best, assumed, unknown: [...possible, ...unknown], why };
}

function indexOf(map: UrlMapJson): HostIndex {
  const known = indexes.get(map);
  if (known) {
    return known;
  }
  const places = blocks(map.host_rule).flatMap((rule, index) =>
    textsOf(rule.hosts).map((pattern): Place => ({ rule, index, pattern })),
  );
  const isWildcard = ({ pattern }: Place) => pattern.startsWith("*");
  const certain = places.filter(({ pattern }) => !isExpression(pattern));
  const index: HostIndex = {
    exact: new Map(certain.filter((place) => !isWildcard(place)).map((place) => [place.pattern.toLowerCase(), place])),
    wildcards: certain.filter(isWildcard).sort((a, b) => b.pattern.length - a.pattern.length),
    expressions: places.filter(({ pattern }) => isExpression(pattern)),
    // not even the number of host rules is known
    unknown: isDynamic(map, "host_rule") ? ["the host rules are known only to Terraform"] : [],
  };
  indexes.set(map, index);
  return index;
}

function splitPort(host: string): [bare: string, port: string] {
  const [, bare = host, port = ""] = /^(.*?)(:\d+)?$/.exec(host) ?? [];
  return [bare, port];
}

/** Whether a wildcard fits a host: at least one character of a host name stands for its star. */
function fits(pattern: string, host: string): boolean {
  if (pattern === "*") {
    return true;
  }
  const rest = pattern.slice(1);
  return pattern.startsWith("*") && host.endsWith(rest) && /^[a-z0-9.-]+$/.test(host.slice(0, -rest.length));
}

/** Of a wildcard with an expression the part from the expression on: what stands before it may be anywhere in a host. */
function afterStar(pattern: string): string {
  return pattern.startsWith("*") ? pattern.slice(pattern.search(/[$%]\{/)) : pattern;
}

function assumptions(port: string, fitsWithoutPort: boolean, severalWildcards: boolean): AssumptionId[] {
  return [
    ...(fitsWithoutPort ? (["U-01"] as const) : []),
    ...(port === ":80" || port === ":443" ? (["U-02"] as const) : []),
    ...(severalWildcards ? (["U-04"] as const) : []),
  ];
}
