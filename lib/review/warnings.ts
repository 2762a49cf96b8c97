/** The warnings of a synthesis, and what was said of them. */
import { StackCommentJson, blocks } from "../app/terraform-json";
import { Block, text } from "../app/values";
import { code, list, prose, section } from "./markdown";

/** The warnings of the synthesis, open ones first. */
export function warningsSection({ warnings, unusedAcknowledgements }: StackCommentJson): string {
  const noted = blocks(warnings);
  return section(
    "## Warnings",
    section("### Open", list(noted.filter(({ acknowledged }) => acknowledged === undefined).map(wordsOf))),
    section("### Acknowledged", list(noted.filter(({ acknowledged }) => acknowledged !== undefined).map(wordsOf))),
    section(
      "### Unused acknowledgements",
      list(blocks(unusedAcknowledgements).map((each) => `${placeOf(each)}: ${reasonOf(each.reason)}`)),
    ),
  );
}

/** The warnings that the version before did not have, or that somebody acknowledged since. A plan has no version before. */
export function newWarnings(before: StackCommentJson, after: StackCommentJson): string[] {
  if (before.metadata === undefined) {
    return [];
  }
  const known = new Set(blocks(before.warnings).map(wordsOf));
  return blocks(after.warnings)
    .map(wordsOf)
    .filter((words) => !known.has(words));
}

function wordsOf(warning: Block): string {
  const reason = warning.acknowledged === undefined ? "" : `. Reason: ${reasonOf(warning.acknowledged)}`;
  return `${placeOf(warning)}: ${prose(text(warning.text) ?? "")}${reason}`;
}

function placeOf({ id, path }: Block): string {
  return `**${text(id) ?? "unknown"}** at ${code(text(path) ?? "the stack")}`;
}

function reasonOf(value: unknown): string {
  return prose(text(value) ?? "none");
}
