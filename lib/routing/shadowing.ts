import { blocks } from "../app/terraform-json";
import { headOfTemplate, matchTemplate, parseTemplate } from "./path-template";
import { PREDICATES } from "./predicates";
import { Block, isDynamic, isExpression, isOn, numberOf, textOf } from "../app/values";

/** What a header match may want of the value. */
const MATCH_ARGUMENTS = ["exact_match", "prefix_match", "suffix_match", "present_match", "range_match", "regex_match"];

/** Whether every request that a match rule takes would be taken by another one too, for certain. */
export function takesAllOf(wide: Block, narrow: Block): boolean {
  const isImplied = (predicates: (typeof PREDICATES)[number], implies: (given: Block, wanted: Block) => boolean) =>
    !isDynamic(wide, predicates) &&
    blocks(wide[predicates]).every((wanted) => blocks(narrow[predicates]).some((given) => implies(given, wanted)));
  return (
    takesAllPathsOf(wide, narrow) &&
    isImplied("header_matches", impliesHeader) &&
    isImplied("query_parameter_matches", impliesParameter)
  );
}

function takesAllPathsOf(wide: Block, narrow: Block): boolean {
  const prefix = prefixOf(wide);
  const head = headOf(narrow);
  const full = textOf(wide, "full_path_match");
  if (prefix === undefined && full === undefined) {
    const template = textOf(wide, "path_template_match");
    return template === undefined ? isAnyPath(wide) : templateTakesAllOf(template, narrow);
  }
  const wanted = prefix ?? full ?? "";
  // a path in any case is taken by one in a certain case only if it has no letters
  if (mayIgnoreCase(narrow) && !isOn(wide, "ignore_case") && wanted.toLowerCase() !== wanted.toUpperCase()) {
    return false;
  }
  const fold = (path: string) => (isOn(wide, "ignore_case") ? path.toLowerCase() : path);
  if (prefix !== undefined) {
    return head !== undefined && fold(head).startsWith(fold(prefix));
  }
  const other = textOf(narrow, "full_path_match");
  return other !== undefined && fold(other) === fold(wanted);
}

/** A template takes itself, and full paths that fit it. */
function templateTakesAllOf(template: string, narrow: Block): boolean {
  const full = textOf(narrow, "full_path_match");
  const found =
    full === undefined || mayIgnoreCase(narrow) || isExpression(template) ? undefined : matchTemplate(template, full);
  return textOf(narrow, "path_template_match") === template || (found !== undefined && !found.unusual);
}

function mayIgnoreCase(match: Block): boolean {
  return isOn(match, "ignore_case") || isExpression(match.ignore_case);
}

function isAnyPath(match: Block): boolean {
  const kinds = ["prefix_match", "full_path_match", "path_template_match", "regex_match"];
  return kinds.every((kind) => textOf(match, kind) === undefined);
}

/** The text that all paths of a match rule begin with, if that is all it wants. */
function prefixOf(match: Block): string | undefined {
  const [head, rest, ...others] = parseTemplate(textOf(match, "path_template_match") ?? "");
  const isOpen = typeof rest === "object" && rest.pattern === "**" && others.length === 0;
  return textOf(match, "prefix_match") ?? (isOpen && typeof head === "string" && head.endsWith("/") ? head : undefined);
}

/** The text that all paths of a match rule begin with. */
function headOf(match: Block): string | undefined {
  const template = textOf(match, "path_template_match");
  return (
    textOf(match, "prefix_match") ??
    textOf(match, "full_path_match") ??
    (template === undefined ? undefined : headOfTemplate(template))
  );
}

function impliesHeader(given: Block, wanted: Block): boolean {
  const name = (match: Block) => textOf(match, "header_name")?.toLowerCase();
  if (name(given) !== name(wanted)) {
    return false;
  }
  const same = (argument: string) => JSON.stringify(given[argument]) === JSON.stringify(wanted[argument]);
  const inverted = [given, wanted].map((match) => isOn(match, "invert_match"));
  const isUnknown = [given, wanted].some(
    (match) => isExpression(match.invert_match) || isDynamic(match, "range_match"),
  );
  if (
    MATCH_ARGUMENTS.every(same) &&
    (isUnknown ? same("invert_match") && same("dynamic") : inverted[0] === inverted[1])
  ) {
    return true;
  }
  if (isUnknown || inverted.includes(true)) {
    return false;
  }
  const [range, wide] = [blocks(given.range_match)[0], blocks(wanted.range_match)[0]];
  if (range && wide) {
    return liesIn(range, wide);
  }
  const exact = textOf(given, "exact_match");
  const begins = exact ?? textOf(given, "prefix_match") ?? "";
  const ends = exact ?? textOf(given, "suffix_match") ?? "";
  const [prefix, suffix] = [textOf(wanted, "prefix_match"), textOf(wanted, "suffix_match")];
  return (
    (isOn(wanted, "present_match") && !("present_match" in given && !isOn(given, "present_match"))) ||
    (prefix !== undefined && begins.startsWith(prefix)) ||
    (suffix !== undefined && ends.endsWith(suffix))
  );
}

/** Whether a range of numbers lies in another one, for certain. */
function liesIn(range: Block, wide: Block): boolean {
  const [start, end, first, last] = [range, wide].flatMap((one) => [
    numberOf(one, "range_start") ?? 0,
    numberOf(one, "range_end") ?? 0,
  ]);
  const isKnown = ![...Object.values(range), ...Object.values(wide)].some(isExpression);
  return isKnown && first <= start && end <= last;
}

function impliesParameter(given: Block, wanted: Block): boolean {
  const [a, b] = [textOf(given, "exact_match"), textOf(wanted, "exact_match")];
  const isPresent = (match: Block) => textOf(match, "exact_match") !== undefined || isOn(match, "present_match");
  return given.name === wanted.name && isPresent(given) && isPresent(wanted) && (b === undefined || a === b);
}
