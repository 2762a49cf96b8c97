import { TerraformOutput, TerraformVariable } from "cdktf";
import {
  BackendBucket,
  BackendBucketProps,
  CacheKeyQueryString,
  CdnPolicy,
  CompressionMode,
  EdgeSecurityPolicy,
  EnvironmentStack,
  NegativeCaching,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, warningsOf } from "../../../synthesized";

const TYPE = "google_compute_backend_bucket";
const KEY_TYPE = "google_compute_backend_bucket_signed_url_key";
const KEY = "AAECAwQFBgcICQoLDA0ODw";
const UNIMPORTANT = {
  negative_caching: false,
  request_coalescing: true,
  serve_while_stale: 86_400,
  signed_url_cache_max_age_sec: 0,
};

const assets =
  (props: Partial<BackendBucketProps> = {}) =>
  (stack: EnvironmentStack) =>
    new BackendBucket(stack, "Assets", { bucketName: "acme-assets", ...props });
const bucket = (props: Partial<BackendBucketProps> = {}) => resource(TYPE, assets(props)) as { cdn_policy?: object };
const refusal = (props: Partial<BackendBucketProps>) => expect(() => synthesize(assets(props)));
const token = (stack: EnvironmentStack, type = "string") => new TerraformVariable(stack, "Var", { type });

test("a backend bucket serves a Cloud Storage bucket, at first without Cloud CDN", () => {
  expect(synthesize(assets()).resource).toEqual({
    [TYPE]: {
      Assets_9A31D427: {
        name: "test-assets",
        bucket_name: "acme-assets",
        enable_cdn: false,
        lifecycle: { create_before_destroy: true },
      },
    },
  });
});

test("a backend bucket takes an edge policy, compression, headers, a description and the name of an existing one", () => {
  const build = (stack: EnvironmentStack) =>
    assets({
      name: "company-assets",
      description: "the assets",
      compressionMode: CompressionMode.AUTOMATIC,
      customResponseHeaders: ["x-frame-options: DENY"],
      edgeSecurityPolicy: new EdgeSecurityPolicy(stack, "Edge"),
    })(stack);
  expect(resource(TYPE, build)).toMatchObject({
    name: "company-assets",
    description: "the assets",
    compression_mode: "AUTOMATIC",
    custom_response_headers: ["x-frame-options: DENY"],
    edge_security_policy: expect.stringMatching(/^\$\{google_compute_security_policy\.Edge_[0-9A-F]{8}\.self_link\}$/),
  });
});

test("a backend bucket takes an edge policy that exists already", () => {
  const build = (stack: EnvironmentStack) =>
    assets({ edgeSecurityPolicy: EdgeSecurityPolicy.fromEdgeSecurityPolicyName(stack, "Edge", "company-edge") })(stack);
  expect(resource(TYPE, build)).toMatchObject({
    edge_security_policy: expect.stringMatching(/^\$\{data\.google_compute_security_policy\.Edge_\w+\.self_link\}$/),
  });
});

test("a backend bucket has no load balancing scheme", () => {
  expect(bucket()).not.toHaveProperty("load_balancing_scheme");
});

test("a name that Google refuses is refused", () => {
  refusal({ name: "Assets" }).toThrow(/^\[test\/Assets\] NAM-01: name must .*, got "Assets"; write "assets"/);
});

test("the name of the Cloud Storage bucket may be a token", () => {
  const build = (stack: EnvironmentStack) => assets({ bucketName: token(stack).stringValue })(stack);
  expect(resource(TYPE, build)).toMatchObject({ bucket_name: "${var.Var}" });
});

test("a backend bucket tells its name, its self link, and its id for URL maps", () => {
  const { output } = synthesize((stack) => {
    const { backendBucketName, backendBucketSelfLink, routeTargetLink } = assets()(stack);
    new TerraformOutput(stack, "Told", { value: [backendBucketName, backendBucketSelfLink, routeTargetLink] });
  });
  expect(output).toMatchObject({
    Told: { value: ["test-assets", `\${${TYPE}.Assets_9A31D427.self_link}`, `\${${TYPE}.Assets_9A31D427.id}`] },
  });
});

describe("an existing backend bucket", () => {
  test("is looked up by name", () => {
    const json = synthesize((stack) => {
      const found = BackendBucket.fromBackendBucketName(stack, "Assets", "company-assets");
      new TerraformOutput(stack, "Told", { value: [found.backendBucketSelfLink, found.routeTargetLink] });
    });
    expect(json.data).toEqual({ [TYPE]: { Assets_9A31D427: { name: "company-assets" } } });
    expect(json.output).toMatchObject({
      Told: { value: [`\${data.${TYPE}.Assets_9A31D427.self_link}`, `\${data.${TYPE}.Assets_9A31D427.id}`] },
    });
  });

  test.each([
    ["gs://acme-assets", "acme-assets"],
    ["projects/p1/global/backendBuckets/acme-assets", "acme-assets"],
  ])("is given by its name alone, not by %s", (given, name) => {
    expect(() => synthesize((stack) => BackendBucket.fromBackendBucketName(stack, "Assets", given))).toThrow(
      new RegExp(`^\\[test/Assets\\] NAM-01: backendBucketName must .*, got "${given}"; write .*"${name}"`),
    );
  });
});

describe("a CDN policy", () => {
  test.each([
    ["what the objects' headers allow", CdnPolicy.useOriginHeaders(), { cache_mode: "USE_ORIGIN_HEADERS" }],
    [
      "static content",
      CdnPolicy.cacheAllStatic(),
      { cache_mode: "CACHE_ALL_STATIC", default_ttl: 3600, client_ttl: 3600, max_ttl: 86_400 },
    ],
    [
      "everything",
      CdnPolicy.forceCacheAll({ defaultTtlSec: 60 }),
      { cache_mode: "FORCE_CACHE_ALL", default_ttl: 60, client_ttl: 3600, max_ttl: 0 },
    ],
  ])("that caches %s writes the TTLs of its mode and all defaults", (_what, cdnPolicy, ttls) => {
    expect(bucket({ cdnPolicy })).toMatchObject({ enable_cdn: true });
    expect(bucket({ cdnPolicy }).cdn_policy).toEqual({ ...ttls, ...UNIMPORTANT });
  });

  test("takes all options at once", () => {
    const cdnPolicy = CdnPolicy.useOriginHeaders({
      negativeCaching: NegativeCaching.custom([{ code: 404, ttlSec: 10 }]),
      serveWhileStaleSec: 0,
      bypassCacheOnRequestHeaders: ["X-Preview"],
      signedUrlCacheMaxAgeSec: 600,
      requestCoalescing: false,
    });
    expect(bucket({ cdnPolicy }).cdn_policy).toEqual({
      cache_mode: "USE_ORIGIN_HEADERS",
      negative_caching: true,
      negative_caching_policy: [{ code: 404, ttl: 10 }],
      serve_while_stale: 0,
      bypass_cache_on_request_headers: [{ header_name: "X-Preview" }],
      signed_url_cache_max_age_sec: 600,
      request_coalescing: false,
    });
  });

  test("that is refused on a backend service is refused here", () => {
    refusal({ cdnPolicy: CdnPolicy.cacheAllStatic({ defaultTtlSec: 90_000 }) }).toThrow(
      /^\[test\/Assets\] CDN-04: defaultTtlSec may not be above maxTtlSec, which is 86400, got 90000; lower/,
    );
  });
});

describe("the cache key", () => {
  const keyed = (cacheKeyPolicy: object) => ({ cdnPolicy: CdnPolicy.cacheAllStatic({ cacheKeyPolicy }) });

  test("has listed query parameters and request headers", () => {
    const key = { queryString: CacheKeyQueryString.whitelist(["v"]), includeHttpHeaders: ["X-Device"] };
    expect(bucket(keyed(key)).cdn_policy).toMatchObject({
      cache_key_policy: { query_string_whitelist: ["v"], include_http_headers: ["X-Device"] },
    });
  });

  test.each([
    ["nothing", {}],
    ["nothing of the query string", { queryString: CacheKeyQueryString.none() }],
    ["what a bucket's has not, turned off", { includeHost: false, includeProtocol: false, includeNamedCookies: [] }],
    ["no query parameters", { queryString: CacheKeyQueryString.whitelist([]) }],
  ])("of %s is not written, because the provider refuses an empty block", (_what, key) => {
    expect(bucket(keyed(key)).cdn_policy).not.toHaveProperty("cache_key_policy");
  });

  test.each([
    [{ includeHost: true }, "includeHost, got true; remove includeHost"],
    [{ includeProtocol: true }, "includeProtocol, got true; remove includeProtocol"],
    [{ includeNamedCookies: ["lang"] }, 'includeNamedCookies, got ["lang"]; remove includeNamedCookies'],
    [{ queryString: CacheKeyQueryString.all() }, "the whole query string, or all parameters except some; list the"],
    [{ queryString: CacheKeyQueryString.blacklist(["utm"]) }, "the whole query string, or all parameters except some"],
  ])("has no other parts: %j", (key, text) => {
    refusal(keyed(key)).toThrow(`[test/Assets] CDN-18: the cache key of a backend bucket cannot have ${text}`);
  });

  test("has each header once, and at most 5 without a warning", () => {
    refusal(keyed({ includeHttpHeaders: ["X-A", "x-a"] })).toThrow(/CDN-10: a name in includeHttpHeaders may appear/);
    const many = (count: number) => Array.from({ length: count }, (_, index) => `X-${index}`);
    expect(warningsOf(assets(keyed({ includeHttpHeaders: many(5) })))).toEqual([]);
    expect(warningsOf(assets(keyed({ includeHttpHeaders: many(6) })))).toEqual([
      expect.stringContaining("CDN-10: includeHttpHeaders of a cache key takes at most 5 names, got 6"),
    ]);
  });
});

describe("signed URL keys", () => {
  const withKeys =
    (...keys: [name: string, keyValue: string][]) =>
    (stack: EnvironmentStack) => {
      const backendBucket = assets({ cdnPolicy: CdnPolicy.useOriginHeaders() })(stack);
      keys.forEach(([name, keyValue]) => backendBucket.addSignedUrlKey(name, keyValue));
    };
  const refused = (...keys: [string, string][]) => expect(() => synthesize(withKeys(...keys)));

  test("belong to their backend bucket", () => {
    const { resource: made } = synthesize((stack) => withKeys(["key-1", token(stack).stringValue])(stack));
    expect(made[KEY_TYPE]).toEqual({
      "Assets_SignedUrlKey-key-1_5767C8C1": {
        name: "key-1",
        key_value: "${var.Var}",
        backend_bucket: `\${${TYPE}.Assets_9A31D427.name}`,
      },
    });
  });

  test("may be three", () => {
    const { resource: made } = synthesize(withKeys(["a", KEY], ["b", `${KEY}==`], ["c", "-_".repeat(11)]));
    expect(Object.keys(made[KEY_TYPE])).toHaveLength(3);
  });

  test.each<[string, [string, string][], RegExp]>([
    [
      "four",
      [
        ["a", KEY],
        ["b", KEY],
        ["c", KEY],
        ["d", KEY],
      ],
      /CDN-12: a backend bucket takes at most 3 signed URL keys, got 4; remove an old key first/,
    ],
    [
      "two of one name",
      [
        ["a", KEY],
        ["a", KEY],
      ],
      /CDN-12: the signed URL key "a" exists already; choose another name/,
    ],
    ["a key of another length", [["a", `${KEY}A`]], /CDN-12: a signed URL key must be 16 random bytes/],
    ["a name that Google refuses", [["Key", KEY]], /NAM-01: the name of a signed URL key must .*; write "key"/],
  ])("are refused: %s", (_what, keys, message) => {
    refused(...keys).toThrow(message);
  });

  test("without a cache are warned of", () => {
    const build = (stack: EnvironmentStack) => assets()(stack).addSignedUrlKey("a", token(stack).stringValue);
    expect(warningsOf(build)).toEqual([
      expect.stringContaining(
        "[test/Assets] CDN-12: the signed URL keys of this backend bucket have no effect while Cloud CDN is off; set cdnPolicy, or remove the keys",
      ),
    ]);
  });
});
