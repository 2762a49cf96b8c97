import * as path from "path";
import { fileURLToPath } from "url";

/** Of a frame in a file; frames of Node.js itself have no path. */
const FRAME = /^\s*at (?:(?:new (\S+)|.*) \()?((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/;
/** This package, or its sources where these are run. */
const OWN_FOLDER = path.join(__dirname, "..") + path.sep;

/**
 * The line in the user's code from which a call was made, such as `site.ts:12:5`, if it is known. The constructors of the
 * classes that are given are passed over.
 */
export function userLine(stack: string, classes: readonly string[] = []): string | undefined {
  const ownConstructors = new Set(classes);
  for (const frame of stack.split("\n")) {
    const [, maker, file, line, column] = FRAME.exec(frame) ?? [];
    const name = file?.startsWith("file://") ? fileURLToPath(file) : file;
    // a class of the user's that calls its base class is not yet the place where it was used
    if (!ownConstructors.delete(maker) && name !== undefined && !isForeign(name)) {
      return `${path.relative("", name)}:${line}:${column}`;
    }
  }
  return undefined;
}

/** True for code that is not the user's. In a bundle everything is one file, so nothing can be told apart. */
function isForeign(file: string): boolean {
  return file === __filename || file.split(/[\\/]/).includes("node_modules") || file.startsWith(OWN_FOLDER);
}
