import { blocks } from "../app/terraform-json";
import { AssumptionId } from "./assumptions";
import { TemplateMatch, matchTemplate } from "./path-template";
import { PREDICATES, Verdict, checkHeader, checkParameter, describeHeader, describeParameter } from "./predicates";
import { ParsedRequest } from "./request";
import { Block, isDynamic, isExpression, isOn, mayFit, numberOf, textOf, textsOf } from "../app/values";

/** What a rule found in the path, for rewrites and redirects. */
export interface MatchedPath {
  /** The text that a prefix swap replaces; `undefined` after a path template, where nobody says what that is. */
  readonly prefix?: string;
  readonly template?: TemplateMatch;
}

/** The rule of a path matcher that is used for a request. */
export interface RuleChoice {
  /** The rule, unless none fits. */
  readonly rule?: Block;
  /** Its place in the path matcher, from 0. */
  readonly index?: number;
  /** The rule in words. */
  readonly text?: string;
  readonly matched?: MatchedPath;
  readonly assumed: readonly AssumptionId[];
  /** What only Terraform knows and what could decide otherwise. */
  readonly unknown: readonly string[];
  /** Why it is this one and not another. */
  readonly trace: readonly string[];
}

/** How many rules that do not match are listed one by one. */
const MAX_LISTED = 20;

interface Place {
  readonly rule: Block;
  readonly index: number;
  /** As it is written. */
  readonly pattern: string;
}

/** The paths of a path matcher. */
interface PathIndex {
  readonly exact: ReadonlyMap<string, Place>;
  /** By the path up to the slash before the star. */
  readonly wildcards: ReadonlyMap<string, Place>;
  readonly expressions: readonly Place[];
  readonly all: readonly string[];
}

const indexes = new WeakMap<Block, PathIndex>();

/** Chooses a path rule: the exact path, else the longest `/*` that fits. The order never counts. */
export function choosePathRule(matcher: Block, path: string): RuleChoice {
  const { exact, wildcards, expressions, all } = indexOf(matcher);
  const named = exact.get(path);
  if (named) {
    return chosen(named, path, []);
  }
  const unknown = expressions
    .filter(({ pattern }) => mayFit(pattern, path, pattern.endsWith("/*")))
    .map(({ pattern, index }) => `path rule ${index + 1} names ${pattern}`);
  for (let end = path.lastIndexOf("/"); end >= 0; end = end === 0 ? -1 : path.lastIndexOf("/", end - 1)) {
    const prefix = path.slice(0, end + 1);
    const place = wildcards.get(prefix);
    if (place) {
      return chosen(place, prefix, unknown);
    }
  }
  const listed = all.slice(0, MAX_LISTED).join(", ") + (all.length > MAX_LISTED ? `, … (${all.length} paths)` : "");
  const hint = wildcards.has(`${path}/`) ? `; ${path}/* does not match ${path}` : "";
  const trace = all.length > 0 ? [`no path rule matches: ${listed}${hint}`] : [];
  return { assumed: [], unknown, trace };
}

function indexOf(matcher: Block): PathIndex {
  const known = indexes.get(matcher);
  if (known) {
    return known;
  }
  const places = blocks(matcher.path_rule).flatMap((rule, index) =>
    textsOf(rule.paths).map((pattern): Place => ({ rule, index, pattern })),
  );
  const certain = places.filter(({ pattern }) => !isExpression(pattern));
  const index: PathIndex = {
    exact: firstOf(certain.filter(({ pattern }) => !pattern.endsWith("/*")).map((place) => [place.pattern, place])),
    wildcards: firstOf(
      certain.filter(({ pattern }) => pattern.endsWith("/*")).map((place) => [place.pattern.slice(0, -1), place]),
    ),
    expressions: places.filter(({ pattern }) => isExpression(pattern)),
    all: places.map(({ pattern }) => pattern),
  };
  indexes.set(matcher, index);
  return index;
}

/** Of places under one key the first. */
function firstOf(entries: readonly (readonly [string, Place])[]): Map<string, Place> {
  return new Map([...entries].reverse());
}

function chosen({ rule, index, pattern }: Place, prefix: string, unknown: readonly string[]): RuleChoice {
  const text = `path rule ${index + 1} (${pattern})`;
  const why = pattern === prefix ? "matches the path exactly" : "is the longest match";
  return { rule, index, text, matched: { prefix }, assumed: [], unknown, trace: [`${text} ${why}`] };
}

/** Chooses a route rule: the first by priority of which any match rule holds. */
export function chooseRouteRule(rules: readonly Block[], request: ParsedRequest): RuleChoice {
  const order = inOrder(rules);
  const assumed: AssumptionId[] = [];
  const trace: string[] = [];
  const unknown =
    rules.length > 1 && rules.some(({ priority }) => isExpression(priority))
      ? ["the priority of a route rule is known only to Terraform"]
      : [];
  for (const [place, [index, rule]] of order.entries()) {
    const found = checkRouteRule(rule, request);
    assumed.push(...found.assumed);
    if (found.holds === true) {
      const text = describeRouteRule(rule, index);
      trace.push(`${text} matches`);
      return { rule, index, text, matched: found.matched, assumed, unknown, trace };
    }
    if (found.holds === undefined) {
      unknown.push(`route rule ${index + 1}: ${found.why}`);
    }
    if (place < MAX_LISTED) {
      trace.push(
        `${describeRouteRule(rule, index)} ${found.holds === false ? "does not match" : "may match"}: ${found.why}`,
      );
    } else if (place === MAX_LISTED) {
      trace.push(`… and so on (${order.length} route rules in total)`);
    }
  }
  return { assumed, unknown, trace };
}

/** A route rule in words. */
export function describeRouteRule(rule: Block, index: number): string {
  const alternatives = blocks(rule.match_rules).map((match) =>
    [
      describePath(match),
      ...blocks(match.header_matches).map(describeHeader),
      ...blocks(match.query_parameter_matches).map(describeParameter),
    ].join(" and "),
  );
  return `route rule ${index + 1} (priority ${String(rule.priority)}: ${alternatives.join(", or ")})`;
}

function describePath(match: Block): string {
  const found = pathOf(match);
  return found === undefined ? "any path" : `${found.kind} ${found.text}`;
}

function pathOf(match: Block): { kind: "prefix" | "full path" | "template"; text: string } | undefined {
  const kinds = { prefix_match: "prefix", full_path_match: "full path", path_template_match: "template" } as const;
  for (const [argument, kind] of Object.entries(kinds)) {
    const text = textOf(match, argument);
    if (text !== undefined) {
      return { kind, text };
    }
  }
  return undefined;
}

type Checked = Verdict & { readonly matched?: MatchedPath };

function checkRouteRule(rule: Block, request: ParsedRequest): Checked {
  let unknown: Checked | undefined;
  const failed: Checked[] = [];
  for (const match of blocks(rule.match_rules)) {
    const checked = checkMatchRule(match, request);
    if (checked.holds === true && unknown === undefined) {
      return checked;
    }
    if (checked.holds === false) {
      failed.push(checked);
    } else {
      unknown ??= { ...checked, holds: undefined };
    }
  }
  if (isDynamic(rule, "match_rules")) {
    unknown ??= madeByTerraform("match_rules");
  }
  return (
    unknown ?? {
      holds: false,
      assumed: failed.flatMap(({ assumed }) => assumed),
      why: failed.map(({ why }) => why).join(", and "),
    }
  );
}

/** All of a match rule must hold. What fails for sure makes assumptions about the rest idle. */
function checkMatchRule(match: Block, request: ParsedRequest): Checked {
  const path = checkPath(match, request.path);
  if (path.holds === false) {
    return path;
  }
  const verdicts: Checked[] = [
    path,
    ...blocks(match.header_matches).map((header) => checkHeader(header, request)),
    ...blocks(match.query_parameter_matches).map((parameter) => checkParameter(parameter, request.query)),
    ...PREDICATES.filter((predicates) => isDynamic(match, predicates)).map(madeByTerraform),
  ];
  const failed = verdicts.filter(({ holds }) => holds === false);
  if (failed.length > 0) {
    return failed.find(({ assumed }) => assumed.length === 0) ?? failed[0];
  }
  const assumed = verdicts.flatMap((verdict) => verdict.assumed);
  const unknown = verdicts.find(({ holds }) => holds === undefined);
  return { holds: unknown ? undefined : true, assumed, why: unknown?.why ?? "", matched: path.matched };
}

/** Of conditions of which not even the number is known. */
function madeByTerraform(block: string): Verdict {
  return { holds: undefined, assumed: [], why: `${block} is known only to Terraform` };
}

function checkPath(match: Block, path: string): Checked {
  const wanted = pathOf(match);
  if (wanted === undefined) {
    return { holds: true, assumed: ["U-13"], why: "", matched: { prefix: "" } };
  }
  const { kind, text } = wanted;
  const why = `the path is ${path}`;
  if (isExpression(text) || isExpression(match.ignore_case)) {
    const mayMatch = kind === "template" || mayFit(text.toLowerCase(), path.toLowerCase(), kind === "prefix");
    const holds = mayMatch ? undefined : false;
    return { holds, assumed: [], why: `${kind} ${text} is known only to Terraform` };
  }
  if (kind === "template") {
    const template = matchTemplate(text, path);
    return { holds: template !== undefined, assumed: template?.unusual ? ["U-17"] : [], why, matched: { template } };
  }
  const fold = (value: string) => (isOn(match, "ignore_case") ? value.toLowerCase() : value);
  const holds = kind === "prefix" ? fold(path).startsWith(fold(text)) : fold(path) === fold(text);
  return { holds, assumed: [], why, matched: { prefix: path.slice(0, text.length) } };
}

/** Route rules by priority, each with its place in the path matcher. */
export function inOrder(rules: readonly Block[]): [index: number, rule: Block][] {
  const priorityOf = (rule: Block) => numberOf(rule, "priority") ?? 0;
  return [...rules.entries()].sort(([, a], [, b]) => priorityOf(a) - priorityOf(b));
}
