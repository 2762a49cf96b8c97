/**
 * The parser of Google's Common Expression Language. Its package is an ES module, which the build compiles into this
 * file's place: `scripts/compile-cel-parser.ts`.
 */
export { parse } from "@marcbachmann/cel-js";
