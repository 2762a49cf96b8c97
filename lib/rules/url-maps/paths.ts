import { SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { URL_MAP } from "../../app/types";
import { isSet, textsOf } from "../../app/values";
import { ArgumentsAt } from "../arguments";
import { Found, about } from "../rule";
import { Text, argument, given, text } from "../text";
import { MATCH, Match } from "./matches";
import { Place } from "./places";
import { MAX_PATH_LENGTH, isText, listed, pathFault } from "./texts";

const RULE_PATH = /^\/([^*?#]*\/)?\*?$|^\/[^*?#]*$/;
/** A segment like `:id` or `[id]`, as web frameworks write a variable, and what only regular expressions have. */
const FOREIGN = /\/:\w|\[[^\]]+\]|\\[a-z]/i;
/** What looks like a pattern where Google has none. */
const PATTERN = new RegExp(`[{}\\s]|${FOREIGN.source}`, "i");
const STARRED = new RegExp(`\\*|${PATTERN.source}`, "i");
const TEMPLATE = "for a pattern, use PathMatch.template in Routes.inOrder";

/** A path matcher. */
export type PathMatcher = ArgumentsAt<typeof URL_MAP, "path_matcher">;
type PathRule = ArgumentsAt<typeof URL_MAP, "path_matcher.path_rule">;

/** Paths of a path rule that Google refuses. */
export function rulePaths({ block: { paths }, path, host }: Place): Text[] {
  if (path !== "path_matcher.path_rule.") {
    return [];
  }
  return [
    ...(Array.isArray(paths) && paths.length === 0 ? [text`a path rule needs a path; add one`] : []),
    ...listed(paths)
      .filter((each) => !RULE_PATH.test(each) || each.length > MAX_PATH_LENGTH)
      .map(
        (each) =>
          text`a path of host ${host} ${pathFault(each, MAX_PATH_LENGTH) ?? "may have * only at the end, after a slash"}, got ${given(each)}; ${pathMeant(each)}`,
      ),
  ];
}

function pathMeant(path: string): string {
  const ofUrl = /^https?:\/\/[^/]+(\/.*)?$/.exec(path);
  if (ofUrl !== null) {
    return `write only its path, ${JSON.stringify(ofUrl[1] ?? "/*")}, in a host rule for its host`;
  }
  const meant = `/${path}`.replace(/^\/+/, "/").replace(/\/?\*+$/, "/*");
  if (path !== "" && path.length < MAX_PATH_LENGTH && RULE_PATH.test(meant)) {
    return `write ${JSON.stringify(meant)}`;
  }
  if (path.includes("?")) {
    return "match query parameters with QueryParameterMatch in Routes.inOrder";
  }
  return path.includes("*") ? TEMPLATE : "write it like /api or /api/*";
}

/** A path that appears twice in a path matcher. */
export function repeatedPaths(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    blocks(urlMap.config.path_matcher).flatMap((matcher) => {
      const all = blocks(matcher.path_rule).flatMap((rule) => textsOf(rule.paths));
      const seen = new Set<string>();
      const repeated = new Set(all.filter((path) => seen.has(path) || !seen.add(path)));
      return [...repeated].map((path) =>
        about(
          urlMap,
          text`path ${path} appears twice in path matcher ${String(matcher.name)}; keep it in one path rule`,
        ),
      );
    }),
  );
}

/** Path rules and route rules in one path matcher. */
export function twoKindsOfRules(matcher: PathMatcher): Text[] {
  return isSet(matcher, "path_rule") && isSet(matcher, "route_rules")
    ? [
        text`path matcher ${given(matcher.name)} has both path_rule and route_rules, and only one of the two is allowed; write all rules as route_rules (Routes.inOrder)`,
      ]
    : [];
}

/** Paths of path rules that are matched literally, though they look like patterns. */
export function literalPaths({ paths }: PathRule): Text[] {
  return listed(paths)
    .filter((path) => PATTERN.test(path))
    .map((path) => literal(path, TEMPLATE));
}

/** Paths of match rules that are matched literally, though they look like patterns. */
export function literalMatches(match: Match): Text[] {
  const { prefix_match: prefix, full_path_match: full, path_template_match: template } = match;
  return [
    ...(isText(prefix) && PATTERN.test(prefix) ? [literal(prefix, TEMPLATE)] : []),
    ...(isText(full) && STARRED.test(full) ? [literal(full, TEMPLATE)] : []),
    ...(isText(template) && FOREIGN.test(template)
      ? [literal(template, "write {name} for a segment that varies")]
      : []),
  ];
}

/** A star in a prefix, which is matched literally. */
export function starPrefix({ prefix_match: prefix }: Match): Text[] {
  return isText(prefix) && prefix.includes("*")
    ? [
        text`${argument(`${MATCH}.prefix_match`)}(${given(prefix)}) matches a literal *; remove the *, or use PathMatch.template`,
      ]
    : [];
}

function literal(path: string, wayOut: string): Text {
  return text`path ${given(path)} is matched literally, not as a pattern; ${wayOut}`;
}
