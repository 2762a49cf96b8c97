/** What users of every language read in their editor: the doc comments of all that lib/index.ts exports. */
import * as fs from "fs";
import * as path from "path";
import * as ts from "typescript";
import { CACHE_MODES } from "../lib/google/cache-modes";
import { CLOUD_RUN_DEFAULTS } from "../lib/google/cloud-run";
import { PORTS } from "../lib/google/front-end";
import { exportsOf, membersOf } from "../scripts/public-api";
import { ROOT } from "./apps";

interface Documented {
  readonly name: string;
  readonly node: ts.Node;
}

/** Ours alone: Google has no page for them. */
const OUR_OWN = ["EnvironmentStack", "Warnings"];
/** Types that belong to a class, which names the page. */
const OF_A_CLASS = /(Props|Options|Attributes|Names)$|^I[A-Z][a-z]/;

const types = exportsOf(path.join(ROOT, "lib/index.ts"));
const members = types.flatMap(({ name, node }) =>
  membersOf(node).map((member) => ({ name: `${name}.${memberName(member)}`, node: member })),
);
const names = (found: readonly Documented[]) => found.map(({ name }) => name);

test("every public type and member says what it is", () => {
  expect(types.length).toBeGreaterThan(80);
  expect(members.length).toBeGreaterThan(400);
  expect(names([...types, ...members].filter(({ node }) => summary(node) === ""))).toEqual([]);
});

test("every option that may be left out says what happens then", () => {
  const optional = members.filter(({ node }) => ts.isPropertySignature(node) && node.questionToken);
  expect(optional.length).toBeGreaterThan(100);
  expect(names(optional.filter(({ node }) => tag(node, "default") === ""))).toEqual([]);
});

/** A default that is a value in code. */
const IS_VALUE = /^(true|false|\d+|"[^"]*"|[A-Z]\w*\.\w+(\(\))?)$/;

/** Defaults that no code takes where the prop is read, with their values. */
const TAKEN_ELSEWHERE = {
  // by the row of the cache mode
  "CacheAllStaticOptions.maxTtlSec": CACHE_MODES.CACHE_ALL_STATIC.ttls.max_ttl,
  "ForceCacheAllOptions.clientTtlSec": CACHE_MODES.FORCE_CACHE_ALL.ttls.client_ttl,
  "ForceCacheAllOptions.defaultTtlSec": CACHE_MODES.FORCE_CACHE_ALL.ttls.default_ttl,
  // by a condition: what is left out does not hold
  "CloudRunContainerOptions.ignoreImageChanges": false,
  "EnvironmentStackProps.enableApis": false,
  // by Google, to which nothing is sent
  "CloudRunServiceProps.defaultUriDisabled": false,
  "CloudRunServiceProps.sessionAffinity": false,
  "CloudRunServiceProps.startupCpuBoost": false,
  "CloudStorageVolumeOptions.readOnly": false,
  "HeaderMatchOptions.invertMatch": false,
  "NfsVolumeOptions.readOnly": false,
  "PathMatchOptions.ignoreCase": false,
  "ProbeOptions.failureThreshold": 3,
  "ProbeOptions.initialDelaySec": 0,
  "ProbeOptions.periodSec": CLOUD_RUN_DEFAULTS.probePeriodSec,
  "ProbeOptions.timeoutSec": 1,
  "TrafficGranularity.enableEachUniqueValue": false,
};

test("a default that is a value is the one that the code takes", () => {
  const values = members
    .map(({ name, node }) => ({ name, node, value: tag(node, "default") }))
    .filter(({ node, value }) => ts.isPropertySignature(node) && IS_VALUE.test(value));
  expect(values.length).toBeGreaterThan(50);
  const others = values.filter(({ node, value }) => !takenFor(node).includes(value));
  const elsewhere = Object.entries(TAKEN_ELSEWHERE).map(([name, value]) => [name, String(value)]);
  expect(Object.fromEntries(others.map(({ name, value }) => [name, value]))).toEqual(Object.fromEntries(elsewhere));
});

test("every class, enumeration and struct names Google's page", () => {
  const lacking = types.filter(({ name, node }) => {
    const own = OUR_OWN.includes(name) || OF_A_CLASS.test(name);
    return !own && !tag(node, "see").startsWith("://docs.cloud.google.com/");
  });
  expect(names(lacking)).toEqual([]);
});

test("every number says its limits", () => {
  const numbers = members.filter(({ node }) => ts.isPropertySignature(node) && node.type?.getText() === "number");
  expect(numbers.length).toBeGreaterThan(30);
  expect(names(numbers.filter(({ node }) => !/\d/.test(summary(node))))).toEqual([]);
});

test("every time says its unit", () => {
  const times = members.filter(({ name, node }) => ts.isPropertySignature(node) && /Sec$|Ttl/.test(name));
  expect(times.length).toBeGreaterThan(10);
  const number = times.filter(({ node }) => (node as ts.PropertySignature).type?.getText() === "number");
  expect(names(number.filter(({ node }) => !/second/.test(summary(node))))).toEqual([]);
});

const EXTENDS = ts.SyntaxKind.ExtendsKeyword;

/** What CDKTF calls. */
const CALLED_BY_CDKTF = ["EnvironmentStack.prepareStack"];

test("every public factory and method is used in a test, an example or a deploy", () => {
  const folders = ["__tests__", "examples", "deploy"].map((folder) => path.join(ROOT, folder));
  const uses = folders.flatMap((folder) => filesBelow(folder)).map((file) => fs.readFileSync(file, "utf8"));
  const text = uses.join("\n");
  const isStatic = (node: ts.Node) =>
    (ts.getCombinedModifierFlags(node as ts.Declaration) & ts.ModifierFlags.Static) !== 0;
  const methods = members.filter(
    ({ node }) => ts.isMethodDeclaration(node) || (ts.isPropertyDeclaration(node) && isStatic(node)),
  );
  expect(methods.length).toBeGreaterThan(80);
  const isUsed = ({ name, node }: Documented) =>
    new RegExp(isStatic(node) ? `\\b${name.replace(".", "\\.")}\\b` : `\\.${memberName(node)}\\(`).test(text);
  expect(names(methods.filter((method) => !isUsed(method)))).toEqual(CALLED_BY_CDKTF);
});

/** A text that users read alone: a summary, a default that is no value, or what a parameter is. */
interface PublicText {
  readonly of: string;
  readonly text: string;
}

/** What a message or a comment does not say, as plain English has another word for it. */
const NOT_PLAIN = new RegExp(
  [
    "for the reader",
    "broken regions?",
    "keeps its visitors",
    "(leads?|goes|no way) round",
    "to who",
    "serves visitors by IPv6, got",
    "leave ipv6 out",
    "has the same name in Google Cloud",
    "find no revision",
    "got (\\[\\]|nothing)",
    "nothing was written, because of",
    "into brackets",
    "will meet",
    "Terraform would get",
    "(the|a) way out",
    "all is well",
    "thrice",
    "becomes something one can",
    "taken (out of the code|out again)",
    "all right",
    "without need",
    "as Google has it",
    "if it is meant",
    "handled otherwise",
  ]
    .map((phrase) => `\\b${phrase}(?!\\w)`)
    .join("|"),
  "i",
);

const matchers = exportsOf(path.join(ROOT, "lib/jest.ts")).flatMap(({ name, node }) => [
  { name, node },
  ...membersOf(node).map((member) => ({ name: `${name}.${memberName(member)}`, node: member })),
]);
const publicTexts = [...types, ...members, ...matchers].flatMap(textsOf);

test("a class has every member of its interfaces, also one that may be left out: type checkers of Python ask for it", () => {
  const classes = types.filter(({ node }) => membersOfParents(node, ts.SyntaxKind.ImplementsKeyword).length > 0);
  expect(classes.length).toBeGreaterThan(10);
  const lacking = classes.flatMap(({ name, node }) => {
    const own = [...membersOf(node).map(memberName), ...membersOfParents(node, EXTENDS)];
    const wanted = membersOfParents(node, ts.SyntaxKind.ImplementsKeyword);
    return wanted.filter((member) => !own.includes(member)).map((member) => `${name}.${member}`);
  });
  expect(lacking).toEqual([]);
});

/** The members that a type has of its interfaces, or of its base class, and of theirs. */
function membersOfParents(node: ts.Node, kind: ts.HeritageClause["token"]): string[] {
  const clauses = ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) ? (node.heritageClauses ?? []) : [];
  const parents = clauses.filter(({ token }) => token === kind).flatMap((clause) => clause.types);
  return parents.flatMap(({ expression }) => {
    const parent = types.find(({ name }) => name === expression.getText())?.node;
    return parent ? [...membersOf(parent).map(memberName), ...membersOfParents(parent, EXTENDS)] : [];
  });
}

test("every public text is a sentence of at least four words, with a period", () => {
  expect(publicTexts.length).toBeGreaterThan(700);
  expect(shown(publicTexts.filter(({ text }) => !/(^|\s)(\S+\s+){3,}\S+\.$/.test(text)))).toEqual([]);
});

test("every public text names what it is about", () => {
  expect(shown(publicTexts.filter(({ text }) => /^(It|They|That|Elsewhere|Where)\b/.test(text)))).toEqual([]);
});

test("every public text and every message is in plain English", () => {
  const files = filesBelow(path.join(ROOT, "lib"));
  const messages = files.flatMap((file) =>
    nodesOf(parsed(file)).flatMap((node) => literalOf(node).map((text) => ({ of: path.relative(ROOT, file), text }))),
  );
  expect(messages.length).toBeGreaterThan(1000);
  expect(shown([...publicTexts, ...messages].filter(({ text }) => NOT_PLAIN.test(text)))).toEqual([]);
});

test("the words of these tests are found", () => {
  const found = ["For the reader.", "its URL leads round it", "all right because:", "a warning; if it is meant: go on"];
  expect(found.filter((text) => NOT_PLAIN.test(text))).toEqual(found);
  expect(["the leader", "a tall writer", "the wayout"].filter((text) => NOT_PLAIN.test(text))).toEqual([]);
});

test("the parser of this test sees what is missing", () => {
  const text = "export class A {\n/** ok */\na = 1;\nb = 1;\nprivate c = 1;\n/** @internal */\n_d = 1;\n}";
  const [node] = ts.createSourceFile("a.ts", text, ts.ScriptTarget.ES2022, true).statements;
  expect(membersOf(node).map((member) => [memberName(member), summary(member)])).toEqual([
    ["a", "ok"],
    ["b", ""],
  ]);
});

function memberName(member: ts.Node): string {
  return (member as ts.NamedDeclaration).name?.getText() ?? "constructor";
}

/** The text of a doc comment, without its tags. */
function summary(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return comments.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "").join(" ");
}

function tag(node: ts.Node, name: string): string {
  const found = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === name);
  return ts.getTextOfJSDocComment(found?.comment) ?? "";
}

/** The texts of a declaration, each without its marks. */
function textsOf({ name, node }: Documented): PublicText[] {
  const tags = ts.getJSDocTags(node).map((found) => ({
    of: `${name} @${found.tagName.text}`,
    text: ts.getTextOfJSDocComment(found.comment) ?? "",
  }));
  const told = tags.filter(({ of, text }) => !of.endsWith("@see") && !(of.endsWith("@default") && IS_VALUE.test(text)));
  return [{ of: name, text: summary(node) }, ...told].map(({ of, text }) => ({
    of,
    text: text.replace(/^- /, "").trim(),
  }));
}

/** The text of a string or of a template, with its values left out. */
function literalOf(node: ts.Node): string[] {
  if (ts.isTemplateExpression(node)) {
    return [[node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…")];
  }
  return ts.isStringLiteralLike(node) ? [node.text] : [];
}

function shown(texts: readonly PublicText[]): string[] {
  return texts.map(({ of, text }) => `${of}: ${text}`);
}

/** What the code of its folder takes where a prop is left out: `.prop ?? value`, or `{ prop = value }`. */
function takenFor(prop: ts.Node): string[] {
  const name = memberName(prop);
  const folder = path.dirname(prop.getSourceFile().fileName);
  const files = fs.readdirSync(folder).filter((file) => file.endsWith(".ts"));
  return files
    .flatMap((file) => fallbacksIn(path.join(folder, file)))
    .filter((fallback) => fallback.of === name)
    .map(({ value }) => value);
}

interface Fallback {
  readonly of: string;
  readonly value: string;
}

const read = new Map<string, readonly Fallback[]>();

/** All such values of a file, which is read once. */
function fallbacksIn(file: string): readonly Fallback[] {
  const found = read.get(file) ?? nodesOf(parsed(file)).flatMap(fallbackOf);
  read.set(file, found);
  return found;
}

function fallbackOf(node: ts.Node): Fallback[] {
  if (ts.isBindingElement(node) && node.initializer) {
    return [{ of: (node.propertyName ?? node.name).getText(), value: valueOf(node.initializer) }];
  }
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
    ? [{ of: node.left.getText().replace(/^.*\./s, ""), value: valueOf(node.right) }]
    : [];
}

/** A value as a doc comment has it: what stands in a table of lib/google is looked up. */
function valueOf(node: ts.Expression): string {
  const tables: { readonly [table: string]: object } = { CLOUD_RUN_DEFAULTS, PORTS };
  const [table, name] = node.getText().split(".");
  if (table in tables) {
    return JSON.stringify((tables[table] as { readonly [name: string]: unknown })[name]);
  }
  return ts.isNumericLiteral(node) ? node.text : node.getText();
}

/** The TypeScript files of a folder but this one. */
function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => path.join(folder, file))
    .filter((file) => file.endsWith(".ts") && file !== __filename);
}

function nodesOf(node: ts.Node): ts.Node[] {
  const below: ts.Node[] = [];
  node.forEachChild((child) => {
    below.push(...nodesOf(child));
  });
  return [node, ...below];
}

function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
}
