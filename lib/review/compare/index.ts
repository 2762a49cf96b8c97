import { code, list, section, table } from "../markdown";
import { Resource, Stack } from "../../app/stack";
import { listed } from "../values";
import { comparePolicies } from "./armor";
import { compareBackends } from "./backends";
import { replacedMaps } from "./certificate-maps";
import { compareDomains } from "./certificates";
import { Change, Level, Replacement, dangerous, isNoticed } from "./change";
import { versionsOf } from "./context";
import { compareDeletionProtection, compareServices } from "./access";
import { compareRecords } from "./dns";
import { compareFrontEnds } from "./front-end";
import { settingWords } from "./defaults";
import {
  differencesOf,
  nameClashes,
  keptByPolicy,
  preventedDestroys,
  protectedServices,
  replacementsOf,
  sameAddress,
} from "./replaced";
import { refusedChanges } from "./refused";
import { compareRoutes } from "./routes";
import { compareSettings, unnoticedSettings } from "./settings";
import { otherState } from "./state";
import { newWarnings } from "../warnings";

export { type Change, type Level, type Replacement, isNoticed } from "./change";

/** What a change of a stack means for visitors. */
export interface Comparison {
  /** The stack's name, where it is known. */
  readonly name: string | undefined;
  /** What changes, the most dangerous first, and last what no visitor notices. */
  readonly changes: readonly Change[];
  /** The warnings of synthesis that the version before did not have, in words. */
  readonly warnings: readonly string[];
  /** The resources that are replaced. */
  readonly replaced: readonly Replacement[];
  readonly made: readonly Resource[];
  readonly destroyed: readonly Resource[];
}

const LEVELS: readonly (readonly [Level, string])[] = [
  ["dangerous", "Look at this first"],
  ["changed", "Changes"],
  ["added", "New or safer"],
  ["kept", "Left out, but it stays"],
  ["unnoticed", "Not noticed by visitors"],
];

/** Compares two versions of a stack. A plan lists the replaced resources; for two syntheses they are derived. */
export function compareStacks(
  before: Stack,
  after: Stack,
  planned?: readonly Replacement[],
  staying: readonly Change[] = [],
): Comparison {
  const replaced = planned ?? replacementsOf(before, after);
  const versions = versionsOf(before, after, replaced);
  const kept = new Set(sameAddress(before, after).flatMap((match) => [match.before, match.after]));
  const changes = [
    ...otherProject(before, after),
    ...otherState(before, after),
    ...nameClashes(before, after),
    ...protectedServices(before, after, replaced),
    ...preventedDestroys(before, after, replaced),
    ...keptByPolicy(before, after, replaced),
    ...refusedChanges(versions),
    ...compareDomains(versions),
    ...replacedMaps(versions),
    ...compareRecords(versions),
    ...compareFrontEnds(versions),
    ...compareServices(versions),
    ...compareBackends(versions),
    ...comparePolicies(versions),
    ...compareRoutes(versions),
    ...compareSettings(versions),
    ...compareDeletionProtection(versions),
    ...staying,
  ];
  const all = changes.some(isNoticed) ? changes : [...changes, ...unnoticedSettings(versions)];
  const texts = new Set<string>();
  const fresh = all.filter(({ text }) => !texts.has(text) && texts.add(text));
  return {
    name: after.name ?? before.name,
    changes: LEVELS.flatMap(([level]) => fresh.filter((change) => change.level === level)),
    warnings: newWarnings(before.comment, after.comment),
    replaced,
    made: after.resources.filter((resource) => !kept.has(resource)),
    destroyed: before.resources.filter((resource) => !kept.has(resource)),
  };
}

/** A comparison as a page, in Markdown. */
export function comparisonPage({ name, changes, warnings, replaced, made, destroyed }: Comparison): string {
  const parts = [
    name === undefined ? "# What changes for visitors" : `# What changes for visitors of ${code(name)}`,
    changes.some(isNoticed) ? "" : "Nothing changes for visitors.",
    ...LEVELS.map(([level, heading]) =>
      section(`## ${heading}`, list(changes.filter((change) => change.level === level).map(sentence))),
    ),
    section("## New warnings", list(warnings)),
    section(
      "## Replaced resources",
      table(["resource", "previous name", "new name", "because of"], replaced.map(replacedRow)),
    ),
    section(
      "## Resources created and destroyed",
      list([...comings("created", made), ...comings("destroyed", destroyed)]),
    ),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function sentence({ text }: Change): string {
  return `${text}.`;
}

function replacedRow({ address, before, after, because }: Replacement): string[] {
  return [
    code(address),
    code(before.name),
    code(after.name),
    // names first: the words of a difference have a comma or a semicolon of their own
    because
      .map((argument) => reasonWords(argument, before, after))
      .sort((one, other) => Number(one.includes(" ")) - Number(other.includes(" ")))
      .join(", "),
  ];
}

/** An argument that replaces a resource, with what it was and is where the names do not show it. */
function reasonWords(argument: string, before: Resource, after: Resource): string {
  const settings = argument === "name" ? [] : differencesOf({ before, after }, argument);
  return settings.length === 0 ? code(argument) : settings.map(settingWords).join(", ");
}

function comings(what: string, resources: readonly Resource[]): string[] {
  const types = [...new Set(resources.map(({ type }) => type))];
  return types.map((type) => {
    const names = resources.filter((resource) => resource.type === type).map(nameOf);
    return `${what}: ${code(type)} ${listed([...new Set(names)])}`;
  });
}

/** The name of a resource; of a grant, that of what it is for, which a plan writes with its path. */
function nameOf({ type, name, owner, config }: Resource): string {
  const isGrant = type.includes("_iam_") && config.name !== undefined;
  return code(isGrant ? owner.identityOf(config.name).replace(/^.*\//, "") : name);
}

function otherProject(before: Stack, after: Stack): Change[] {
  return before.project === after.project || before.resources.length === 0 || after.resources.length === 0
    ? []
    : [
        dangerous(
          `all resources move to another project, ${code(after.project ?? "unknown")} instead of ${code(before.project ?? "unknown")}`,
        ),
      ];
}
