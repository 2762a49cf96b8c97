/** Which public types stand together on a page of the reference, and where else they are used. */
import * as fs from "fs";
import * as path from "path";
import * as ts from "typescript";
import { Declared, exportsOf, reexportsOf } from "../public-api";

/** The repository. */
export const ROOT = path.join(__dirname, "../..");
/** Words of folders, as Google writes them. */
const WORDS: { readonly [word: string]: string } = { dns: "DNS", neg: "NEG", run: "Run", ssl: "SSL", url: "URL" };

/** A module of the provider's bindings, as it is imported. */
const BINDINGS = new RegExp(["@cdktf/provider-google", 'lib/([a-z0-9-]+)"'].join("/"), "g");

/** A page of the reference. */
export interface Page {
  /** The name of its file, without the ending. */
  readonly id: string;
  /** Google's noun. */
  readonly title: string;
  /** Its constructs first, each with its props, then the others by name. */
  readonly types: readonly Declared[];
  /** The Terraform types of the resources that its constructs make. */
  readonly resources: readonly string[];
}

/** A page of the documentation, and the code of the examples on it. */
export interface Guide {
  /** From `docs/`. */
  readonly link: string;
  readonly title: string;
  readonly code: string;
}

/** The pages by the alphabet: one for each folder of constructs that `lib/index.ts` exports, and one for the matchers. */
export function referencePages(): Page[] {
  const types = new Map<string, Declared[]>();
  for (const { from, declared } of reexportsOf(path.join(ROOT, "lib/index.ts"))) {
    const id = from.split("/")[2];
    types.set(id, [...(types.get(id) ?? []), ...declared]);
  }
  types.set("jest", exportsOf(path.join(ROOT, "lib/jest.ts")));
  return [...types]
    .map(([id, declared]) => ({ id, title: titleOf(id), types: inOrder(declared), resources: resourcesOf(id) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether a type is a construct. */
export function isConstruct({ node }: Declared): boolean {
  return ts.isClassDeclaration(node) && basesOf(node).some((base) => /^(Construct|TerraformStack)$/.test(base));
}

/** The types that a class or an interface extends. */
export function basesOf(node: Declared["node"]): string[] {
  const clauses = ts.isEnumDeclaration(node) ? [] : (node.heritageClauses ?? []);
  return clauses
    .filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    .flatMap(({ types }) => types.map(({ expression }) => expression.getText()));
}

/** The pages with examples, in the order of learning. */
export function guides(): Guide[] {
  const index = fs.readFileSync(path.join(ROOT, "docs/README.md"), "utf8");
  const links = [...index.matchAll(/^\d+\. \[[^\]]*\]\(([a-z-]+\.md)\)/gm)].map((match) => match[1]);
  return links.map((link) => {
    const text = fs.readFileSync(path.join(ROOT, "docs", link), "utf8");
    const blocks = [...text.matchAll(/<!-- examples\/.*? -->\n\n```ts\n([^]*?)```/g)].map((match) => match[1]);
    return { link, title: /^# (.*)$/m.exec(text)?.[1] ?? link, code: blocks.join("\n") };
  });
}

/** `backend-service` as Google writes it. */
function titleOf(id: string): string {
  const words = id.split("-").map((word) => WORDS[word] ?? word);
  const title = words.join(" ");
  return title[0].toUpperCase() + title.slice(1);
}

function inOrder(declared: readonly Declared[]): Declared[] {
  const constructs = declared.filter(isConstruct);
  const first = constructs.flatMap(({ name }) => [name, `${name}Props`]);
  const rank = ({ name }: Declared) => (first.includes(name) ? String(first.indexOf(name)).padStart(3, "0") : name);
  return [...declared].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** The resources whose classes the files of a folder import, but not those that they only look up. */
function resourcesOf(id: string): string[] {
  const folder = path.join(ROOT, "lib/constructs", id);
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).map((file) => path.join(folder, file)) : [];
  const modules = files.flatMap((file) =>
    [...fs.readFileSync(file, "utf8").matchAll(BINDINGS)].map(([, name]) => name),
  );
  const made = modules.filter((name) => !name.startsWith("data-") && name !== "provider");
  return [...new Set(made.map((name) => `google_${name.replace(/-/g, "_")}`))].sort();
}
