/** What no compiler has looked at: each case broke somewhere inside, or was taken in silence, before shapes were known. */
import { App, Lazy, TerraformVariable, Token } from "cdktf";
import {
  SecurityAllowOptions,
  ApplicationLoadBalancer,
  ApplicationLoadBalancerProps,
  BackendService,
  BackendServiceProps,
  CdnPolicy,
  CloudRunService,
  CloudRunServiceProps,
  EnforceOnKey,
  EnvironmentStack,
  PathMatch,
  RouteAction,
  RouteRule,
  Routes,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyProps,
  SecurityRule,
  ServerlessNeg,
  ServerlessTarget,
  SslPolicy,
  ThrottleOptions,
  TrafficTarget,
  UrlMap,
  UrlMapProps,
  Warnings,
} from "cdktf-google-serverless-lb";

import { Construct } from "constructs";
import { resource, synthesize } from "../../synthesized";

/** As JavaScript has it, where nobody looks at types. */
const anything = <T>(value: unknown) => value as T;
const region = "us-central1";
const web = (stack: Construct) =>
  BackendService.fromBackendServiceSelfLink(
    new Construct(stack, `Web${stack.node.children.length}`),
    "web",
    "projects/p1/global/backendServices/web",
  );
const backend = (stack: Construct, props: object) =>
  new BackendService(stack, "X", anything<BackendServiceProps>(props));
const run = (stack: Construct, props: object) =>
  new CloudRunService(stack, "X", anything<CloudRunServiceProps>({ image: "gcr.io/a/b", region, ...props }));
const map = (stack: Construct, props: object) =>
  new UrlMap(stack, "X", anything<UrlMapProps>({ defaultService: web(stack), ...props }));
const policy = (stack: Construct, props: object) =>
  new SecurityPolicy(stack, "X", anything<SecurityPolicyProps>(props));
const balancer = (stack: Construct, props: object) =>
  new ApplicationLoadBalancer(
    stack,
    "X",
    anything<ApplicationLoadBalancerProps>({ defaultService: web(stack), domains: ["a.com"], ...props }),
  );
const inOrder = (rule: object) => Routes.inOrder([anything<RouteRule>(rule)]);
const action = RouteAction.redirect({ hostRedirect: "b.com" });
const allow = (options: object) => SecurityRule.allow(anything<SecurityAllowOptions>(options));
const throttle = (options: object) =>
  SecurityRule.throttle(
    anything<ThrottleOptions>({ count: 1, intervalSec: 60, enforceOnKey: EnforceOnKey.IP, ...options }),
  );
const everything = SecurityMatch.ipRanges(["*"]);

type Build = (stack: EnvironmentStack) => unknown;
const failing = (build: Build) => expect(() => synthesize((stack) => void build(stack)));

afterEach(() => delete process.env.JSII_AGENT);

test.each<[string, Build, string]>([
  [
    "a backend service as an action",
    (stack) => map(stack, { routes: Routes.byPath([{ paths: ["/a"], action: anything(web(stack)) }]) }),
    'SHAPE-02: rules[0].action of Routes.byPath in routes must be a RouteAction, got "test/Web2/web"; create one with RouteAction.forward(…)',
  ],
  [
    "a list as routes",
    (stack) => map(stack, { routes: [] }),
    "SHAPE-02: routes must be a Routes, got []; create one with Routes.byPath(…) or Routes.inOrder(…)",
  ],
  [
    "a match without a path",
    (stack) => map(stack, { routes: inOrder({ match: { headers: [] }, action }) }),
    "SHAPE-01: rules[0].match.path of Routes.inOrder in routes is required; create one with PathMatch.prefix(…)",
  ],
  [
    "a header match as an object",
    (stack) =>
      map(stack, {
        routes: inOrder({ match: { path: PathMatch.prefix("/"), headers: [{ name: "a", value: "b" }] }, action }),
      }),
    'SHAPE-02: rules[0].match.headers[0] of Routes.inOrder in routes must be a HeaderMatch, got {"name":"a","value":"b"}; create one',
  ],
  [
    "a text as the match of a rule",
    (stack) => policy(stack, { rules: [allow({ match: "request.path == '/'" })] }),
    `SHAPE-02: match of SecurityRule.allow in rules[0] must be a SecurityMatch, got "request.path == '/'"; create one with SecurityMatch.expression(…)`,
  ],
  [
    "a text as a key",
    (stack) => policy(stack, { rules: [throttle({ enforceOnKey: "IP" })] }),
    'SHAPE-02: enforceOnKey of SecurityRule.throttle in rules[0] must be an EnforceOnKey, got "IP"; did you mean EnforceOnKey.IP?',
  ],
  [
    "no key",
    (stack) => policy(stack, { rules: [throttle({ enforceOnKey: undefined })] }),
    "SHAPE-01: enforceOnKey of SecurityRule.throttle in rules[0] is required",
  ],
  [
    "a text as what happens above the limit",
    (stack) => policy(stack, { rules: [throttle({ exceedAction: "deny(404)" })] }),
    "SHAPE-02: exceedAction of SecurityRule.throttle in rules[0] must be",
  ],
  [
    "false as a rule",
    (stack) => policy(stack, { rules: [false, allow({ match: everything })] }),
    "SHAPE-03: rules[0] must be a SecurityRule, not undefined, null or false; remove it from the list, for example with .filter(Boolean)",
  ],
  [
    "null as a host rule",
    (stack) => map(stack, { hostRules: [null] }),
    "SHAPE-03: hostRules[0] must be a HostRule, not undefined, null or false",
  ],
  [
    "false as a traffic target",
    (stack) => run(stack, { traffic: [TrafficTarget.latest(100), false] }),
    "SHAPE-03: traffic[1] must be a TrafficTarget, not undefined, null or false",
  ],
  [
    "undefined as an exclusion",
    (stack) =>
      policy(stack, {
        rules: [
          allow({ match: SecurityMatch.preconfiguredWaf("sqli-v33-stable", { exclusions: [anything(undefined)] }) }),
        ],
      }),
    "SHAPE-03: exclusions[0] of SecurityMatch.preconfiguredWaf in match of SecurityRule.allow in rules[0] must be a WafExclusion, not undefined, null or false",
  ],
  ...[true, "USE_ORIGIN_HEADERS", {}].map((cdnPolicy): [string, Build, string] => [
    `${JSON.stringify(cdnPolicy)} as a CDN policy`,
    (stack) => backend(stack, { cdnPolicy }),
    `SHAPE-02: cdnPolicy must be a CdnPolicy, got ${JSON.stringify(cdnPolicy)}; create one with CdnPolicy.useOriginHeaders(…)`,
  ]),
  [
    "true as outlier detection",
    (stack) => backend(stack, { outlierDetection: true }),
    "SHAPE-02: outlierDetection must be an OutlierDetection, got true; create one with OutlierDetection.recommended()",
  ],
  ["an object as a probe", (stack) => run(stack, { startupProbe: { path: "/" } }), "SHAPE-02: startupProbe must be a"],
  [
    "an object as a traffic target",
    (stack) => run(stack, { traffic: [{ percent: 100 }] }),
    'SHAPE-02: traffic[0] must be a TrafficTarget, got {"percent":100}; create one with TrafficTarget.latest(…) or TrafficTarget.revision(…)',
  ],
  [
    "a text as VPC access",
    (stack) => run(stack, { vpcAccess: "connector" }),
    'SHAPE-02: vpcAccess must be a VpcAccess, got "connector"; create one with VpcAccess.connector(…)',
  ],
  [
    "a text as the target of an endpoint group",
    (stack) => new ServerlessNeg(stack, "X", { region, target: anything("web") }),
    'SHAPE-02: target must be a ServerlessTarget, got "web"; create one with ServerlessTarget.cloudRun(…)',
  ],
  ["no props", (stack) => new CloudRunService(stack, "X", anything(undefined)), "SHAPE-01: props is required"],
  ["null for what is required", (stack) => run(stack, { image: null }), "SHAPE-01: image is required"],
  [
    "a text for a number",
    (stack) => run(stack, { containerPort: "8080" }),
    'SHAPE-02: containerPort must be a number, got "8080"; write it without quotes',
  ],
  [
    "a text for true or false",
    (stack) => balancer(stack, { ipv6: "false" }),
    'SHAPE-02: ipv6 must be true or false, got "false"; write it without quotes',
  ],
  [
    "a text for a list",
    (stack) =>
      map(stack, {
        defaultService: undefined,
        defaultAction: RouteAction.forward(web(stack), { corsPolicy: { allowOrigins: anything("https://a.com") } }),
      }),
    'SHAPE-02: corsPolicy.allowOrigins of RouteAction.forward in defaultAction must be a list, got "https://a.com"; wrap it in an array: [value]',
  ],
  [
    "a number for a text",
    (stack) => run(stack, { env: { PORT: 8080 } }),
    "SHAPE-02: env.PORT must be a string, got 8080; put it in quotes",
  ],
  [
    "a wrong member of an enum",
    (stack) => new SslPolicy(stack, "X", { minTlsVersion: anything("TLS_1_4") }),
    'SHAPE-02: minTlsVersion must be a TlsVersion, got "TLS_1_4"; choose one of TlsVersion.TLS_1_',
  ],
  [
    "a prop that is nearly spelt right",
    (stack) => backend(stack, { cdnPolcy: CdnPolicy.useOriginHeaders() }),
    "SHAPE-04: cdnPolcy is not a prop; did you mean cdnPolicy?",
  ],
  [
    "an argument of Terraform",
    (stack) => backend(stack, { security_policy: "web" }),
    "SHAPE-04: security_policy is not a prop; did you mean securityPolicy?",
  ],
  [
    "an argument whose prop has a unit",
    (stack) => backend(stack, { cdnPolicy: CdnPolicy.cacheAllStatic(anything({ default_ttl: 60 })) }),
    "SHAPE-04: default_ttl of CdnPolicy.cacheAllStatic in cdnPolicy is not a prop; did you mean defaultTtlSec?",
  ],
  [
    "an argument of another name",
    (stack) => run(stack, { timeout: 60 }),
    "SHAPE-04: timeout is not a prop; did you mean timeoutSec?",
  ],
  [
    "the value of a method",
    (stack) => {
      backend(stack, {}).addBackend(anything("web"));
    },
    'SHAPE-02: backend must be a CloudRunService or a ServerlessNeg, got "web"',
  ],
  [
    "what a backend of one's own says of itself",
    (stack) => backend(stack, { backends: [{ bind: () => ({ group: 5 }) }] }),
    "SHAPE-02: bind().group must be a string, got 5; put it in quotes",
  ],
  [
    "an id of a grant",
    (stack) => {
      run(stack, {}).grantInvoke(anything(undefined), "allUsers");
    },
    "SHAPE-05: id must be a non-empty string that is known at synth; choose",
  ],
])("%s is refused with path, id and the way out", (_what, build, message) => {
  failing(build).toThrow(`[test/X] ${message}`);
});

test.each<[string, Build, RegExp]>([
  [
    "a construct without a scope",
    () => new BackendService(anything(undefined), "X"),
    /^\[BackendService at __tests__\/lib\/shape\/wrong-values\.test\.ts:\d+:\d+\] SHAPE-05: scope must be a construct in a stack; /,
  ],
  [
    "a construct in an app",
    () => new BackendService(new App(), "X"),
    /^\[BackendService at .*\] SHAPE-05: scope must be a construct in a stack; /,
  ],
  [
    "an import without a scope",
    () => SslPolicy.fromSslPolicyName(anything(null), "X", "tls"),
    /^\[SslPolicy at .*\] SHAPE-05: scope must be a construct in a stack; /,
  ],
  [
    "a stack without an app",
    () => new EnvironmentStack(anything({}), "prod", { project: "p1" }),
    /^\[EnvironmentStack at .*\] SHAPE-05: scope must be a construct; pass the app/,
  ],
  [
    "a construct without an id",
    (stack) => new BackendService(stack, anything(undefined)),
    /^\[test\] SHAPE-05: the id of BackendService must be a non-empty string that is known at synth; /,
  ],
  [
    "a construct whose id is a token",
    (stack) => new BackendService(stack, Token.asString({ a: 1 })),
    /^\[test\] SHAPE-05: the id of BackendService must be a non-empty string that is known at synth; /,
  ],
  [
    "the warnings of what is no construct",
    () => {
      Warnings.of(anything("web")).acknowledge("CDN-16", "it is meant");
    },
    /^\[Warnings\.acknowledge at .*\] SHAPE-02: construct of Warnings\.of must be a construct, got "web"; /,
  ],
])("%s is told by its class and the user's line", (_what, build, message) => {
  failing(build).toThrow(message);
});

test("in another language it is told by its class alone", () => {
  process.env.JSII_AGENT = "Python/3.13.0";
  failing(() => new BackendService(new App(), "X")).toThrow(/^\[BackendService\] SHAPE-05: scope must be/);
});

test("null counts as left out for every optional prop", () => {
  const nulls = {
    name: null,
    description: null,
    cdnPolicy: null,
    securityPolicy: null,
    logConfig: null,
    backends: null,
  };
  const left = (props: object | undefined) =>
    resource("google_compute_backend_service", (stack) => {
      const made = new BackendService(stack, "X", anything(props));
      made.addBackend(
        new ServerlessNeg(stack, "Neg", { region, target: ServerlessTarget.cloudRun("web", anything(null)) }),
      );
    });
  expect(left(nulls)).toEqual(left(undefined));
  expect(left(anything(null))).toEqual(left(undefined));
});

test("what only Terraform knows passes as text, number, list and map", () => {
  const build: Build = (stack) => {
    const variable = new TerraformVariable(stack, "V", {});
    run(stack, {
      image: variable.stringValue,
      containerPort: variable.numberValue,
      serviceAccount: Lazy.stringValue({ produce: () => "a@b.iam.gserviceaccount.com" }),
      deletionProtection: variable.value,
    });
    policy(new Construct(stack, "Other"), {
      rules: [allow({ match: SecurityMatch.ipRanges(variable.listValue) })],
    });
  };
  failing(build).not.toThrow();
});

test("an object of the prop's class, a value of its enum, and props of one's own pass", () => {
  const build: Build = (stack) =>
    backend(stack, {
      backends: [run(new Construct(stack, "Other"), { ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" })],
      cdnPolicy: CdnPolicy.useOriginHeaders(),
      // both of them: the first one is a prop of a class that is built on ours
      customRequestHeader: "X-A: b",
      customRequestHeaders: ["X-A: b"],
      team: "web",
    });
  failing(build).not.toThrow();
});

test("a token is no object of a class", () => {
  failing((stack) => run(stack, { vpcAccess: new TerraformVariable(stack, "V", {}).stringValue })).toThrow(
    '[test/X] SHAPE-02: vpcAccess must be a VpcAccess, got "a token"; create one with VpcAccess.connector(…)',
  );
});

test.each<[string, unknown, string]>([
  ["an object that holds itself", itself(), "an object that cannot be written as JSON"],
  ["a list with a BigInt", [5n], '["5n"]'],
  ["a BigInt", 5n, "5n"],
  ["a symbol", Symbol("x"), "Symbol(x)"],
  ["a function", () => 1, "a function"],
  ["a map", new Map(), "a Map"],
  ["an object without a prototype", Object.create(null), "{}"],
  ["an object of ours", everything, "a SecurityMatch"],
])("%s is shown, not thrown on", (_what, value, shown) => {
  failing((stack) => run(stack, { vpcAccess: value })).toThrow(
    `[test/X] SHAPE-02: vpcAccess must be a VpcAccess, got ${shown}; `,
  );
});

function itself(): object {
  const made: { own?: object } = {};
  made.own = made;
  return made;
}
