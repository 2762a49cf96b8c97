/** Something that is to go wrong with requests to come. */
export interface Fault {
  /** `error`: an HTTP error; `drop`: the connection breaks; `delay`: the answer comes late. */
  readonly kind: "error" | "drop" | "delay";
  /** The API's method, such as `UrlMaps.Update`; without one, any method that changes something. */
  readonly method?: string;
  /** A part of the URL. */
  readonly path?: string;
  /**
   * How many such requests pass before this one.
   * @default 0
   */
  readonly skip?: number;
  /**
   * Whether the request takes effect all the same, which is what a client meets whose connection breaks late.
   * @default false
   */
  readonly takesEffect?: boolean;
  /**
   * Only `error`.
   * @default 403
   */
  readonly code?: number;
  /** Only `delay`. */
  readonly milliseconds?: number;
}

/** The faults that were asked for. Each happens once. */
export class Faults {
  private pending: { fault: Fault; skip: number }[] = [];

  public add(fault: Fault): void {
    this.pending.push({ fault, skip: fault.skip ?? 0 });
  }

  /** The fault that this request meets, if any; it is used up. */
  public take(verb: string, method: string, url: string): Fault | undefined {
    for (const entry of this.pending) {
      if (!applies(entry.fault, verb, method, url)) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      this.pending = this.pending.filter((other) => other !== entry);
      return entry.fault;
    }
    return undefined;
  }
}

function applies(fault: Fault, verb: string, method: string, url: string): boolean {
  const rightMethod = fault.method === undefined ? verb !== "GET" : fault.method === method;
  return rightMethod && (fault.path === undefined || url.includes(fault.path));
}
