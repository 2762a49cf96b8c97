import { Text, given, text } from "../text";
import { isKnown, unique } from "../values";
import { MAX_TEMPLATE_LENGTH, PATH } from "./texts";

const MAX_OPERATORS = 5;
const OPERATOR = /^(\*\*?|\{[^{}]*\})/;
const VARIABLE = /^\{([^={}]*)(?:=([^{}]*))?\}$/;

/** What is wrong with a path template. */
export function pathTemplate(template: unknown): Text[] {
  if (typeof template !== "string" || template === "" || !isKnown(template)) {
    return [];
  }
  const refusal = (what: string, wayOut: string) => [text`${what}, got ${given(template)}; ${wayOut}`];
  if (!PATH.test(template) || template.length > MAX_TEMPLATE_LENGTH) {
    return refusal(
      `a path template begins with a slash and has no ? and #, at most ${MAX_TEMPLATE_LENGTH} characters`,
      "write it like /users/{id}/*",
    );
  }
  const segments = segmentsOf(template);
  const operators = segments.flatMap((segment) => OPERATOR.exec(segment)?.[0] ?? []);
  if (segments.some((segment) => /[*{}]/.test(segment.replace(OPERATOR, "")))) {
    return refusal(
      "an operator of a path template stands at the beginning of a segment, one in each",
      "write it like /users/{id}/**",
    );
  }
  if (operators.length > MAX_OPERATORS) {
    return refusal(`a path template has at most ${MAX_OPERATORS} operators`, "use fewer, or ** at the end");
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
  return unique("a variable of a path template", variables.map(variableName), "rename one of them");
}

/** The names of the variables in a path template, or in a rewrite that uses them. */
export function variablesOf(template: string): string[] {
  return (template.match(/\{[^{}]*\}/g) ?? []).map(variableName);
}

/** Splits at slashes, but not inside braces: `{x=news/*}` is one segment. */
function segmentsOf(template: string): string[] {
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
function variableName(variable: string): string {
  return VARIABLE.exec(variable)?.[1] ?? variable;
}
