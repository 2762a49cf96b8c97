/** `docs/first-hour.md` as its readers use it: its files and commands, in order, in an empty folder. */
import * as fs from "fs";
import * as path from "path";
import { Checks, ROOT, run } from "./run";

const PAGE = path.join(ROOT, "docs/first-hour.md");
const BLOCK = /<!-- (?:(run)|file: (\S+)|examples\/first-hour\/(\S+)) -->\n\n```\w+\n([^]*?)```\n/g;
const SYNTHESIZED = "cdktf.out/stacks/prod/cdk.tf.json";

/** A file that the page has its readers write, or commands that they run. */
export interface Block {
  /** Without it, the block has commands. */
  readonly file?: string;
  readonly text: string;
}

/** The marked blocks of the page, in its order. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(BLOCK)].map(([, isRun, file, example, text]) =>
    isRun ? { text } : { file: file ?? example, text },
  );
}

/** Does what the page says with a packed package, in a home that has no settings. */
export function tryFirstHour(checks: Checks, folder: string, tarball: string): void {
  const [project, home] = ["first-hour", "home"].map((name) => path.join(folder, name));
  [project, home].forEach((each) => fs.mkdirSync(each));
  // the page has its readers copy it there, as the package is not on npm yet
  fs.cpSync(tarball, path.join(project, "vendor", path.basename(tarball)));
  // what npm has downloaded before is no setting
  const env = { HOME: home, npm_config_cache: run("npm", ["config", "get", "cache"]).trim() };
  const shell = (line: string) => run("bash", ["-c", line], project, env);
  for (const { file, text } of blocksOf(fs.readFileSync(PAGE, "utf8"))) {
    if (file !== undefined) {
      fs.mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
      fs.writeFileSync(path.join(project, file), text);
      continue;
    }
    for (const line of text.trim().split("\n")) {
      checks.check(`the first hour: ${line}`, () => void shell(line));
    }
  }
  checks.check("the first hour: a stack is written", () => {
    const { resource } = JSON.parse(fs.readFileSync(path.join(project, SYNTHESIZED), "utf8")) as { resource: object };
    return `${Object.keys(resource).length} types of resources`;
  });
  checks.check("the first hour: what does not compile is not synthesized", () => {
    fs.appendFileSync(path.join(project, "site.ts"), "export const wrong: number = HELLO;\n");
    const answer = refusal(() => shell("npm run synth"));
    if (!answer.includes("TS2322")) {
      throw new Error(`it says:\n${answer}`);
    }
  });
}

function refusal(work: () => string): string {
  try {
    return work();
  } catch (error) {
    return (error as Error).message;
  }
}
