import { blocks } from "../app/terraform-json";
import { mapTemplate } from "./path-template";
import { Block, isExpression, isOn, numberOf, textOf, textsOf } from "../app/values";

/** How much a sample tells: the lower, the more. */
export enum Rank {
  /** A rule. */
  RULE,
  /** A default. */
  DEFAULT,
  /** `/x` beside `/x/*`. */
  BARE_PATH,
  /** Another path, match rule or host of the same rule. */
  FURTHER,
}

/** A request that shows what a rule does. */
export interface Sample {
  /** Paths with the query, of which the first that no other rule catches is taken. */
  readonly paths: readonly string[];
  readonly headers?: { readonly [name: string]: string };
  readonly rank: Rank;
}

/** A part of a path that no rule names. */
export const ANY = "any-path";
const OTHER_VALUES = ["any", "other"];

/** A request that no rule catches. */
export function sampleOfDefault(): Sample {
  return { paths: [`/${ANY}`, "/", `/${ANY}/${ANY}`], rank: Rank.DEFAULT };
}

/** Requests for a path rule: one for each path, and one for the bare path beside a wildcard. */
export function samplesOfPathRule(rule: Block): Sample[] {
  return textsOf(rule.paths)
    .filter((path) => !isExpression(path))
    .flatMap((path, index): Sample[] => {
      const rank = index === 0 ? Rank.RULE : Rank.FURTHER;
      if (!path.endsWith("/*")) {
        return [{ paths: [path], rank }];
      }
      const folder = path.slice(0, -1);
      const bare: Sample[] = folder === "/" ? [] : [{ paths: [folder.slice(0, -1)], rank: Rank.BARE_PATH }];
      return [...bare, { paths: [folder + ANY, folder, `${folder}${ANY}/${ANY}`], rank }];
    });
}

/** Requests for a route rule: one for each match rule of which one can be made. */
export function samplesOfRouteRule(rule: Block): Sample[] {
  return blocks(rule.match_rules).flatMap((match, index) => {
    const headers = headersOf(blocks(match.header_matches));
    const query = queryOf(blocks(match.query_parameter_matches));
    if (headers === undefined || query === undefined) {
      return [];
    }
    const paths = pathsOf(match).map((path) => path + query);
    return [{ paths, headers, rank: index === 0 ? Rank.RULE : Rank.FURTHER }];
  });
}

function pathsOf(match: Block): string[] {
  const prefix = textOf(match, "prefix_match");
  const full = textOf(match, "full_path_match");
  const template = textOf(match, "path_template_match");
  if ([prefix, full, template].some(isExpression)) {
    return [];
  }
  if (prefix !== undefined) {
    return prefix.endsWith("/") ? [prefix + ANY, prefix] : [prefix, `${prefix}/${ANY}`];
  }
  return full === undefined ? (template === undefined ? [] : [pathOfTemplate(template)]) : [full];
}

function pathOfTemplate(template: string): string {
  return mapTemplate(template, ({ pattern }) => pattern.replace(/\*\*/g, `${ANY}/${ANY}`).replace(/\*/g, ANY));
}

/** Headers that hold all matches; none where a header says nothing to a test or only Terraform knows it. */
function headersOf(matches: readonly Block[]): { [name: string]: string } | undefined {
  const headers: { [name: string]: string } = {};
  for (const match of matches) {
    const name = textOf(match, "header_name") ?? "";
    const texts = [match.header_name, match.exact_match, match.prefix_match, match.suffix_match];
    // a test cannot set the method, and its host stands elsewhere
    if (texts.some(isExpression) || /^(:.*|host|)$/i.test(name)) {
      return undefined;
    }
    const value = valueFor(match);
    if (value !== undefined) {
      headers[name] = value;
    }
  }
  return headers;
}

/** A value that a header match takes; `undefined` for a header that must be absent. */
function valueFor(match: Block): string | undefined {
  const isInverted = isOn(match, "invert_match");
  const [range] = blocks(match.range_match);
  const wanted =
    textOf(match, "exact_match") ??
    textOf(match, "prefix_match") ??
    textOf(match, "suffix_match") ??
    (range ? String(numberOf(range, "range_start") ?? 0) : undefined);
  if (wanted === undefined) {
    return isInverted ? undefined : OTHER_VALUES[0];
  }
  return isInverted ? OTHER_VALUES.find((value) => !value.startsWith(wanted) && !value.endsWith(wanted)) : wanted;
}

function queryOf(matches: readonly Block[]): string | undefined {
  const pairs = matches.map((match) => [textOf(match, "name") ?? "", textOf(match, "exact_match") ?? OTHER_VALUES[0]]);
  if (!pairs.flat().every((text) => /^[A-Za-z0-9._~-]+$/.test(text))) {
    return undefined;
  }
  return pairs.length === 0 ? "" : `?${pairs.map((pair) => pair.join("=")).join("&")}`;
}
