import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import * as ts from "typescript";
import { ROOT } from "./apps";

interface Package {
  readonly optionalDependencies?: { readonly [name: string]: string };
  readonly peerDependencies?: { readonly [name: string]: string };
  readonly dependencies?: { readonly [name: string]: string };
  readonly devDependencies?: { readonly [name: string]: string };
  readonly bundledDependencies?: readonly string[];
  readonly exports?: { readonly [entry: string]: string | { readonly types: string; readonly default: string } };
}

const read = <T>(file: string) => JSON.parse(fs.readFileSync(path.join(ROOT, file), "utf8")) as T;
const { packages } = read<{ packages: { [location: string]: Package } }>("package-lock.json");
const self = read<Package>("package.json");

test("the lock file holds the packages of every platform, without which npm ci fails there", () => {
  const names = new Set(Object.keys(packages).map((location) => location.split("node_modules/").pop()));
  const missing = Object.values(packages).flatMap(({ optionalDependencies }) =>
    Object.keys(optionalDependencies ?? {}).filter((name) => !names.has(name)),
  );
  expect(names).toContain("@swc/core-darwin-arm64");
  expect(missing).toEqual([]);
});

test("the README installs the package that a checkout packs", () => {
  const readme = fs.readFileSync(path.join(ROOT, "README.md"), "utf8");
  const { name, version } = read<{ name: string; version: string }>("package.json");
  expect(readme).toContain(`npm install ./vendor/${name}-${version}.tgz `);
});

test("the lock file names no registry", () => {
  const lock = fs.readFileSync(path.join(ROOT, "package-lock.json"), "utf8");
  // a workspace is a folder of the repository
  expect([...lock.matchAll(/"resolved": "(.*)"/g)].map(([, place]) => place)).toEqual(["simulator"]);
});

test("what the published package needs is a peer or bundled, and tests run on the lowest peers", () => {
  expect(self.bundledDependencies).toEqual(Object.keys(self.dependencies ?? {}));
  const peers = Object.entries(self.peerDependencies ?? {});
  expect(peers.map(([name]) => name)).toEqual(["@cdktf/provider-google", "cdktf", "constructs"]);
  expect(Object.fromEntries(peers.map(([name, range]) => [name, /\d[\d.]*/.exec(range)?.[0]]))).toEqual(
    Object.fromEntries(peers.map(([name]) => [name, self.devDependencies?.[name]])),
  );
});

const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });

test("the published parser of expressions is no ES module, which jest and Node before 20.19 cannot require", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "parser-"));
  const file = path.join(folder, "parser.js");
  try {
    const source = fs.readFileSync(path.join(ROOT, "lib/cloud-armor/cel-parser.ts"), "utf8");
    const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    fs.writeFileSync(path.join(folder, "cel-parser.js"), outputText);
    const given = ['module.exports = require("./cel-parser.js");', folder, file].map((text) => JSON.stringify(text));
    node("-r", "@swc-node/register", "-e", `require("./scripts/bundle").bundle(${given.join(", ")})`);
    const parsing = `console.log(require(${JSON.stringify(file)}).parse("origin.asn == 1").ast.op)`;
    expect(node("--no-experimental-require-module", "-e", parsing)).toBe("==\n");
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test("a stack without expressions and IP ranges does not wait for the libraries that read them", () => {
  const building = `
    const { Testing } = require("cdktf");
    const { SecurityMatch, SecurityPolicy, SecurityRule } = require("./lib");
    const deny = (match) =>
      Testing.synthScope((scope) => void new SecurityPolicy(scope, "Armor", { rules: [SecurityRule.deny({ match })] }));
    const isLoaded = () => Object.keys(require.cache).some((file) => /ipaddr|re2js|cel-js|cel-parser/.test(file));
    deny(SecurityMatch.all());
    deny(SecurityMatch.preconfiguredWaf("sqli-v422-stable"));
    const before = isLoaded();
    deny(SecurityMatch.expression("true"));
    console.log(before, isLoaded());`;
  expect(node("-r", "@swc-node/register", "-e", building)).toBe("false true\n");
});

test("every entry point is a file of lib with its types, and jsii finds what it reads", () => {
  const { "./package.json": manifest, "./.jsii": assembly, ...entries } = self.exports ?? {};
  expect([manifest, assembly]).toEqual(["./package.json", "./.jsii"]);
  expect(Object.keys(entries)).toEqual([".", "./jest"]);
  for (const entry of Object.values(entries)) {
    const { types, default: code } = entry as { types: string; default: string };
    const [, name] = /^\.\/dist\/(.*)\.js$/.exec(code) ?? [];
    expect(types).toBe(`./dist/${name}.d.ts`);
    expect(fs.existsSync(path.join(ROOT, `lib/${name}.ts`))).toBe(true);
  }
});
