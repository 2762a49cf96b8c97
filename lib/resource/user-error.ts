import * as fs from "fs";
import { FRAMES, isCalledByJsii, userFrames } from "./user-line";

const made = new WeakSet<object>();
const state = { isWatched: false, hasFailed: false };

/** Whether the user was told of an error. */
export function hasFailed(): boolean {
  return state.hasFailed;
}

/**
 * An error about what the user wrote. Its call stack has only the user's own lines. Where nobody catches the error, nothing
 * else is printed, not even the line of this package that Node.js shows first.
 */
export function userError(message: string): Error {
  const { stackTraceLimit } = Error;
  // who wants no stack traces gets none
  Error.stackTraceLimit = stackTraceLimit === 0 ? 0 : FRAMES;
  const error = new Error(message);
  const frames = userFrames(error.stack ?? "");
  Error.stackTraceLimit = stackTraceLimit;
  if (frames.length > 0 || isCalledByJsii()) {
    error.stack = [`Error: ${message}`, ...frames].join("\n");
  }
  if (isCalledByJsii()) {
    // of what a constructor throws, jsii passes on the message, and of what a method throws, its text
    error.toString = () => message;
  }
  made.add(error);
  state.hasFailed = true;
  watch();
  return error;
}

/** Prints an error that nobody catches and ends the program, as Node.js would. A program that looks for errors itself gets it. */
function watch(): void {
  if (state.isWatched || process.env.JEST_WORKER_ID !== undefined || isCalledByJsii()) {
    return;
  }
  state.isWatched = true;
  process.on("uncaughtExceptionMonitor", (error) => {
    const isHandled = process.listenerCount("uncaughtException") > 0 || process.hasUncaughtExceptionCaptureCallback();
    if (made.has(error) && !isHandled) {
      fs.writeSync(process.stderr.fd, `${error.stack ?? error.message}\n`);
      process.exit(1);
    }
  });
}
