/** Text as Markdown code, which is printed unchanged. */
export function code(value: string): string {
  const line = value.replace(/\s+/g, " ");
  const fence = "`".repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

/** Text that users wrote, such as a description, with the special characters of Markdown escaped. */
export function prose(value: string): string {
  return value
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>#|]/g, "\\$&");
}

/**
 * A table whose columns are aligned in the source too; empty without rows. A column that is empty in every row is left
 * out. Each row has one cell for each heading.
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) {
    return "";
  }
  const uneven = rows.find((row) => row.length !== head.length);
  if (uneven !== undefined) {
    throw new Error(
      `every row of a table needs one cell for each of ${head.join(", ")}, got ${JSON.stringify(uneven)}`,
    );
  }
  const filled = head.map((_, column) => rows.some((row) => row[column] !== ""));
  const lines = [head, ...rows].map((row) => row.filter((_, column) => filled[column]).map(cell));
  const widths = lines[0].map((_, column) => Math.max(3, ...lines.map((line) => widthOf(line[column]))));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((value, column) => value + " ".repeat(widths[column] - widthOf(value))).join(" | ")} |`;
  return [line(lines[0]), line(widths.map((width) => "-".repeat(width))), ...lines.slice(1).map(line)].join("\n");
}

/** A heading with its content; empty without content. */
export function section(heading: string, ...parts: readonly string[]): string {
  const body = parts.filter((part) => part !== "").join("\n\n");
  return body === "" ? "" : `${heading}\n\n${body}`;
}

/** A list; empty without items. */
export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function cell(value: string): string {
  return value.replace(/\s+/g, " ").replace(/\|/g, "\\|");
}

function widthOf(value: string): number {
  return [...value].length;
}
