/** The arguments of a command. */
import { ParseArgsConfig, parseArgs } from "util";
import { didYouMean } from "../rules/nearest";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Read<T extends Options> = ReturnType<typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>>;

/** Reads options and stacks; an error says what is wrong, and which option is probably meant. */
export function readArguments<const T extends Options>(args: readonly string[], options: T): Read<T> {
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === "option") {
      const { name, rawName, value, inlineValue = false } = token;
      const mistake = mistakeOf(rawName, value, inlineValue, options[name]?.type, Object.keys(options));
      if (mistake !== undefined) {
        throw new Error(mistake);
      }
    }
  }
  return parseArgs({ args: [...args], options, allowPositionals: true });
}

function mistakeOf(
  written: string,
  value: string | undefined,
  isInline: boolean,
  type: "string" | "boolean" | undefined,
  known: readonly string[],
): string | undefined {
  if (type === undefined) {
    const options = [...new Set([...known, "help"])].map((name) => `--${name}`);
    return `unknown option ${written}; ${didYouMean(written, options, `the options are ${options.join(", ")}`)}`;
  }
  if (type === "boolean") {
    return isInline ? `${written} takes no value, got ${value}; write ${written} alone` : undefined;
  }
  return value === undefined || (!isInline && value.startsWith("-"))
    ? `${written} needs a value; write it behind the option, like ${written}=value`
    : undefined;
}
