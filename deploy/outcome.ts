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
  /**
   * Whether there is anything to try on a version of the provider.
   *
   * @default - on each
   */
  readonly isOn?: (provider: string) => boolean;
  readonly run: () => Promise<Outcome>;
}
