import { SiteShape } from "../site";

/** One deploy of a change. */
export interface Step {
  /** The site after it. */
  readonly site: SiteShape;
  /** What the error says, where this apply is refused. */
  readonly refused?: RegExp;
  /** Whether all certificates are to become ACTIVE before the next step. */
  readonly wait?: boolean;
}

/** A change of a site in use. */
export interface Change {
  /** What it is, as the table has it. */
  readonly name: string;
  readonly before: SiteShape;
  readonly steps: readonly Step[];
  /** What the change takes away from visitors, as asked: the beginnings of URLs. */
  readonly ends: readonly string[];
  /** A known limit: what goes wrong for a moment when it is done in one step. */
  readonly breaks?: "outage" | "gap";
}

/** A change that one apply makes. */
export function change(name: string, before: SiteShape, after: SiteShape, ends: readonly string[] = []): Change {
  return { name, before, steps: [{ site: after }], ends };
}

/** A change that is made in steps. */
export function staged(name: string, before: SiteShape, ...steps: Step[]): Change {
  return { name, before, steps, ends: [] };
}

/** A change that is known to break something for a moment when it is made in one step. */
export function careless(name: string, breaks: "outage" | "gap", before: SiteShape, after: SiteShape): Change {
  return { name, before, steps: [{ site: after }], ends: [], breaks };
}
