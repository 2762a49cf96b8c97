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

test("a section without content is left out", () => {
  expect(section("# A", "", "")).toBe("");
  expect(section("# A", "", "text", list(["1", "2"]))).toBe("# A\n\ntext\n\n- 1\n- 2");
});
