import * as fs from "fs";
import * as path from "path";
import { saidTo } from "../scripts/mistakes";
import { ROOT } from "./apps";

const readme = fs.readFileSync(path.join(ROOT, "README.md"), "utf8");
const scripts = (JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as { scripts: object }).scripts;

test("the README begins with the two commands", () => {
  const [, block] = /```sh\n([^]*?)```/.exec(readme) ?? [];
  expect(block).toBe("npm ci && npm run synth\nnpm ci && npm test\n");
});

test("the README's first screen has the commands, a site of ten lines and a picture", () => {
  const screen = readme.split("\n").slice(0, 60).join("\n");
  expect(screen).toContain("npm ci && npm test");
  expect(screen).toContain("<!-- examples/one-service.ts -->");
  expect(screen).toContain("```mermaid");
});

test("every script that README, CONTRIBUTING and help name exists", () => {
  const texts = ["README.md", "CONTRIBUTING.md", "help"].map((file) => fs.readFileSync(path.join(ROOT, file), "utf8"));
  const named = texts.flatMap((text) => [...text.matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1]));
  expect(named).toContain("synth");
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("the error that the README quotes is the one that synth gives", () => {
  const [, quoted] = /`(\[prod\/Frontend\][^`]+)`/.exec(readme) ?? [];
  expect(saidTo("ttl-above-maximum")).toBe(quoted.replace(/\s+/g, " "));
});
