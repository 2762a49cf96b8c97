import { mapTemplate } from "../../routing/path-template";
import { blocks } from "../../app/terraform-json";
import { Block, blockOf, isExpression, isTrue, text, toNumber } from "../../app/values";
import { canonical, unique } from "../values";

/** A path with the other parts of a request. */
export interface CandidateRequest {
  readonly path: string;
  /** The variables of a path template for the reader, in the order of their placeholders in the path. */
  readonly variables: readonly string[];
  readonly headers?: { readonly [name: string]: string };
  readonly query?: string;
  readonly method?: string;
  /** Whether it narrowly misses a rule. */
  readonly isBeside: boolean;
}

/** Values of headers and parameters by their names. */
type Values = readonly (readonly [name: string, value: string])[];

/** A path with the variables of its template. */
type Path = Pick<CandidateRequest, "path" | "variables">;

/**
 * The maximum numbers of combinations of conditions, and of requests that just match or just miss, tried for one
 * difference.
 */
const MAX_CHOICES = 24;
const MAX_EDGES = 96;

/** Requests that a match rule takes and narrowly misses, as few as needed to show it. */
export function candidateRequests(match: Block, filler: string): CandidateRequest[] {
  const headers = first(match.header_matches, filler);
  const parameters = first(match.query_parameter_matches, filler);
  const isBare = headers.length === 0 && parameters.length === 0;
  return pathsOf(match, filler).flatMap(({ isBeside, ...path }) => [
    candidate(path, headers, parameters, isBeside),
    ...(isBare ? [] : [candidate(path, [], [], true)]),
  ]);
}

/** Requests that match rules just take or just miss, each with the path of one rule and conditions of all. */
export function edgesOf(matches: readonly Block[], filler: string): CandidateRequest[] {
  const conditions = (kind: string) =>
    choices(
      matches.flatMap((match) => blocks(match[kind])),
      filler,
    );
  const parameters = conditions("query_parameter_matches");
  const all = matches.flatMap((match) => edgePaths(match, filler));
  const paths = [...new Map([...all].reverse().map((one) => [one.path, one])).values()].reverse();
  return conditions("header_matches")
    .flatMap((sent) => parameters.flatMap((asked) => paths.map((path) => candidate(path, sent, asked, true))))
    .slice(0, MAX_EDGES);
}

/**
 * A placeholder for what no rule names: a host, a part of a path or a value. It does not occur in the given value, and no
 * reader sees it.
 */
export function fillerFor(known: unknown): string {
  const written = canonical(known).toLowerCase();
  let filler = "zqz";
  for (let count = 2; written.includes(filler); count += 1) {
    filler = `zqz${count}z`;
  }
  return filler;
}

/** A host that no host rule names. */
export function otherHost(filler: string): string {
  return `${filler}.example`;
}

/** Words for the reader: variables of a path template have their names, and all other placeholders are `*`. */
export function asPattern(words: string, filler: string, variables: readonly string[]): string {
  return words
    .replaceAll(otherHost(filler), "*")
    .replace(new RegExp(`${filler}-(\\d+)`, "gi"), (_, number: string) => variables[Number(number) - 1] ?? "*")
    .replace(new RegExp(filler, "gi"), "*");
}

/** Whether a path can be sent as written. */
export function isPath(path: string): boolean {
  return /^\/[\x21-\x7e]*$/.test(path) && !isExpression(path) && !/[?#]/.test(path);
}

function candidate(path: Path, headers: Values, parameters: Values, isBeside: boolean): CandidateRequest {
  const method = headers.find(([name]) => name.toLowerCase() === ":method")?.[1];
  const sent = headers.filter(([name]) => /^[A-Za-z0-9_-]+$/.test(name));
  const query = parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
  return {
    ...path,
    ...(sent.length > 0 ? { headers: Object.fromEntries(sent) } : {}),
    ...(query === "" ? {} : { query }),
    ...(method === undefined ? {} : { method }),
    isBeside,
  };
}

function pathsOf(match: Block, filler: string): (Path & Pick<CandidateRequest, "isBeside">)[] {
  const { prefix, full, template } = pathOf(match);
  const own = (path: Path) => ({ ...path, isBeside: false });
  if (prefix !== undefined) {
    const bare = prefix.replace(/\/$/, "");
    const beside = bare === prefix || bare === "" ? [] : [{ ...plain(bare), isBeside: true }];
    return [own(plain(`${prefix}${filler}`)), own(plain(prefix)), ...beside];
  }
  return [own(template === undefined ? plain(full ?? `/${filler}`) : filled(template, filler, [filler]))];
}

function edgePaths(match: Block, filler: string): Path[] {
  const { prefix, full, template } = pathOf(match);
  const paths = [
    ...pathsOf(match, filler).map(({ path, variables }) => ({ path, variables })),
    ...(prefix === undefined ? [] : [plain(`${prefix}${filler}/${filler}`)]),
    ...(template === undefined ? [] : [filled(template, filler, [filler, filler]), filled(template, filler, [])]),
  ];
  const beside = prefix ?? full;
  return beside === undefined
    ? paths
    : [...paths, ...paths.map(({ path }) => plain(path.replace(beside, otherCase(beside))))];
}

/** A path without variables. */
function plain(path: string): Path {
  return { path, variables: [] };
}

function pathOf({ prefix_match, full_path_match, path_template_match }: Block) {
  const [prefix, full, template] = [prefix_match, full_path_match, path_template_match].map(text);
  return { prefix, full, template };
}

/** A path that matches a template: every operator gets a different placeholder, and `**` also gets the rest. */
function filled(template: string, filler: string, rest: readonly string[]): Path {
  const variables: string[] = [];
  const path = mapTemplate(template, ({ name, pattern }) =>
    pattern.replace(/\*\*|\*/g, (star) => {
      variables.push(name === "" || pattern !== star ? star : `{${name}}`);
      const own = `${filler}-${variables.length}`;
      return star === "*" ? own : [...rest.slice(0, 1).map(() => own), ...rest.slice(1)].join("/");
    }),
  );
  return { path, variables };
}

function otherCase(value: string): string {
  return value.toLowerCase() === value ? value.toUpperCase() : value.toLowerCase();
}

/** One value for each condition that requires one. */
function first(conditions: unknown, filler: string): Values {
  return blocks(conditions).flatMap((condition) => {
    const [value] = fittingValues(condition, filler);
    return value === undefined ? [] : [[nameOf(condition), value] as const];
  });
}

/** The combinations of conditions: every value of each, or none. */
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

/** Values of a header or parameter that a condition accepts; empty where it must be absent. */
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

/** Values that a condition accepts, followed by those that it narrowly rejects. */
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
