import { Resource } from "../app/synthesized-app";
import { About, Severity } from "./rule";
import { Text } from "./text";

/** A breach of a rule, and what it is about. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly about: About;
  readonly text: Text;
}

/** Resources as a message names them: by the paths of the constructs that the user wrote. */
export function paths(resources: readonly Resource[]): string {
  return resources.map(({ type, id, path }) => path.replace(/\/Resource$/, "") || `${type}.${id}`).join(", ");
}

/** The first ones of some texts, and how many others there are. */
export function few(texts: readonly string[]): string {
  const shown = texts.slice(0, 3).join(", ");
  return texts.length > 3 ? `${shown} and ${texts.length - 3} more` : shown;
}
