import { simulatedEnvironment } from "./environment";
import { Program } from "./installed";
import { Running, start } from "./process";

/** What a plan does to one resource. */
export interface PlannedChange {
  readonly address: string;
  readonly action: string;
}

/** How a command of Terraform ended. */
export interface TerraformRun {
  readonly succeeded: boolean;
  /** What it planned. */
  readonly changes: readonly PlannedChange[];
  /** Its errors, each with the resource's address. */
  readonly errors: readonly string[];
}

/** A line of Terraform's machine-readable output. */
interface Event {
  readonly type?: string;
  readonly "@message"?: string;
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string };
  readonly diagnostic?: {
    readonly severity: string;
    readonly summary: string;
    readonly detail?: string;
    readonly address?: string;
  };
}

/** Where Terraform works, and what it is told besides. */
export interface TerraformOptions {
  /** The folder with the configuration; it is initialized. */
  readonly folder: string;
  /** Terraform's data directory. */
  readonly dataDir: string;
  /** The simulator's address. */
  readonly address: string;
  /**
   * What is run.
   *
   * @default "terraform"
   */
  readonly program?: Program;
  /**
   * More of the environment, such as variables.
   *
   * @default - none
   */
  readonly env?: { readonly [name: string]: string };
  /**
   * What to do with each line that shows the progress.
   *
   * @default - nothing
   */
  readonly onProgress?: (line: string) => void;
}

/** The real Terraform in one folder, with the simulator for a cloud. */
export class Terraform {
  public constructor(private readonly options: TerraformOptions) {}

  /** Applies. */
  public async apply(...args: string[]): Promise<TerraformRun> {
    return finished(this.startApply(...args));
  }

  /** Begins to apply. */
  public startApply(...args: string[]): Running {
    return this.start(["apply", "-auto-approve", ...args]);
  }

  /** Plans. `changes` is empty when there is nothing to do. */
  public async plan(): Promise<TerraformRun> {
    return finished(this.start(["plan", "-lock=false"]));
  }

  /** Plans into a file of the folder, for `apply` and `show`. */
  public async planInto(file: string): Promise<TerraformRun> {
    return finished(this.start(["plan", `-out=${file}`]));
  }

  /** A plan in a file, as JSON. */
  public async show(file: string): Promise<unknown> {
    const { succeeded, output } = await this.command("show", "-json", file);
    const json = output.split("\n").find((line) => line.startsWith("{"));
    if (!succeeded || json === undefined) throw new Error(`terraform show: ${output}`);
    return JSON.parse(json);
  }

  /** Destroys all. */
  public async destroy(): Promise<TerraformRun> {
    return finished(this.start(["destroy", "-auto-approve"]));
  }

  /** Any other command, such as `import`, without machine-readable output. */
  public async command(...args: string[]): Promise<{ readonly succeeded: boolean; readonly output: string }> {
    const { code, output } = await start(this.program, [...args, "-no-color"], this.process()).ended;
    return { succeeded: code === 0, output };
  }

  /** A file of a plan stands last, behind all options. */
  private start([command, ...args]: readonly string[]): Running {
    const { onProgress } = this.options;
    const onLine = onProgress && ((line: string) => parse(line).flatMap(progressOf).forEach(onProgress));
    return start(this.program, [command, "-json", "-no-color", "-input=false", ...args], { ...this.process(), onLine });
  }

  private get program(): Program {
    return this.options.program ?? "terraform";
  }

  private process() {
    const { folder, dataDir, address, env } = this.options;
    return { cwd: folder, env: { ...simulatedEnvironment(address), TF_DATA_DIR: dataDir, ...env } };
  }
}

/** Waits for a command and reads its output. */
export async function finished(running: Running): Promise<TerraformRun> {
  const { code, output } = await running.ended;
  const events = output.split("\n").flatMap(parse);
  const changes = events.flatMap(({ type, change }) =>
    type === "planned_change" && change ? [{ address: change.resource.addr, action: change.action }] : [],
  );
  const errors = events.flatMap(({ diagnostic }) =>
    diagnostic?.severity === "error"
      ? [`${diagnostic.address ?? "terraform"}: ${diagnostic.summary} ${diagnostic.detail ?? ""}`.trim()]
      : [],
  );
  const succeeded = code === 0;
  const silent = !succeeded && errors.length === 0;
  return { succeeded, changes, errors: silent ? [`terraform ended with ${code ?? "a signal"}: ${output}`] : errors };
}

function parse(line: string): Event[] {
  try {
    return [JSON.parse(line) as Event];
  } catch {
    return [];
  }
}

/** What shows that a resource is done. */
function progressOf({ type, "@message": message }: Event): string[] {
  return type === "apply_complete" && message !== undefined ? [message.replace(/ \[id=.*\]$/, "")] : [];
}

const WORDS: readonly (readonly [action: string, word: string])[] = [
  ["create", "added"],
  ["update", "changed"],
  ["replace", "replaced"],
  ["delete", "destroyed"],
];

/** What a plan does, in numbers: `1 added, 2 changed`. */
export function countsOf({ changes }: TerraformRun): string {
  const counts = WORDS.map(([action, word]) => {
    const count = changes.filter((change) => change.action === action).length;
    return count === 0 ? "" : `${count} ${word}`;
  });
  return counts.filter((text) => text !== "").join(", ") || "nothing";
}

/** What a plan does, resource by resource, for a problem. */
export function listOf({ changes }: TerraformRun): string {
  return changes.map(({ action, address }) => `${action} ${address}`).join(", ");
}
