import { Resource } from "./picture";

/** Something wrong or suspicious that only the whole picture shows. */
export interface Finding {
  /** An error stops the synth, a warning can be acknowledged. */
  readonly severity: "error" | "warning";
  /** The rule's id. */
  readonly rule: string;
  /** The path of the construct it is about. */
  readonly path: string;
  readonly text: string;
}

/** What Google refuses, or what is certain to break traffic. */
export function error(rule: string, { path }: { readonly path: string }, text: string): Finding {
  return { severity: "error", rule, path, text };
}

/** What Google accepts, and what is suspicious all the same. */
export function warning(rule: string, { path }: { readonly path: string }, text: string): Finding {
  return { severity: "warning", rule, path, text };
}

/** Resources as a message names them: by the paths of the constructs that the user wrote. */
export function paths(resources: readonly Resource[]): string {
  return resources.map(({ type, id, path }) => path.replace(/\/Resource$/, "") || `${type}.${id}`).join(", ");
}
