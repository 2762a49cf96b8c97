import { BackendBucket, CacheKeyQueryString, CdnPolicy, CompressionMode } from "cdktf-google-serverless-lb";
import * as fc from "fast-check";
import { Specimen, around, oneWild } from "../specimen";

const DAY = 86_400;
const KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";

interface Bucket {
  readonly bucketName: string;
  readonly mode?: "origin" | "static" | "force";
  readonly defaultTtlSec?: number;
  readonly maxTtlSec?: number;
  readonly parameters?: string[];
  readonly customResponseHeaders: string[];
  readonly compressionMode?: CompressionMode;
  readonly keys: string[];
}

const header = fc.constantFrom("X-A: 1", "X-B:{client_region}", "x-a: 2", "no colon", "bad name: 1", "X-C:");

/** A backend bucket with its cache and its keys. */
export const backendBucket: Specimen<Bucket> = {
  part: "Backend bucket",
  values: oneWild<Bucket>(
    {
      bucketName: fc.constantFrom("acme-assets", "www.example.com", "a_b.c"),
      mode: fc.constantFrom(undefined, "origin", "static", "force"),
      defaultTtlSec: fc.constantFrom(undefined, 600),
      maxTtlSec: fc.constantFrom(undefined, DAY),
      parameters: fc.constantFrom(undefined, ["v"], ["v", "page"]),
      customResponseHeaders: fc.constant([]),
      compressionMode: fc.constantFrom(undefined, CompressionMode.AUTOMATIC),
      keys: fc.constantFrom([], ["first"], ["first", "second"]),
    },
    {
      bucketName: fc.constantFrom(
        "gs://acme-assets",
        "acme-assets/images",
        "Acme",
        "ab",
        "abc",
        "-abc",
        "abc-",
        "a".repeat(63),
        "a".repeat(64),
        `${"a".repeat(63)}.${"b".repeat(63)}`,
        `${"a".repeat(64)}.b`,
      ),
      defaultTtlSec: around(1, DAY, 31_622_400),
      maxTtlSec: around(600, 31_622_400),
      customResponseHeaders: fc.oneof(
        fc.array(header, { maxLength: 3 }),
        around(16).map((count) => Array.from({ length: count }, (_, index) => `X-H${index}: v`)),
      ),
      keys: fc.constantFrom(["a", "b", "c"], ["a", "b", "c", "d"], ["Key"], ["k".repeat(64)]),
    },
  ),
  build: (scope, { mode, defaultTtlSec, maxTtlSec, parameters, keys, ...props }) => {
    const cacheKeyPolicy = parameters && { queryString: CacheKeyQueryString.whitelist(parameters) };
    const policies = {
      origin: () => CdnPolicy.useOriginHeaders({ cacheKeyPolicy }),
      static: () => CdnPolicy.cacheAllStatic({ cacheKeyPolicy, defaultTtlSec, maxTtlSec }),
      force: () => CdnPolicy.forceCacheAll({ cacheKeyPolicy, defaultTtlSec }),
    };
    const bucket = new BackendBucket(scope, "Bucket", { ...props, cdnPolicy: mode && policies[mode]() });
    keys.forEach((key) => bucket.addSignedUrlKey(key, KEY));
  },
};
