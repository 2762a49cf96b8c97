import { Token } from "cdktf";

/** True for a value that is there and is not a token, so that it can be looked at. */
export function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined && value !== null && !Token.isUnresolved(value);
}

/** The known values of a list; a list that is itself a token has none. */
export function knownValues<T>(values: readonly T[] | undefined): T[] {
  const list = isKnown(values) && Array.isArray(values) ? (values as readonly T[]) : [];
  return list.filter((value) => isKnown(value));
}
