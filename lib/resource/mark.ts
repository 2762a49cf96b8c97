/** Where an object keeps of which of our classes it is: the same in every copy of this package. */
const MARK = Symbol.for("cdktf-google-serverless-lb/class");

/** Our classes that are looked for. */
type MarkedClass = "ApplicationLoadBalancer" | "SelfManagedSslCertificate" | "UrlMap";

/** Says of which class an object is, so that another copy of this package knows it too, as `instanceof` would not. */
export function mark(object: object, name: MarkedClass): void {
  Object.defineProperty(object, MARK, { value: name });
}

/** Whether an object is of a class, of this copy of the package or of another one. */
export function isMarked(object: unknown, name: MarkedClass): boolean {
  return typeof object === "object" && object !== null && (object as { readonly [MARK]?: unknown })[MARK] === name;
}
