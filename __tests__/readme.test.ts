import * as fs from "fs";
import * as path from "path";
import { Testing } from "cdktf";
import { BackendService, CdnPolicy, EnvironmentStack } from "cdktf-google-serverless-lb";
import { filled } from "../scripts/readme";
import { EXAMPLES, ROOT } from "./apps";

const readme = fs.readFileSync(path.join(ROOT, "README.md"), "utf8");
const scripts = (JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as { scripts: object }).scripts;

test("the README's code blocks are the files of examples", () => {
  expect(filled(readme)).toBe(readme);
});

test("every example stands in the README, and every TypeScript block is an example", () => {
  const named = [...readme.matchAll(/<!-- (examples\/.*?) -->/g)].map((match) => match[1]);
  expect([...named].sort()).toEqual([...EXAMPLES].sort());
  expect(readme.match(/```ts\n/g)).toHaveLength(EXAMPLES.length);
});

test("the README begins with the two commands", () => {
  const [, block] = /```sh\n([^]*?)```/.exec(readme) ?? [];
  expect(block).toBe("npm ci && npm run synth\nnpm ci && npm test\n");
});

test("every script that README, CONTRIBUTING and help name exists", () => {
  const texts = ["README.md", "CONTRIBUTING.md", "help"].map((file) => fs.readFileSync(path.join(ROOT, file), "utf8"));
  const named = texts.flatMap((text) => [...text.matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1]));
  expect(named).toContain("synth");
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("every link to a file of the repository leads somewhere", () => {
  const docs = [
    "README.md",
    "CONTRIBUTING.md",
    ...fs.readdirSync(path.join(ROOT, "docs/adr")).map((file) => `docs/adr/${file}`),
  ];
  const broken = docs.flatMap((file) =>
    [...fs.readFileSync(path.join(ROOT, file), "utf8").matchAll(/\]\(([^):#]+)\)/g)]
      .map((match) => path.join(path.dirname(file), match[1]))
      .filter((target) => !fs.existsSync(path.join(ROOT, target))),
  );
  expect(broken).toEqual([]);
});

test("the error that the README quotes is the one that synth gives", () => {
  const [, quoted] = /`(\[prod\/Frontend\][^`]+)`/.exec(readme) ?? [];
  const stack = new EnvironmentStack(Testing.app(), "prod", { project: "p1" });
  const cdnPolicy = CdnPolicy.cacheAllStatic({ defaultTtlSec: 172_800 });
  expect(() => new BackendService(stack, "Frontend", { cdnPolicy })).toThrow(quoted.replace(/\s+/g, " "));
});
