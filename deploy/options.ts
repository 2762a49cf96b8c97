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
  /**
   * A version of the provider, or a constraint of which the newest is taken.
   *
   * @default - that of the bindings
   */
  readonly provider?: string;
  /** Whether all rows are run as they always are, or the table was asked for: then what was found is written into it. */
  readonly writes: boolean;
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
      provider: { type: "string" },
      write: { type: "boolean", default: false },
    },
  });
  const { only, every, steps, seed, provider, write } = values;
  const isWhole = only === undefined && every === undefined && steps === undefined && seed === undefined;
  return {
    only,
    every: wholeNumber("--every", every, 1) ?? 1,
    steps: wholeNumber("--steps", steps, 1) ?? DEFAULT_STEPS,
    seed: wholeNumber("--seed", seed, 0) ?? Date.now() % 2 ** 31,
    provider,
    writes: isWhole || write,
  };
}

function wholeNumber(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined || (/^\d+$/.test(text) && Number(text) >= least && Number(text) < 2 ** 31)) {
    return text === undefined ? undefined : Number(text);
  }
  throw new Error(`${name} must be a whole number of at least ${least}, got ${text}`);
}
