import { ErrorRule, WarningRule } from "./catalogue";
import { Resource } from "../app/synthesized-app";
import { About, Severity } from "./rule";
import { Text } from "./text";

/** A breach of a rule, and what it is about. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly about: About;
  /** Whether it is about the arguments of a resource alone, and so belongs to the construct that wrote them. */
  readonly isOfArguments?: boolean;
  readonly text: Text;
}

/** What Google refuses, or what is certain to break traffic. */
export function error(rule: ErrorRule, about: About, text: string): Finding {
  return { severity: "error", rule, about, text: { strings: [text], facts: [] } };
}

/** What Google accepts, and what is suspicious all the same. */
export function warning(rule: WarningRule, about: About, text: string): Finding {
  return { severity: "warning", rule, about, text: { strings: [text], facts: [] } };
}

/** Resources as a message names them: by the paths of the constructs that the user wrote. */
export function paths(resources: readonly Resource[]): string {
  return resources.map(({ type, id, path }) => path.replace(/\/Resource$/, "") || `${type}.${id}`).join(", ");
}
