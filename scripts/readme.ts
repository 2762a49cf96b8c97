/** `npm run readme`: puts the files of `examples/` into the code blocks of the README. */
import * as fs from "fs";
import * as path from "path";

const README = path.join(__dirname, "../README.md");
const BLOCK = /<!-- (examples\/[a-z0-9-]+\.ts) -->\n\n```ts\n[^]*?```\n/g;

/** The README with the examples as they are now. */
export function filled(readme: string): string {
  return readme.replace(BLOCK, (_, file: string) => {
    const code = fs.readFileSync(path.join(__dirname, "..", file), "utf8");
    return `<!-- ${file} -->\n\n\`\`\`ts\n${code}\`\`\`\n`;
  });
}

if (require.main === module) {
  fs.writeFileSync(README, filled(fs.readFileSync(README, "utf8")));
}
