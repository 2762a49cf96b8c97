/**
 * The native edition: the same constructs as `cdktn-google-serverless-lb`, for projects on CDK Terrain under its own
 * names, `cdktn` and `@cdktn/provider-google`. It is made from a copy of this repository in which the names of the
 * packages are other ones. What CDK Terrain has kept of CDKTF stays: `cdktf.json`, `cdktf.out`, `CDKTF_OUTDIR`,
 * `cdktfStack`, and its symbols and context keys.
 */
import * as fs from "fs";
import * as path from "path";
import { BINDINGS, bindingsOf } from "./bindings";
import { CDKTN, CONSTRUCTS, copyRepository, linkTree } from "./repository";
import { ROOT, run } from "./run";

/** The package's name. */
export const NATIVE = "cdktn-google-serverless-lb";

/**
 * What is called otherwise, wherever it stands. Addresses and checkouts of the repository, the owner of the Maven group and
 * versions of CDKTF's own CLI are not.
 */
const NAMES: readonly (readonly [RegExp, string])[] = [
  // 16.12.1 are the bindings of CDKTF
  [/@cdktf\/provider-google(?!` 16\.12\.1)/g, BINDINGS.name],
  [/(?<=["'`])cdktf(?=["'`]|\/lib\/|\/package\.json)/g, "cdktn"],
  [
    /(?<!github\.com\/|cdktf-google-serverless-lb\/|io\.github\.|\bcd |\.\.\/)\bcdktf(?=-google-serverless-lb)/g,
    "cdktn",
  ],
  [/\bcdktf(?=_google_serverless_lb|-cli\b(?!@))/g, "cdktn"],
  [/(?<=\bnpx )cdktf\b(?![-.])|\bcdktf(?= constructs\b)/g, "cdktn"],
  [/\bcdktf(?=\s(\s*\* )?(synth|deploy|init|diff|destroy|output)\b)/g, "cdktn"],
  [/\bfrom cdktf import\b/g, "from cdktn import"],
  [/\bcdktf_cdktf_provider_google\b/g, "cdktn_provider_google"],
  [/\bCdktf(?=GoogleServerlessLb)/g, "Cdktn"],
];
/** In what users read of the code, the tool is called by its name too. */
const CODE = /^(lib|__tests__|examples|docs\/reference)\//;
/** What names both editions, or reads the lock file of this one. */
const KEPT = [
  "package-lock.json",
  "CHANGELOG.md",
  "docs/if-cdktf-ends.md",
  "release/native.ts",
  "release/bindings.ts",
  "release/notes/",
  "__tests__/release/native.test.ts",
];
/** The paragraph of the README that tells where CDKTF stands. */
const README_STATUS = /^HashiCorp archived [^]*?(?=^```sh$)/m;
/** The part of the README that installs this edition from a checkout. */
const README_INSTALL = /(?<=^### Install it\n\n)[^]*?(?=^### )/m;
const INSTALL = "[Use the native edition](docs/if-cdktf-ends.md#use-the-native-edition) has the commands.\n\n";

/** The commands of the first hour that build the edition for CDKTF. */
const FIRST_HOUR_BUILD =
  /(?<=^The package is not on npm yet\. [^]*?\n\n)```sh\n[^]*?```\n(?=[^]*?^npm install \.\/vendor\/)/m;
const FIRST_HOUR =
  "[Use the native edition](if-cdktf-ends.md#in-typescript) has the commands. They also install this package, CDK Terrain and " +
  "the bindings, so leave out the first line below.\n";

/** A text of this repository as it stands in the native edition. */
export function nativeText(text: string, file: string): string {
  if (KEPT.some((kept) => file.startsWith(kept))) {
    return text;
  }
  const named = NAMES.reduce((result, [pattern, name]) => result.replace(pattern, name), text);
  if (file === "README.md") {
    return withStatus(named);
  }
  if (file === "docs/first-hour.md") {
    return withBuild(named);
  }
  return CODE.test(file) ? named.replace(/\bCDKTF\b/g, "CDK Terrain") : named;
}

function withStatus(readme: string): string {
  if (!README_STATUS.test(readme) || !README_INSTALL.test(readme)) {
    throw new Error(
      'README.md needs a paragraph that begins with "HashiCorp archived" before its first commands, and a part "Install it"',
    );
  }
  return readme
    .replace(README_STATUS, `${fs.readFileSync(path.join(__dirname, "native-readme.md"), "utf8")}\n`)
    .replace(README_INSTALL, INSTALL);
}

function withBuild(page: string): string {
  if (!FIRST_HOUR_BUILD.test(page)) {
    throw new Error(
      'docs/first-hour.md needs commands after "The package is not on npm yet.", before those that install it',
    );
  }
  return page.replace(FIRST_HOUR_BUILD, FIRST_HOUR);
}

interface Manifest {
  readonly name: string;
  readonly engines: object;
  readonly devDependencies: { readonly [name: string]: string };
  readonly peerDependencies: object;
  readonly overrides: object;
  readonly jsii: { readonly targets: { readonly go: object } };
}

/** The `package.json` of the native edition, from ours with the names changed. */
function nativeManifest(text: string): Manifest {
  const manifest = JSON.parse(text) as Manifest;
  // the command line of CDK Terrain has versions of its own, and nothing here needs it
  const tools = Object.entries(manifest.devDependencies).filter(([name]) => name !== "cdktn-cli");
  const go = { moduleName: `github.com/cdktf-google-serverless-lb/${NATIVE}-go` };
  return {
    ...manifest,
    engines: { node: ">= 22.11" },
    peerDependencies: { [BINDINGS.name]: BINDINGS.range, cdktn: ">=0.24.0 <0.25.0", constructs: ">=10.6.0 <10.8.0" },
    // npm does not have them yet, and would not install anything else then
    ...{ peerDependenciesMeta: { [BINDINGS.name]: { optional: true } } },
    devDependencies: {
      ...Object.fromEntries(tools),
      [BINDINGS.name]: BINDINGS.version,
      cdktn: CDKTN,
      constructs: CONSTRUCTS,
    },
    jsii: { ...manifest.jsii, targets: { ...manifest.jsii.targets, go } },
  };
}

/** Makes the source of the native edition in a folder, with everything installed that its build and its tests need. */
export function makeNative(folder: string): void {
  copyRepository(folder, nativeText);
  linkTree(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  // npm writes over this one in place, and makes it anew from what is there
  fs.rmSync(path.join(folder, "node_modules/.package-lock.json"), { force: true });
  const file = path.join(folder, "package.json");
  const manifest = nativeManifest(fs.readFileSync(file, "utf8"));
  const write = (content: object) => fs.writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  const bindings = bindingsOf(folder);
  write({ ...manifest, devDependencies: { ...manifest.devDependencies, [BINDINGS.name]: bindings } });
  run("npm", ["install", "--ignore-scripts", "--prefer-offline"], folder);
  write(manifest);
}
