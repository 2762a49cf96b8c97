import { compare } from "../../../../lib/review";
import { Json, changedSite, small } from "../small";

/** What a change of the small site means for visitors: each with its level. */
export function changesOf(change: (site: Json, resource: Json) => void, before: Json = small()): string[] {
  return texts(before, changedSite(change));
}

/** What changes between two sites, each with its level. */
export function texts(before: Json, after: Json): string[] {
  return compare({ json: before }, { json: after }).changes.map(({ level, text }) => `${level}: ${text}`);
}

/** What changes the other way round. */
export function undoingOf(change: (site: Json, resource: Json) => void): string[] {
  return texts(changedSite(change), small());
}
