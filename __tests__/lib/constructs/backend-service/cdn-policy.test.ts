import { TerraformVariable } from "cdktf";
import {
  BackendService,
  CacheAllStaticOptions,
  CacheKeyQueryString,
  CdnPolicy,
  EnvironmentStack,
  NegativeCaching,
  ServerlessNeg,
  ServerlessTarget,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, warningsOf } from "../../../synthesized";

const backend = (cdnPolicy: CdnPolicy) => (stack: EnvironmentStack) =>
  new BackendService(stack, "Web", {
    cdnPolicy,
    backends: [new ServerlessNeg(stack, "Neg", { region: "us-central1", target: ServerlessTarget.appEngine() })],
  });
const rendered = (cdnPolicy: CdnPolicy) =>
  resource("google_compute_backend_service", backend(cdnPolicy)) as { enable_cdn: boolean; cdn_policy: object };
const refusal = (options: CacheAllStaticOptions) =>
  expect(() => synthesize(backend(CdnPolicy.cacheAllStatic(options))));
const many = (count: number) => Array.from({ length: count }, (_, index) => `name-${index}`);

const defaults = {
  negative_caching: false,
  request_coalescing: true,
  serve_while_stale: 86_400,
  signed_url_cache_max_age_sec: 0,
};

test.each([
  ["what the origin's headers allow", CdnPolicy.useOriginHeaders(), { cache_mode: "USE_ORIGIN_HEADERS" }],
  [
    "static content",
    CdnPolicy.cacheAllStatic(),
    { cache_mode: "CACHE_ALL_STATIC", default_ttl: 3600, client_ttl: 3600, max_ttl: 86_400 },
  ],
  [
    "everything",
    CdnPolicy.forceCacheAll(),
    { cache_mode: "FORCE_CACHE_ALL", default_ttl: 3600, client_ttl: 3600, max_ttl: 0 },
  ],
])("a CDN policy that caches %s writes the TTLs of its mode and all defaults", (_what, policy, ttls) => {
  expect(rendered(policy)).toMatchObject({ enable_cdn: true });
  expect(rendered(policy).cdn_policy).toEqual({ ...ttls, ...defaults });
});

test.each(["defaultTtlSec", "clientTtlSec", "maxTtlSec"])(
  "a %s of 0, which the provider does not send, is warned of",
  (ttl) => {
    const policy = (value: number) =>
      CdnPolicy.cacheAllStatic({ defaultTtlSec: 0, clientTtlSec: 0, maxTtlSec: 0, [ttl]: value });
    expect(
      warningsOf(
        backend(CdnPolicy.cacheAllStatic({ [ttl]: 86_400, ...(ttl === "maxTtlSec" ? {} : { maxTtlSec: 86_400 }) })),
      ),
    ).toEqual([]);
    expect(warningsOf(backend(policy(0)))).toEqual([
      expect.stringMatching(
        /^\[test\/Web\] CDN-04: Terraform's provider does not send \w+TtlSec 0, so Google's default applies, .*; use 1/,
      ),
    ]);
  },
);

test("a CDN policy takes all settings at once", () => {
  const policy = CdnPolicy.cacheAllStatic({
    defaultTtlSec: 60,
    clientTtlSec: 30,
    maxTtlSec: 90,
    negativeCaching: NegativeCaching.custom([{ code: 404, ttlSec: 10 }]),
    serveWhileStaleSec: 0,
    bypassCacheOnRequestHeaders: ["Authorization"],
    signedUrlCacheMaxAgeSec: 3600,
    requestCoalescing: false,
    cacheKeyPolicy: {
      includeHost: false,
      includeProtocol: false,
      queryString: CacheKeyQueryString.whitelist(["page"]),
      includeHttpHeaders: ["X-Country"],
      includeNamedCookies: ["session"],
    },
  });
  expect(rendered(policy).cdn_policy).toEqual({
    cache_mode: "CACHE_ALL_STATIC",
    default_ttl: 60,
    client_ttl: 30,
    max_ttl: 90,
    negative_caching: true,
    negative_caching_policy: [{ code: 404, ttl: 10 }],
    serve_while_stale: 0,
    bypass_cache_on_request_headers: [{ header_name: "Authorization" }],
    signed_url_cache_max_age_sec: 3600,
    request_coalescing: false,
    cache_key_policy: {
      include_host: false,
      include_protocol: false,
      include_query_string: true,
      query_string_whitelist: ["page"],
      include_http_headers: ["X-Country"],
      include_named_cookies: ["session"],
    },
  });
});

test("a cache key without options keeps host, protocol and query string", () => {
  expect(rendered(CdnPolicy.useOriginHeaders({ cacheKeyPolicy: {} })).cdn_policy).toMatchObject({
    cache_key_policy: { include_host: true, include_protocol: true, include_query_string: true },
  });
});

test("a cache key leaves out the query string, or parts of it", () => {
  const key = (cacheKeyPolicy: object) => rendered(CdnPolicy.useOriginHeaders({ cacheKeyPolicy })).cdn_policy;
  expect(key({ queryString: CacheKeyQueryString.all() })).toEqual(key({}));
  expect(key({ queryString: CacheKeyQueryString.none() })).toMatchObject({
    cache_key_policy: { include_query_string: false },
  });
  expect(key({ queryString: CacheKeyQueryString.blacklist(["utm"]) })).toMatchObject({
    cache_key_policy: { include_query_string: true, query_string_blacklist: ["utm"] },
  });
});

test("times of its own switch negative caching on", () => {
  const negativeCaching = NegativeCaching.custom([{ code: 404, ttlSec: 10 }]);
  expect(rendered(CdnPolicy.forceCacheAll({ negativeCaching })).cdn_policy).toMatchObject({
    negative_caching: true,
    negative_caching_policy: [{ code: 404, ttl: 10 }],
  });
});

test("no time of its own leaves negative caching off", () => {
  expect(rendered(CdnPolicy.forceCacheAll({ negativeCaching: NegativeCaching.custom([]) })).cdn_policy).toMatchObject({
    negative_caching: false,
  });
});

test("negative caching for Google's own times has no rules", () => {
  const { cdn_policy } = rendered(CdnPolicy.forceCacheAll({ negativeCaching: NegativeCaching.defaultTtls() }));
  expect(cdn_policy).toMatchObject({ negative_caching: true });
  expect(cdn_policy).not.toHaveProperty("negative_caching_policy");
});

test.each([
  ["TTLs of 0", { defaultTtlSec: 0, clientTtlSec: 0, maxTtlSec: 0 }],
  ["TTLs of a year", { defaultTtlSec: 31_622_400, clientTtlSec: 31_622_400, maxTtlSec: 31_622_400 }],
  ["a default TTL as long as Google's maximum", { defaultTtlSec: 86_400 }],
  ["a maximum as long as Google's default TTLs", { maxTtlSec: 3600 }],
  ["a short maximum with short TTLs", { defaultTtlSec: 1, clientTtlSec: 1, maxTtlSec: 1 }],
  ["a week of stale responses", { serveWhileStaleSec: 604_800 }],
  ["signed URLs for a day", { signedUrlCacheMaxAgeSec: 86_400 }],
  [
    "all codes of negative caching",
    {
      negativeCaching: NegativeCaching.custom(
        [300, 301, 302, 307, 308, 404, 405, 410, 421, 451, 501].map((code) => ({ code, ttlSec: 1800 })),
      ),
    },
  ],
  ["negative caching for 0 seconds", { negativeCaching: NegativeCaching.custom([{ code: 404, ttlSec: 0 }]) }],
  ["no codes", { negativeCaching: NegativeCaching.custom([]) }],
  ["5 headers that bypass the cache", { bypassCacheOnRequestHeaders: many(5) }],
  ["5 headers in the key", { cacheKeyPolicy: { includeHttpHeaders: many(5) } }],
  ["5 cookies in the key", { cacheKeyPolicy: { includeNamedCookies: many(5) } }],
  ["cookies in the key that differ in case", { cacheKeyPolicy: { includeNamedCookies: ["id", "ID"] } }],
])("a CDN policy at the edge of what Google takes passes: %s", (_what, options) => {
  expect(() => synthesize(backend(CdnPolicy.cacheAllStatic(options)))).not.toThrow();
});

test("a long TTL needs no maximum where everything is cached", () => {
  expect(rendered(CdnPolicy.forceCacheAll({ defaultTtlSec: 100_000, clientTtlSec: 100_000 })).cdn_policy).toMatchObject(
    {
      default_ttl: 100_000,
      client_ttl: 100_000,
    },
  );
});

test.each([
  ["defaultTtlSec", { defaultTtlSec: -1 }, -1],
  ["defaultTtlSec", { defaultTtlSec: 31_622_401 }, 31622401],
  ["clientTtlSec", { clientTtlSec: 31_622_401 }, 31622401],
  ["maxTtlSec", { maxTtlSec: 31_622_401 }, 31622401],
  ["maxTtlSec", { maxTtlSec: 1.5 }, 1.5],
])("a TTL out of range is refused: %s", (what, options, given) => {
  refusal(options).toThrow(
    new RegExp(
      `^\\[test/Web\\] CDN-04: ${what} must be a whole number from 0 to 31622400, got ${given}; choose one in that range \\(https:`,
    ),
  );
});

test("a TTL out of range is refused where everything is cached, too", () => {
  expect(() => synthesize(backend(CdnPolicy.forceCacheAll({ clientTtlSec: -1 })))).toThrow(
    /^\[test\/Web\] CDN-04: clientTtlSec must be .*, got -1; choose/,
  );
});

test.each([
  ["defaultTtlSec", { defaultTtlSec: 61, clientTtlSec: 60, maxTtlSec: 60 }, 60, 61],
  ["clientTtlSec", { defaultTtlSec: 60, clientTtlSec: 61, maxTtlSec: 60 }, 60, 61],
  ["defaultTtlSec", { defaultTtlSec: 86_401 }, 86400, 86401],
  ["clientTtlSec", { clientTtlSec: 86_401 }, 86400, 86401],
  ["defaultTtlSec", { clientTtlSec: 60, maxTtlSec: 3599 }, 3599, 3600],
  ["clientTtlSec", { defaultTtlSec: 60, maxTtlSec: 3599 }, 3599, 3600],
])("%s above the maximum is refused, Google's own TTLs included: %j", (what, options, max, given) => {
  refusal(options).toThrow(
    new RegExp(
      `^\\[test/Web\\] CDN-04: ${what} may not be above maxTtlSec, which is ${max}, got ${given}; lower ${what} or raise maxTtlSec`,
    ),
  );
});

test.each([[-1], [604_801]])("%p seconds of stale responses are refused", (serveWhileStaleSec) => {
  refusal({ serveWhileStaleSec }).toThrow(
    new RegExp(`^\\[test/Web\\] CDN-05: serveWhileStaleSec must be .* 0 to 604800, got ${serveWhileStaleSec}; choose`),
  );
});

test.each([[200], [303], [403], [500]])("negative caching of status %p is refused", (code) => {
  refusal({ negativeCaching: NegativeCaching.custom([{ code, ttlSec: 1 }]) }).toThrow(
    new RegExp(`^\\[test/Web\\] CDN-06: the status code of a negative caching rule must be one of .*, got ${code}; `),
  );
});

test("negative caching of one status twice is refused", () => {
  const rule = { code: 404, ttlSec: 1 };
  refusal({ negativeCaching: NegativeCaching.custom([rule, rule]) }).toThrow(
    /^\[test\/Web\] CDN-06: a status code may appear only once, got "404"; remove one of the rules/,
  );
});

test.each([[-1], [1801]])("negative caching for %p seconds is refused", (ttlSec) => {
  refusal({ negativeCaching: NegativeCaching.custom([{ code: 404, ttlSec }]) }).toThrow(
    new RegExp(`^\\[test/Web\\] CDN-07: ttlSec of a negative caching rule must be .* 0 to 1800, got ${ttlSec}; choose`),
  );
});

test.each([
  ["CDN-08", "bypassCacheOnRequestHeaders", (names: string[]) => ({ bypassCacheOnRequestHeaders: names })],
  ["CDN-10", "includeHttpHeaders", (names: string[]) => ({ cacheKeyPolicy: { includeHttpHeaders: names } })],
  ["CDN-10", "includeNamedCookies", (names: string[]) => ({ cacheKeyPolicy: { includeNamedCookies: names } })],
])("%s refuses bad names and a name that stands twice in %s", (rule, what, options) => {
  refusal(options(["a: b"])).toThrow(
    new RegExp(
      `^\\[test/Web\\] ${rule}: a name in ${what} may have only letters, .*, got "a: b"; write the name alone`,
    ),
  );
  refusal(options([""])).toThrow(new RegExp(`^\\[test/Web\\] ${rule}: .*, got ""; write the name alone`));
  refusal(options(["x", "x"])).toThrow(
    new RegExp(`^\\[test/Web\\] ${rule}: a name in ${what} may appear only once, got "x"; remove one of them`),
  );
});

test("a list of headers that bypass the cache is known at synth, its members need not be", () => {
  const token = (stack: EnvironmentStack) => new TerraformVariable(stack, "Var", {});
  const bypass = (stack: EnvironmentStack, bypassCacheOnRequestHeaders: string[]) =>
    new BackendService(stack, "Web", { cdnPolicy: CdnPolicy.useOriginHeaders({ bypassCacheOnRequestHeaders }) });
  expect(() => synthesize((stack) => bypass(stack, token(stack).listValue))).toThrow(
    /^\[test\/Web\] CDN-08: bypassCacheOnRequestHeaders must be a list that is known at synth, got "a token"; write the members/,
  );
  expect(() => synthesize((stack) => bypass(stack, [token(stack).stringValue]))).toThrow("BS-25");
});

test("more than 5 headers that bypass the cache are refused", () => {
  refusal({ bypassCacheOnRequestHeaders: many(6) }).toThrow(
    /^\[test\/Web\] CDN-08: bypassCacheOnRequestHeaders takes at most 5 names, got 6; remove at least 1/,
  );
});

test.each(["includeHttpHeaders", "includeNamedCookies"])("more than 5 names in %s are warned of", (what) => {
  const keyed = (count: number) => (stack: EnvironmentStack) => {
    const cdnPolicy = CdnPolicy.useOriginHeaders({ cacheKeyPolicy: { [what]: many(count) } });
    backend(cdnPolicy)(stack);
  };
  expect(warningsOf(keyed(5))).toEqual([]);
  expect(warningsOf(keyed(6))).toEqual([
    expect.stringContaining(`[test/Web] CDN-10: ${what} of a cache key takes at most 5 names, got 6`),
  ]);
});

test.each([
  ["CDN-08", (names: string[]) => ({ bypassCacheOnRequestHeaders: names })],
  ["CDN-10", (names: string[]) => ({ cacheKeyPolicy: { includeHttpHeaders: names } })],
])("%s takes headers that differ in case only for the same", (rule, options) => {
  refusal(options(["X-Id", "x-id"])).toThrow(
    new RegExp(`^\\[test/Web\\] ${rule}: .* may appear only once, got "x-id"; remove one`),
  );
});

test.each([[-1], [0.5]])("signed responses cached for %p seconds are refused", (signedUrlCacheMaxAgeSec) => {
  refusal({ signedUrlCacheMaxAgeSec }).toThrow(
    new RegExp(`^\\[test/Web\\] CDN-12: signedUrlCacheMaxAgeSec must be .*, got ${signedUrlCacheMaxAgeSec}; choose`),
  );
});

test("every number of a CDN policy may be a token", () => {
  const policy = (stack: EnvironmentStack) => {
    const seconds = new TerraformVariable(stack, "Var", { type: "number" }).numberValue;
    return CdnPolicy.cacheAllStatic({
      defaultTtlSec: seconds,
      clientTtlSec: seconds,
      maxTtlSec: seconds,
      serveWhileStaleSec: seconds,
      signedUrlCacheMaxAgeSec: seconds,
      negativeCaching: NegativeCaching.custom([
        { code: seconds, ttlSec: seconds },
        { code: seconds, ttlSec: seconds },
      ]),
    });
  };
  const json = resource("google_compute_backend_service", (stack) => backend(policy(stack))(stack)) as object;
  expect(json).toMatchObject({
    cdn_policy: {
      default_ttl: "${var.Var}",
      client_ttl: "${var.Var}",
      max_ttl: "${var.Var}",
      serve_while_stale: "${var.Var}",
      signed_url_cache_max_age_sec: "${var.Var}",
      negative_caching_policy: [
        { code: "${var.Var}", ttl: "${var.Var}" },
        { code: "${var.Var}", ttl: "${var.Var}" },
      ],
    },
  });
});

test("a TTL is not compared with one that is a token", () => {
  const build = (stack: EnvironmentStack) => {
    const maxTtlSec = new TerraformVariable(stack, "Var", { type: "number" }).numberValue;
    backend(CdnPolicy.cacheAllStatic({ defaultTtlSec: 100_000, maxTtlSec }))(stack);
  };
  expect(() => synthesize(build)).not.toThrow();
});

test("the names in a CDN policy may be tokens, one by one or as a list", () => {
  const policy = (stack: EnvironmentStack) => {
    const name = new TerraformVariable(stack, "Name", { type: "string" }).stringValue;
    const names = new TerraformVariable(stack, "Names", { type: "list(string)" }).listValue;
    return CdnPolicy.useOriginHeaders({
      bypassCacheOnRequestHeaders: [name, name],
      cacheKeyPolicy: { includeHttpHeaders: names, includeNamedCookies: [name] },
    });
  };
  const json = resource("google_compute_backend_service", (stack) => backend(policy(stack))(stack)) as object;
  expect(json).toMatchObject({
    cdn_policy: {
      bypass_cache_on_request_headers: [{ header_name: "${var.Name}" }, { header_name: "${var.Name}" }],
      cache_key_policy: { include_http_headers: "${var.Names}", include_named_cookies: ["${var.Name}"] },
    },
  });
});

test("a negative TTL of 0 is warned of, and any other is not", () => {
  const caching = (ttlSec: number) =>
    warningsOf(
      backend(CdnPolicy.useOriginHeaders({ negativeCaching: NegativeCaching.custom([{ code: 404, ttlSec }]) })),
    );
  expect(caching(1)).toEqual([]);
  expect(caching(0)).toEqual([
    expect.stringContaining("[test/Web] CDN-07: NegativeCaching.custom has ttlSec 0 for status 404"),
  ]);
});

test.each([["a&b"], ["page=1"], ["?page"]])("a query parameter %s is warned of as no name", (name) => {
  expect(
    warningsOf(
      backend(CdnPolicy.useOriginHeaders({ cacheKeyPolicy: { queryString: CacheKeyQueryString.whitelist([name]) } })),
    ),
  ).toEqual([
    expect.stringContaining(`[test/Web] CDN-09: ${JSON.stringify(name)} is read as the name of one query parameter`),
  ]);
});

describe("what factories do not let one write is found in an override", () => {
  const overridden = (path: string, value: unknown) => (stack: EnvironmentStack) =>
    backend(CdnPolicy.useOriginHeaders())(stack).resource.addOverride(`cdn_policy.${path}`, value);

  test("two lists of query parameters", () => {
    const lists = { query_string_whitelist: ["a"], query_string_blacklist: ["b"] };
    expect(() => synthesize(overridden("cache_key_policy", lists))).toThrow(
      "[test/Web] CDN-09: a cache key cannot have both query_string_whitelist and query_string_blacklist; remove ",
    );
  });

  test.each(["query_string_whitelist", "query_string_blacklist"])("a %s without query strings", (list) => {
    const key = { include_query_string: false, [list]: ["page"] };
    expect(warningsOf(overridden("cache_key_policy", key))).toEqual([
      expect.stringContaining(`[test/Web] CDN-09: ${list} has no effect when include_query_string is false`),
    ]);
  });

  test("times of its own without negative caching", () => {
    expect(() => synthesize(overridden("negative_caching_policy", [{ code: 404, ttl: 1 }]))).toThrow(
      "[test/Web] CDN-07: negative_caching_policy has no effect when negative_caching is false; remove negative_caching_policy",
    );
  });
});
