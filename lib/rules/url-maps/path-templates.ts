import { TemplateOperator, isVariable, parseTemplate, variablesOfTemplate } from "../../routing/path-template";
import { Text, given, text } from "../text";
import { isKnown, unique } from "../values";
import { MAX_TEMPLATE_LENGTH, pathFault } from "./texts";

const MAX_OPERATORS = 5;

/** What is wrong with a path template. */
export function pathTemplate(template: unknown): Text[] {
  if (typeof template !== "string" || template === "" || !isKnown(template)) {
    return [];
  }
  const refusal = (what: string, wayOut: string) => [text`${what}, got ${given(template)}; ${wayOut}`];
  const fault = pathFault(template, MAX_TEMPLATE_LENGTH);
  if (fault !== undefined) {
    return refusal(`a path template ${fault}`, "write it like /users/{id}/*");
  }
  const parts = parseTemplate(template);
  const operators = parts.filter((part) => typeof part !== "string");
  if (parts.some((part, index) => (typeof part === "string" ? /[{}]/.test(part) : !isAtStart(parts[index - 1])))) {
    return refusal(
      "an operator of a path template (*, ** or {name}) must be at the beginning of a segment, and a segment may have only one",
      "write it like /users/{id}/**",
    );
  }
  if (operators.length > MAX_OPERATORS) {
    return refusal(
      `a path template may have at most ${MAX_OPERATORS} operators (*, ** or {name})`,
      "use fewer, or ** at the end",
    );
  }
  if (operators.slice(0, -1).some(({ written }) => written.includes("**"))) {
    return refusal("** must be the last operator of a path template", "use * or {name} before it");
  }
  const badVariable = operators.filter(isVariable).find((variable) => !isWellFormed(variable));
  if (badVariable !== undefined) {
    return refusal(
      `${badVariable.written} is not a valid variable of a path template`,
      "write {name}, {name=*} or {name=**}, where the name has letters, digits and _ and begins with a letter",
    );
  }
  return unique("a variable of a path template", variablesOfTemplate(template), "rename one of them");
}

/** Whether the text before an operator ends a segment. */
function isAtStart(before: string | TemplateOperator | undefined): boolean {
  return typeof before === "string" && before.endsWith("/");
}

function isWellFormed({ name, pattern }: TemplateOperator): boolean {
  return /^[a-zA-Z][a-zA-Z0-9_]*$/.test(name) && /^([^*{}/]+|\*\*?)(\/([^*{}/]+|\*\*?))*$/.test(pattern);
}
