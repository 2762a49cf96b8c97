import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { cannotStart, failureOf } from "../deploy/command-line";
import { ROOT, filesOf } from "./apps";

jest.setTimeout(600_000);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cli-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const outdir = path.join(folder, "out");

/** Runs the real `cdktf synth` on an app of two stacks, of which one may be invalid. */
function synth(invalid = ""): { status: number | null; text: string } {
  const app = `"${process.execPath}" -r @swc-node/register __tests__/fixtures/one-address.ts`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [require.resolve("cdktf-cli/bundle/bin/cdktf"), "synth", "--app", app, "--output", outdir],
    {
      cwd: ROOT,
      env: { ...process.env, HOME: folder, CHECKPOINT_DISABLE: "1", NODE_OPTIONS: "", INVALID: invalid },
      encoding: "utf8",
    },
  );
  return { status, text: stdout + stderr };
}

test("under CDKTF's CLI warnings tell path and line, and errors fail the synth and leave the former output", () => {
  const good = synth();
  // on a newer Node.js, it starts only where a compiler could make its module when it was installed
  if (cannotStart(good.text)) {
    expect(Number(process.versions.node.split(".")[0])).toBeGreaterThan(22);
    expect(failureOf(good.text)).toContain("cdktn-cli");
    return;
  }
  expect(good.text).toMatch(/WARN \[dev\/Ip\]: look here\n {4}made at __tests__\/fixtures\/one-address\.ts:9:21\n/);
  expect(good.text).toContain("Generated Terraform code for the stacks: dev, prod");
  expect(good.status).toBe(0);
  const before = filesOf(outdir);
  expect(Object.keys(before)).toContain(path.join("stacks", "prod", "cdk.tf.json"));

  const bad = synth("prod");
  expect(bad.text).toMatch(
    /synthesis failed, no file was written:\n\s+\[prod\/Ip\] something is wrong\n\s+made at __tests__\/fixtures\/one-address\.ts:9:21\n/,
  );
  expect(bad.status).toBe(1);
  expect(filesOf(outdir)).toEqual(before);
});
