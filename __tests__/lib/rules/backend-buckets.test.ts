import { BackendBucket, CacheKeyPolicy, CacheKeyQueryString, CdnPolicy, EdgeSecurityPolicy } from "../../../lib";
import { synthesize } from "../../synthesized";

const BUCKET = "google_compute_backend_bucket";

const keyed = (cacheKeyPolicy: CacheKeyPolicy) =>
  synthesize((stack) => {
    new BackendBucket(stack, "Assets", {
      bucketName: "acme-assets",
      cdnPolicy: CdnPolicy.cacheAllStatic({ cacheKeyPolicy }),
    });
  });

test.each<[string, CacheKeyPolicy, string]>([
  ["the host", { includeHost: true }, "cannot have includeHost, got true; remove includeHost"],
  ["the protocol", { includeProtocol: true }, "cannot have includeProtocol, got true; remove includeProtocol"],
  ["a cookie", { includeNamedCookies: ["shop"] }, 'cannot have includeNamedCookies, got ["shop"]; remove'],
  ["the whole query string", { queryString: CacheKeyQueryString.all() }, "cannot have the whole query string"],
  ["all parameters but one", { queryString: CacheKeyQueryString.blacklist(["utm"]) }, "or all parameters except some"],
])("CDN-18: the cache key of a bucket cannot have %s", (_what, key, text) => {
  expect(() => keyed(key)).toThrow(`[test/Assets] CDN-18: the cache key of a backend bucket `);
  expect(() => keyed(key)).toThrow(text);
});

test.each<[string, CacheKeyPolicy, unknown]>([
  ["nothing", {}, undefined],
  ["what is off", { includeHost: false, includeProtocol: false, includeNamedCookies: [] }, undefined],
  ["no query string", { queryString: CacheKeyQueryString.none() }, undefined],
  [
    "listed parameters and headers",
    { queryString: CacheKeyQueryString.whitelist(["page"]), includeHttpHeaders: ["X-Device"] },
    { query_string_whitelist: ["page"], include_http_headers: ["X-Device"] },
  ],
])("the cache key of a bucket can have %s", (_what, key, written) => {
  const [bucket] = Object.values<{ readonly cdn_policy: object }>(keyed(key).resource[BUCKET]);
  expect(bucket.cdn_policy).toHaveProperty("signed_url_cache_max_age_sec", 0);
  expect((bucket.cdn_policy as { readonly cache_key_policy?: object }).cache_key_policy).toEqual(written);
});

test("existing buckets and edge policies are looked up by their names", () => {
  const { data } = synthesize((stack) => {
    BackendBucket.fromBackendBucketName(stack, "Assets", "assets");
    EdgeSecurityPolicy.fromEdgeSecurityPolicyName(stack, "Edge", "edge");
  });
  expect(Object.values(data.google_compute_backend_bucket)).toEqual([{ name: "assets" }]);
  expect(Object.values(data.google_compute_security_policy)).toEqual([{ name: "edge" }]);
});
