/** `npm run reference`: writes `docs/reference`, the pages about all that the package exports, from its sources. */
import * as fs from "fs";
import * as path from "path";
import { argumentsPage } from "./reference/arguments";
import { nounsPage } from "./reference/nouns";
import { ROOT, guides, referencePages } from "./reference/pages";
import { linksOf, rendered } from "./reference/render";
import { watching } from "./reference/watching";

const FOLDER = path.join(ROOT, "docs/reference");

/** All pages, by the names of their files. */
export function reference(): ReadonlyMap<string, string> {
  const pages = referencePages();
  const links = linksOf(pages);
  const shown = guides();
  const rulesOf = watching(pages);
  return new Map([
    ["README.md", nounsPage(pages)],
    ["arguments.md", argumentsPage(pages, links)],
    ...pages.map((page) => [`${page.id}.md`, rendered(page, links, shown, rulesOf(page))] as const),
  ]);
}

if (require.main === module) {
  const pages = reference();
  fs.rmSync(FOLDER, { recursive: true, force: true });
  fs.mkdirSync(FOLDER);
  pages.forEach((text, file) => fs.writeFileSync(path.join(FOLDER, file), text));
}
