import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { App } from "cdktf";
import { EnvironmentStack } from "cdktf-google-serverless-lb";
import { commandWith, Simulator } from "../../../lib/cli/try";

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "try-"));
beforeAll(() => {
  const app = new App({ outdir });
  new EnvironmentStack(app, "prod", { project: "p1" });
  app.synth();
});
afterAll(() => fs.rmSync(outdir, { recursive: true }));

async function run(simulator: Simulator | undefined) {
  const texts = { out: "", error: "" };
  const code = await commandWith(() => Promise.resolve(simulator)).run(["prod", "--outdir", outdir], {
    out: (text) => void (texts.out += text),
    error: (text) => void (texts.error += text),
    isColoured: false,
  });
  return { code, ...texts };
}

test("without the simulator it says how to install it, also while it is not on npm", async () => {
  expect(await run(undefined)).toEqual({
    code: 2,
    out: "",
    error: `try needs the package cdktf-google-serverless-lb-simulator; run npm install --save-dev cdktf-google-serverless-lb-simulator
As long as it is not on npm, run (cd simulator && npm pack) in a checkout of this package, and give npm install the path
of the tarball instead of the name
`,
  });
});

test("with it, the stack is tried, and the simulator's exit code is the command's", async () => {
  const tried: string[] = [];
  const tryStack: Simulator["tryStack"] = ({ stack, to, from, progress }) => {
    tried.push(stack, path.relative(outdir, to), String(from));
    progress("it applies");
    return Promise.resolve(0);
  };
  expect(await run({ tryStack })).toEqual({ code: 0, out: "", error: "it applies\n" });
  expect(tried).toEqual(["prod", "stacks/prod/cdk.tf.json", "undefined"]);
});
