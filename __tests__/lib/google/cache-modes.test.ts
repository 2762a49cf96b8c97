import { CdnPolicy } from "cdktf-google-serverless-lb";
import { renderCdnPolicy } from "../../../lib/constructs/cache-policy/cdn-policy";
import { CACHE_MODES, CacheMode } from "../../../lib/google/cache-modes";
import { changesOf } from "../review/compare/changes";
import { BACKEND, Changes, RUN, found, ref, site } from "../rules/site";

const MODE = "FORCE_CACHE_STATIC";

// the tables of this file alone: jest loads them again for each file
Object.assign(CACHE_MODES, { [MODE]: { ttls: { default_ttl: 1800, max_ttl: 7200 }, cachesPrivate: true } });

/** What the rules of Cloud CDN say of a cache policy in this mode. */
function saidOf(policy: object, others: Changes = {}): string[] {
  const cdn_policy = { cache_mode: MODE, signed_url_cache_max_age_sec: 0, ...policy };
  return found(site({ [BACKEND]: { web: { enable_cdn: true, cdn_policy } }, ...others })).filter((finding) =>
    finding.includes("CDN-"),
  );
}

test("a cache mode more takes the TTLs of its row in the table alone", () => {
  expect(saidOf({ default_ttl: 60, max_ttl: 60 })).toEqual([]);
  expect(saidOf({ default_ttl: 7200 })).toEqual([]);
  expect(saidOf({ default_ttl: 7201 })).toEqual([
    expect.stringMatching(/^error CDN-04 prod\/web: default_ttl may not be above max_ttl, which is 7200, got 7201; /),
  ]);
  expect(saidOf({ client_ttl: 60 })).toEqual([
    expect.stringMatching(/^error CDN-03 prod\/web: cache mode FORCE_CACHE_STATIC takes no client_ttl, but it is 60; /),
  ]);
});

test("a cache mode more caches private answers if its row says so, to the rules and to the review", () => {
  const callers = { name: ref(RUN, "web", "name"), location: "us-central1", role: "roles/run.invoker" };
  const closed = {
    [RUN]: { web: { invoker_iam_disabled: false } },
    google_cloud_run_v2_service_iam_member: { callers: { ...callers, member: "group:staff@example.com" } },
  };
  expect(saidOf({}, closed)).toEqual([
    expect.stringMatching(
      /^warning CDN-15 prod\/web: cache mode FORCE_CACHE_STATIC serves responses of prod\/web to everybody/,
    ),
  ]);
  const cached = { enable_cdn: true, cdn_policy: { cache_mode: MODE } };
  expect(changesOf((_, resource) => Object.assign(resource.google_compute_backend_service.Web, cached))).toEqual([
    "dangerous: `prod-web`: Cloud CDN caches all responses, even private ones (FORCE_CACHE_STATIC); previously off",
  ]);
});

test("a TTL that a cache mode does not have beside others is written as 0, so that a former one does not stay", () => {
  const ttlsOf = (mode: string) => {
    const { defaultTtl, clientTtl, maxTtl } = renderCdnPolicy({
      ...CdnPolicy.useOriginHeaders(),
      _cacheMode: mode as CacheMode,
    });
    return { defaultTtl, clientTtl, maxTtl };
  };
  expect(ttlsOf(MODE)).toEqual({ defaultTtl: 1800, clientTtl: 0, maxTtl: 7200 });
  expect(ttlsOf("FORCE_CACHE_ALL")).toEqual({ defaultTtl: 3600, clientTtl: 3600, maxTtl: 0 });
  expect(ttlsOf("USE_ORIGIN_HEADERS")).toEqual({});
});
