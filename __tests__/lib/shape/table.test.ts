import { SHAPES } from "../../../lib/shape/table";
import { shapes } from "../../../scripts/shapes";

test("lib/shape/table.ts is what the public API says", () => {
  expect(JSON.parse(JSON.stringify(shapes()))).toEqual(SHAPES);
});
