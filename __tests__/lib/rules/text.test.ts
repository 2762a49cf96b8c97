import { grouped } from "../../../lib/rules/text";

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1,000"],
  [10000, "10,000"],
  [1234567, "1,234,567"],
])("%d is grouped as %s", (count, expected) => {
  expect(grouped(count)).toBe(expected);
});
