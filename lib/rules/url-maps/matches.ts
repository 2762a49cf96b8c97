import { SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { URL_MAP } from "../../app/types";
import { Block, isDynamic, isExpression, isOn, isSet, knownText, numberOf, textOf } from "../../app/values";
import { checkHeader, describeHeader } from "../../routing/predicates";
import { ArgumentsAt } from "../arguments";
import { Found, about } from "../rule";
import { Fact, Text, argument, given, text } from "../text";
import { isHeaderName, isKnown } from "../values";
import { isInternal } from "./links";
import { pathTemplate } from "./path-templates";
import { MAX_PATH_LENGTH, isText, length, pathFault } from "./texts";

/** Where match rules are in a URL map. */
export const MATCH = "path_matcher.route_rules.match_rules";

/** A match rule of a route rule. */
export type Match = ArgumentsAt<typeof URL_MAP, typeof MATCH>;
type HeaderMatch = ArgumentsAt<typeof URL_MAP, `${typeof MATCH}.header_matches`>;
type ParameterMatch = ArgumentsAt<typeof URL_MAP, `${typeof MATCH}.query_parameter_matches`>;

/** What of a request is not a header and can be matched like one. */
const PSEUDO_HEADERS = [":method", ":authority"];
const TEXT_MATCHES = ["exact_match", "prefix_match", "suffix_match"] as const;
const CONDITIONS = [...TEXT_MATCHES, "regex_match", "range_match", "present_match"] as const;

/** A path that Google refuses. */
export function matchedPath(match: Match): Text[] {
  const paths = (["prefix_match", "full_path_match"] as const).flatMap((kind) => {
    const path = knownText(match, kind);
    return path === undefined || pathFault(path, MAX_PATH_LENGTH) === undefined
      ? []
      : [badPath(argument(`${MATCH}.${kind}`), path)];
  });
  return [...paths, ...pathTemplate(match.path_template_match)];
}

/** The message about a path that Google refuses. */
export function badPath(what: Fact, path: string): Text {
  return text`${what} ${pathFault(path, MAX_PATH_LENGTH) ?? "must be a path"}, got ${given(path)}; write it like /api/`;
}

/** A match of a header that Google refuses. */
export function matchedHeader(match: HeaderMatch): Text[] {
  const { header_name: name } = match;
  return [
    ...(typeof name === "string" && isKnown(name) && !isHeaderName(name.replace(/^:/, ""))
      ? [
          text`a header name may have only letters, digits and !#$%&'*+.^_\`|~-, got ${given(name)}; write the name alone, without colon and value`,
        ]
      : []),
    ...(name === undefined ? [] : noCondition(`header ${asWord(name)}`, match, "HeaderMatch")),
    ...blocks(match.range_match).flatMap(numbers),
  ];
}

/** A match of a query parameter that Google refuses. */
export function matchedParameter(match: ParameterMatch): Text[] {
  const { name } = match;
  const what = "the name of a query parameter";
  return [
    ...(name === ""
      ? [text`${what} must have 1 to ${MAX_PATH_LENGTH} characters, got ${given(name)}; write the name`]
      : []),
    ...length(what, name, MAX_PATH_LENGTH),
    ...(name === undefined ? [] : noCondition(`query parameter ${asWord(name)}`, match, "QueryParameterMatch")),
  ];
}

/** Regular expressions, which only a service mesh has. */
export function regularExpressions(app: SynthesizedApp): Found[] {
  return app
    .ofType(URL_MAP)
    .filter((urlMap) => !isInternal(app, urlMap))
    .flatMap((urlMap) =>
      blocks(urlMap.config.path_matcher)
        .flatMap((matcher) => blocks(matcher.route_rules))
        .flatMap((rule) => blocks(rule.match_rules))
        .flatMap((match) => [match, ...blocks(match.header_matches), ...blocks(match.query_parameter_matches)])
        .filter((predicate) => isSet(predicate, "regex_match"))
        .map((predicate) =>
          about(
            urlMap,
            text`the global load balancer does not support regular expressions, but regex_match is ${given(predicate.regex_match)}; match a prefix, a full path or a path template instead`,
          ),
        ),
    );
}

/** Headers that no request has, and names of query parameters that hold more than the name. */
export function strangeNames(match: Match): Text[] {
  const headers = blocks(match.header_matches).map(({ header_name: name }) => name);
  const parameters = blocks(match.query_parameter_matches).map(({ name }) => name);
  return [
    ...headers
      .filter(isText)
      .filter((name) => name.startsWith(":") && !PSEUDO_HEADERS.includes(name))
      .map(
        (name) =>
          text`${name} is not a header that can be matched; use ${PSEUDO_HEADERS.join(" or ")}, or match the path`,
      ),
    ...parameters
      .filter(isText)
      .filter((name) => /[?&=]/.test(name))
      .map(
        (name) =>
          text`${given(name)} is read as the name of one query parameter; write the name alone, and give the value separately`,
      ),
  ];
}

/** Matches of headers that no request has. */
export function impossibleHeaders(match: Match): Text[] {
  const known = blocks(match.header_matches).filter(isKnownMatch);
  return [...known.flatMap(lowerCaseMethod), ...known.flatMap((one) => contradictions(one, known)).slice(0, 1)];
}

function lowerCaseMethod(match: Block): Text[] {
  const value = TEXT_MATCHES.map((kind) => textOf(match, kind)).find((each) => each !== undefined) ?? "";
  return match.header_name === ":method" && /[a-z]/.test(value)
    ? [text`no request has the method ${given(value)}; write it as ${value.toUpperCase()}`]
    : [];
}

/** The matches that do not take the one value that another one takes, or that a header is absent. */
function contradictions(one: Block, all: readonly Block[]): Text[] {
  const value = isOn(one, "invert_match") ? undefined : textOf(one, "exact_match");
  const isAbsent = isOn(one, "present_match") && isOn(one, "invert_match");
  if (value === undefined && !isAbsent) {
    return [];
  }
  return all
    .filter((other) => nameOf(other) === nameOf(one) && refuses(other, value))
    .map(
      (other) =>
        text`no request matches both ${describeHeader(one)} and ${describeHeader(other)}; write a separate route rule for each`,
    );
}

/** Whether a match certainly does not take a value of its header, or none. */
function refuses(match: Block, value: string | undefined): boolean {
  const headers = new Map(value === undefined ? [] : [[nameOf(match), value] as const]);
  const verdict = checkHeader(match, {
    ...{ scheme: "https", path: "/", query: "", repeated: new Set(), assumed: [] },
    ...{ host: value ?? "", method: value ?? "", headers },
  });
  return verdict.holds === false && verdict.assumed.length === 0;
}

function nameOf(match: Block): string {
  return (textOf(match, "header_name") ?? "").toLowerCase();
}

/** Whether all of a match is known, and it says which values it takes. */
function isKnownMatch(match: Block): boolean {
  const values = [...Object.values(match), ...blocks(match.range_match).flatMap((range) => Object.values(range))];
  return !values.some(isExpression) && !isDynamic(match, "range_match") && hasCondition(match);
}

/** A match without a value; the provider does not send an empty text. */
function noCondition(what: string, match: HeaderMatch, by: string): Text[] {
  return hasCondition(match) ? [] : [text`the match of ${what} needs a value; give it one, or use ${by}.present`];
}

function hasCondition(match: Block): boolean {
  return CONDITIONS.some((condition) => isSet(match, condition));
}

/** A range of whole numbers. */
function numbers(range: Block): Text[] {
  const { range_start: start, range_end: end } = range;
  const [first, last] = [numberOf(range, "range_start"), numberOf(range, "range_end")];
  const isUnknown = ![start, end].every(isKnown);
  return isUnknown || (Number.isInteger(first) && Number.isInteger(last) && Number(first) < Number(last))
    ? []
    : [
        text`a range must go from a whole number to a larger one, which is not part of the range, got ${given([start, end])}; swap or change the two`,
      ];
}

function asWord(name: unknown): string {
  return typeof name === "string" ? name : (JSON.stringify(name) ?? "");
}
