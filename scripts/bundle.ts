/**
 * Makes one file of what jsii compiled to `dist/`: a program starts a good deal faster if Node.js does not look for and
 * open two hundred. The entry points stay files of their own, which take their part of it.
 *
 * A resource of the provider is loaded when it is first used, and so is the parser of expressions: a load balancer pays
 * for no security policy. The parser, an ES module, becomes CommonJS: Node.js before 20.19 and jest, in which users test
 * their stacks, cannot require an ES module. The source map leads from a stack trace to the file in `lib/` and its line.
 */
import * as fs from "fs";
import * as path from "path";
import * as esbuild from "esbuild";

const ROOT = path.join(__dirname, "..");
const DIST = path.join(ROOT, "dist");
/** The one that programs load, the matchers, and the command. */
const ENTRIES = ["index", "jest", "cli"];
const BUNDLE = "bundle";
const PARSER = "@marcbachmann/cel-js";
const { dependencies, peerDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
  readonly [kind: string]: { readonly [name: string]: string };
};

/** The resources of the provider and the parser, each of which is loaded when something of it is asked for. */
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

/** Makes one file of modules and all that they load of this package. */
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
    sourcemap: "linked",
    sourcesContent: false,
    logLevel: "warning",
  });
}

/** An entry point. Its names are written out too, since Node.js runs nothing to find those that an `import` may ask for. */
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
  for (const entry of ENTRIES) {
    const file = path.join(DIST, `${entry}.js`);
    fs.writeFileSync(file, entryPoint(entry, entry === "index" ? names : []), {
      mode: entry === "cli" ? 0o755 : 0o644,
    });
  }
  fs.copyFileSync(path.join(ROOT, "node_modules", PARSER, "LICENSE"), path.join(DIST, "LICENSE.cel-js"));
}

if (require.main === module) {
  void main();
}
