#!/usr/bin/env node
import * as fs from "fs";
import * as path from "path";
import { Command, CommandStreams, UsageError } from "./cli/command";
import { COMMANDS } from "./cli/commands";
import { fitted } from "./cli/help";
import { didYouMean } from "./rules/nearest";

export { type CommandStreams } from "./cli/command";

const HELP = `Usage: cdktf-google-serverless-lb <command> [<stack>] [options]

Commands:
${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join("\n")}

Options:
  --help     print this help; after a command, that of the command
  --version  print the version of the package
`;

const HELP_OPTIONS = ["--help", "-h"];
const FAILED = 1;

/** The streams of this process. A terminal gets colors, unless NO_COLOR is set; its width is in COLUMNS, if that is set. */
export function standardStreams(): CommandStreams {
  const columns = Number(process.env.COLUMNS) || process.stdout.columns;
  return {
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    isColoured: Boolean(process.stdout.isTTY) && !process.env.NO_COLOR,
    columns,
  };
}

/**
 * Runs a command of the package.
 *
 * @returns the exit code
 */
export async function run(args: readonly string[], streams: CommandStreams): Promise<number> {
  const [name, ...others] = args;
  if (name === "--version") {
    streams.out(`${version()}\n`);
    return 0;
  }
  if (name === undefined || HELP_OPTIONS.includes(name)) {
    streams.out(fitted(HELP, streams.columns));
    return name === undefined ? FAILED : 0;
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    const known = Object.keys(COMMANDS);
    const hint = didYouMean(name, known, `the commands are ${known.join(", ")}`);
    streams.error(`unknown command ${JSON.stringify(name)}; ${hint}\n${helpOf("")}`);
    return FAILED;
  }
  return runCommand(name, COMMANDS[name].load(), others, streams);
}

async function runCommand(name: string, command: Command, args: readonly string[], streams: CommandStreams) {
  if (args.some((arg) => HELP_OPTIONS.includes(arg))) {
    streams.out(fitted(command.help, streams.columns));
    return 0;
  }
  try {
    return await command.run(args, streams);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    streams.error(`${text}\n${error instanceof UsageError ? "" : helpOf(`${name} `)}`);
    return command.errorCode;
  }
}

function helpOf(command: string): string {
  return `For help, run: cdktf-google-serverless-lb ${command}--help\n`;
}

/** The version of this package, whose file is one folder above, in the sources and as published. */
function version(): string {
  const file = path.join(__dirname, "..", "package.json");
  return (JSON.parse(fs.readFileSync(file, "utf8")) as { readonly version: string }).version;
}

/** Runs the command with the arguments of the process. */
export function main(): void {
  void run(process.argv.slice(2), standardStreams()).then((code) => {
    process.exitCode = code;
  });
}

if (require.main === module) {
  main();
}
