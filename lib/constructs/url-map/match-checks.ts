import { isHeaderName } from "../../rules/values";
import { Problem, checkGiven, checkLength, checkUnique, isKnown, problem } from "../../checks/problem";
import { MAX_PATH_LENGTH, MAX_TEMPLATE_LENGTH } from "../../rules/limits";
import { HeaderMatch } from "./header-match";
import { PathMatch } from "./path-match";
import { QueryParameterMatch } from "./query-parameter-match";

const MAX_TEMPLATE_OPERATORS = 5;
const OPERATOR = /^(\*\*?|\{[^{}]*\})/;
const VARIABLE = /^\{([^={}]*)(?:=([^{}]*))?\}$/;

/** The path of a route rule: UM-10. */
export function checkPathMatch({ _match }: PathMatch): Problem[] {
  const { prefixMatch, fullPathMatch, pathTemplateMatch } = _match;
  if (pathTemplateMatch !== undefined) {
    return checkPathTemplate(pathTemplateMatch);
  }
  const what = prefixMatch === undefined ? "PathMatch.fullPath" : "PathMatch.prefix";
  const path = prefixMatch ?? fullPathMatch;
  if (path === undefined) {
    return checkGiven("UM-10", "the path of a match", path, 'give it one, such as PathMatch.prefix("/")');
  }
  return isKnown(path) && (!/^\/[^?#]*$/.test(path) || path.length > MAX_PATH_LENGTH)
    ? [
        problem(
          "UM-10",
          `${what} takes a path with a leading slash, without ? and #, of at most ${MAX_PATH_LENGTH} characters`,
          path,
          "write it like /api/",
        ),
      ]
    : [];
}

function checkPathTemplate(template: string): Problem[] {
  if (!isKnown(template)) {
    return [];
  }
  const refusal = (what: string, wayOut: string) => [problem("UM-10", what, template, wayOut)];
  if (!/^\/[^?#]*$/.test(template) || template.length > MAX_TEMPLATE_LENGTH) {
    return refusal(
      `a path template begins with a slash and has no ? and #, at most ${MAX_TEMPLATE_LENGTH} characters`,
      "write it like /users/{id}/*",
    );
  }
  const segments = splitSegments(template);
  const operators = segments.flatMap((segment) => OPERATOR.exec(segment)?.[0] ?? []);
  const misplaced = segments.find((segment) => /[*{}]/.test(segment.replace(OPERATOR, "")));
  if (misplaced !== undefined) {
    return refusal(
      "an operator of a path template stands at the beginning of a segment, one in each",
      "write it like /users/{id}/**",
    );
  }
  if (operators.length > MAX_TEMPLATE_OPERATORS) {
    return refusal(`a path template has at most ${MAX_TEMPLATE_OPERATORS} operators`, "use fewer, or ** at the end");
  }
  if (operators.slice(0, -1).some((operator) => operator.includes("**"))) {
    return refusal("** is the last operator of a path template", "use * or {name} before it");
  }
  const variables = operators.filter((operator) => operator.startsWith("{"));
  const badVariable = variables.find((variable) => !isVariable(variable));
  if (badVariable !== undefined) {
    return refusal(
      `${badVariable} is no variable of a path template`,
      "write {name}, {name=*} or {name=**}; a name has letters, digits and _",
    );
  }
  return checkUnique("UM-10", "a variable of a path template", variables.map(variableName), "rename one of them");
}

/** Splits at slashes, but not inside braces: `{x=news/*}` is one segment. */
function splitSegments(template: string): string[] {
  return template.slice(1).match(/(\{[^{}]*\}|[^/])+/g) ?? [];
}

function isVariable(variable: string): boolean {
  const [, name = "", pattern] = VARIABLE.exec(variable) ?? [];
  return (
    /^[a-zA-Z][a-zA-Z0-9_]*$/.test(name) &&
    (pattern === undefined || /^([^*{}/]+|\*\*?)(\/([^*{}/]+|\*\*?))*$/.test(pattern))
  );
}

/** The name in `{name}` or `{name=pattern}`. */
export function variableName(variable: string): string {
  return VARIABLE.exec(variable)?.[1] ?? variable;
}

/** A query parameter of a route rule: UM-10. */
export function checkQueryParameterMatch({ _match }: QueryParameterMatch): Problem[] {
  return [
    ...checkLength("UM-10", "a query parameter's name", _match.name, 1, MAX_PATH_LENGTH),
    ...checkMatchValue(`query parameter ${_match.name}`, _match, "QueryParameterMatch"),
  ];
}

/** A text to compare with: an empty one the provider does not send. */
function checkMatchValue(
  what: string,
  match: HeaderMatch["_match"] | QueryParameterMatch["_match"],
  by: string,
): Problem[] {
  const { exactMatch, prefixMatch, suffixMatch, rangeMatch, presentMatch } = match as HeaderMatch["_match"];
  const value = exactMatch ?? prefixMatch ?? suffixMatch;
  const isOther = rangeMatch !== undefined || presentMatch !== undefined;
  return isOther || (value !== undefined && value !== "")
    ? []
    : [problem("UM-10", `the match of ${what} has a value`, value, `give it one, or use ${by}.present`)];
}

/** A header of a route rule: UM-10. */
export function checkHeaderMatch({ _match }: HeaderMatch): Problem[] {
  const { headerName, rangeMatch } = _match;
  const noValue = checkMatchValue(`header ${headerName}`, _match, "HeaderMatch");
  const badName =
    isKnown(headerName) && !isHeaderName(headerName.replace(/^:/, ""))
      ? [
          problem(
            "UM-10",
            "a header's name has only letters, digits and !#$%&'*+.^_`|~-",
            headerName,
            "write the name alone, without colon and value",
          ),
        ]
      : [];
  if (!isKnown(rangeMatch?.rangeStart) || !isKnown(rangeMatch.rangeEnd)) {
    return [...badName, ...noValue];
  }
  const { rangeStart, rangeEnd } = rangeMatch;
  return Number.isInteger(rangeStart) && Number.isInteger(rangeEnd) && rangeStart < rangeEnd
    ? badName
    : [
        ...badName,
        problem(
          "UM-10",
          "a range goes from a whole number up to but not including a larger one",
          [rangeStart, rangeEnd],
          "swap or change them",
        ),
      ];
}
