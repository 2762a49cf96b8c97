import { stackOf } from "./synthesized-stack";

test("the environment prod is the Terraform JSON of the snapshot", async () => {
  expect(await stackOf("main.ts", "prod")).toMatchSnapshot();
});
