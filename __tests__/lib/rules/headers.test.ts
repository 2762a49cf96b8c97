import { isHostHeader } from "../../../lib/rules/backend-services/headers";
import { isHeaderName } from "../../../lib/rules/values";

test.each(["x-id", "X_Id", "a", "!#$%&'*+.^_`|~-"])("%j is a header's name", (name) => {
  expect(isHeaderName(name)).toBe(true);
});

test.each(["", "x id", "x:id", ":method", "x-ü", "x(id)"])("%j is no header's name", (name) => {
  expect(isHeaderName(name)).toBe(false);
});

test.each([
  ["Host", true],
  ["authority", true],
  ["x-host", false],
])("that %s is the host is %p", (name, expected) => {
  expect(isHostHeader(name)).toBe(expected);
});
