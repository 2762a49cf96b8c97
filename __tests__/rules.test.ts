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
  BB: 0,
  CDN: 17,
  UM: 21,
  CERT: 14,
  TLS: 5,
  DNS: 0,
  FE: 13,
  ARM: 33,
  RUN: 15,
  NAM: 3,
  LAB: 2,
  DEL: 1,
  TF: 1,
  SHAPE: 7,
};
/** What Google has no rule for, or not one rule: added by us. */
const ADDED = [
  ...["ARM-34", "ARM-35", "ARM-36", "ARM-37", "ARM-38", "ARM-39", "ARM-40"],
  ...["BS-30", "BS-31", "BS-32", "BS-33"],
  ...["BB-01", "BB-02", "BB-03", "BB-04", "BB-05", "BB-06", "BB-07", "BB-08"],
  ...["CDN-18", "CDN-19"],
  "CERT-15",
  "CERT-16",
  "CERT-17",
  "CERT-18",
  "CERT-19",
  "CERT-20",
  "CERT-21",
  ...["DNS-01", "DNS-02", "DNS-03", "DNS-04", "DNS-05", "DNS-06", "DNS-07", "DNS-08", "DNS-09", "DNS-10", "DNS-11"],
  ...["DNS-12", "DNS-13", "DNS-14"],
  ...["MTLS-01", "MTLS-02", "MTLS-03", "MTLS-04", "MTLS-05", "MTLS-06", "MTLS-07", "MTLS-08", "MTLS-09", "MTLS-10"],
  "FE-14",
  "NAM-04",
  "NAM-05",
  "NAM-06",
  "NAM-07",
  "NAM-08",
  "NAM-09",
  "NEG-22",
  "RUN-16",
  ...["RUN-17", "RUN-18", "RUN-19", "RUN-20", "RUN-21", "RUN-22"],
  "TF-02",
  "TF-03",
  "TF-04",
  "TF-05",
  "UM-22",
  "UM-23",
  "UM-24",
];
const ID = new RegExp(`\\b(${Object.keys(NUMBERED).join("|")})-\\d\\d\\b`);
const heldAs = (kind: "error" | "warning") => Object.keys(ALL).filter((id) => howOf(ALL[id]).includes(kind));

const LIB = path.join(ROOT, "lib");
/** The code of lib, each file taken apart once. No types are looked at. */
const sources = filesBelow(LIB, ".ts").map((file) =>
  ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true),
);

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

test("an id stands in the file of its family, and nowhere else in code", () => {
  const strays = sources
    // what routing cannot answer names the rule that such a URL map breaks
    .filter(({ fileName }) => !/[\\/]rules[\\/][a-z-]+[\\/]index\.ts$|[\\/]routing[\\/]/.test(fileName))
    .flatMap((source) =>
      textsIn(source)
        .filter((text) => ID.test(text))
        .map((text) => `${path.relative(LIB, source.fileName)}: ${text}`),
    );
  expect(strays).toEqual([]);
});

test("a check that is written in a family is used: in its list, or by another check", () => {
  const imported = new Set(sources.flatMap(importedNames));
  const written = sources
    .filter(({ fileName }) => /[\\/]rules[\\/][a-z-]+[\\/](?!index\.ts)/.test(fileName))
    .flatMap(exportedFunctions);
  expect(written.length).toBeGreaterThan(150);
  expect(written.filter((check) => !imported.has(check))).toEqual([]);
});

/** Limits that are no constant, with what holds them. */
const HELD_OTHERWISE = {
  "BS-20": "a share, which is from 0 to 1",
  "LAB-01": "the regular expressions of labels",
  "NAM-01": "the regular expression of names",
  "NEG-02": "the regular expression of names",
  "RUN-01": "the regular expression of Cloud Run's names",
};

test("the limit that a rule tells of is the constant that its check goes by", () => {
  const written = sources
    .filter(({ fileName }) => /[\\/]rules[\\/][a-z-]+[\\/]index\.ts$/.test(fileName))
    .flatMap(sentencesOf)
    .filter(({ text }) => /\b(most|least|to) \d/.test(text));
  expect(written.map(({ id }) => id).sort()).toEqual(Object.keys(HELD_OTHERWISE));
});

/**
 * Rules that no argument can break: a name that a user fixed, or gave for what is not made or exists already, a port
 * where nothing is redirected, the domains that are declared for a
 * certificate, and the type of a value are only known from what a construct was given.
 */
const BY_CALL_ALONE = [
  ...["NEG-19", "CERT-18", "CERT-19", "DNS-03", "DNS-12", "DNS-13", "FE-10", "NAM-04", "ARM-40", "TF-03"],
  ...["SHAPE-01", "SHAPE-02", "SHAPE-03", "SHAPE-04", "SHAPE-05", "SHAPE-06"],
];

test("a rule that an override or a resource of the provider can break is asked of the synthesized app, too", () => {
  const isLate = ({ kind }: { readonly kind: string }) => kind !== "call";
  const early = Object.entries(ALL).flatMap(([id, rule]) =>
    "checks" in rule && rule.checks.length > 0 && !rule.checks.some(isLate) ? [id] : [],
  );
  expect(early).toEqual(BY_CALL_ALONE);
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
  // collections of Google's API, and a member of its grants
  ...["certificateMaps", "networkEndpointGroups", "serverTlsPolicies", "trustConfigs", "allAuthenticatedUsers"],
  // variables of Google's in headers, an option of jest, and whatever a test calls its load balancer
  ...["client_cert_chain_verified", "client_region", "setupFilesAfterEnv", "loadBalancer"],
  // usages of a key in a certificate
  ...["clientAuth", "keyCertSign"],
  // what visitors see of Google, and attributes of cookies
  ...["reCAPTCHA", "HttpOnly", "SameSite"],
  // languages, what one of them writes, and units of size
  ...["JavaScript", "PostScript", "NaN", "GiB", "MiB"],
  // a product of Google's, and attributes of cookies
  ...["reCAPTCHA", "HttpOnly", "SameSite"],
  // arguments of Terraform's own
  ...["error_message", "for_each", "ignore_changes", "prevent_destroy", "replace_triggered_by"],
  // a construct and methods of CDKTF
  ...["TerraformVariable", "addDependency", "moveFromId", "overrideLogicalId"],
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
  const all = sources.filter(({ fileName }) => !fileName.startsWith(path.join(LIB, "review")));
  return all.flatMap(textsIn).filter((text) => text.includes(" "));
}

/** The texts of a file; of one that is filled in at run time, its parts. */
function textsIn(source: ts.SourceFile): string[] {
  return nodesOf(source).flatMap((node) => wordsOf(node) ?? []);
}

function wordsOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  return ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…")
    : undefined;
}

/** The sentences of the rules of a family that have checks, each with its rule. */
function sentencesOf(source: ts.SourceFile): { readonly id: string; readonly text: string }[] {
  return nodesOf(source).flatMap((node) => {
    if (!ts.isPropertyAssignment(node) || !ts.isObjectLiteralExpression(node.initializer)) {
      return [];
    }
    const own = node.initializer.properties.filter(ts.isPropertyAssignment);
    const hasChecks = own.some(({ name }) => name.getText() === "checks");
    return own
      .filter(({ name }) => hasChecks && /^(says|otherwise)$/.test(name.getText()))
      .map(({ initializer }) => ({ id: node.name.getText().slice(1, -1), text: wordsOf(initializer) ?? "" }));
  });
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

/** The classes, interfaces and enums that users meet, each with its members. */
function publicNames(): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  sources
    .filter(({ fileName }) => /[\\/](constructs|resource|routing)[\\/]|[\\/]jest\.ts$/.test(fileName))
    .flatMap((source) => [...source.statements])
    .filter((node) => ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node))
    .forEach(({ name, members }) => {
      const own = [...members].flatMap((member) => (member.name ? [member.name.getText()] : []));
      names.set(name?.text ?? "", new Set(own.filter((member) => !member.startsWith("_"))));
    });
  return names;
}

/** All words of the provider's bindings for the resources of such sites, in snake case. */
function providerDocs(): Set<string> {
  const lib = path.join(ROOT, "node_modules/@cdktf/provider-google/lib");
  const resources = fs
    .readdirSync(lib)
    .filter((name) =>
      /^(compute|certificate-manager|cloud-run|cloudfunctions|app-engine|dns|network-security|storage-bucket)/.test(
        name,
      ),
    );
  // newer bindings have the nested blocks of large resources in files of their own
  const words = resources
    .flatMap((name) => filesBelow(path.join(lib, name), ".d.ts"))
    .flatMap((file) => fs.readFileSync(file, "utf8").match(/\b\w+\b/g) ?? []);
  return new Set([...new Set(words)].map((word) => word.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase()));
}

/** What a file takes from others of lib: `rules/certificates/tls.ts: tlsVersion`. */
function importedNames(source: ts.SourceFile): string[] {
  return source.statements.filter(ts.isImportDeclaration).flatMap((node) => {
    const from = path.resolve(path.dirname(source.fileName), (node.moduleSpecifier as ts.StringLiteral).text);
    return nodesOf(node)
      .filter(ts.isImportSpecifier)
      .map(({ name, propertyName = name }) => `${path.relative(LIB, from)}.ts: ${propertyName.text}`);
  });
}

/** The functions that a file offers to others, in the same form. */
function exportedFunctions(source: ts.SourceFile): string[] {
  return source.statements
    .filter(ts.isFunctionDeclaration)
    .filter((node) => (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0)
    .flatMap(({ name }) => (name ? [`${path.relative(LIB, source.fileName)}: ${name.text}`] : []));
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
