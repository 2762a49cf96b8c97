/**
 * Bundles what jsii compiled to `dist/` into one file: a program starts much faster if Node.js does not have to find and
 * open two hundred files. The entry points remain separate files, which load their part of the bundle.
 *
 * A resource of the provider is loaded when it is first used, and so is the parser of expressions: an app without a
 * security policy loads neither. The parser, an ES module, becomes CommonJS, because Node.js before 20.19 and Jest, in
 * which users test their stacks, cannot require an ES module. The source map leads from a stack trace to the file in `lib/` and its line.
 */
import * as fs from "fs";
import * as path from "path";
import * as esbuild from "esbuild";
import { TYPE_ENTRIES, reachableTypes } from "./reachable-types";

const ROOT = path.join(__dirname, "..");
const DIST = path.join(ROOT, "dist");
/** The module that programs load, the Jest matchers, and the command. */
const ENTRIES = ["index", "jest", "cli"];
const BUNDLE = "bundle";
const PARSER = "@marcbachmann/cel-js";
/** What the bundle reads beside itself. */
const PAGE = path.join(ROOT, "lib", "preview", "page.html");
const { dependencies, peerDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
  readonly [kind: string]: { readonly [name: string]: string };
};

/** Loads a resource of the provider, and the parser, when it is first used. */
const LAZY: esbuild.Plugin = {
  name: "lazy",
  setup(build) {
    build.onResolve({ filter: /^@cdktf\/provider-google\/lib\/|^@marcbachmann\/cel-js$/ }, (asked) =>
      asked.namespace === "lazy" ? undefined : { path: asked.path, namespace: "lazy" },
    );
    build.onLoad({ filter: /.*/, namespace: "lazy" }, ({ path: module }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => require(${JSON.stringify(module)})[name] });`,
      resolveDir: ROOT,
    }));
  },
};

/** Bundles modules, with everything that they load from this package, into one file. */
export async function bundle(
  modules: string,
  folder: string,
  outfile: string,
  ...plugins: esbuild.Plugin[]
): Promise<void> {
  await esbuild.build({
    stdin: { contents: modules, resolveDir: folder },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: [...Object.keys(dependencies), ...Object.keys(peerDependencies), "@hpcc-js/wasm-graphviz"],
    plugins: [LAZY, ...plugins],
    minifyWhitespace: true,
    sourcemap: "linked",
    sourcesContent: false,
    logLevel: "warning",
  });
}

/** An entry point. It lists its names, because Node.js does not run code to find the names for an `import`. */
function entryPoint(entry: string, names: readonly string[]): string {
  const part = `require("./${BUNDLE}.js").${entry}`;
  if (entry === "cli") {
    return `#!/usr/bin/env node\n${part}.main();\n`;
  }
  const hint = names.length > 0 ? `0 && (module.exports = { ${names.join(", ")} });\n` : "";
  return `module.exports = ${part};\n${hint}`;
}

async function main(): Promise<void> {
  const parts = ENTRIES.map((entry) => `get ${entry}() { return require("./${entry}.js"); }`);
  await bundle(`module.exports = { ${parts.join(", ")} };`, DIST, path.join(DIST, `${BUNDLE}.js`));
  const names = Object.keys((await import(path.join(DIST, "index.js"))) as object).filter((name) => name !== "default");
  fs.readdirSync(DIST, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".js") && file !== `${BUNDLE}.js`)
    .forEach((file) => fs.rmSync(path.join(DIST, file)));
  const types = reachableTypes(DIST, TYPE_ENTRIES);
  fs.readdirSync(DIST, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".d.ts") && !types.has(file.replaceAll(path.sep, "/")))
    .forEach((file) => fs.rmSync(path.join(DIST, file)));
  for (const entry of ENTRIES) {
    const file = path.join(DIST, `${entry}.js`);
    fs.writeFileSync(file, entryPoint(entry, entry === "index" ? names : []), {
      mode: entry === "cli" ? 0o755 : 0o644,
    });
  }
  fs.copyFileSync(path.join(ROOT, "lib/preview/page.html"), path.join(DIST, "page.html"));
  fs.copyFileSync(PAGE, path.join(DIST, path.basename(PAGE)));
  fs.copyFileSync(path.join(ROOT, "node_modules", PARSER, "LICENSE"), path.join(DIST, "LICENSE.cel-js"));
}

if (require.main === module) {
  void main();
}
