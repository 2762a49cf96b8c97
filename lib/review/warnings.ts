/** The warnings of a synthesis, and what was said of them. */
import { StackCommentJson, blocks } from "../app/terraform-json";
import { Block, text } from "../app/values";
import { code, list, prose, section } from "./markdown";

/** The warnings of the synthesis, open ones first. */
export function warningsSection({ warnings, unusedAcknowledgements }: StackCommentJson): string {
  const noted = blocks(warnings);
  return section(
    "## Warnings",
    section(
      "### Open",
      list(noted.filter(({ acknowledged }) => acknowledged === undefined).map((warning) => wordsOf(warning))),
    ),
    section(
      "### Acknowledged",
      list(noted.filter(({ acknowledged }) => acknowledged !== undefined).map((warning) => wordsOf(warning))),
    ),
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
  const known = new Set(blocks(before.warnings).map((warning) => wordsOf(warning)));
  const fresh = blocks(after.warnings).filter((warning) => !known.has(wordsOf(warning)));
  const [open, acknowledged] = [true, false].map((isOpen) =>
    fresh.filter((warning) => (warning.acknowledged === undefined) === isOpen),
  );
  return [
    ...open.map((warning) => wordsOf(warning)),
    ...acknowledged.map((warning) => wordsOf(warning, "Acknowledged")),
  ];
}

function wordsOf(warning: Block, what = "Reason"): string {
  const reason = warning.acknowledged === undefined ? "" : `. ${what}: ${reasonOf(warning.acknowledged)}`;
  return `${placeOf(warning)}: ${prose(text(warning.text) ?? "")}${reason}`;
}

function placeOf({ id, path }: Block): string {
  return `**${text(id) ?? "unknown"}** at ${code(text(path) ?? "the stack")}`;
}

function reasonOf(value: unknown): string {
  return prose(text(value) ?? "none");
}
