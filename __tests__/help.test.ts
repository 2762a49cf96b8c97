/** The file `help`, which `cdktf` prints for a project: the commands of those who use the repository's app. */
import * as fs from "fs";
import * as path from "path";
import { COMMANDS } from "../lib/cli/commands";
import { ROOT } from "./apps";

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const help = read("help");
const { scripts } = JSON.parse(read("package.json")) as { scripts: { readonly [name: string]: string } };
const namedIn = (text: string) =>
  [...text.matchAll(/npm (?:run ([a-z-]+(?::[a-z]+)?)|(test)\b)/g)].map(([, script, test]) => script ?? test);

test("it names the commands of a user in the order of use", () => {
  const commands = [...help.matchAll(/^ {4}(npm run [a-z]+|npx [a-z]+ [\w./]+)/gm)].map(([, command]) => command);
  expect([...new Set(commands)]).toEqual([
    "npm run synth",
    "npm run typecheck",
    "npx jest __tests__/site.test.ts",
    "npm run preview",
    "npm run review",
    "npm run try",
    "npx cdktf diff",
    "npx cdktf deploy",
    "npx cdktf output",
    "npx cdktf destroy",
  ]);
});

test("it has every command of the package, for any environment", () => {
  expect(Object.keys(COMMANDS).filter((name) => !help.includes(`npm run ${name} -- <env>`))).toEqual([]);
});

test("every script of package.json is there or in CONTRIBUTING.md, and what they name is a script", () => {
  // npm runs them itself
  const own = ["prepack", "clean"];
  const named = new Set([...namedIn(help), ...namedIn(read("CONTRIBUTING.md"))]);
  expect(Object.keys(scripts).filter((name) => !own.includes(name) && !named.has(name))).toEqual([]);
  expect([...named].filter((name) => !(name in scripts))).toEqual([]);
});

test("it fits into 80 columns, and leads to files that exist", () => {
  expect(help.split("\n").filter((line) => line.length > 80)).toEqual([]);
  const files = [...help.matchAll(/[\w./-]+\.(?:ts|md)\b/g)].map(([file]) => file);
  expect(files).toContain("environments.ts");
  expect(files.filter((file) => !fs.existsSync(path.join(ROOT, file)))).toEqual([]);
});
