/** How the checks of a release run programs and tell how it went. */
import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";

/** The repository. */
export const ROOT = path.join(__dirname, "..");
/** A program of the repository's own dependencies. */
export const bin = (name: string) => path.join(ROOT, "node_modules", ".bin", name);

/** What npm tells its scripts about the package they belong to; another package's npm must not hear it. */
const OF_THE_PACKAGE = /^npm_(package|lifecycle|command|config_local_prefix|execpath)/;

/** Runs a program and returns what it wrote to standard output. It fails with all that the program said. */
export function run(
  program: string,
  args: readonly string[],
  cwd = ROOT,
  env: Record<string, string | undefined> = {},
): string {
  const inherited = Object.entries(process.env).filter(([name]) => !OF_THE_PACKAGE.test(name));
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...Object.fromEntries(inherited),
      CHECKPOINT_DISABLE: "1",
      JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split(".")[0],
      NODE_OPTIONS: "",
      ...env,
    },
  });
  if (status !== 0) {
    const line = [path.basename(program), ...args].join(" ");
    throw new Error(
      `${line}\n${stdout ?? ""}${stderr ?? ""}${error?.message ?? (signal ? `ended by ${signal}` : `exit code ${status}`)}`,
    );
  }
  return stdout;
}

/** Named checks, each told with the seconds it took, and counted. */
export class Checks {
  private passed = 0;
  private failed = 0;

  /** Runs a check; what it returns is told beside its name. A failed check does not stop the next. */
  public check(name: string, work: () => string | void): void {
    const start = Date.now();
    const seconds = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
    try {
      const told = work();
      this.passed++;
      console.log(`ok      ${name}${told ? `: ${told}` : ""} (${seconds()})`);
    } catch (error) {
      this.failed++;
      console.log(`FAILED  ${name} (${seconds()})\n${(error as Error).message.trim().replace(/^/gm, "        ")}`);
    }
  }

  /** Tells the counts and sets the exit code. */
  public end(): void {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed === 0 ? 0 : 1;
  }
}

/** Runs some work in a folder of its own, which does not outlive it. */
export function inTemporaryFolder(work: (folder: string) => void): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "release-"));
  try {
    work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Says what differs between two texts that should be the same: the first line that does. */
export function assertSame(actual: string, expected: string): void {
  const [left, right] = [actual.split("\n"), expected.split("\n")];
  const line = right.findIndex((text, index) => text !== left[index]);
  if (actual !== expected) {
    const at = line < 0 ? right.length : line;
    throw new Error(`line ${at + 1} is\n  ${left[at] ?? "(missing)"}\nand should be\n  ${right[at] ?? "(missing)"}`);
  }
}
