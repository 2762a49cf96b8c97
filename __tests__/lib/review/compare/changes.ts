import { Change, compare, isNoticed } from "../../../../lib/review";
import { Json, changedSite, small } from "../small";

/** What a change of the small site means for visitors: each with its level. */
export function changesOf(change: (site: Json, resource: Json) => void, before: Json = small()): string[] {
  return texts(before, changedSite(change));
}

/** What changes for visitors between two sites, each with its level. */
export function texts(before: Json, after: Json): string[] {
  return words(compare({ json: before }, { json: after }).changes.filter(isNoticed));
}

/** What visitors do not notice of a change of the small site: what only the reviewer should know. */
export function unnoticedOf(change: (site: Json, resource: Json) => void, before: Json = small()): string[] {
  return words(compare({ json: before }, { json: changedSite(change) }).changes.filter((one) => !isNoticed(one)));
}

function words(changes: readonly Change[]): string[] {
  return changes.map(({ level, text }) => `${level}: ${text}`);
}

/** What changes the other way round. */
export function undoingOf(change: (site: Json, resource: Json) => void): string[] {
  return texts(changedSite(change), small());
}

/** What is said of a resource that is replaced under its own name. */
export function replacedInUse(type: string, name: string): string {
  return `dangerous: \`${type}\` \`${name}\` is replaced under the same name while other resources use it, which Google refuses. Give it another name: then the new one is created first`;
}

/** What is said of a new domain whose DNS record the stack does not write. */
export function needsRecord(domain: string, address = "prod-address"): string {
  return `added: \`${domain}\` needs a DNS record that this stack does not write: type A to \`${address}\``;
}
