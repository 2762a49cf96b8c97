import * as path from "path";
import { fileURLToPath } from "url";

/** So many lines of a stack trace lead out of this package, and out of one that is built on it. */
export const FRAMES = 30;
/** Of a frame in a file; frames of Node.js itself have no path. */
const FRAME = /^\s*at (?:(?:new (\S+)|.*) \()?((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/;
/** This package, or its sources where these are run. */
const OWN_FOLDER = path.join(__dirname, "..") + path.sep;

/** A call in a file. */
interface Frame {
  /** The line of the stack trace. */
  readonly line: string;
  /** The class that is made, if it is a constructor. */
  readonly maker: string | undefined;
  /** Such as `site.ts:12:5`. */
  readonly place: string;
  readonly isForeign: boolean;
}

/** Other languages call this package by way of jsii. Its frames are all that a stack trace then has, and no user knows them. */
export function isCalledByJsii(): boolean {
  return process.env.JSII_AGENT !== undefined;
}

/**
 * The line in the user's code from which a call was made, such as `site.ts:12:5`, if it is known. The constructors of the
 * classes that are given are passed over.
 */
export function userLine(stack: string, classes: readonly string[] = []): string | undefined {
  const ownConstructors = new Set<string | undefined>(classes);
  // a class of the user's that calls its base class is not yet the place where it was used
  return framesOf(stack).find(({ maker, isForeign }) => !ownConstructors.delete(maker) && !isForeign)?.place;
}

/** The lines of a stack trace that are in the user's code. */
export function userFrames(stack: string): string[] {
  return framesOf(stack)
    .filter(({ isForeign }) => !isForeign)
    .map(({ line }) => line);
}

/** True for code that is not the user's. In a bundle everything is one file, so nothing can be distinguished. */
function isForeign(file: string): boolean {
  return file === __filename || file.split(/[\\/]/).includes("node_modules") || file.startsWith(OWN_FOLDER);
}

function framesOf(stack: string): Frame[] {
  if (isCalledByJsii()) {
    return [];
  }
  return stack.split("\n").flatMap((line) => {
    const [, maker, file, row, column] = (FRAME.exec(line) ?? []) as (string | undefined)[];
    if (file === undefined) {
      return [];
    }
    const name = file.startsWith("file://") ? fileURLToPath(file) : file;
    return [{ line, maker, place: `${path.relative("", name)}:${row}:${column}`, isForeign: isForeign(name) }];
  });
}
