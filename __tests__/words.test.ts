/** The words that docs/README.md replaces are in no text that a user reads, area by area. */
import * as fs from "fs";
import * as path from "path";
import * as ts from "typescript";
import { exportsOf, membersOf } from "../scripts/public-api";
import { ROOT } from "./apps";

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const below = (folder: string) =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join(folder, file))
    .sort();

const GLOSSARY = read("docs/README.md");
const [, TABLE = ""] = /\n(\| we write [^]*?\n)(?:\n|$)/.exec(GLOSSARY) ?? [];
const REPLACED = [...TABLE.matchAll(/"([^"]+)"/g)].map(([, phrase]) => phrase);

/** Each area with its files. */
const AREAS: readonly (readonly [area: string, files: readonly string[]])[] = [
  ...fs
    .readdirSync(path.join(ROOT, "lib"))
    .map((name) => [`lib/${name}`, name.endsWith(".ts") ? [`lib/${name}`] : below(`lib/${name}`)] as const),
  ["README.md", ["README.md"]],
  ["CONTRIBUTING.md", ["CONTRIBUTING.md", "SECURITY.md"]],
  // the rules, the reviews and the quoted messages are made from lib
  ["docs", below("docs").filter((file) => /^docs\/[^/]+\.md$/.test(file) && file !== "docs/rules.md")],
  ["examples", below("examples").filter((file) => /\.\w+$/.test(file))],
  ["help", ["help"]],
];

test("the glossary has words that it replaces, each once", () => {
  expect(REPLACED.length).toBeGreaterThan(30);
  expect(REPLACED.filter((phrase, index) => REPLACED.indexOf(phrase) !== index)).toEqual([]);
});

test.each(AREAS)("%s has none of the words that the glossary replaces", (_, files) => {
  expect(
    files.flatMap((file) => textsOf(file).flatMap((text) => replacedIn(text).map((word) => [file, word]))),
  ).toEqual([]);
});

test("a replaced word is found in a string, in a public doc comment and in a page", () => {
  const [word] = REPLACED;
  const source = parsed("a.ts", `/** A ${word}. */\nexport const a = \`\${b} ${word}\`; // ${word}`);
  expect(literalsOf(source).flatMap(replacedIn)).toEqual([word]);
  expect(replacedIn(prose(`A ${word.replace(" ", "\n")}.\n\n\`\`\`text\n${word}\n\`\`\`\n`))).toEqual([word]);
  expect(replacedIn(`un${word}`)).toEqual([]);
});

/** The texts of a file that a user reads. */
function textsOf(file: string): string[] {
  if (file.endsWith(".md")) {
    return [prose(file === "docs/README.md" ? GLOSSARY.replace(TABLE, "") : read(file))];
  }
  return file.startsWith("lib/") && file.endsWith(".ts")
    ? [...literalsOf(parsed(file, read(file))), ...(DOC_COMMENTS.get(path.join(ROOT, file)) ?? [])]
    : file.startsWith("lib/")
      ? []
      : [read(file)];
}

/** The doc comments of all that the package exports, by file. */
const DOC_COMMENTS = new Map<string, readonly string[]>();
for (const { node } of exportsOf(path.join(ROOT, "lib/index.ts"))) {
  const file = node.getSourceFile().fileName;
  const comments = [node, ...membersOf(node)].flatMap((each) =>
    ts.getJSDocCommentsAndTags(each).map((comment) => comment.getText().replace(/\n\s*\*/g, " ")),
  );
  DOC_COMMENTS.set(file, [...(DOC_COMMENTS.get(file) ?? []), ...comments]);
}

function replacedIn(text: string): string[] {
  const words = text.replace(/\s+/g, " ");
  return REPLACED.filter((phrase) =>
    new RegExp(`(?<![\\w-])${phrase.replace(/[[\]]/g, "\\$&")}(?![\\w-])`, "i").test(words),
  );
}

/** A page without its blocks of code. */
function prose(page: string): string {
  return page.replace(/^ *```[^]*?^ *```$/gm, "");
}

function parsed(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
}

/** The texts of all strings of a file, with … for what is put into them. */
function literalsOf(node: ts.Node): string[] {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    return [];
  }
  if (ts.isTemplateExpression(node)) {
    const whole = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…");
    return [whole, ...node.templateSpans.flatMap(({ expression }) => literalsOf(expression))];
  }
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return [node.text];
  }
  const inside: string[] = [];
  node.forEachChild((child) => {
    inside.push(...literalsOf(child));
  });
  return inside;
}
