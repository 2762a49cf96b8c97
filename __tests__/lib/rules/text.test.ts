import { grouped, shown } from "../../../lib/rules/text";

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1,000"],
  [10000, "10,000"],
  [1234567, "1,234,567"],
])("%d is grouped as %s", (count, expected) => {
  expect(grouped(count)).toBe(expected);
});

test("a text in PEM format is not shown, since it may be a private key", () => {
  const key = "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n";
  expect(shown(key)).toBe("a text in PEM format");
  expect(shown({ name: "own", keys: [key] })).toBe('{"name":"own","keys":["a text in PEM format"]}');
});
