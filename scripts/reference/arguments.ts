/** The index of the reference by Terraform's arguments. */
import { ARGUMENTS, argumentsOf } from "../../lib/app/arguments";
import { wrapped } from "../rules";
import { Setting, isAlways, otherNames } from "./other-names";
import { Page } from "./pages";
import { Links, coded } from "./render";
import { settingsOf } from "./setting";
import { Written, writtenArguments } from "./written";

/** Where an argument is set, and what the argument is called on the page. */
interface Entry {
  readonly name: string;
  readonly types: string[];
  readonly text: string;
}

/** The whole page. */
export function argumentsPage(pages: readonly Page[], links: Links): string {
  const entries = entriesOf(pages, links);
  const letters = [...new Set(entries.map(({ name }) => letterOf(name)))].sort();
  const sections = letters.map((letter) => {
    const items = entries.filter(({ name }) => letterOf(name) === letter).map(itemOf);
    return `## ${letter}\n\n${items.map(wrapped).join("\n")}\n`;
  });
  return `# Where an argument is set

The arguments of Terraform's resources that the constructs write, by the alphabet, each with the prop, factory or method
that sets it. Written by \`npm run reference\`, from what the constructs synthesize. [All pages](README.md).

An argument in a nested block is listed under its own name, and with its block where that matters. For all others, use an
[escape hatch](../escape-hatches.md): the last part lists the ones of which the review and the names know what a change
does.

${sections.join("\n")}
## Arguments without a prop

${withoutProps().map(wrapped).join("\n")}
`;
}

function itemOf({ name, types, text }: Entry): string {
  return `- \`${name}\` of ${coded(types)}: ${text}`;
}

/** One entry for all places where an argument of a name is set alike. */
function entriesOf(pages: readonly Page[], links: Links): Entry[] {
  const settings = settingsOf(pages);
  const written = writtenArguments().map((each) => ({ ...each, text: textOf(each, settings, links) }));
  const said = written.filter(({ text }) => text !== undefined) as (Written & { readonly text: string })[];
  const entries = new Map<string, { name: string; paths: Set<string>; types: Set<string>; text: string }>();
  for (const { type, path, text } of said) {
    const name = lastOf(path);
    const key = `${name} ${text}`;
    const entry = entries.get(key) ?? { name, paths: new Set(), types: new Set(), text };
    entry.paths.add(path);
    entry.types.add(type);
    entries.set(key, entry);
  }
  const all = [...entries.values()];
  return all
    .map(({ name, paths, types, text }) => {
      const isAlone = all.filter((other) => other.name === name && [...other.types].some((type) => types.has(type)));
      return { name: isAlone.length === 1 ? name : shortest(paths), types: [...types].sort(), text };
    })
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** What the page says of an argument; nothing of a block without a setting of its own. */
function textOf(
  { type, path, values }: Written,
  settings: (type: string, path: string) => readonly Setting[],
  links: Links,
): string | undefined {
  const found = settings(type, path);
  if (found.length > 0) {
    return found.map(({ owner, member }) => `[${owner}.${member}](${linkTo(owner, links)})`).join(", ");
  }
  if (otherNames(type, path) === undefined) {
    if (values === undefined) return undefined;
    throw new Error(`nothing is known to set ${type} ${path}; add it to scripts/reference/other-names.ts`);
  }
  const [value] = isAlways(type, path) ? [...(values ?? [])] : [];
  return value === undefined ? "the construct writes it by itself" : `always \`${value}\``;
}

function linkTo(owner: string, links: Links): string {
  const link = links.get(owner);
  if (link === undefined) {
    throw new Error(`there is no type ${owner}; correct it in scripts/reference/other-names.ts`);
  }
  return link;
}

/** Arguments that only users write, by resource. */
function withoutProps(): string[] {
  return Object.keys(ARGUMENTS)
    .sort()
    .flatMap((type) => {
      const raw = argumentsOf(type).flatMap(([path, { isRaw }]) => (isRaw ? [path] : []));
      return raw.length > 0 ? [`- \`${type}\`: ${coded(raw.sort())}`] : [];
    });
}

function shortest(paths: ReadonlySet<string>): string {
  return [...paths].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function letterOf(name: string): string {
  return lastOf(name)[0].toUpperCase();
}

function keyOf({ name, types }: Entry): string {
  return `${lastOf(name)} ${name} ${types.join(" ")}`;
}
