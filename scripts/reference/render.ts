/** A page of the reference in Markdown. */
import * as ts from "typescript";
import { Declared, membersOf } from "../public-api";
import { wrapped } from "../rules";
import { Guide, Page, basesOf, isConstruct } from "./pages";

/** How many pages with an example are named for a type. */
const MOST_GUIDES = 3;

/** Where the types stand: the link to each from a page of the reference. */
export type Links = ReadonlyMap<string, string>;

/** The link to each type from a page of the reference. */
export function linksOf(pages: readonly Page[]): Links {
  return new Map(
    pages.flatMap(({ id, types }) => types.map(({ name }) => [name, `${id}.md#${name.toLowerCase()}`] as const)),
  );
}

/** The whole page. */
export function rendered(page: Page, links: Links, guides: readonly Guide[], rules: readonly string[]): string {
  const contents = page.types.map(({ name }) => `[${name}](#${name.toLowerCase()})`).join(", ");
  const parts = [
    `# ${page.title}`,
    para("Written by `npm run reference` from the sources. [All pages](README.md), [all arguments](arguments.md)."),
    ...(page.resources.length > 0 && page.types.some(isConstruct)
      ? [para(`Resources: ${coded(page.resources)}.`)]
      : []),
    para(`On this page: ${contents}${rules.length > 0 ? ", and [the rules](#rules)" : ""}.`),
    ...page.types.flatMap((type) => typeParts(type, links, guides)),
    ...(rules.length > 0 ? ["## Rules", rules.map(wrapped).join("\n")] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Words as code, in a list. */
export function coded(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}

/** The page of Google's that a type names. */
export function googlePageOf(node: ts.Node): string | undefined {
  // the parser takes the scheme for the name of what is seen
  const rest = /:\/\/\S+/.exec(tagOf(node, "see"))?.[0];
  return rest && `https${rest}`;
}

function typeParts({ name, node }: Declared, links: Links, guides: readonly Guide[]): string[] {
  const bases = basesOf(node).filter((base) => links.has(base));
  const page = googlePageOf(node);
  const shown = guides.filter(({ code }) => usedAs(name, node).test(code)).slice(0, MOST_GUIDES);
  const notes = [
    ...bases.map((base) => `It also has the members of ${linked(base, links)}.`),
    ...(page ? [`[Google's page](${page}).`] : []),
    ...(shown.length > 0 ? [`Examples: ${shown.map(({ title, link }) => `[${title}](../${link})`).join(", ")}.`] : []),
  ];
  const construct = ts.isClassDeclaration(node) ? node.members.find(ts.isConstructorDeclaration) : undefined;
  const isMade = construct !== undefined && isConstruct({ name, node });
  const members = membersOf(node).map((member) => memberItem(name, member, links));
  return [
    `## ${name}`,
    ...textOf(node).split("\n\n").map(para),
    ...(isMade ? [para(`\`new ${name}(${parametersOf(construct).join(", ")})\``)] : []),
    ...(notes.length > 0 ? [para(notes.join(" "))] : []),
    ...(members.length > 0 ? [members.map(wrapped).join("\n")] : []),
  ];
}

/** How code uses a type: by its name; matchers, which no code names, by their methods. */
function usedAs(name: string, node: ts.Node): RegExp {
  const methods = ts.isInterfaceDeclaration(node) ? node.members.filter(ts.isMethodSignature) : [];
  return new RegExp([`\\b${name}\\b`, ...methods.map((method) => `\\.${method.name.getText()}\\(`)].join("|"));
}

function memberItem(owner: string, member: ts.Node, links: Links): string {
  const own = (member as ts.NamedDeclaration).name?.getText() ?? "";
  const isStatic = (ts.getCombinedModifierFlags(member as ts.Declaration) & ts.ModifierFlags.Static) !== 0;
  const name = isStatic ? `${owner}.${own}` : own;
  const told = oneLine(textOf(member));
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) {
    const types = [...member.parameters.map(({ type }) => type), member.type].flatMap((type) => namesIn(type, links));
    const others = [...new Set(types)].filter((type) => type !== owner).map((type) => linked(type, links));
    const returned = member.type?.getText() ?? "void";
    const params = member.parameters.flatMap((parameter) => parameterText(parameter));
    return `- **\`${name}(${parametersOf(member).join(", ")})\`**${returned === "void" || returned === owner ? "" : `: \`${returned}\``}. ${[told, ...params].join(" ")}${others.length > 0 ? ` See ${others.join(", ")}.` : ""}`;
  }
  if (ts.isEnumMember(member)) {
    return `- **\`${name}\`**: ${told}`;
  }
  const { type } = member as ts.PropertySignature;
  const isOptional = (member as ts.PropertySignature).questionToken !== undefined;
  const given = tagOf(member, "default").replace(/^- /, "");
  const otherwise = given === "" ? "" : ` _Default:_ ${/[.]$/.test(given) ? given : `\`${given}\`.`}`;
  const what = type === undefined ? "" : `, ${typeText(type, links)}`;
  return `- **\`${name}\`**${what}${isOptional ? ", optional" : ""}. ${told}${oneLine(otherwise)}`;
}

/** `a list of [IBackend](backend.md#ibackend)`. */
function typeText(type: ts.TypeNode, links: Links): string {
  if (ts.isArrayTypeNode(type)) {
    return `a list of ${typeText(type.elementType, links)}`;
  }
  if (ts.isTypeLiteralNode(type) && ts.isIndexSignatureDeclaration(type.members[0])) {
    return `a map of ${typeText(type.members[0].type, links)}`;
  }
  return linked(type.getText(), links);
}

function linked(name: string, links: Links): string {
  const link = links.get(name);
  return link === undefined ? `\`${name}\`` : `[${name}](${link})`;
}

function namesIn(type: ts.TypeNode | undefined, links: Links): string[] {
  return (type?.getText().match(/\w+/g) ?? []).filter((word) => links.has(word));
}

function parametersOf({ parameters }: ts.SignatureDeclaration): string[] {
  return parameters
    .filter(({ name }) => name.getText() !== "this")
    .map(
      ({ name, questionToken, initializer, type }) =>
        `${name.getText().replace(/^_/, "")}${questionToken || initializer ? "?" : ""}: ${oneLine(type?.getText() ?? "")}`,
    );
}

function parameterText(parameter: ts.ParameterDeclaration): string[] {
  const [tag] = ts.getJSDocParameterTags(parameter);
  const text = oneLine(ts.getTextOfJSDocComment(tag?.comment) ?? "").replace(/^- /, "");
  return text === "" ? [] : [`\`${parameter.name.getText()}\`: ${text}`];
}

/** The text of a doc comment before its tags. */
function textOf(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .flatMap((doc) => (ts.isJSDoc(doc) ? [ts.getTextOfJSDocComment(doc.comment) ?? ""] : []))
    .join("\n\n");
}

function tagOf(node: ts.Node, name: string): string {
  const found = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === name);
  return ts.getTextOfJSDocComment(found?.comment) ?? "";
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trimEnd();
}

/** A paragraph, wrapped. */
export function para(text: string): string {
  return wrapped(oneLine(text)).replace(/\n {2}/g, "\n");
}
