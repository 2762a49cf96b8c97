import {
  BackendService,
  CacheKeyQueryString,
  CdnPolicy,
  LogOptionalMode,
  NegativeCaching,
  OutlierDetection,
  OutlierDetectionOptions,
  ServerlessNeg,
  ServerlessTarget,
} from "cdktf-google-serverless-lb";
import { Construct } from "constructs";
import * as fc from "fast-check";
import { Specimen, around, left, oneWild } from "../specimen";

const DAY = 86_400;
const YEAR = 31_622_400;

interface Cdn {
  readonly mode: "origin" | "static" | "force";
  readonly defaultTtlSec?: number;
  readonly clientTtlSec?: number;
  readonly maxTtlSec?: number;
  readonly serveWhileStaleSec?: number;
  readonly negativeCaching?: NegativeCaching;
  readonly bypassCacheOnRequestHeaders?: string[];
  readonly signedUrlCacheMaxAgeSec?: number;
  readonly queryString?: CacheKeyQueryString;
}

const ttl = around(1, 3600, DAY, YEAR);

/** Cloud CDN on a backend service. */
export const cdn: Specimen<Cdn> = {
  part: "Cloud CDN",
  values: oneWild<Cdn>(
    {
      mode: fc.constantFrom("origin", "static", "force"),
      defaultTtlSec: fc.constantFrom(undefined, 600, 3600),
      clientTtlSec: fc.constantFrom(undefined, 300),
      maxTtlSec: fc.constantFrom(undefined, DAY, 2 * DAY),
      serveWhileStaleSec: left,
      negativeCaching: left,
      bypassCacheOnRequestHeaders: left,
      signedUrlCacheMaxAgeSec: left,
      queryString: left,
    },
    {
      defaultTtlSec: ttl,
      clientTtlSec: ttl,
      maxTtlSec: ttl,
      serveWhileStaleSec: around(1, 604_800),
      negativeCaching: fc
        .array(fc.record({ code: fc.constantFrom(301, 302, 404, 410, 403, 500), ttlSec: around(1, 1800) }), {
          minLength: 1,
          maxLength: 3,
        })
        .map((rules) => NegativeCaching.custom(rules)),
      bypassCacheOnRequestHeaders: fc.array(
        fc.constantFrom("authorization", "x-a", "x-b", "x-c", "x-d", "x-e", "a b"),
        {
          minLength: 1,
          maxLength: 6,
        },
      ),
      signedUrlCacheMaxAgeSec: around(1, YEAR),
      queryString: fc
        .tuple(fc.boolean(), fc.array(fc.constantFrom("q", "page"), { minLength: 1, maxLength: 2 }))
        .map(([isOnly, names]) =>
          isOnly ? CacheKeyQueryString.whitelist(names) : CacheKeyQueryString.blacklist(names),
        ),
    },
  ),
  build: (scope, value) => {
    const { mode, defaultTtlSec, clientTtlSec, maxTtlSec, queryString, ...common } = value;
    const options = {
      ...common,
      cacheKeyPolicy: queryString && { queryString },
    };
    const policies = {
      origin: () => CdnPolicy.useOriginHeaders(options),
      static: () => CdnPolicy.cacheAllStatic({ ...options, defaultTtlSec, clientTtlSec, maxTtlSec }),
      force: () => CdnPolicy.forceCacheAll({ ...options, defaultTtlSec, clientTtlSec }),
    };
    new BackendService(scope, "Backend", { backends: [negIn(scope, "us-central1")], cdnPolicy: policies[mode]() });
  },
};

interface Backend {
  readonly regions: string[];
  readonly kinds: Kind[];
  readonly customRequestHeaders: string[];
  readonly sampleRate?: number;
  readonly outlier?: OutlierDetectionOptions;
  readonly name?: NamePattern;
}
type Kind = "run" | "function" | "appEngine" | "mask";

interface NamePattern {
  readonly prefix: string;
  readonly length: number;
  readonly suffix: string;
}

const header = fc.constantFrom(
  "X-A: 1",
  "X-B:{client_region}",
  "x-a: 2",
  "no colon",
  "bad name: 1",
  "X-C:",
  "X-D: {client_region",
);

/** A backend service with its NEGs. */
export const backend: Specimen<Backend> = {
  part: "Backend service",
  values: oneWild<Backend>(
    {
      regions: fc.constantFrom(["us-central1"], ["us-central1", "europe-west1"]),
      kinds: fc.constant(["run", "run", "run"]),
      customRequestHeaders: fc.constant([]),
      sampleRate: left,
      outlier: left,
      name: left,
    },
    {
      regions: fc.array(fc.constantFrom("us-central1", "europe-west1", "us-central1-a", "mars"), {
        minLength: 1,
        maxLength: 3,
      }),
      kinds: fc.array(fc.constantFrom<Kind>("run", "function", "appEngine", "mask"), { minLength: 3, maxLength: 3 }),
      customRequestHeaders: fc.oneof(
        fc.array(header, { maxLength: 3 }),
        around(16).map((count) => Array.from({ length: count }, (_, index) => `X-H${index}: v`)),
        around(8192 - 1).map((length) => [`X: ${"v".repeat(length)}`]),
      ),
      sampleRate: fc.constantFrom(-0.1, 0, 0.5, 1, 1.1),
      outlier: fc
        .constantFrom<keyof OutlierDetectionOptions>(
          "enforcingConsecutiveErrors",
          "maxEjectionPercent",
          "consecutiveErrors",
        )
        .chain((field) => around(0, 1, 100, 101).map((value) => ({ [field]: value }))),
      name: fc.record({
        prefix: fc.constantFrom("a", "a", "A", "1", "-"),
        length: fc.constantFrom(1, 63, 64),
        suffix: fc.constantFrom("", "", "-", "_b", ".b"),
      }),
    },
  ),
  build: (scope, { regions, kinds, customRequestHeaders, sampleRate, outlier, name }) => {
    new BackendService(scope, "Backend", {
      backends: regions.map((region, index) => negIn(scope, region, kinds[index % kinds.length], index)),
      customRequestHeaders,
      logConfig:
        sampleRate === undefined ? undefined : { sampleRate, optionalMode: LogOptionalMode.EXCLUDE_ALL_OPTIONAL },
      outlierDetection: outlier && OutlierDetection.custom(outlier),
      name: name && nameIn(scope, name),
    });
  },
};

function negIn(scope: Construct, region: string, kind: Kind = "run", index = 0) {
  const targets = {
    run: () => ServerlessTarget.cloudRun("web1"),
    function: () => ServerlessTarget.cloudFunction("resize"),
    appEngine: () => ServerlessTarget.appEngine(),
    mask: () => ServerlessTarget.cloudRunUrlMask("<service>.example.com"),
  };
  return new ServerlessNeg(scope, `Neg${index}`, { region, target: targets[kind]() });
}

/** A name that no other case has, with a length and a beginning and an end. */
function nameIn({ node }: Construct, { prefix, length, suffix }: NamePattern): string {
  const name = `${prefix}${node.id.toLowerCase()}`;
  return `${name.padEnd(length - suffix.length, "x")}${suffix}`;
}

interface Target {
  readonly kind: "service" | "mask" | "function" | "functionMask" | "appEngine";
  readonly name: string;
  readonly tag?: string;
  readonly mask?: string;
  readonly region: string;
}

const names = fc.constantFrom(
  "web",
  "w",
  "Web",
  "web-",
  "-web",
  "1web",
  "w".repeat(49),
  "w".repeat(50),
  "w".repeat(63),
  "w".repeat(64),
  "",
);
const masks = fc.constantFrom(
  "<service>.example.com",
  "<tag>.<service>.example.com",
  "/<service>",
  "/home/<service>/<tag>",
  "https://<service>.example.com",
  "<function>.example.com",
  "<servic>.example.com",
  "<service.example.com",
  "example.com",
  "<service>.example.com/?q",
  "<service>.exa mple.com",
  "",
);

/** A serverless NEG by itself. */
export const neg: Specimen<Target> = {
  part: "Serverless NEG",
  values: oneWild<Target>(
    {
      kind: fc.constantFrom("service", "mask", "function", "functionMask", "appEngine"),
      name: fc.constant("web"),
      tag: left,
      mask: left,
      region: fc.constant("us-central1"),
    },
    {
      name: names,
      tag: fc.constantFrom("green", "Green", "g".repeat(64)),
      mask: masks,
      region: fc.constantFrom("us-central1-a", "US", "europe-west1", "eu west"),
    },
  ),
  build: (scope, { kind, name, tag, mask, region }) => {
    const targets = {
      service: () => ServerlessTarget.cloudRun(name, { tag }),
      mask: () => ServerlessTarget.cloudRunUrlMask(mask ?? "<service>.example.com"),
      function: () => ServerlessTarget.cloudFunction(name),
      functionMask: () => ServerlessTarget.cloudFunctionUrlMask(mask ?? "<function>.example.com"),
      appEngine: () => ServerlessTarget.appEngine({ service: name, version: tag }),
    };
    new BackendService(scope, "Backend", {
      backends: [new ServerlessNeg(scope, "Neg", { region, target: targets[kind]() })],
    });
  },
};
