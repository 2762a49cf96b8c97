import { blocks } from "../app/terraform-json";
import { headOfTemplate, mapTemplate, matchTemplate } from "./path-template";
import { checkHeader } from "./predicates";
import { ParsedRequest } from "./request";
import { Block, isExpression, isOn, numberOf, textOf } from "../app/values";

/** Whether some request may be taken by both of two match rules; no only where that is certain. */
export function overlaps(one: Block, other: Block): boolean {
  const isExcluded = (predicates: string, exclude: (a: Block, b: Block) => boolean) =>
    blocks(one[predicates]).some((a) => blocks(other[predicates]).some((b) => exclude(a, b) || exclude(b, a)));
  return (
    pathsOverlap(one, other) &&
    !isExcluded("header_matches", headersExclude) &&
    !isExcluded("query_parameter_matches", parametersExclude)
  );
}

/** What is certain of the paths that a match rule takes. */
interface Paths {
  /** The text that all of them begin with. */
  readonly head: string;
  /** Whether anything may follow it. */
  readonly isOpen: boolean;
  readonly template?: string;
}

function pathsOverlap(one: Block, other: Block): boolean {
  const isFolded = isOn(one, "ignore_case") || isOn(other, "ignore_case");
  const [a, b] = [pathsOf(one), pathsOf(other)];
  const fold = ({ head }: Paths) => (isFolded ? head.toLowerCase() : head);
  if (!a.isOpen && !b.isOpen) {
    return fold(a) === fold(b);
  }
  if (a.isOpen && b.isOpen) {
    const isWithin = fold(a).startsWith(fold(b)) || fold(b).startsWith(fold(a));
    return isWithin && (a.template === undefined || b.template === undefined || alike(a.template, b.template));
  }
  const [full, open] = a.isOpen ? [b, a] : [a, b];
  const isFitting = open.template === undefined || isFolded || matchTemplate(open.template, full.head) !== undefined;
  return fold(full).startsWith(fold(open)) && isFitting;
}

function pathsOf(match: Block): Paths {
  const prefix = textOf(match, "prefix_match");
  const full = textOf(match, "full_path_match");
  const template = textOf(match, "path_template_match");
  const isKnown = ![prefix, full, template, match.ignore_case].some(isExpression);
  if (!isKnown || "dynamic" in match) {
    return { head: "", isOpen: true };
  }
  if (prefix === undefined && full !== undefined) {
    return { head: full, isOpen: false };
  }
  return prefix !== undefined || template === undefined
    ? { head: prefix ?? "", isOpen: true }
    : { head: headOfTemplate(template), isOpen: true, template };
}

/** Whether some path may fit both templates. */
function alike(one: string, other: string): boolean {
  const [a, b] = [one, other].map((template) => mapTemplate(template, ({ pattern }) => pattern).split("/"));
  for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
    const [left, right] = [a[place], b[place]];
    if (left?.includes("**") || right?.includes("**")) {
      return true;
    }
    const isLiteral = !left?.includes("*") && !right?.includes("*");
    if (left === undefined || right === undefined || (isLiteral && left !== right)) {
      return false;
    }
  }
  return true;
}

/** Whether no header fits both, as far as the first of them tells. */
function headersExclude(one: Block, other: Block): boolean {
  const [name, also] = [one, other].map((match) => textOf(match, "header_name")?.toLowerCase());
  const values = [one, other].flatMap((match) => [...Object.values(match), ...Object.values(rangeOf(match) ?? {})]);
  if (name === undefined || name !== also || values.some(isExpression) || !hasCondition(other)) {
    return false;
  }
  const exact = textOf(one, "exact_match");
  if (isOn(one, "invert_match")) {
    return isAbsent(one) && !isAbsent(other);
  }
  if (exact !== undefined) {
    return checkHeader(other, withHeader(name, exact)).holds === false;
  }
  const [range, otherRange] = [rangeOf(one), rangeOf(other)];
  if (range && otherRange && !isOn(other, "invert_match")) {
    return (numberOf(range, "range_end") ?? 0) <= (numberOf(otherRange, "range_start") ?? 0);
  }
  return isAbsent(one) && !isAbsent(other);
}

function hasCondition(match: Block): boolean {
  const conditions = ["exact_match", "prefix_match", "suffix_match", "range_match", "present_match"];
  return conditions.some((condition) => match[condition] !== undefined && match[condition] !== null);
}

/** Whether a header must not be there. */
function isAbsent(match: Block): boolean {
  const ofValue = ["exact_match", "prefix_match", "suffix_match"].some((kind) => textOf(match, kind) !== undefined);
  const isPresence = !ofValue && rangeOf(match) === undefined && match.present_match !== undefined;
  return isPresence && isOn(match, "present_match") === isOn(match, "invert_match");
}

function rangeOf(match: Block): Block | undefined {
  return blocks(match.range_match)[0];
}

function withHeader(name: string, value: string): ParsedRequest {
  return {
    scheme: "https",
    host: value,
    path: "/",
    query: "",
    headers: new Map([[name, value]]),
    repeated: new Set(),
    method: value,
    assumed: [],
  };
}

function parametersExclude(one: Block, other: Block): boolean {
  const [a, b] = [textOf(one, "exact_match"), textOf(other, "exact_match")];
  const isKnown = ![one.name, other.name, a, b].some(isExpression);
  return isKnown && one.name === other.name && a !== undefined && b !== undefined && a !== b;
}
