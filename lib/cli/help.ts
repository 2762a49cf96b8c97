/** A text of help on a terminal of any width. */

/** Behind a longer name, what it means would have no room beside it. */
const WIDEST_NAME = 0.4;
const INDENT = 6;
/** Two spaces, the name of an option or command, and the spaces up to what it means. */
const NAME = /^( {2}\S.*?) {2,}(?=\S)/;

/** A paragraph, or an option with what it means. */
interface Part {
  readonly name: string;
  /** Where its further lines begin. */
  readonly hang: number;
  text: string;
}

/** The text with its lines broken again, if the terminal is narrower than the text. */
export function fitted(help: string, columns: number | undefined): string {
  const lines = help.split("\n");
  if (columns === undefined || columns < 2 * INDENT || lines.every(({ length }) => length <= columns)) {
    return help;
  }
  return partsOf(lines)
    .flatMap((part) => linesOf(part, columns))
    .join("\n");
}

function partsOf(lines: readonly string[]): Part[] {
  const parts: Part[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    const hang = line.search(/\S/);
    const [head, name] = NAME.exec(line) ?? ["", ""];
    if (last?.text && !name && hang === last.hang) {
      last.text += ` ${line.trim()}`;
    } else {
      parts.push({ name, hang: name ? head.length : hang, text: line.slice(head.length).trim() });
    }
  }
  return parts;
}

function linesOf({ name, hang, text }: Part, columns: number): string[] {
  if (!name) {
    return wrapped(text, Math.max(hang, 0), columns);
  }
  if (hang > columns * WIDEST_NAME) {
    return [name, ...wrapped(text, INDENT, columns)];
  }
  const [first, ...others] = wrapped(text, hang, columns);
  return [name.padEnd(hang) + first.trimStart(), ...others];
}

/** Breaks a text between words; a word that is longer than a line stays whole. */
function wrapped(text: string, indent: number, columns: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last === "" || indent + last.length + 1 + word.length <= columns) {
      lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines.map((line) => (" ".repeat(indent) + line).trimEnd());
}
