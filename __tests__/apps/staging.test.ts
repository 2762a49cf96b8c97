import { stackOf } from "./synthesized-stack";

test("the environment staging is the Terraform JSON of the snapshot", async () => {
  expect(await stackOf("main.ts", "staging")).toMatchSnapshot();
});
