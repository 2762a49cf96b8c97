import { canonical, JsonObject } from "../json";

/** Who is let in at a URL. */
export interface Entry {
  /** Visitors by their logins. */
  readonly people: readonly string[];
  /** The client certificates that are accepted. */
  readonly certificates: readonly string[];
}

/** Who is let in from a change on. */
export interface Admission extends Entry {
  /** The mutation that made it so. */
  readonly since: string;
}

/** Who was let in at a URL, in the order of time, from the first time on that somebody was. */
export interface EntryHistory {
  readonly url: string;
  readonly admissions: readonly Admission[];
}

/** Keeps, per URL, who is let in, and who was. */
export class Entries {
  private histories = new Map<string, readonly Admission[]>();

  /** Notes who is let in after a mutation; `undefined` where the URL leads to another one. */
  public note(url: string, entry: Entry | undefined, mutation: string): void {
    const history = this.histories.get(url) ?? [];
    const last = history.at(-1);
    if (entry === undefined) this.histories.delete(url);
    else if (last ? !isSame(last, entry) : !isEmpty(entry)) {
      const { people, certificates } = entry;
      this.histories.set(url, [...history, { people, certificates, since: mutation }]);
    }
  }

  public list(): EntryHistory[] {
    return [...this.histories].map(([url, admissions]) => ({ url, admissions }));
  }

  /** Forgets what was before, and where nobody is let in now. */
  public reset(): void {
    const lasting = [...this.histories].map(([url, history]) => [url, history.slice(-1)] as const);
    this.histories = new Map(lasting.filter(([, [last]]) => !isEmpty(last)));
  }

  public save(): JsonObject {
    return Object.fromEntries(
      this.list().map(({ url, admissions }) => [url, admissions.map((admission) => structuredClone(admission))]),
    ) as unknown as JsonObject;
  }

  public restore(saved: JsonObject): void {
    this.histories = new Map(Object.entries(saved) as unknown as [string, readonly Admission[]][]);
  }
}

/** Whether nobody is let in. */
export function isEmpty({ people, certificates }: Entry): boolean {
  return people.length === 0 || certificates.length === 0;
}

function isSame(one: Entry, other: Entry): boolean {
  const formOf = ({ people, certificates }: Entry) => canonical([[...people].sort(), [...certificates].sort()]);
  return formOf(one) === formOf(other);
}
