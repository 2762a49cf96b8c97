import { failureOf } from "../../deploy/command-line";

test("a CLI that is not made for this Node.js is told by the version, and by what runs instead", () => {
  const told = failureOf("innerError Error: Cannot find module '../build/Debug/pty.node'\nRequire stack:\n- cdktf.js");
  expect(told).toContain(`Node.js ${process.versions.node}`);
  expect(told).toMatch(/up to Node\.js 22 only.*cdktn-cli/);
  expect(told).not.toContain("Require stack");
});

test("any other failure is told as it is", () => {
  expect(failureOf("Error: Cannot find module './site'")).toBe("Error: Cannot find module './site'");
});
