/**
 * `npm run readme`: fills the marked blocks of the README and of the pages in `docs/`: the files of `examples/`, the
 * messages of synth about the mistakes in `scripts/mistakes.ts`, and the versions of the provider that props need.
 */
import * as fs from "fs";
import * as path from "path";
import { saidTo } from "./mistakes";
import { providerVersionsTable } from "./provider-versions";

const ROOT = path.join(__dirname, "..");
const EXAMPLE = /<!-- (examples\/[A-Za-z0-9./_-]+\.(ts|py|java|go)) -->\n\n```\2\n[^]*?```\n/g;
const VERSIONS = /<!-- provider versions -->\n\n\|[^]*?\n\n/g;
const MISTAKE = /<!-- mistake: ([a-z0-9-]+) -->\n\n```text\n[^]*?```\n/g;

/** The pages with marked blocks, by their path in the repository. */
export function pages(): string[] {
  const docs = fs.readdirSync(path.join(ROOT, "docs"), { recursive: true, encoding: "utf8" });
  return [
    "README.md",
    ...docs.filter((file) => file.endsWith(".md")).map((file) => path.posix.join("docs", file)),
  ].sort();
}

/** A page with the current examples and messages. */
export function filled(page: string): string {
  return page
    .replace(EXAMPLE, (_, file: string, language: string) => {
      const code = fs.readFileSync(path.join(ROOT, file), "utf8");
      return `<!-- ${file} -->\n\n\`\`\`${language}\n${code}\`\`\`\n`;
    })
    .replace(VERSIONS, () => `<!-- provider versions -->\n\n${providerVersionsTable()}\n\n`)
    .replace(MISTAKE, (_, name: string) => `<!-- mistake: ${name} -->\n\n\`\`\`text\n${saidTo(name)}\n\`\`\`\n`);
}

if (require.main === module) {
  // CDKTF's CLI also sets this, to print the warnings itself; here they are written to the pages
  process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS ??= "true";
  for (const page of pages().map((file) => path.join(ROOT, file))) {
    fs.writeFileSync(page, filled(fs.readFileSync(page, "utf8")));
  }
}
