import { stackOf } from "./synthesized-stack";

test("the example of one service is the Terraform JSON of the snapshot", async () => {
  expect(await stackOf("examples/one-service.ts", "prod")).toMatchSnapshot();
});
