import { JsonObject } from "../json";

/** A time during which something that held did not hold. */
export interface Window {
  /** What was looked at: a URL, a rule at a URL, a service. */
  readonly subject: string;
  readonly why: string;
  /** The mutation that broke it. */
  readonly from: string;
  /** The mutation that mended it; absent while it is broken. */
  until?: string;
}

/** Keeps, per subject, whether something holds, and the windows during which it did not. */
export class Windows {
  private held = new Set<string>();
  private open = new Map<string, Window>();
  private all: Window[] = [];

  /** Notes a state after a mutation. What never held cannot break. */
  public note(subject: string, problem: string | undefined, mutation: string): void {
    const window = this.open.get(subject);
    if (problem === undefined) {
      this.held.add(subject);
      if (window) window.until = mutation;
      this.open.delete(subject);
    } else if (!window && this.held.has(subject)) {
      const opened: Window = { subject, why: problem, from: mutation };
      this.open.set(subject, opened);
      this.all.push(opened);
    }
  }

  /** What held at some time. */
  public subjects(): string[] {
    return [...this.held];
  }

  /** All windows, in the order in which they opened. */
  public list(): readonly Window[] {
    return this.all;
  }

  /** Forgets the windows and what does not hold now. */
  public reset(): void {
    for (const subject of this.open.keys()) this.held.delete(subject);
    this.open.clear();
    this.all = [];
  }

  public save(): JsonObject {
    return { held: [...this.held], windows: this.all.map((window) => ({ ...window })) };
  }

  public restore(saved: JsonObject): void {
    this.held = new Set(saved.held as string[]);
    this.all = (saved.windows as JsonObject[]).map(({ subject, why, from, until }) => ({
      subject: subject as string,
      why: why as string,
      from: from as string,
      ...(until === undefined ? {} : { until: until as string }),
    }));
    this.open = new Map(
      this.all.filter((window) => window.until === undefined).map((window) => [window.subject, window]),
    );
  }
}
