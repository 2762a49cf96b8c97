/** What the package exports, as its sources declare it. Only the syntax is read, which is fast. */
import * as fs from "fs";
import * as path from "path";
import * as ts from "typescript";

/** A class, an interface or an enum, by the name under which it is exported. */
export interface Declared {
  readonly name: string;
  readonly node: ts.ClassDeclaration | ts.InterfaceDeclaration | ts.EnumDeclaration;
}

/** The declarations that a module exports, including `export … from`. */
export function exportsOf(file: string): Declared[] {
  return parsed(file).statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier) {
      return reexported(file, statement).declared;
    }
    const isType =
      ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isEnumDeclaration(statement);
    const isExported = isType && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    return isExported ? [{ name: statement.name?.text ?? "", node: statement }] : [];
  });
}

/** What a module exports of each other module, by the specifier with which it names that. */
export function reexportsOf(file: string): { readonly from: string; readonly declared: Declared[] }[] {
  return parsed(file).statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) && statement.moduleSpecifier ? [reexported(file, statement)] : [],
  );
}

/** The public members of a type; for a constructor, the parameters that are properties. */
export function membersOf(node: ts.Node): ts.Node[] {
  if (ts.isEnumDeclaration(node)) {
    return [...node.members];
  }
  if (!ts.isClassDeclaration(node) && !ts.isInterfaceDeclaration(node)) {
    return [];
  }
  return node.members
    .flatMap((member): ts.Node[] => (ts.isConstructorDeclaration(member) ? [...member.parameters] : [member]))
    .filter((member) => !ts.isParameter(member) || ts.isParameterPropertyDeclaration(member, member.parent))
    .filter((member) => isPublic(member));
}

/** Whether users of the package can use a member. */
export function isPublic(member: ts.Node): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const isHidden = (ts.getCombinedModifierFlags(member as ts.Declaration) & hidden) !== 0;
  return !isHidden && !ts.getJSDocTags(member).some(({ tagName }) => tagName.text === "internal");
}

function reexported(file: string, { moduleSpecifier, exportClause: clause }: ts.ExportDeclaration) {
  const from = (moduleSpecifier as ts.StringLiteral).text;
  const chosen = clause && ts.isNamedExports(clause) ? clause.elements.map(({ name }) => name.text) : undefined;
  const declared = exportsOf(resolved(file, from)).filter(({ name }) => chosen === undefined || chosen.includes(name));
  return { from, declared };
}

function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
}

function resolved(from: string, specifier: string): string {
  const target = path.join(path.dirname(from), specifier);
  return fs.existsSync(`${target}.ts`) ? `${target}.ts` : path.join(target, "index.ts");
}
