/** The parser of Google's Common Expression Language. Its package is an ES module, which the build takes into the bundle. */
export { parse } from "@marcbachmann/cel-js";
