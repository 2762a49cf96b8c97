/** The index of the reference by Google's nouns. */
import { Page, isConstruct } from "./pages";
import { coded, googlePageOf, linksOf, para } from "./render";
import { wrapped } from "../rules";
import { anchorOf, headingsForAll, ownerOf } from "./watching";

/** The whole page. */
export function nounsPage(pages: readonly Page[]): string {
  const all = [...linksOf(pages)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, link]) => `[${name}](${link})`);
  const general = headingsForAll(pages).map((heading) => `[${heading}](../rules.md#${anchorOf(heading)})`);
  return `# Reference

Everything that the package exports, with its rules and examples. Written by \`npm run reference\` from the sources.

For an argument of a Terraform resource, such as \`custom_error_response_policy\`, see [where it is set](arguments.md).

## By Google's noun

${pages.map((page) => wrapped(nounItem(page, pages))).join("\n")}

${para(`The rules of these families watch every construct: ${general.join(", ")}.`)}

## All types

${all.join(",\n")}
`;
}

function nounItem(page: Page, pages: readonly Page[]): string {
  const { id, title, types } = page;
  const resources = page.resources.filter((type) => ownerOf(type, pages) === page);
  const constructs = types.filter(isConstruct);
  const named = (constructs.length > 0 ? constructs : types).map(({ name }) => name);
  const google = constructs.map(({ node }) => googlePageOf(node)).find((link) => link !== undefined);
  const made = resources.length > 0 ? ` for ${coded(resources)}` : "";
  return `- [${title}](${id}.md): ${coded(named)}${made}${google === undefined ? "" : ` ([Google's page](${google}))`}`;
}
