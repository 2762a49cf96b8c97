/**
 * `npm run native -- <folder>`: makes the source of the native edition in a folder, and builds it. There, `npm pack` and
 * `npm run package` make what is published, as they do here.
 */
import * as fs from "fs";
import * as path from "path";
import { makeNative } from "./native";
import { run } from "./run";

const [folder, ...others] = process.argv.slice(2);
if (folder === undefined || others.length > 0 || fs.existsSync(folder)) {
  console.error("give one folder, which does not exist yet: npm run native -- <folder>");
  process.exit(1);
}
console.log("copying the repository, and installing what the native edition needs");
makeNative(path.resolve(folder));
console.log("building it with jsii");
run("npm", ["run", "build"], folder);
console.log(
  `the native edition is in ${folder}; docs/if-cdktf-ends.md says how to install it in TypeScript and in Python`,
);
