import { callWrongly } from "./wrong-calls";

// a stack trace costs more than a call
Error.stackTraceLimit = 0;

test("2,000 calls with wrong values of all the API end with an id and a place, each within a second", () => {
  const { refused, uncalled, bad } = callWrongly(2_000, 1);
  expect(bad).toEqual([]);
  expect(uncalled).toEqual([]);
  // rarer ones have cases of their own
  expect(Object.keys(refused)).toEqual(expect.arrayContaining(["SHAPE-01", "SHAPE-02", "SHAPE-05"]));
});
