import { parseArgs } from "node:util";

const DEFAULT_STEPS = 25;

/** What a run is asked for. */
export interface Options {
  /** A part of the names of the rows that are run; all without it. */
  readonly only?: string;
  /** Of how many rows one is run, from the first on; 1 for all. */
  readonly every: number;
  readonly steps: number;
  readonly seed: number;
  /** Whether nothing else was asked for: then the table is written. */
  readonly isDefault: boolean;
}

/** Reads what follows `npm run test:deploy --`. */
export function optionsOf(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string" },
      every: { type: "string" },
      steps: { type: "string" },
      seed: { type: "string" },
    },
  });
  const { only, every, steps, seed } = values;
  return {
    only,
    every: wholeNumber("--every", every, 1) ?? 1,
    steps: wholeNumber("--steps", steps, 1) ?? DEFAULT_STEPS,
    seed: wholeNumber("--seed", seed, 0) ?? Date.now() % 2 ** 31,
    isDefault: only === undefined && every === undefined && steps === undefined && seed === undefined,
  };
}

function wholeNumber(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined || (/^\d+$/.test(text) && Number(text) >= least && Number(text) < 2 ** 31)) {
    return text === undefined ? undefined : Number(text);
  }
  throw new Error(`${name} must be a whole number of at least ${least}, got ${text}`);
}
