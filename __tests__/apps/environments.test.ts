import { environments } from "../../environments";
import { stackOf } from "./synthesized-stack";

test.each(Object.keys(environments))(
  "the environment %s is the one of before; if you have changed it: npx jest -u __tests__/apps",
  async (id) => {
    expect(await stackOf("main.ts", id)).toMatchSnapshot();
  },
);
