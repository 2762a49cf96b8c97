/** Which type declarations a package needs: those that its entry points lead to. */
import * as fs from "fs";
import * as path from "path";

/** What users import of the package. */
export const TYPE_ENTRIES = ["index.d.ts", "jest.d.ts"];
const SPECIFIER = /(?:\bfrom |\bimport\(|\bimport )"(\.[^"]*)"/g;

/** The declarations that some in a folder import, and they themselves, by their paths in the folder. */
export function reachableTypes(folder: string, entries: readonly string[]): Set<string> {
  const found = new Set<string>();
  const follow = (file: string): void => {
    if (found.has(file)) {
      return;
    }
    found.add(file);
    const text = fs.readFileSync(path.join(folder, file), "utf8");
    for (const [, specifier] of text.matchAll(SPECIFIER)) {
      const target = path.posix.join(path.posix.dirname(file), specifier);
      const candidates = [`${target}.d.ts`, `${target}/index.d.ts`];
      follow(candidates.find((each) => fs.existsSync(path.join(folder, each))) ?? candidates[0]);
    }
  };
  entries.forEach(follow);
  return found;
}
