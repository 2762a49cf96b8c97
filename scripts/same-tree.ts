/**
 * Says whether lib/ of two commits is the same program but for its words: comments and the texts of strings.
 *
 *     npm run same-tree -- main~5 main
 *
 * Values in a sentence may have another order. A value that was left out or added is listed, and is no failure. Names that
 * only sentences use, such as an import of `given`, may come and go with the values.
 */
import { execFileSync } from "child_process";
import * as ts from "typescript";

/** What a file holds without its words, and the values that stand in its sentences. */
interface Tree {
  readonly code: string;
  readonly values: readonly string[];
}

const printer = ts.createPrinter({ removeComments: true });

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { encoding: "utf8", maxBuffer: 1 << 27 });
}

function treeOf(commit: string, file: string): Tree {
  const source = ts.createSourceFile(file, git("show", `${commit}:${file}`), ts.ScriptTarget.ESNext, true);
  const values: string[] = [];
  const { transformed } = ts.transform(source, [
    (context) => (root) => {
      const visit = (node: ts.Node): ts.Node | undefined => {
        if ((ts.isImportSpecifier(node) || ts.isBindingElement(node)) && isOfSentences(node)) {
          return undefined;
        }
        if (ts.isStringLiteral(node) && (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent))) {
          return node;
        }
        if (ts.isLiteralTypeNode(node)) {
          return node;
        }
        if (ts.isTemplateExpression(node)) {
          values.push(...node.templateSpans.map(({ expression }) => expression.getText(source)));
          return wordless(node, context.factory);
        }
        if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
          return wordless(node, context.factory);
        }
        return ts.visitEachChild(node, visit, context);
      };
      return ts.visitNode(root, visit) as ts.SourceFile;
    },
  ]);
  // a longer sentence may need other line breaks, and these another comma at the end of a list
  const code = printer
    .printFile(transformed[0])
    .replace(/\s+/g, "")
    .replace(/,(?=[\])}])/g, "");
  return { code, values: values.sort() };
}

/** What takes the place of a text: of a tagged one, such as text`…`, one that can have a tag. */
function wordless({ parent }: ts.Node, factory: ts.NodeFactory): ts.Node {
  return ts.isTaggedTemplateExpression(parent)
    ? factory.createNoSubstitutionTemplateLiteral("", "")
    : factory.createStringLiteral("");
}

/** Whether a name that is declared without another one is used in sentences alone. */
function isOfSentences(declared: ts.ImportSpecifier | ts.BindingElement): boolean {
  const { name, propertyName } = declared;
  const scope = ts.findAncestor(declared, ts.isFunctionLike) ?? declared.getSourceFile();
  return propertyName === undefined && ts.isIdentifier(name) && usesOutsideSentences(scope, name.text) === 1;
}

/** How often a name occurs outside of sentences, where it is declared too. */
function usesOutsideSentences(node: ts.Node, name: string): number {
  if (ts.isIdentifier(node)) {
    return node.text === name ? 1 : 0;
  }
  let uses = 0;
  if (!ts.isTemplateExpression(node)) {
    ts.forEachChild(node, (child) => {
      uses += usesOutsideSentences(child, name);
    });
  }
  return uses;
}

function without(some: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return some.filter((value) => {
    const index = rest.indexOf(value);
    if (index >= 0) {
      rest.splice(index, 1);
    }
    return index < 0;
  });
}

const [from = "HEAD~1", to = "HEAD"] = process.argv.slice(2);
const changed = git("diff", "--name-status", "--no-renames", from, to, "--", "lib/**/*.ts", "lib/*.ts")
  .split("\n")
  .filter((line) => line !== "");
const others = changed.filter((line) => !line.startsWith("M"));
const different = changed
  .filter((line) => line.startsWith("M"))
  .map((line) => line.split("\t")[1])
  .filter((file) => {
    const [before, after] = [treeOf(from, file), treeOf(to, file)];
    without(before.values, after.values).forEach((value) => console.log(`${file}: no longer says ${value}`));
    without(after.values, before.values).forEach((value) => console.log(`${file}: says ${value} too`));
    return before.code !== after.code;
  });
[...others, ...different.map((file) => `differs\t${file}`)].forEach((line) => console.log(line));
console.log(`${changed.length} files of lib changed, ${others.length + different.length} in more than words`);
process.exitCode = others.length + different.length > 0 ? 1 : 0;
