import { stackOf } from "./synthesized-stack";

test("the environment dev is the Terraform JSON of the snapshot", async () => {
  expect(await stackOf("main.ts", "dev")).toMatchSnapshot();
});
