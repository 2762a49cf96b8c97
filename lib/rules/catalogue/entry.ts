import * as values from "../rule";

/** How a rule is held: it cannot be broken in code that compiles, or an error, or a warning. */
export type How = "types" | "error" | "warning";

/** A rule that is held. */
export interface HeldRule {
  readonly says: string;
  readonly held: readonly How[];
  /** What happens where nobody looks. */
  readonly otherwise: string;
  /** The path of Google's page, where it is not that of the family. */
  readonly page?: string;
}

/** A rule that another one includes. */
export interface IncludedRule {
  readonly says: string;
  readonly heldAs: string;
}

/** A rule that is not held. */
export interface LeftOutRule {
  readonly says: string;
  /** Why. */
  readonly leftOut: string;
}

/** A family of rules, by id. */
export interface Rules {
  readonly [id: string]: HeldRule | values.HeldRule | IncludedRule | LeftOutRule;
}
