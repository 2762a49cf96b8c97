import { Construct, IConstruct, Node } from "constructs";
import { FRAMES, isCalledByJsii, userLine } from "../resource/user-line";

/** What V8 knows of the calls that made a construct. It is put into words when `stack` is first read. */
class Trace {
  /** The calls, one a line. */
  public readonly stack?: string;

  public constructor(below: (...args: never[]) => unknown) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = FRAMES;
    captureStackTrace(this, below);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The part of a node that is told of every construct below it. */
interface Parent {
  addChild(child: Construct, id: string): void;
}

// taken now, since it gives paths while a resource is made
const captureStackTrace = Error.captureStackTrace.bind(Error);
const traces = new WeakMap<IConstruct, Trace>();

/**
 * Remembers from where each construct below a construct is made, for what is said of it at synth. For
 * other languages nothing is remembered.
 */
export function traceConstructs(root: Construct): void {
  if (!isCalledByJsii()) {
    traces.set(root, new Trace(traceConstructs));
    watch(root.node);
  }
}

/** The line in the user's code where a construct was made, such as `site.ts:12:5`, if it is known. */
export function sourceLine(construct: IConstruct): string | undefined {
  const traced = construct.node.scopes.filter((scope) => traces.has(scope)).pop();
  const { stack = "" } = (traced && traces.get(traced)) ?? {};
  return userLine(stack, traced ? classesOf(traced) : []);
}

/** The names of a construct's class and of the classes it is built on. */
function classesOf(value: object): string[] {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null ? [] : [prototype.constructor.name, ...classesOf(prototype)];
}

/** `constructs` tells a parent's node of a child before the child has a node of its own. */
function watch(node: Node): void {
  (node as unknown as Parent).addChild = addChild;
}

function addChild(this: Parent, child: Construct, id: string): void {
  (Node.prototype as unknown as Parent).addChild.call(this, child, id);
  // half of all constructs are the resource of another one, which says the same
  if (id !== "Resource") {
    traces.set(child, new Trace(addChild));
    Object.defineProperty(child, "node", { set: setNode, configurable: true });
  }
}

function setNode(this: Construct, node: Node): void {
  Object.defineProperty(this, "node", { value: node, enumerable: true, writable: true, configurable: true });
  watch(node);
}
