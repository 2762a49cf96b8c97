/** What the commands of the package have in common. */

/** An error that the user can fix. */
export class UsageError extends Error {}

/** Where the command writes its output. */
export interface CommandStreams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether the output goes to a terminal that shows colors. */
  readonly isColoured: boolean;
  /**
   * The width of the terminal, in characters.
   *
   * @default - as wide as the text
   */
  readonly columns?: number;
}

/** A command of the package. */
export interface Command {
  /** What `--help` prints. */
  readonly help: string;
  /** The exit code of an error. */
  readonly errorCode: number;
  /** Runs it with the arguments behind its name, and returns the exit code. */
  readonly run: (args: readonly string[], streams: CommandStreams) => Promise<number>;
}
