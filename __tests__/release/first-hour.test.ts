import * as fs from "fs";
import * as path from "path";
import { version } from "../../package.json";
import { blocksOf } from "../../release/first-hour";
import { ROOT } from "../apps";

const blocks = blocksOf(fs.readFileSync(path.join(ROOT, "docs/first-hour.md"), "utf8"));

test("the page has every file of a project", () => {
  expect(blocks.flatMap(({ file }) => file ?? [])).toEqual([
    "package.json",
    "tsconfig.json",
    "cdktf.json",
    ".gitignore",
    "site.ts",
    "main.ts",
    "__tests__/site.test.ts",
  ]);
});

test("the commands that need no account are run, in order, and no other", () => {
  const commands = blocks.filter(({ file }) => file === undefined).flatMap(({ text }) => text.trim().split("\n"));
  expect(commands.map((command) => command.split(" ").slice(0, 3).join(" "))).toEqual([
    `npm install ./vendor/cdktf-google-serverless-lb-${version}.tgz`,
    "npm install --save-dev",
    "npm test",
    "npm run synth",
    "npm run review",
  ]);
});

test("a block without a mark is not run", () => {
  expect(blocksOf("```sh\nrm -rf .\n```\n\n<!-- run -->\n\n```sh\nls\n```\n")).toEqual([{ text: "ls\n" }]);
});
