import { TerraformRun } from "./terraform";

/** One line of the table: what was tried and what came of it. */
export interface Outcome {
  /** What the plans did, in the order of the steps. */
  readonly plan: string;
  /** In how many applies. */
  readonly applied: string;
  /** What visitors met. */
  readonly windows: string;
  /** Who gets in before, after and meanwhile. */
  readonly whoGetsIn: string;
  /** Why it is not as it should be; empty when all is well. */
  readonly problems: readonly string[];
  /**
   * Why it could not be tried on this machine.
   *
   * @default - it was tried
   */
  readonly notRun?: string;
}

/** Something that is tried with the real Terraform. */
export interface Trial {
  /** The part of the table. */
  readonly part: string;
  /** The line of the table. */
  readonly name: string;
  readonly run: () => Promise<Outcome>;
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
