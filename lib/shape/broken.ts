/** Objects that a factory made of wrong values. The construct that takes one refuses. */
import { Misshapen } from "../rules/shapes";

/** What is wrong about a value, and the call of the rules that it belongs to. */
export interface Fault extends Misshapen {
  readonly call: "shape.missing" | "shape.kind" | "shape.member" | "shape.name" | "shape.place";
}

/** What a factory was given wrongly. */
interface Broken {
  readonly factory: string;
  readonly faults: readonly Fault[];
}

const broken = new WeakMap<object, Broken>();

/** An object of a class that has only faults. Where a factory makes a list, it is the one member of that list, too. */
export function brokenOf(prototype: object, factory: string, faults: readonly Fault[]): object {
  const made = Object.create(prototype, { [Symbol.iterator]: { value: () => [made].values() } }) as object;
  broken.set(made, { factory, faults });
  return made;
}

/** Whether an object was made of wrong values. */
export function isBroken(value: unknown): boolean {
  return broken.has(value as object);
}

/** What is wrong in an object at a path; nothing for an object that was made of right values. */
export function faultsIn(value: unknown, path: string): Fault[] {
  const { factory = "", faults = [] } = broken.get(value as object) ?? {};
  const place = path === "" ? factory : `${factory} in ${path}`;
  return faults.map((fault) => ({ ...fault, what: `${fault.what} of ${place}` }));
}
