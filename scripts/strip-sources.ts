/**
 * Takes the sources out of the source maps in `dist/`, which jsii puts there: a fifth of the package. The maps stay, so
 * that a stack trace names the file in `lib/` and its line.
 */
import * as fs from "fs";
import * as path from "path";

const DIST = path.join(__dirname, "../dist");
const MAP = /(?<=^\/\/# sourceMappingURL=data:application\/json;base64,)\S+$/m;

for (const name of fs.readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"))) {
  const file = path.join(DIST, name);
  const text = fs.readFileSync(file, "utf8");
  const stripped = text.replace(MAP, (map) => {
    const json = JSON.parse(Buffer.from(map, "base64").toString()) as object;
    return Buffer.from(JSON.stringify({ ...json, sourcesContent: undefined })).toString("base64");
  });
  fs.writeFileSync(file, stripped);
}
