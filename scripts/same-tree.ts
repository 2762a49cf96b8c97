/**
 * Says whether lib/ of two commits is the same program but for its words: comments and the texts of strings.
 *
 *     npm run same-tree -- main~5 main
 *
 * Values in a sentence may stand in another order; one that was left out or added is listed, and is no failure.
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
      const visit = (node: ts.Node): ts.Node => {
        if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isLiteralTypeNode(node)) {
          return node;
        }
        if (ts.isTemplateExpression(node)) {
          values.push(...node.templateSpans.map(({ expression }) => expression.getText(source)));
          return context.factory.createStringLiteral("");
        }
        if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
          return context.factory.createStringLiteral("");
        }
        return ts.visitEachChild(node, visit, context);
      };
      return ts.visitNode(root, visit) as ts.SourceFile;
    },
  ]);
  const code = printer.printFile(transformed[0]).replace(/\s+/g, " ");
  return { code, values: values.sort() };
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
