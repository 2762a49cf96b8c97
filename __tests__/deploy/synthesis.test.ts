import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { EnvironmentStack, GlobalAddress } from "cdktf-google-serverless-lb";
import { synthesizeStack } from "../../deploy/synthesis";

const ENVIRONMENT = process.env;
afterEach(() => {
  process.env = ENVIRONMENT;
});

test.each([["production"], [undefined]])("a stack is synthesized silently where NODE_ENV is %s", (before) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "synthesis-"));
  const printed = [jest.spyOn(console, "log"), jest.spyOn(console, "error")].map((spy) => spy.mockImplementation());
  process.env = { ...ENVIRONMENT };
  if (before === undefined) {
    delete process.env.NODE_ENV;
  } else {
    process.env.NODE_ENV = before;
  }
  synthesizeStack(folder, "prod", (app) => {
    // nothing uses the address, which is a warning
    new GlobalAddress(new EnvironmentStack(app, "prod", { project: "p1" }), "Ip");
  });
  expect(process.env.NODE_ENV).toBe(before);
  expect(fs.existsSync(path.join(folder, "cdk.tf.json"))).toBe(true);
  expect(printed.map((spy) => spy.mock.calls)).toEqual([[], []]);
  fs.rmSync(folder, { recursive: true });
});
