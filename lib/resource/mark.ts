/** Where a class keeps its name: the same in every copy of this package, and whatever a bundler calls the class. */
const MARK = Symbol.for("cdktf-google-serverless-lb/class");

/** Says which class a prototype is that of, so that another copy of this package knows its objects, as `instanceof` would not. */
export function markClass(prototype: object, name: string): void {
  Object.defineProperty(prototype, MARK, { value: name });
}

/** Whether a value is an object of a class or of one that is built on it, of this copy of the package or of another one. */
export function isMarked(value: unknown, name: string): boolean {
  return marksOf(value).includes(name);
}

/** Whether a value is an object of any of our classes. */
export function isOurs(value: unknown): boolean {
  return marksOf(value).length > 0;
}

function marksOf(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const prototype = Object.getPrototypeOf(value) as object | null;
  const own = prototype && Object.hasOwn(prototype, MARK) ? [(prototype as { readonly [MARK]?: unknown })[MARK]] : [];
  return [...own, ...marksOf(prototype)];
}
