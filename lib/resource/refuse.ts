import { IConstruct } from "constructs";
import { googlePage } from "../rules/catalogue";
import { userError } from "./user-error";

/** A token in a text, a list or a map as CDKTF writes it while the app runs, which has no meaning for a reader. */
const TOKEN = /[$#&]\{TfToken\[[^\]]*\]\}/g;

/** A breach of one of Google's rules. */
export interface Problem {
  /** The rule's id, such as `"CDN-04"`. */
  readonly rule: string;
  /** What is wrong, what was given and what to do, without path and link. */
  readonly message: string;
}

/** A text without tokens as CDKTF writes them while the app runs. */
export function withoutTokens(text: string): string {
  return text.replace(TOKEN, "a token");
}

/** Throws if there are problems, all of them in one error, each with the path of the construct and a link. */
export function refuse(scope: IConstruct, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    refuseAt(scope.node.path, problems);
  }
}

/** Throws if there are problems, each with the place where they are. */
export function refuseAt(place: string, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw userError(problems.map((found) => `[${place}] ${worded(found)}`).join("\n"));
  }
}

/** A problem as text, for messages to which CDKTF itself adds the path. */
export function worded({ rule, message }: Problem): string {
  return `${rule}: ${message} (${googlePage(rule)})`;
}
