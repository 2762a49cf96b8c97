import { mapTemplate } from "../../routing/path-template";
import { blocks } from "../../app/terraform-json";
import { Block, blockOf, isExpression, isTrue, text, toNumber } from "../../app/values";
import { canonical, unique } from "../values";

/** A path with what else is sent. */
export interface CandidateRequest {
  readonly path: string;
  readonly headers?: { readonly [name: string]: string };
  readonly query?: string;
  readonly method?: string;
  /** Whether it is just beside what a rule asks for. */
  readonly isBeside: boolean;
}

/** Values of headers and parameters by their names. */
type Values = readonly (readonly [name: string, value: string])[];

/** So many ways of meeting conditions, and requests at their edges, are tried for one difference. */
const MAX_CHOICES = 24;
const MAX_EDGES = 96;

/** What is asked for by a match rule, and what it just misses: as few as show it, for the reader. */
export function candidateRequests(match: Block, filler: string): CandidateRequest[] {
  const headers = first(match.header_matches, filler);
  const parameters = first(match.query_parameter_matches, filler);
  const isBare = headers.length === 0 && parameters.length === 0;
  return pathsOf(match, filler).flatMap(({ path, isBeside }) => [
    candidate(path, headers, parameters, isBeside),
    ...(isBare ? [] : [candidate(path, [], [], true)]),
  ]);
}

/** Requests at the edges of what match rules ask for, each with the path of one and conditions of all. */
export function edgesOf(matches: readonly Block[], filler: string): CandidateRequest[] {
  const conditions = (kind: string) =>
    choices(
      matches.flatMap((match) => blocks(match[kind])),
      filler,
    );
  const parameters = conditions("query_parameter_matches");
  const paths = unique(matches.flatMap((match) => edgePaths(match, filler)));
  return conditions("header_matches")
    .flatMap((sent) => parameters.flatMap((asked) => paths.map((path) => candidate(path, sent, asked, true))))
    .slice(0, MAX_EDGES);
}

/** A word that stands for anything, because nothing of what is given knows it. */
export function fillerFor(known: unknown): string {
  const written = canonical(known).toLowerCase();
  let filler = "any";
  for (let count = 2; written.includes(filler); count += 1) {
    filler = `any${count}`;
  }
  return filler;
}

/** Whether a path can be sent as it stands. */
export function isPath(path: string): boolean {
  return /^\/[\x21-\x7e]*$/.test(path) && !isExpression(path) && !/[?#]/.test(path);
}

function candidate(path: string, headers: Values, parameters: Values, isBeside: boolean): CandidateRequest {
  const method = headers.find(([name]) => name.toLowerCase() === ":method")?.[1];
  const sent = headers.filter(([name]) => /^[A-Za-z0-9_-]+$/.test(name));
  const query = parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
  return {
    path,
    ...(sent.length > 0 ? { headers: Object.fromEntries(sent) } : {}),
    ...(query === "" ? {} : { query }),
    ...(method === undefined ? {} : { method }),
    isBeside,
  };
}

function pathsOf(match: Block, filler: string): Pick<CandidateRequest, "path" | "isBeside">[] {
  const { prefix, full, template } = pathOf(match);
  const own = (path: string) => ({ path, isBeside: false });
  if (prefix !== undefined) {
    const bare = prefix.replace(/\/$/, "");
    const beside = bare === prefix || bare === "" ? [] : [{ path: bare, isBeside: true }];
    return [own(`${prefix}${filler}`), own(prefix), ...beside];
  }
  return [own(template === undefined ? (full ?? `/${filler}`) : filled(template, filler, [filler]))];
}

function edgePaths(match: Block, filler: string): string[] {
  const { prefix, full, template } = pathOf(match);
  const paths = [
    ...pathsOf(match, filler).map(({ path }) => path),
    ...(prefix === undefined ? [] : [`${prefix}${filler}/${filler}`]),
    ...(template === undefined ? [] : [filled(template, filler, [filler, filler]), filled(template, filler, [])]),
  ];
  const beside = prefix ?? full;
  return beside === undefined ? paths : [...paths, ...paths.map((path) => path.replace(beside, otherCase(beside)))];
}

function pathOf({ prefix_match, full_path_match, path_template_match }: Block) {
  const [prefix, full, template] = [prefix_match, full_path_match, path_template_match].map(text);
  return { prefix, full, template };
}

/** A path that fits a template: every operator takes something of its own, and that for many segments takes the rest. */
function filled(template: string, filler: string, rest: readonly string[]): string {
  let count = 0;
  const fill = (operator: string) =>
    operator.replace(/\*\*|\*/g, (star) => {
      count += 1;
      const own = count === 1 ? filler : `${filler}-${count}`;
      return star === "*" ? own : [...rest.slice(0, 1).map(() => own), ...rest.slice(1)].join("/");
    });
  return mapTemplate(template, ({ pattern }) => fill(pattern));
}

function otherCase(value: string): string {
  return value.toLowerCase() === value ? value.toUpperCase() : value.toLowerCase();
}

/** One value for each condition that asks for one. */
function first(conditions: unknown, filler: string): Values {
  return blocks(conditions).flatMap((condition) => {
    const [value] = fittingValues(condition, filler);
    return value === undefined ? [] : [[nameOf(condition), value] as const];
  });
}

/** The ways in which conditions may meet each other: every value of each, or none. */
function choices(conditions: readonly Block[], filler: string): Values[] {
  return conditions.reduce<Values[]>(
    (chosen, condition) =>
      chosen
        .flatMap((values) => [
          ...edgeValues(condition, filler).map((value): Values => [...values, [nameOf(condition), value]]),
          values,
        ])
        .slice(0, MAX_CHOICES),
    [[]],
  );
}

/** Values that a condition on a header or parameter takes; none where it may not be there. */
function fittingValues(condition: Block, filler: string): string[] {
  const { exact, prefix, suffix, start, end } = valuesOf(condition);
  const isPresence = exact === undefined && prefix === undefined && suffix === undefined && start === undefined;
  if (isPresence) {
    return isTrue(condition.present_match) === isTrue(condition.invert_match) ? [] : [filler];
  }
  const inside =
    exact !== undefined
      ? [exact]
      : start !== undefined
        ? [String(start), String((end ?? start + 1) - 1)]
        : [`${prefix ?? ""}${filler}${suffix ?? ""}`];
  const outside = start === undefined ? [filler] : [String(end ?? start - 1), String(start - 1)];
  return isTrue(condition.invert_match) ? outside : inside;
}

/** Values that a condition takes and, in the end, those that it just does not. */
function edgeValues(condition: Block, filler: string): string[] {
  const opposite = { ...condition, invert_match: !isTrue(condition.invert_match) };
  return unique([...fittingValues(condition, filler), ...fittingValues(opposite, filler)]);
}

function valuesOf(condition: Block) {
  const [exact, prefix, suffix] = [condition.exact_match, condition.prefix_match, condition.suffix_match].map(text);
  const range = blockOf(condition.range_match);
  return { exact, prefix, suffix, start: toNumber(range.range_start), end: toNumber(range.range_end) };
}

function nameOf(condition: Block): string {
  return text(condition.header_name) ?? text(condition.name) ?? "";
}

function encode(value: string): string {
  return encodeURIComponent(value.replace(/[\ud800-\udfff]/gu, ""));
}
