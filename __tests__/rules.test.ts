import * as fs from "fs";
import * as path from "path";
import * as ts from "typescript";
import { ALL, howOf } from "../lib/rules/catalogue";
import { rulesPage } from "../scripts/rules";
import { ROOT } from "./apps";

jest.setTimeout(600_000);

/** How many rules each family has, numbered from 1. */
const NUMBERED = {
  NEG: 21,
  BS: 29,
  CDN: 17,
  UM: 21,
  CERT: 14,
  TLS: 5,
  FE: 13,
  ARM: 33,
  RUN: 15,
  NAM: 3,
  LAB: 2,
  DEL: 1,
};
/** What Google has no rule for, or not one rule: added by us. */
const ADDED = ["CERT-15", "CERT-16", "FE-14", "NAM-04", "NAM-05", "NAM-06", "NAM-07", "RUN-16", "UM-22"];
const heldAs = (kind: "error" | "warning") => Object.keys(ALL).filter((id) => howOf(ALL[id]).includes(kind));

const program = programOf(path.join(ROOT, "lib"));
const checker = program.getTypeChecker();
test("docs/rules.md is what the catalogue says", () => {
  expect(fs.readFileSync(path.join(ROOT, "docs/rules.md"), "utf8")).toBe(rulesPage());
});

test("the catalogue has every rule once, and no other", () => {
  const numbered = Object.entries(NUMBERED).flatMap(([family, count]) =>
    Array.from({ length: count }, (_, index) => `${family}-${String(index + 1).padStart(2, "0")}`),
  );
  expect(Object.keys(ALL).sort()).toEqual([...numbered, ...ADDED].sort());
});

test("a rule that is part of another one is part of one that is held", () => {
  const included = Object.values(ALL).flatMap((rule) => ("heldAs" in rule ? [rule.heldAs] : []));
  expect(included.length).toBeGreaterThan(2);
  expect(included.filter((id) => howOf(ALL[id]).length === 0)).toEqual([]);
});

test("every rule that is held as an error or a warning is tested", () => {
  const tests = filesBelow(path.join(ROOT, "__tests__"), ".ts")
    .filter((file) => file !== __filename)
    .map((file) => fs.readFileSync(file, "utf8"))
    .join("\n");
  const untested = [...new Set([...heldAs("error"), ...heldAs("warning")])].filter((id) => !tests.includes(id));
  expect(untested.map((id) => `${id}: no file of __tests__ names it`)).toEqual([]);
});

// ---- what messages name

/** Names in messages that are neither ours nor of Terraform's provider. */
const OF_OTHERS = [
  // Cloud Armor's rules language
  ...["evaluatePreconfiguredExpr", "evaluatePreconfiguredWaf", "inIpRange", "opt_in_rule_ids", "opt_out_rule_ids"],
  // a collection of Google's API
  "networkEndpointGroups",
  // a variable of Google's in headers, an option of jest, and whatever a test calls its load balancer
  ...["client_region", "setupFilesAfterEnv", "loadBalancer"],
];

test("what messages call by name is a class, member or prop of ours, or an argument of the provider", () => {
  const ours = publicNames();
  const members = new Set([...ours.values()].flatMap((names) => [...names]));
  const provider = providerDocs();
  const exists = ({ owner, name }: { readonly owner?: string; readonly name: string }) =>
    owner !== undefined
      ? ours.get(owner)?.has(name) === true
      : ours.has(name) || members.has(name) || OF_OTHERS.includes(name) || (name.includes("_") && provider.has(name));
  const named = messages().flatMap((text) => namesIn(text).map((found) => ({ ...found, text })));
  expect(named.length).toBeGreaterThan(150);
  const missing = named.filter((found) => !exists(found));
  expect(missing.map(({ owner, name, text }) => `${owner ? `${owner}.` : ""}${name}, in: ${text}`)).toEqual([]);
});

/** The texts in lib that are more than a word, but for the pages of a review. What is filled in at run time is left out. */
function messages(): string[] {
  const lib = path.join(ROOT, "lib");
  const isOfReview = (file: string) => file.startsWith(path.join(lib, "review"));
  const all = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(lib) && !isOfReview(fileName));
  const texts = all.flatMap(nodesOf).flatMap((node) => {
    if (ts.isStringLiteralLike(node)) {
      return [node.text];
    }
    return ts.isTemplateExpression(node)
      ? [[node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…")]
      : [];
  });
  return texts.filter((text) => text.includes(" "));
}

/** `Owner.member`, a word with a hump or an underscore, and a single word in brackets, such as a prop. */
function namesIn(text: string): { readonly owner?: string; readonly name: string }[] {
  const names =
    /\b([A-Z]\w*)\.([A-Za-z_]\w*)|\b([A-Za-z]+[a-z0-9][A-Z]\w*|[a-z][a-z0-9]*(?:_[a-z0-9]+)+)\b|\(([a-z]\w*)\)/g;
  return [...text.matchAll(names)].map(([, owner, member, word, inBrackets]) => ({
    owner,
    name: member ?? word ?? inBrackets,
  }));
}

/** What the package exports, each with its members. */
function publicNames(): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const entry of ["index.ts", "jest.ts"]) {
    const source = program.getSourceFile(path.join(ROOT, "lib", entry));
    const module = source && checker.getSymbolAtLocation(source);
    for (const exported of module ? checker.getExportsOfModule(module) : []) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const properties = checker.getDeclaredTypeOfSymbol(symbol).getProperties();
      const ofClass = [...(symbol.exports?.keys() ?? [])];
      names.set(exported.name, new Set([...properties.map(({ name }) => name), ...ofClass.map(String)]));
    }
  }
  return names;
}

/** All words of the provider's bindings for the resources of such sites, in snake case. */
function providerDocs(): Set<string> {
  const lib = path.join(ROOT, "node_modules/@cdktf/provider-google/lib");
  const resources = fs.readdirSync(lib).filter((name) => /^(compute|cloud-run|cloudfunctions|app-engine)/.test(name));
  const words = resources.flatMap(
    (name) => fs.readFileSync(path.join(lib, name, "index.d.ts"), "utf8").match(/\b\w+\b/g) ?? [],
  );
  return new Set([...new Set(words)].map((word) => word.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase()));
}

function programOf(folder: string): ts.Program {
  const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  return ts.createProgram(filesBelow(folder, ".ts"), options);
}

function nodesOf(node: ts.Node): ts.Node[] {
  const below: ts.Node[] = [];
  node.forEachChild((child) => {
    below.push(...nodesOf(child));
  });
  return [node, ...below];
}

function filesBelow(folder: string, ending: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => path.join(folder, file));
}
