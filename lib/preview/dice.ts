/** Numbers from 0 to below 1, by which weights and percentages are decided. */
export type Dice = () => number;

/** Numbers that are the same for the same seed. */
export function seededDice(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of some things, by their weights. */
export function pick<T extends { readonly weight: number }>(things: readonly T[], dice: Dice): T | undefined {
  if (things.length < 2) {
    return things[0];
  }
  const sum = things.reduce((total, { weight }) => total + weight, 0);
  let left = dice() * sum;
  return things.find(({ weight }) => (left -= weight) < 0) ?? things[things.length - 1];
}
