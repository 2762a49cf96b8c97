/**
 * Bundles `simulator/` into the two files of its package: what programs load, and the command. Of Google's schema, which
 * is 100 MB in its client libraries, the package has the parts that requests are checked by.
 */
import * as fs from "fs";
import * as path from "path";
import * as esbuild from "esbuild";
import { LIBRARIES } from "../simulator/apis";
import { Schema } from "../simulator/schema/messages";
import { trimmed } from "../simulator/schema/trim";

const ROOT = path.join(__dirname, "..");
const FOLDER = path.join(ROOT, "simulator");
const DIST = path.join(FOLDER, "dist");
const SCHEMA = "schema.json";
const { dependencies } = JSON.parse(fs.readFileSync(path.join(FOLDER, "package.json"), "utf8")) as {
  readonly dependencies: { readonly [name: string]: string };
};

/** Reads the trimmed schema in place of Google's libraries. */
const TRIMMED_SCHEMA: esbuild.Plugin = {
  name: "trimmed-schema",
  setup(build) {
    build.onLoad({ filter: /schema[\\/]google\.ts$/ }, () => ({
      contents: `import { readFileSync } from "node:fs";
        import { join } from "node:path";
        let protos;
        export const protosOf = (library) =>
          (protos ??= JSON.parse(readFileSync(join(__dirname, "${SCHEMA}"), "utf8")))[library];`,
    }));
  },
};

async function main(): Promise<void> {
  fs.rmSync(DIST, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: ["index", "main"].map((entry) => path.join(FOLDER, `${entry}.ts`)),
    outdir: DIST,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: Object.keys(dependencies),
    plugins: [TRIMMED_SCHEMA],
    minifyWhitespace: true,
    logLevel: "warning",
  });
  fs.chmodSync(path.join(DIST, "main.js"), 0o755);
  const schemas = Object.entries(LIBRARIES).map(([library, { name, services }]) => [
    library,
    trimmed(Schema.ofLibrary(library), name, services),
  ]);
  fs.writeFileSync(path.join(DIST, SCHEMA), JSON.stringify(Object.fromEntries(schemas)));
  fs.copyFileSync(path.join(ROOT, "LICENSE"), path.join(DIST, "LICENSE"));
}

void main();
