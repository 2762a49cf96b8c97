import * as fs from "fs";
import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { App, TerraformStack } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  GlobalAddress,
} from "cdktf-google-serverless-lb";
import { Construct, IConstruct } from "constructs";
import { sourceLine } from "../../../lib/synthesis/source-lines";
import { synthesizeApp } from "../../synthesized";

const FILE = "__tests__/lib/synthesis/source-lines.test.ts";
/** Where a mark stands as a comment in this file, as the beginning of what sourceLine says. */
function lineOf(mark: string): RegExp {
  const lines = fs.readFileSync(__filename, "utf8").split("\n");
  return new RegExp(`^${FILE}:${lines.findIndex((line) => line.endsWith(`// ${mark}`)) + 1}:\\d+$`);
}
const stackOf = (scope: Construct, id = "dev") => new EnvironmentStack(scope, id, { project: "p1" });
const at = (scope: IConstruct, ...path: string[]) =>
  path.reduce((construct, id) => construct.node.findChild(id), scope);

class Site extends Construct {
  public readonly address: GlobalAddress;
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.address = new GlobalAddress(this, "Ip"); // in a class
  }
}

test("the line of a construct is where the user made it, be it ours, a resource of the provider or his own", () => {
  const stack = stackOf(new App());
  const site = new Site(stack, "Site"); // a class
  const raw = new ComputeGlobalAddress(stack, "Raw", { name: "raw" }); // raw
  expect(sourceLine(site)).toMatch(lineOf("a class"));
  expect(sourceLine(site.address)).toMatch(lineOf("in a class"));
  expect(sourceLine(site.address.resource)).toMatch(lineOf("in a class"));
  expect(sourceLine(raw)).toMatch(lineOf("raw"));
});

test("the line of what our constructs make, however deep, is the user's line that asked for it", () => {
  const stack = stackOf(new App());
  const run = CloudRunService.fromCloudRunServiceAttributes(stack, "Run", {
    cloudRunServiceName: "web",
    region: "us-central1",
  });
  const backend = new BackendService(stack, "Web");
  backend.addBackend(run); // a backend
  const balancer = new ApplicationLoadBalancer(stack, "Lb", { defaultService: backend }); // a balancer
  balancer.addDomain("www.example.com"); // a domain
  expect(sourceLine(at(backend, "Neg-us-central1", "Resource"))).toMatch(lineOf("a backend"));
  expect(sourceLine(at(balancer, "UrlMap", "Resource"))).toMatch(lineOf("a balancer"));
  expect(sourceLine(at(balancer, "Certificate-www.example.com", "Resource"))).toMatch(lineOf("a domain"));
});

test("the line of a stack is where it was made, also of one's own class and of a stack in a stack", () => {
  class Production extends EnvironmentStack {
    public constructor(scope: Construct, id: string) {
      super(scope, id, { project: "p1" });
    }
  }
  const outer = new Production(new App(), "outer"); // outer
  const inner = new Production(outer, "inner"); // inner
  expect(sourceLine(outer)).toMatch(lineOf("outer"));
  expect(sourceLine(inner)).toMatch(lineOf("inner"));
});

test("a construct that makes one of its own class is where that one was made", () => {
  class Tree extends Construct {
    public constructor(scope: Construct, id: string, depth: number) {
      super(scope, id);
      if (depth > 0) {
        new Tree(this, "Below", depth - 1); // a branch
      }
    }
  }
  const tree = new Tree(stackOf(new App()), "Tree", 2); // a tree
  expect(sourceLine(tree)).toMatch(lineOf("a tree"));
  expect(sourceLine(at(tree, "Below"))).toMatch(lineOf("a branch"));
  expect(sourceLine(at(tree, "Below", "Below"))).toMatch(lineOf("a branch"));
});

test("no line is known of what stands in no environment stack", () => {
  const app = new App();
  const plain = new ComputeGlobalAddress(new TerraformStack(app, "plain"), "Ip", { name: "ip" });
  expect(sourceLine(app)).toBeUndefined();
  expect(sourceLine(plain)).toBeUndefined();
});

test("from other languages, whose frames are not known here, no line is told", () => {
  process.env.JSII_AGENT = "Python/3.12.1";
  try {
    expect(sourceLine(new GlobalAddress(stackOf(new App()), "Ip"))).toBeUndefined();
  } finally {
    delete process.env.JSII_AGENT;
  }
});

test("a construct's own properties stay what they are without the line", () => {
  const shape = (scope: Construct) => Object.getOwnPropertyDescriptor(new Construct(scope, "A"), "node");
  const { value: node, ...flags } = shape(stackOf(new App())) ?? {};
  const { value: plain, ...plainFlags } = shape(new TerraformStack(new App(), "plain")) ?? {};
  expect(flags).toEqual(plainFlags);
  expect([node, plain].map((each: Construct["node"]) => each.id)).toEqual(["A", "A"]);
  expect(() => shape(stackOf(new App()).node.scope as Construct)).not.toThrow();
});

test("two constructs with one id are refused as everywhere", () => {
  const stack = stackOf(new App());
  new Construct(stack, "A");
  expect(() => new Construct(stack, "A")).toThrow("There is already a Construct with name 'A'");
});

/** Runs something with one's own way to put traces into words. */
function wordedBy<T>(prepareStackTrace: (trace: Error) => string, work: () => T): T {
  const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace") ?? { value: undefined };
  Object.assign(Error, { prepareStackTrace });
  try {
    return work();
  } finally {
    Object.defineProperty(Error, "prepareStackTrace", before);
  }
}

test("traces stay as they are, and are not put into words, until something is told of the construct", () => {
  const limit = Error.stackTraceLimit;
  const worded: string[] = [];
  const keep = (trace: Error) => String(worded.push(trace.constructor.name));
  wordedBy(keep, () => synthesizeApp((app) => new GlobalAddress(stackOf(app), "Ip")));
  // CDKTF reads the traces of its tokens
  expect(worded).not.toContain("Trace");
  wordedBy(keep, () => sourceLine(new GlobalAddress(stackOf(new App()), "Ip")));
  expect(worded).toContain("Trace");
  expect(Error.stackTraceLimit).toBe(limit);
});

const HERE = process.cwd();
test.each([
  ["of a compiled file", `    at main (${HERE}/main.js:3:4)`, "main.js:3:4"],
  ["without a function", `    at ${HERE}/main.js:3:4`, "main.js:3:4"],
  ["in an ES module", `    at file://${HERE}/main.mjs:3:4`, "main.mjs:3:4"],
  ["of an async function", `    at async build (${HERE}/main.js:3:4)`, "main.js:3:4"],
  ["in a folder with spaces and brackets", `    at new A (${HERE}/a (b)/main.js:3:4)`, "a (b)/main.js:3:4"],
  ["beside the working folder", `    at ${HERE}-site/main.js:3:4`, `../${HERE.split("/").pop()}-site/main.js:3:4`],
  ["after those of packages", `    at a (${HERE}/node_modules/b/c.js:1:1)\n    at ${HERE}/main.js:3:4`, "main.js:3:4"],
  ["after those of this one", `    at a (${HERE}/lib/names.ts:1:1)\n    at ${HERE}/main.js:3:4`, "main.js:3:4"],
  ["after those of Node.js", `    at x (node:internal/a:1:1)\n    at ${HERE}/main.js:3:4`, "main.js:3:4"],
  ["that is nobody's", "    at new A (<anonymous>)\n    at native", undefined],
])("a frame %s", (_what, stack, expected) => {
  const construct = new Construct(stackOf(new App()), "A");
  const line = wordedBy(
    () => `Error\n${stack}`,
    () => sourceLine(construct),
  );
  expect(line).toBe(expected);
});
