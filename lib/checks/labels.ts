import { LABEL_KEY, LABEL_VALUE, MAX_LABELS } from "../rules/limits";
import { Problem, isKnown, problem } from "./problem";

/** Labels of a resource: LAB-01. */
export function checkLabels(labels: { [key: string]: string } | undefined): Problem[] {
  if (!isKnown(labels)) {
    return [];
  }
  const entries = Object.entries(labels).filter(([key]) => isKnown(key));
  const tooMany =
    entries.length > MAX_LABELS
      ? [problem("LAB-01", `a resource takes at most ${MAX_LABELS} labels`, entries.length, "remove some")]
      : [];
  return [...tooMany, ...entries.flatMap(([key, value]) => checkLabel(key, value))];
}

function checkLabel(key: string, value: string): Problem[] {
  const problems: Problem[] = [];
  if (!LABEL_KEY.test(key) || key.startsWith("goog-")) {
    problems.push(
      problem(
        "LAB-01",
        "a label's key must have 1 to 63 lower-case letters, digits, _ and -, begin with a letter and not with goog-",
        key,
        "choose such a key",
      ),
    );
  }
  if (isKnown(value) && !LABEL_VALUE.test(value)) {
    problems.push(
      problem(
        "LAB-01",
        `the value of label ${key} must have at most 63 lower-case letters, digits, _ and -`,
        value,
        "choose such a value",
      ),
    );
  }
  return problems;
}
