import { pathRegex } from "../../routing/lazily";
import { blocks } from "../../app/terraform-json";
import { Block } from "../../app/values";
import { Fact, Text, given, text } from "../text";
import { Place, routeActionOf } from "./places";
import { rewriteArgument } from "./rewrites";
import { isText } from "./texts";

const ROUTE_RULE = "path_matcher.route_rules.";

/** What is wrong with a rewrite by a regular expression. */
export function regexRewrite(place: Place): Text[] {
  const regex = regexOf(place);
  if (regex === undefined) {
    return [];
  }
  if (place.path !== ROUTE_RULE) {
    return [noRegex(place.what, rewriteArgument(place, "regex_rewrite"))];
  }
  const { path_pattern: pattern, path_substitution: substitution } = regex;
  const [PATTERN, SUBSTITUTION] = ["path_pattern", "path_substitution"].map((name) =>
    rewriteArgument(place, `regex_rewrite.${name}`),
  );
  const empty = [
    ...(pattern === "" ? [text`${PATTERN} of ${place.what} must not be empty, got ""; write it like ^/users/`] : []),
    ...(substitution === ""
      ? [
          text`${SUBSTITUTION} of ${place.what} must not be empty, got ""; write what replaces the matched part, such as /`,
        ]
      : []),
  ];
  const fault = isText(pattern) ? pathRegex().patternFault(pattern) : undefined;
  if (fault !== undefined) {
    return [
      ...empty,
      text`${PATTERN} of ${place.what} is not a regular expression of RE2 (${fault}), got ${given(pattern)}; see github.com/google/re2/wiki/Syntax`,
    ];
  }
  const strange =
    isText(pattern) && isText(substitution) ? pathRegex().strangeEscape(pattern, substitution) : undefined;
  return strange === undefined
    ? empty
    : [
        text`${SUBSTITUTION} of ${place.what} has ${strange}, but the pattern has ${groupsInWords(pattern)}, got ${given(substitution)}; write \\1 for the first group, and \\\\ for a backslash`,
      ];
}

/** The message about a regular expression outside of a route rule. */
export function noRegex(what: string, regex: Fact): Text {
  return text`${what} cannot have ${regex}, because Google takes it only in route rules; move the action to Routes.inOrder`;
}

/** A group beside a repetition of any character, which Google documents as not supported. */
export function groupsAndRepetitions(place: Place): Text[] {
  const pattern = regexOf(place)?.path_pattern;
  if (!isText(pattern) || pathRegex().patternFault(pattern) !== undefined || pathRegex().groupCount(pattern) === 0) {
    return [];
  }
  const repeated = pathRegex().repeatedAny(pattern);
  return repeated === undefined
    ? []
    : [
        text`${rewriteArgument(place, "regex_rewrite.path_pattern")} of ${place.what} has a group and ${repeated}, which Google documents as not supported together, got ${given(pattern)}; write a range, such as [^/]+`,
      ];
}

function regexOf(place: Place): Block | undefined {
  return blocks(blocks(routeActionOf(place)?.url_rewrite)[0]?.regex_rewrite)[0];
}

function groupsInWords(pattern: unknown): string {
  const count = pathRegex().groupCount(String(pattern));
  return count === 1 ? "1 group" : `${count} groups`;
}
