/** Calls every public constructor, factory and method with wrong values of every kind, and looks at what is thrown. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { App, Lazy, Token } from "cdktf";
import * as api from "cdktf-google-serverless-lb";
import { Construct } from "constructs";
import { isOfType } from "../../../lib/shape/kinds";
import { Fields } from "../../../lib/shape/shapes";
import { SHAPES } from "../../../lib/shape/table";
import { Type, fieldsOf } from "../../../lib/shape/types";

/** A constructor, factory or method, by its name as messages have it. */
interface Target {
  readonly name: string;
  readonly parameters: Fields;
  readonly isOf?: string;
  readonly call: (args: readonly unknown[], self: unknown) => unknown;
}

/** What became of all calls. */
export interface Outcome {
  /** How often each rule refused, by its id. */
  readonly refused: { readonly [rule: string]: number };
  /** Calls that took what they got. */
  readonly taken: number;
  /** Targets that were never called. */
  readonly uncalled: readonly string[];
  /** Errors without an id or a place, TypeErrors, and what took too long. */
  readonly bad: readonly string[];
}

const SLOW_MS = 1000;
/** So many calls share an app, which is then synthesized. */
const CALLS_OF_AN_APP = 100;
const FOUND = /^\[[^\]]+\] ([A-Z]+-\d\d): ./;
const ALSO_FOUND = /\[[^\]]+\] ([A-Z]+-\d\d): ./;
const exported = api as unknown as { readonly [name: string]: Callable };

type Callable = (new (...args: readonly unknown[]) => unknown) & {
  readonly [member: string]: (...args: readonly unknown[]) => unknown;
};

const TARGETS: readonly Target[] = Object.entries(SHAPES.classes).flatMap(
  ([type, { constructs, factories, methods }]) => [
    ...(constructs
      ? [{ name: type, parameters: constructs, call: (args: readonly unknown[]) => new exported[type](...args) }]
      : []),
    ...Object.entries(factories).map(([factory, parameters]) => ({
      name: `${type}.${factory}`,
      parameters,
      call: (args: readonly unknown[]) => exported[type][factory](...args),
    })),
    ...Object.entries(methods).map(([method, parameters]) => ({
      name: `${type}.${method}`,
      parameters,
      isOf: type,
      call: (args: readonly unknown[], self: unknown) => (self as Callable)[method](...args),
    })),
  ],
);

/** Texts that are right somewhere. */
const TEXTS = [
  ...[
    "web",
    "us-central1",
    "europe-west1",
    "a.example.com",
    "*.example.com",
    "/api",
    "/api/*",
    "*",
    "",
    " ",
    "é",
    "a b",
  ],
  ...["https://a.example.com/x", "projects/p1/global/backendServices/web", "203.0.113.9", "203.0.113.0/24", "allUsers"],
  ...["X-A: b", "x-a", "request.path == '/a'", "sqli-v33-stable", "512Mi", "1", "acme-web-prod", "${var.x}", "404"],
  ...["projects/p1/regions/us-central1/networkEndpointGroups/web", "iplist-tor-exit-nodes", "/{a=**}", "DENY_429"],
];
const NUMBERS = [
  0,
  1,
  2,
  60,
  80,
  100,
  300,
  403,
  443,
  1000,
  8080,
  -1,
  0.5,
  NaN,
  Infinity,
  1e21,
  Number.MAX_SAFE_INTEGER,
];

/** Random numbers from 0 to below 1, the same ones for a seed. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Makes so many calls. */
export function callWrongly(calls: number, seed: number): Outcome {
  const random = randomOf(seed);
  const refused: { [rule: string]: number } = {};
  const bad: string[] = [];
  const called = new Set<string>();
  let taken = 0;
  const attempt = (what: string, pattern: RegExp, call: () => unknown): unknown => {
    const start = process.cpuUsage();
    try {
      return call();
    } catch (error) {
      const { message } = error as Error;
      const [, rule] = pattern.exec(message) ?? [];
      if (!(error instanceof Error) || error.constructor.name !== "Error" || rule === undefined) {
        bad.push(`${what}: ${(error as Error).stack ?? String(error)}`);
      } else {
        refused[rule] = (refused[rule] ?? 0) + 1;
      }
      return undefined;
    } finally {
      const { user, system } = process.cpuUsage(start);
      const tookMs = (user + system) / 1000;
      if (tookMs > SLOW_MS) {
        bad.push(`${what}: took ${Math.round(tookMs)} ms`);
      }
    }
  };
  synthesizeOnce();
  for (let done = 0; done < calls; done += CALLS_OF_AN_APP) {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "wrong-calls-"));
    const app = new App({ outdir });
    const values = new Values(app, random);
    const round = done / CALLS_OF_AN_APP;
    for (let index = 0; index < Math.min(CALLS_OF_AN_APP, calls - done); index++) {
      const target = TARGETS[(round * CALLS_OF_AN_APP + index) % TARGETS.length];
      const self = target.isOf === undefined ? undefined : values.anyOf(target.isOf);
      if (target.isOf === undefined || self !== undefined) {
        called.add(target.name);
        const args = values.arguments(target.parameters);
        const what = `call ${done + index} of seed ${seed}, ${target.name}`;
        const made = attempt(what, FOUND, () => target.call(args, self));
        taken += made === undefined ? 0 : 1;
        values.keep(made);
      }
    }
    attempt(`the synthesis after call ${done} of seed ${seed}`, ALSO_FOUND, () => app.synth());
    fs.rmSync(outdir, { recursive: true });
  }
  const uncalled = TARGETS.map(({ name }) => name).filter((name) => !called.has(name));
  return { refused, taken, uncalled, bad };
}

/** The first synthesis loads what the others have then. */
function synthesizeOnce(): void {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "wrong-calls-"));
  const app = new App({ outdir });
  rightOnes(new api.EnvironmentStack(app, "test", { project: "acme-web-prod" }));
  app.synth();
  fs.rmSync(outdir, { recursive: true });
}

/** Values for calls, right and wrong. */
class Values {
  private readonly pool: unknown[];
  private readonly stack: api.EnvironmentStack;
  private ids = 0;
  private wrongness = 0;

  public constructor(
    private readonly app: App,
    private readonly random: () => number,
  ) {
    this.stack = new api.EnvironmentStack(app, "test", { project: "acme-web-prod" });
    this.pool = rightOnes(this.stack);
  }

  /** Something that is of a class. */
  public anyOf(name: string): unknown {
    return this.pick(this.pool.filter((each) => isOfType({ kind: "class", name, isOptional: false }, each)));
  }

  /** Keeps what a call made, for later ones. */
  public keep(made: unknown): void {
    if (typeof made === "object" && made !== null) {
      this.pool.push(made);
    }
  }

  /** The arguments of a call, of which few, some or many are wrong. */
  public arguments(parameters: Fields): unknown[] {
    this.wrongness = this.pick([0, 0.05, 0.15, 0.5]);
    return fieldsOf(parameters).map(({ name, type }) => this.argument(name, type));
  }

  private argument(name: string, type: Type): unknown {
    if (name === "scope" || name === "id") {
      const right = name === "scope" ? this.stack : `id${this.ids++}`;
      return this.random() < 0.95 ? right : this.junk();
    }
    return this.value(type, 0);
  }

  private value(type: Type, depth: number): unknown {
    if (this.random() < this.wrongness) {
      return this.junk();
    }
    if (type.isOptional && this.random() < 0.5 + depth / 10) {
      return this.pick([undefined, undefined, null]);
    }
    switch (type.kind) {
      case "list":
        return Array.from({ length: this.pick([1, 1, 2, 0]) }, () => this.value(type.inner, depth + 1));
      case "map":
        return { a: this.value(type.inner, depth + 1) };
      case "struct":
        return this.struct(type.name, depth + 1);
      case "enum":
        return this.pick(Object.values(SHAPES.enums[type.name]));
      case "class":
        return this.objectOf(type.name, depth + 1);
      case "text":
        return this.pick(TEXTS);
      case "number":
        return this.pick(NUMBERS);
      case "boolean":
        return this.random() < 0.5;
      default:
        return this.pick(this.pool.filter((each) => isOfType(type, each)));
    }
  }

  private struct(name: string, depth: number): unknown {
    const entries = fieldsOf(SHAPES.structs[name]).map((field) => [field.name, this.value(field.type, depth)] as const);
    const misspelt = entries.map(([prop, value]): readonly [string, unknown] =>
      this.random() < 0.03
        ? [this.pick([`${prop}s`, prop.slice(1), prop.toLowerCase(), snakeCase(prop)]), value]
        : [prop, value],
    );
    return Object.fromEntries(this.random() < 0.05 ? [...misspelt, ["own", circular()]] : misspelt);
  }

  private objectOf(name: string, depth: number): unknown {
    const { factories } = SHAPES.classes[name];
    const names = Object.keys(factories);
    if (depth > 4 || names.length === 0 || this.random() < 0.3) {
      return this.anyOf(name);
    }
    const factory = this.pick(names);
    const args = fieldsOf(factories[factory]).map((field) => this.value(field.type, depth));
    return exported[name][factory](...args);
  }

  private junk(): unknown {
    const anything = this.pick([...this.pool, this.stack, this.app]);
    return this.pick([
      ...[undefined, null, false, true, 0, 5, NaN, -1, 10n, Symbol("x"), () => 1, "", "x", "false", "deny(429)", "IP"],
      ...[
        [],
        [null],
        [false],
        [undefined],
        ["x"],
        [[]],
        {},
        { a: 1 },
        { name: "a", value: "b" },
        circular(),
        [circular()],
      ],
      ...[new Date(0), new Map([["a", 1]]), new Set(["a"]), /x/, new Uint8Array(2), Promise.resolve(1), new Error("x")],
      ...[Object.create(null), new (class Own {})(), App, anything, anything, anything, [anything]],
      ...[
        Lazy.stringValue({ produce: () => "a" }),
        Token.asString({ a: 1 }),
        Token.asNumber(Lazy.numberValue({ produce: () => 1 })),
      ],
      ...[
        Token.asList(Lazy.listValue({ produce: () => ["a"] })),
        Token.asStringMap(Lazy.anyValue({ produce: () => ({}) })),
      ],
      ...[
        { bind: () => this.pick([undefined, null, 5, {}, circular()]) },
        { bind: 5 },
        { node: {} },
        { toString: null },
      ],
    ]);
  }

  private pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)];
  }
}

/** A few objects of each kind that are right, for what needs one. */
function rightOnes(stack: api.EnvironmentStack): unknown[] {
  const region = "us-central1";
  const service = new api.CloudRunService(stack, "Service", { image: "gcr.io/a/b", region });
  const securityPolicy = new api.SecurityPolicy(stack, "Policy");
  const backend = new api.BackendService(stack, "Backend", { backends: [service], securityPolicy });
  const urlMap = new api.UrlMap(stack, "Map", { defaultService: backend });
  const target = api.ServerlessTarget.cloudRun("a");
  const balancer = new api.ApplicationLoadBalancer(stack, "Site", {
    defaultService: backend,
    domains: ["a.example.com"],
  });
  return [
    ...[stack, service, securityPolicy, backend, urlMap, balancer, target, new Construct(stack, "Plain")],
    new api.ServerlessNeg(stack, "Neg", { region, target }),
    new api.ManagedSslCertificate(stack, "Certificate", { domains: ["a.example.com"] }),
    new api.SslPolicy(stack, "Tls"),
    new api.GlobalAddress(stack, "Address"),
    new api.BackendBucket(stack, "Bucket", { bucketName: "acme-assets" }),
    new api.EdgeSecurityPolicy(stack, "Edge"),
    urlMap.route({ url: "https://a.example.com/" }),
    securityPolicy.evaluate({ url: "https://a.example.com/", clientIp: "203.0.113.9" }),
    api.Warnings.of(stack),
    ...Object.entries(SHAPES.classes).flatMap(([type, { constants }]) => constants.map((each) => exported[type][each])),
  ];
}

function circular(): object {
  const itself: { itself?: object } = {};
  itself.itself = itself;
  return itself;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
