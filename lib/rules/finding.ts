import { ErrorRule, WarningRule } from "./catalogue";
import { Resource } from "../app/synthesized-app";

/** Something wrong or suspicious that only the whole app shows: an error stops the synth, a warning is said. */
export type Finding = {
  /** The path of the construct it is about, or the name of the stack. */
  readonly path: string;
  readonly text: string;
} & (
  | { readonly severity: "error"; readonly rule: ErrorRule }
  | { readonly severity: "warning"; readonly rule: WarningRule }
);

/** What a finding is about; a resource that no construct made is told by its stack. */
interface About {
  readonly path: string;
  readonly stack?: string;
}

/** What Google refuses, or what is certain to break traffic. */
export function error(rule: ErrorRule, { path, stack = "" }: About, text: string): Finding {
  return { severity: "error", rule, path: path || stack, text };
}

/** What Google accepts, and what is suspicious all the same. */
export function warning(rule: WarningRule, { path, stack = "" }: About, text: string): Finding {
  return { severity: "warning", rule, path: path || stack, text };
}

/** Resources as a message names them: by the paths of the constructs that the user wrote. */
export function paths(resources: readonly Resource[]): string {
  return resources.map(({ type, id, path }) => path.replace(/\/Resource$/, "") || `${type}.${id}`).join(", ");
}
