/** The page that goes through a change: what it says that commands print, they print. */
import * as fs from "fs";
import * as path from "path";
import { run } from "../lib/cli";
import { ROOT, runApp } from "./apps";

const page = fs.readFileSync(path.join(ROOT, "docs/a-change.md"), "utf8");
const partOf = (heading: string) =>
  new RegExp(`^## \\d\\. ${heading}\\n([^]*?)(?=^## (?:\\d\\. |What happens))`, "m").exec(page)?.[1] ?? "";
const blocksOf = (heading: string, language: string) =>
  [...partOf(heading).matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, block]) => block);

let before: string;
let after: string;
beforeAll(async () => {
  before = await runApp("examples/one-service.ts");
  after = await runApp("examples/a-change.ts");
});
afterAll(() => [before, after].forEach((folder) => fs.rmSync(folder, { recursive: true })));

test("the steps are in the order of use", () => {
  const steps = [...page.matchAll(/^## \d\. (\w+)/gm)].map(([, step]) => step);
  expect(steps).toEqual(["Keep", "Test", "Edit", "Synthesize", "Preview", "Review", "Try", "Deploy"]);
});

test("the synth writes as many resources", () => {
  const json = JSON.parse(fs.readFileSync(path.join(after, "stacks/prod/cdk.tf.json"), "utf8")) as {
    readonly resource: { readonly [type: string]: object };
  };
  const resources = Object.values(json.resource).flatMap((each) => Object.keys(each));
  expect(blocksOf("Synthesize", "text")).toEqual([`wrote prod: ${resources.length} resources\n`]);
});

test("the review says what changes for visitors", async () => {
  let out = "";
  const streams = { out: (text: string) => void (out += text), error: () => undefined, isColoured: false };
  expect(await run(["review", "prod", "--outdir", after, "--against", before], streams)).toBe(0);
  expect(blocksOf("Review", "md")).toEqual([out]);
});
