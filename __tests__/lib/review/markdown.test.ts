import { code, list, prose, section, table } from "../../../lib/review/markdown";

test("code holds backticks and line breaks without ending", () => {
  expect(code("a")).toBe("`a`");
  expect(code("a`b")).toBe("``a`b``");
  expect(code("`a`")).toBe("`` `a` ``");
  expect(code("a\n b")).toBe("`a b`");
});

test("prose loses its meaning in Markdown", () => {
  expect(prose(" **a** <b> [c](d) | `e`\n# f ")).toBe("\\*\\*a\\*\\* \\<b\\> \\[c\\](d) \\| \\`e\\` \\# f");
});

test("a table is aligned, and has no empty columns", () => {
  expect(
    table(
      ["a", "b", "long head"],
      [
        ["1", "", "2|3"],
        ["", "", "x"],
      ],
    ),
  ).toBe(["| a   | long head |", "| --- | --------- |", "| 1   | 2\\|3      |", "|     | x         |"].join("\n"));
  expect(table(["a"], [])).toBe("");
});

test.each([
  ["too few", ["1"]],
  ["too many", ["1", "2", "3"]],
])("a row with %s cells is refused", (_, row) => {
  expect(() => table(["a", "b"], [["1", "2"], row])).toThrow(
    `every row of a table needs one cell for each of a, b, got ${JSON.stringify(row)}`,
  );
});

test("a section without content is left out", () => {
  expect(section("# A", "", "")).toBe("");
  expect(section("# A", "", "text", list(["1", "2"]))).toBe("# A\n\ntext\n\n- 1\n- 2");
});
