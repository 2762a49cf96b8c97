import { ChildProcess, spawn } from "node:child_process";

/** How a process ended, and what it wrote. */
export interface Ended {
  /** The exit code; `undefined` when it was killed or could not be started. */
  readonly code: number | undefined;
  readonly output: string;
}

/** A process, with its children, that can be killed as a whole. */
export interface Running {
  readonly ended: Promise<Ended>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** Options of `start`. */
export interface StartOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /**
   * What to do with each line of output as it comes.
   *
   * @default - nothing
   */
  readonly onLine?: (line: string) => void;
  /**
   * After how many seconds it is killed.
   *
   * @default 300
   */
  readonly timeoutSec?: number;
}

const running = new Set<ChildProcess>();

/** Starts a process in a group of its own. It does not outlive this one. */
export function start(command: string, args: readonly string[], options: StartOptions): Running {
  const { cwd, env, onLine, timeoutSec = 300 } = options;
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const timer = setTimeout(() => killGroup(child, "SIGKILL"), timeoutSec * 1000);
  let output = "";
  let rest = "";
  const take = (chunk: Buffer) => {
    output += chunk.toString("utf8");
    const lines = (rest + chunk.toString("utf8")).split("\n");
    rest = lines.pop() ?? "";
    if (onLine) lines.forEach(onLine);
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const ended = new Promise<Ended>((resolve) => {
    const end = (code: number | null, more = "") => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code: code ?? undefined, output: output + more });
    };
    child.once("error", (error) => end(null, error.message));
    child.once("close", (code) => end(code));
  });
  return { ended, kill: (signal) => killGroup(child, signal) };
}

/** Kills all that still runs; for the end of this process. */
export function killAll(): void {
  for (const child of running) killGroup(child, "SIGKILL");
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // it has ended meanwhile
  }
}
