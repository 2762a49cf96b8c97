/** Which rules watch the types of a page of the reference. */
import { ALL, FAMILIES, howOf } from "../../lib/rules/catalogue";
import { Check } from "../../lib/rules/rule";
import { howWords } from "../rules";
import { Page, isConstruct } from "./pages";

/** Below this, the rules of a family that name a page say nothing about the others of the family. */
const LEAST = 2;

/** Finds the rules of each page, as items of a list. */
export function watching(pages: readonly Page[]): (page: Page) => string[] {
  const homes = homesOf(pages);
  return (page) =>
    FAMILIES.flatMap(({ heading, rules }) =>
      Object.entries(rules).flatMap(([id, rule]) => {
        const isHere = "checks" in rule && howOf(rule).length > 0;
        const isNamed = isHere && rule.checks.some((check) => names(check, page, pages));
        return isNamed || (isHere && homes.get(familyOf(id))?.includes(page))
          ? [`- [${id}](../rules.md#${anchorOf(heading)}) ${howWords(rule)}: ${rule.says}`]
          : [];
      }),
    );
}

/** The anchor that GitHub makes of a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .replace(/ /g, "-");
}

/** The headings of the families of which no page has the rules: they hold for every construct. */
export function headingsForAll(pages: readonly Page[]): string[] {
  const homes = homesOf(pages);
  return FAMILIES.filter(({ rules }) => Object.keys(rules).every((id) => !homes.get(familyOf(id))?.length)).map(
    ({ heading }) => heading,
  );
}

/** The pages that most rules of a family name: they also have those of its rules that look at the app as a whole. */
function homesOf(pages: readonly Page[]): ReadonlyMap<string, readonly Page[]> {
  const families = [...new Set(Object.keys(ALL).map(familyOf))];
  return new Map(
    families.map((family) => {
      const checks = Object.entries(ALL).flatMap(([id, rule]) =>
        familyOf(id) === family && "checks" in rule ? [rule.checks] : [],
      );
      const counts = pages.map((page) => checks.filter((all) => all.some((each) => names(each, page, pages))).length);
      const most = Math.max(...counts);
      return [family, most < LEAST ? [] : pages.filter((_, index) => counts[index] === most)] as const;
    }),
  );
}

function names(check: Check, page: Page, pages: readonly Page[]): boolean {
  switch (check.kind) {
    case "call":
      return page.types.some(({ name }) => name === check.call.split(".")[0]);
    case "resource":
      return check.types.some((type) => ownerOf(type, pages) === page);
    default:
      return false;
  }
}

/** The page of a resource: that of its own noun, or the only one that makes it. */
export function ownerOf(type: string, pages: readonly Page[]): Page | undefined {
  const making = pages.filter((page) => page.types.some(isConstruct) && page.resources.includes(type));
  return making.find(({ id }) => type.endsWith(id.replace(/-/g, "_"))) ?? making.find(() => true);
}

function familyOf(id: string): string {
  return id.split("-")[0];
}
