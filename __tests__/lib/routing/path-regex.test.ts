import { groupCount, patternFault, repeatedAny, strangeEscape, substitute } from "../../../lib/routing/path-regex";

test.each([
  ["^/a/(b|c)[^/]+$", undefined],
  ["(?i)/A", undefined],
  ["/a(?=b)", "invalid or unsupported Perl syntax: `(?=`"],
  ["[", "missing closing ]: `[`"],
])("%s is a regular expression of RE2, or is not", (pattern, fault) => {
  expect(patternFault(pattern)).toBe(fault);
});

test("the groups of a pattern are counted", () => {
  expect(["a", "(a)(?:b)", "((a)b)"].map(groupCount)).toEqual([0, 1, 2]);
});

test.each([
  ["(a)", "\\1\\0\\\\", undefined],
  ["(a)", "\\2", "\\2"],
  ["(a)", "x\\n", "\\n"],
  ["(a)", "x\\", "\\"],
  ["(a)", "$2", undefined],
])("of %s, %s has %s", (pattern, substitution, strange) => {
  expect(strangeEscape(pattern, substitution)).toBe(strange);
});

test.each([
  ["/a/(.*)$", ".*"],
  ["(a.{2})", ".{"],
  [".+?", ".+"],
  ["/a.(b)", undefined],
  ["/a\\.*", undefined],
  ["[.*]+[^].*]+", undefined],
])("%s repeats any character with %s", (pattern, repeated) => {
  expect(repeatedAny(pattern)).toBe(repeated);
});

test.each([
  ["/xxx/one/yyy/one/zzz", "one", "two", "/xxx/two/yyy/two/zzz"],
  ["/service/foo/v1/api", "^/service/([^/]+)(/[a-z0-9/]*)$", "\\2/instance/\\1", "/v1/api/instance/foo"],
  ["/aaa/XxX/bbb", "(?i)/xxx/", "/yyy/", "/aaa/yyy/bbb"],
  ["/a", "^/(b)?a", "/[\\1]\\0\\\\$1", "/[]/a\\$1"],
  ["/a", "^/b", "/c", "/a"],
])("%s, with %s replaced by %s, is %s", (path, pattern, substitution, rewritten) => {
  expect(substitute(path, pattern, substitution)).toBe(rewritten);
});

test("what RE2 does not know, and a path without a slash, has no answer", () => {
  expect(() => substitute("/a", "(", "/b")).toThrow("the rewrite of ( to /b is not one of RE2: UM-13");
  expect(() => substitute("/a", "a", "\\1")).toThrow("the rewrite of a to \\1 is not one of RE2: UM-13");
  expect(() => substitute("/a", "^/", "b")).toThrow("Google does not document what a rewrite to ba does");
});
