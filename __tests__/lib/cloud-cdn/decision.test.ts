import { SynthesizedApp } from "../../../lib/app/synthesized-app";
import { Block } from "../../../lib/app/values";
import { CacheDecision, CacheFactId, CACHE_FACTS, Headers, cacheDecision } from "../../../lib/cloud-cdn";
import { BACKEND, Changes, ref, stackOf } from "../rules/site";

const BUCKET = "google_compute_backend_bucket";
const URL = "https://www.example.com/a.css";
const CSS = { "content-type": "text/css; charset=utf-8" };
const NOW = new Date("2026-11-30T12:00:00Z");

interface Case {
  /** The CDN policy; none where the backend has none. */
  readonly policy?: object;
  readonly enable?: unknown;
  readonly method?: string;
  readonly url?: string;
  readonly asked?: Headers;
  readonly status?: number;
  readonly headers?: Headers;
  readonly others?: Changes;
  readonly type?: string;
  /** The cache policy of the route. */
  readonly route?: object;
}

function decide({ policy, enable = true, type = BACKEND, others = {}, route, ...exchange }: Case): CacheDecision {
  const config = { name: "web", enable_cdn: enable, ...(policy && { cdn_policy: policy }) };
  const app = new SynthesizedApp([stackOf({ ...others, [type]: { web: config } })]);
  const [backend] = app.ofType(type);
  const { method = "GET", url = URL, asked = {}, status = 200, headers = CSS } = exchange;
  return cacheDecision(backend, { method, url, headers: asked }, { status, headers }, NOW, route as Block | undefined);
}

const named = new Set<CacheFactId>();
/** The outcome, the time, and the reasons: all of a refusal, those of the time otherwise. */
function said(given: Case): string {
  const decision = decide(given);
  decision.reasons.forEach(({ id }) => named.add(id));
  return decision.text;
}

const STATIC = { cache_mode: "CACHE_ALL_STATIC", negative_caching: false };
const ORIGIN = { cache_mode: "USE_ORIGIN_HEADERS", negative_caching: false };
const FORCED = { cache_mode: "FORCE_CACHE_ALL", negative_caching: false };
const MAX_AGE = { "cache-control": "public, max-age=60" };

test("nothing is cached while Cloud CDN is off", () => {
  expect(decide({ enable: false })).toEqual({
    outcome: "off",
    key: [],
    reasons: [],
    unknown: [],
    summary: "off",
    text: "off",
  });
});

test("what only Terraform knows leaves it open", () => {
  expect(said({ policy: { cache_mode: "${var.mode}", max_ttl: "${var.ttl}" } })).toBe(
    "undecided: only Terraform knows cache_mode, max_ttl",
  );
  expect(said({ enable: "${var.cdn}" })).toBe("undecided: only Terraform knows enable_cdn");
  expect(said({ policy: { cache_key_policy: { include_host: "${var.host}" } } })).toBe(
    "undecided: only Terraform knows include_host",
  );
});

test.each<[string, Case]>([
  ["not cached: the method is POST (CACHE-01)", { method: "POST" }],
  ["not cached: the status is 500 (CACHE-02)", { status: 500 }],
  [
    "not cached: the request has the bypass header Pragma (CACHE-03)",
    { policy: { ...FORCED, bypass_cache_on_request_headers: [{ header_name: "Pragma" }] }, asked: { pragma: "x" } },
  ],
  ["not cached: the request says no-store (CACHE-04)", { asked: { "cache-control": "no-store" } }],
  [
    "not cached: the request has an Authorization header, and the response has none of public, must-revalidate and s-maxage (CACHE-05)",
    { asked: { authorization: "Bearer x" } },
  ],
  ["not cached: the response sets a cookie (CACHE-06)", { policy: FORCED, headers: { ...CSS, "Set-Cookie": ["a=b"] } }],
  ["not cached: the response varies by cookie (CACHE-07)", { headers: { ...CSS, vary: "Accept, Cookie" } }],
  ["not cached: the response says private (CACHE-08)", { headers: { ...CSS, "cache-control": "private" } }],
  [
    "not cached: the response has 10485761 bytes, and 10 MiB without byte ranges is the most (CACHE-09)",
    { headers: { ...CSS, "content-length": "10485761" } },
  ],
  [
    "not cached: the method is POST (CACHE-01); the status is 500 (CACHE-02)",
    { policy: FORCED, method: "POST", status: 500 },
  ],
  [
    "not cached: the response has no s-maxage, max-age or Expires in the future, and text/html is not static content (CACHE-10)",
    { headers: { "content-type": "text/html" } },
  ],
  [
    "not cached: the response has no s-maxage, max-age or Expires in the future (CACHE-10)",
    { headers: { ...CSS, expires: "0" } },
  ],
  ["not cached: the response has no s-maxage, max-age or Expires in the future (CACHE-10)", { policy: ORIGIN }],
])("%s", (text, given) => {
  expect(said(given)).toBe(text);
});

test.each<[string, Case]>([
  ["it is text/css, the default TTL", {}],
  ["it says what belongs to the cache key", { headers: { ...CSS, vary: "X-Tenant" }, policy: keyed("X-Tenant") }],
  ["it varies by what Cloud CDN knows", { headers: { ...CSS, vary: "Accept-Encoding, Origin" } }],
  ["a request's no-cache and max-age are ignored", { asked: { "cache-control": "no-cache, max-age=0" } }],
  [
    "10 MiB and a byte in ranges",
    { headers: { ...CSS, "content-length": "10485761", "accept-ranges": "bytes", etag: '"1"' } },
  ],
])("static content is cached for the default TTL: %s", (_, given) => {
  expect(said(given)).toBe(
    "cached for 3600 s: text/css; charset=utf-8 is static content, and the default TTL is 3600 s (CACHE-12)",
  );
});

function keyed(header: string) {
  return { ...STATIC, cache_key_policy: { include_http_headers: [header] } };
}

test("the outcome is told in a few words", () => {
  expect([{}, { method: "POST" }, { enable: "${var.cdn}" }].map((given) => decide(given).summary)).toEqual([
    "cached for 3600 s",
    "not cached",
    "undecided",
  ]);
});

test("the headers of the response say how long, s-maxage first", () => {
  const headers = { "cache-control": 'public, max-age=60, s-maxage="120"', expires: "Mon, 30 Nov 2026 13:00:00 GMT" };
  expect(said({ policy: ORIGIN, headers })).toBe("cached for 120 s: s-maxage of the response is 120 s (CACHE-11)");
  expect(said({ policy: ORIGIN, headers: MAX_AGE })).toBe(
    "cached for 60 s: max-age of the response is 60 s (CACHE-11)",
  );
  expect(said({ policy: ORIGIN, headers: { expires: headers.expires } })).toBe(
    "cached for 3600 s: Expires of the response is 3600 s (CACHE-11)",
  );
  const date = "Mon, 30 Nov 2026 12:59:00 GMT";
  expect(said({ policy: ORIGIN, headers: { expires: headers.expires, date } })).toBe(
    "cached for 60 s: Expires of the response is 60 s (CACHE-11)",
  );
});

test("the maximum TTL holds with the mode for static content alone", () => {
  const headers = { "cache-control": "max-age=604800" };
  expect(said({ policy: STATIC, headers })).toBe(
    "cached for 86400 s: max-age of the response is 604800 s (CACHE-11); the maximum TTL is 86400 s (CACHE-14)",
  );
  expect(said({ policy: { ...STATIC, max_ttl: 604_800 }, headers })).toBe(
    "cached for 604800 s: max-age of the response is 604800 s (CACHE-11)",
  );
  expect(said({ policy: ORIGIN, headers })).toBe("cached for 604800 s: max-age of the response is 604800 s (CACHE-11)");
});

test("a TTL of 0 is not sent, so that Google's default applies", () => {
  expect(decide({ policy: { ...STATIC, default_ttl: 0 } }).seconds).toBe(3600);
  expect(decide({ policy: { ...STATIC, default_ttl: 5 } }).seconds).toBe(5);
});

test("CDN-Cache-Control comes before Cache-Control and Expires", () => {
  const headers = { "cdn-cache-control": "max-age=7", "cache-control": "private", expires: "0" };
  expect(said({ policy: ORIGIN, headers })).toBe(
    "cached for 7 s: the response has a CDN-Cache-Control header (CACHE-22); max-age of the response is 7 s (CACHE-11)",
  );
});

test("the mode that caches everything does so whatever the headers say, for successful responses", () => {
  const headers = { "cache-control": "private, no-store", "content-type": "text/html" };
  expect(said({ policy: FORCED, headers, asked: { Authorization: "Bearer x" } })).toBe(
    "cached for 3600 s: FORCE_CACHE_ALL caches every successful response for 3600 s (CACHE-13)",
  );
  expect(said({ policy: FORCED, headers, status: 404 })).toBe(
    "not cached: the response says no-store, private (CACHE-08)",
  );
  expect(said({ policy: FORCED, headers: MAX_AGE, status: 404 })).toMatch(
    /^cached for 60 s: max-age of the response is 60 s \(CACHE-11\); .* \(CACHE-23\)$/,
  );
});

test("negative caching gives redirects and errors a time of their own", () => {
  const on = { ...ORIGIN, negative_caching: true };
  const own = { ...on, negative_caching_policy: [{ code: 302, ttl: 9 }] };
  const text = "cached for 120 s: negative caching caches the status 404 for 120 s (CACHE-16)";
  const nothing = "not cached: the response has no s-maxage, max-age or Expires in the future (CACHE-10)";
  expect(said({ policy: on, status: 404, headers: {} })).toBe(text);
  expect(said({ status: 404, headers: {} })).toBe(text);
  expect(said({ policy: ORIGIN, status: 404, headers: {} })).toBe(nothing);
  expect(said({ policy: on, status: 302, headers: {} })).toBe(nothing);
  expect(said({ policy: own, status: 302, headers: {} })).toBe(
    "cached for 9 s: negative caching caches the status 302 for 9 s (CACHE-16)",
  );
  expect(said({ policy: own, status: 404, headers: {} })).toBe(nothing);
  expect(said({ policy: on, status: 404, headers: { "cache-control": "max-age=5" } })).toBe(
    "cached for 5 s: max-age of the response is 5 s (CACHE-11)",
  );
  expect(said({ policy: on, status: 404, headers: { pragma: "no-cache" } })).toBe(nothing);
  expect(
    said({ policy: { ...FORCED, negative_caching: true }, status: 404, headers: { "cache-control": "private" } }),
  ).toBe(text);
});

test("with no-cache, or with a lifetime of 0, the backend is asked each time", () => {
  expect(said({ headers: { "cache-control": "public, no-cache" } })).toBe(
    "revalidated: no-cache of the response is 0 s (CACHE-11)",
  );
  expect(decide({ headers: { "cache-control": "no-cache, max-age=60" } })).toMatchObject({
    outcome: "revalidated",
    seconds: 60,
    staleSeconds: 0,
  });
  expect(decide({ headers: { "cache-control": "max-age=0" } }).reasons).toContainEqual({
    id: "CACHE-17",
    text: "the lifetime is 0",
    isAssumed: false,
  });
});

test("browsers cache it for the client TTL, and an expired response is served for a while", () => {
  const policy = { ...STATIC, client_ttl: 60, serve_while_stale: 30 };
  expect(decide({ policy })).toMatchObject({ seconds: 3600, clientSeconds: 60, staleSeconds: 30 });
  named.add("CACHE-15").add("CACHE-18");
  expect(decide({ policy, headers: { "cache-control": "max-age=5" } }).clientSeconds).toBeUndefined();
  expect(decide({ policy, headers: { "cache-control": "max-age=90, must-revalidate" } }).staleSeconds).toBe(0);
  expect(decide({ policy: ORIGIN, headers: MAX_AGE })).toMatchObject({ staleSeconds: 0 });
  expect(decide({ headers: MAX_AGE })).toMatchObject({ staleSeconds: 86_400 });
});

test("signed URLs and cookies are cached for the time of the policy, if there is a key", () => {
  const key = { key: { name: "key", backend_service: ref(BACKEND, "web", "name") } };
  const others = { google_compute_backend_service_signed_url_key: key };
  const url = `${URL}?v=1&Expires=1&KeyName=key&Signature=s`;
  const headers = { ...CSS, "cache-control": "private" };
  const policy = { ...ORIGIN, signed_url_cache_max_age_sec: 90 };
  expect(said({ policy, url, headers, others })).toMatch(
    /^cached for 90 s: the URL is signed, and such responses are cached for 90 s \(CACHE-19\); .* \(CACHE-24\)$/,
  );
  expect(decide({ policy, url, headers, others }).key).toContainEqual({ part: "query string", value: "v=1" });
  expect(said({ policy: ORIGIN, asked: { cookie: "a=b; Cloud-CDN-Cookie=x" }, headers, others })).toMatch(
    /^cached for 3600 s: .* \(CACHE-25\)$/,
  );
  expect(said({ policy, url, headers })).toBe("not cached: the response says private (CACHE-08)");
});

test("the key of a backend service is the whole URL, or what the policy makes of it", () => {
  const url = "HTTPS://WWW.example.com/a?x=1&y=2&x=3#f";
  const keyOf = (cache_key_policy: object | undefined, asked: Headers = {}, headers: Headers = CSS) =>
    decide({ policy: { ...STATIC, ...(cache_key_policy && { cache_key_policy }) }, url, asked, headers }).key.map(
      ({ part, value }) => `${part}=${value}`,
    );
  expect(keyOf(undefined)).toEqual(["protocol=https", "host=www.example.com", "path=/a", "query string=x=1&y=2&x=3"]);
  expect(keyOf({ include_protocol: false, include_host: true })).toEqual(["host=www.example.com", "path=/a"]);
  expect(keyOf({ include_query_string: true, query_string_whitelist: ["x"] })).toEqual([
    "path=/a",
    "query string=x=1&x=3",
  ]);
  expect(keyOf({ include_query_string: true, query_string_blacklist: ["x"] })).toEqual(["path=/a", "query string=y=2"]);
  expect(
    keyOf(
      { include_http_headers: ["X-Tenant"], include_named_cookies: ["lang", "none"] },
      { "X-Tenant": "blue", cookie: ["a=b", "lang=de"], Accept: "image/webp" },
      { ...CSS, vary: "Accept" },
    ),
  ).toEqual(["path=/a", "header x-tenant=blue", "header accept=image/webp", "cookie lang=de", "cookie none="]);
});

test("the key of a backend bucket is the path and what the policy lists", () => {
  const url = "https://www.example.com?v=1&w=2";
  const listed = { ...STATIC, cache_key_policy: { query_string_whitelist: ["v"], include_http_headers: ["accept"] } };
  said({ type: BUCKET, policy: STATIC, url });
  expect(decide({ type: BUCKET, policy: STATIC, url }).key).toEqual([{ part: "path", value: "/" }]);
  expect(decide({ type: BUCKET, policy: listed, url }).key).toEqual([
    { part: "path", value: "/" },
    { part: "query string", value: "v=1" },
    { part: "header accept", value: "" },
  ]);
});

test("the policy of a route is taken instead of that of its backend", () => {
  const html = { "content-type": "text/html" };
  const forced = { cache_mode: "FORCE_CACHE_ALL", default_ttl: [{ seconds: "60" }] };
  expect(decide({ policy: ORIGIN, headers: html }).outcome).toBe("not cached");
  expect(decide({ policy: ORIGIN, headers: html, route: forced })).toMatchObject({ outcome: "cached", seconds: 60 });
  const zero = { cache_mode: "FORCE_CACHE_ALL", default_ttl: { seconds: "0" } };
  expect(decide({ policy: ORIGIN, headers: html, route: zero }).outcome).toBe("revalidated");
  const unknown = { cache_mode: "FORCE_CACHE_ALL", default_ttl: { seconds: "${var.ttl}" } };
  expect(decide({ policy: ORIGIN, route: unknown })).toMatchObject({ outcome: "undecided", unknown: ["default_ttl"] });
  const keyed = { cache_mode: "CACHE_ALL_STATIC", cache_key_policy: { included_query_parameters: ["v"] } };
  expect(decide({ policy: ORIGIN, route: { ...keyed }, enable: false }).outcome).toBe("off");
  const bypassed = { ...forced, cache_bypass_request_header_names: ["X-Preview"] };
  expect(decide({ policy: ORIGIN, route: bypassed, asked: { "x-preview": "1" } }).outcome).toBe("not cached");
});

test("every fact of docs/rules.md is a reason above", () => {
  expect(Object.keys(CACHE_FACTS).filter((id) => !named.has(id as CacheFactId))).toEqual([]);
});
