/** `npm run shapes`: writes `lib/shape/table.ts`, the shapes of what the package takes, from its sources. */
import * as fs from "fs";
import * as path from "path";
import * as ts from "typescript";
import { Declared, exportsOf, isPublic, membersOf } from "./public-api";

const ROOT = path.join(__dirname, "..");
const TABLE = path.join(ROOT, "lib/shape/table.ts");
const HEAD = `/** Written by \`npm run shapes\` from what lib/index.ts exports. */
import { Shapes } from "./shapes";

/** The shapes of all that the package takes. */
export const SHAPES: Shapes = `;

/** Types by parameter or prop. */
interface Fields {
  readonly [name: string]: string;
}

/** The shapes of all that the package takes. */
export function shapes(): object {
  const all = exportsOf(path.join(ROOT, "lib/index.ts")).sort((a, b) => (a.name < b.name ? -1 : 1));
  const interfaces = all.filter((each) => ts.isInterfaceDeclaration(each.node));
  return {
    structs: tableOf(
      interfaces.filter(({ name }) => !isBehavioral(name)),
      ({ name }) => propsOf(all, name),
    ),
    enums: tableOf(
      all.filter(({ node }) => ts.isEnumDeclaration(node)),
      ({ node }) => valuesOf(node as ts.EnumDeclaration),
    ),
    interfaces: tableOf(
      interfaces.filter(({ name }) => isBehavioral(name)),
      ({ name }) => membersOfInterface(all, name),
    ),
    classes: tableOf(
      all.filter(({ node }) => ts.isClassDeclaration(node)),
      ({ node }) => classShape(all, node as ts.ClassDeclaration),
    ),
  };
}

function tableOf<T>(declared: readonly Declared[], shapeOf: (each: Declared) => T): { readonly [name: string]: T } {
  return Object.fromEntries(declared.map((each) => [each.name, shapeOf(each)]));
}

/** As jsii tells interfaces with methods from structs. */
function isBehavioral(name: string): boolean {
  return /^I[A-Z]/.test(name);
}

function propsOf(all: readonly Declared[], name: string): Fields {
  const { node } = find(all, name);
  const own = membersOf(node).filter(ts.isPropertySignature);
  return Object.assign(
    {},
    ...basesOf(node, ts.SyntaxKind.ExtendsKeyword).map((base) => propsOf(all, base)),
    Object.fromEntries(own.map((prop) => [prop.name.getText(), typeText(prop.type) + (prop.questionToken ? "?" : "")])),
  ) as Fields;
}

function membersOfInterface(all: readonly Declared[], name: string): string[] {
  if (name === "IConstruct") {
    return ["node"];
  }
  const { node } = find(all, name);
  const inherited = basesOf(node, ts.SyntaxKind.ExtendsKeyword).flatMap((base) => membersOfInterface(all, base));
  return [
    ...inherited,
    ...membersOf(node)
      .filter((member) => !(ts.isPropertySignature(member) && member.questionToken))
      .map((member) => nameOf(member) + (ts.isMethodSignature(member) ? "()" : "")),
  ];
}

function valuesOf(node: ts.EnumDeclaration): Fields {
  return Object.fromEntries(
    node.members.map((member) => {
      if (member.initializer === undefined || !ts.isStringLiteral(member.initializer)) {
        throw new Error(`enum member ${nameOf(member)} needs a string value; write it in the source`);
      }
      return [nameOf(member), member.initializer.text];
    }),
  );
}

function classShape(all: readonly Declared[], node: ts.ClassDeclaration): object {
  const methods = membersOf(node).filter(ts.isMethodDeclaration);
  const constants = membersOf(node).filter(
    (member) => ts.isPropertyDeclaration(member) && isStatic(member) && /^[A-Z]/.test(nameOf(member)),
  );
  const constructor = node.members.filter(ts.isConstructorDeclaration).find(isPublic);
  const made = methods.filter(isStatic).map(({ type }) => typeText(type));
  const kinds = [...basesOf(node, ts.SyntaxKind.ImplementsKeyword), ...made.filter(isBehavioral)];
  return {
    is: [...new Set(kinds.flatMap((name) => [name, ...ancestorsOf(all, name)]))],
    constants: constants.map(nameOf),
    constructs: constructor && parametersOf(constructor),
    factories: Object.fromEntries(methods.filter(isStatic).map((method) => [nameOf(method), parametersOf(method)])),
    methods: Object.fromEntries(
      methods.filter((method) => !isStatic(method)).map((method) => [nameOf(method), parametersOf(method)]),
    ),
  };
}

function parametersOf(node: ts.SignatureDeclaration): Fields {
  return Object.fromEntries(
    node.parameters.map((parameter) => [
      nameOf(parameter).replace(/^_/, ""),
      typeText(parameter.type) + (parameter.questionToken || parameter.initializer ? "?" : ""),
    ]),
  );
}

/** `string`, `RouteRule[]`, and `string{}` for a map. */
function typeText(node: ts.TypeNode | undefined): string {
  if (node !== undefined && ts.isArrayTypeNode(node)) {
    return `${typeText(node.elementType)}[]`;
  }
  if (node !== undefined && ts.isTypeLiteralNode(node) && ts.isIndexSignatureDeclaration(node.members[0])) {
    return `${typeText(node.members[0].type)}{}`;
  }
  const text = node?.getText() ?? "";
  if (!/^\w+$/.test(text)) {
    throw new Error(`scripts/shapes.ts cannot read the type ${JSON.stringify(text)}; add it there`);
  }
  return text;
}

function ancestorsOf(all: readonly Declared[], name: string): string[] {
  const found = all.find((each) => each.name === name);
  const bases = found ? basesOf(found.node, ts.SyntaxKind.ExtendsKeyword) : [];
  return bases.filter((base) => base !== "IConstruct").flatMap((base) => [base, ...ancestorsOf(all, base)]);
}

function basesOf(node: Declared["node"], keyword: ts.SyntaxKind): string[] {
  const clauses = ts.isEnumDeclaration(node) ? [] : (node.heritageClauses ?? []);
  return clauses
    .filter(({ token }) => token === keyword)
    .flatMap(({ types }) => types.map(({ expression }) => expression.getText()));
}

function find(all: readonly Declared[], name: string): Declared {
  const found = all.find((each) => each.name === name);
  if (found === undefined) {
    throw new Error(`lib/index.ts does not export ${name}; export it there`);
  }
  return found;
}

function isStatic(member: ts.Node): boolean {
  return (ts.getCombinedModifierFlags(member as ts.Declaration) & ts.ModifierFlags.Static) !== 0;
}

function nameOf(member: ts.Node): string {
  return (member as ts.NamedDeclaration).name?.getText() ?? "";
}

/** The whole file, as prettier leaves it. */
async function write(): Promise<void> {
  const prettier = await import("prettier");
  const options = await prettier.resolveConfig(TABLE);
  const text = `${HEAD}${JSON.stringify(shapes())};`;
  fs.writeFileSync(TABLE, await prettier.format(text, { ...options, parser: "typescript" }));
}

if (require.main === module) {
  void write();
}
