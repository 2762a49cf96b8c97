type Modes = typeof import("../../../lib/google/cache-modes");
type Rules = typeof import("../../../lib/rules");
type Texts = typeof import("../../../lib/rules/text");

/** What the rules refuse of a cache policy, with another cache mode in the table. */
function withAnotherMode(policy: object): string[] {
  const said: string[] = [];
  jest.isolateModules(() => {
    const { CACHE_MODES } = jest.requireActual<Modes>("../../../lib/google/cache-modes");
    Object.assign(CACHE_MODES, { FORCE_CACHE_STATIC: { default_ttl: 1800, max_ttl: 7200 } });
    const { checkResource } = jest.requireActual<Rules>("../../../lib/rules");
    const { worded } = jest.requireActual<Texts>("../../../lib/rules/text");
    const config = { enable_cdn: true, cdn_policy: { cache_mode: "FORCE_CACHE_STATIC", ...policy } };
    const found = checkResource("error", "google_compute_backend_service", config);
    said.push(...found.map(({ rule, text }) => `${rule}: ${worded(text)}`));
  });
  return said;
}

test("a cache mode more takes the TTLs of its row in the table alone", () => {
  const signed = { signed_url_cache_max_age_sec: 0 };
  expect(withAnotherMode({ ...signed, default_ttl: 60, max_ttl: 60 })).toEqual([]);
  expect(withAnotherMode({ ...signed, default_ttl: 7200 })).toEqual([]);
  expect(withAnotherMode({ ...signed, default_ttl: 7201 })).toEqual([
    "CDN-04: default_ttl may not be above max_ttl, which is 7200, got 7201; lower default_ttl or raise max_ttl",
  ]);
  expect(withAnotherMode({ ...signed, client_ttl: 60 })).toEqual([
    "CDN-03: cache mode FORCE_CACHE_STATIC takes no client_ttl, got 60; remove it, or use another cache mode",
  ]);
});
