/** Copies of the repository, in which it is built or tested with other packages. */
import * as fs from "fs";
import * as path from "path";
import { ROOT, run } from "./run";

/** The version of CDK Terrain that is tested. */
export const CDKTN = "0.24.0";
/** In the range that `cdktn` and `cdktf` both take. */
export const CONSTRUCTS = "10.6.0";

/** Copies the files of the work tree that git knows, or would take; a text can be changed on the way. */
export function copyRepository(folder: string, changed = (text: string, _file: string) => text): void {
  const files = run("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"]).split("\0");
  for (const file of files.filter((name) => name !== "" && fs.existsSync(path.join(ROOT, name)))) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    const [bytes, to] = [fs.readFileSync(path.join(ROOT, file)), path.join(folder, file)];
    fs.writeFileSync(to, isText(bytes) ? changed(bytes.toString(), file) : bytes);
    fs.chmodSync(to, fs.statSync(path.join(ROOT, file)).mode);
  }
}

const isText = (bytes: Buffer) => !bytes.includes(0);

/** A copy of installed packages that takes seconds and no room: its files are links. */
export function linkTree(from: string, to: string): void {
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) {
      linkTree(source, target);
    } else if (entry.isSymbolicLink()) {
      fs.symlinkSync(fs.readlinkSync(source), target);
    } else {
      linkFile(source, target);
    }
  }
}

function linkFile(source: string, target: string): void {
  try {
    fs.linkSync(source, target);
  } catch {
    // the temporary folder may be on another disk
    fs.copyFileSync(source, target);
  }
}
