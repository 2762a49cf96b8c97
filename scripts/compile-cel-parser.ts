/**
 * Compiles the CEL parser, an ES module, to CommonJS beside the code that uses it. Node before 20.19 and jest, in which
 * users test their stacks, cannot require an ES module; and it is far lighter than the parsers that can be required.
 */
import * as fs from "fs";
import * as path from "path";
import { transformSync } from "@swc/core";

const NAME = "@marcbachmann/cel-js";
const source = path.join(__dirname, "../node_modules", NAME);
const folder = process.argv[2] ?? path.join(__dirname, "../dist/cloud-armor");
const target = path.join(folder, path.basename(NAME));

fs.rmSync(target, { recursive: true, force: true });
fs.mkdirSync(target, { recursive: true });
for (const file of fs.readdirSync(path.join(source, "lib")).filter((name) => name.endsWith(".js"))) {
  const { code } = transformSync(fs.readFileSync(path.join(source, "lib", file), "utf8"), {
    jsc: { target: "es2022" },
    module: { type: "commonjs" },
  });
  fs.writeFileSync(path.join(target, file), code);
}
fs.copyFileSync(path.join(source, "LICENSE"), path.join(target, "LICENSE"));
fs.writeFileSync(path.join(folder, "cel-parser.js"), 'exports.parse = require("./cel-js/index.js").parse;\n');
