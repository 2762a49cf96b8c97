import { JsonObject } from "../../simulator/json";
import { Client } from "./client";

const web = "global/backendServices/web";
const api = "global/backendServices/api";
const pages = "global/backendBuckets/pages";

async function withBackends(): Promise<Client> {
  const client = new Client();
  await client.backendService("web", []);
  await client.backendService("api", []);
  await client.post("global/backendBuckets", { name: "pages", bucketName: "acme-pages" });
  return client;
}

function mapOf(matcher: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    name: "map",
    defaultService: web,
    hostRules: [{ hosts: ["*"], pathMatcher: "all" }],
    pathMatchers: [{ name: "all", defaultService: web, ...matcher }],
    ...more,
  };
}

const pathRule = (...paths: string[]) => ({ paths, service: api });
const routeRule = (priority: number, matchRule: JsonObject, action: JsonObject = { service: api }) => ({
  priority,
  matchRules: [matchRule],
  ...action,
});
const weighted = (...weights: number[]) => ({
  routeAction: { weightedBackendServices: weights.map((weight) => ({ backendService: api, weight })) },
});
const rewritten = (urlRewrite: JsonObject) => ({ service: api, routeAction: { urlRewrite } });
const retried = (retryPolicy: JsonObject) => ({ service: api, routeAction: { retryPolicy } });
const errors = (rule: JsonObject, errorService: string) => ({
  errorService,
  errorResponseRules: [{ matchResponseCodes: ["404"], path: "/e", ...rule }],
});
const customError = (rule: JsonObject, errorService = pages) => ({
  defaultCustomErrorResponsePolicy: errors(rule, errorService),
});
const ofRule = (rule: JsonObject) => ({ customErrorResponsePolicy: errors(rule, pages) });
const lost = ofRule({ matchResponseCodes: ["200"] });
const hostRule = (...hosts: string[]) => ({ hosts, pathMatcher: "all" });

test.each<[string, JsonObject, string]>([
  ["no default", { name: "map" }, "Exactly one of defaultService, defaultUrlRedirect"],
  ["two defaults", { name: "map", defaultService: web, defaultUrlRedirect: {} }, "Exactly one of defaultService"],
  [
    "a host rule without its matcher",
    { name: "map", defaultService: web, hostRules: [hostRule("*")] },
    "does not exist",
  ],
  ["a matcher without a host rule", mapOf({}, { hostRules: [] }), "must be used by a host rule"],
  ["a host twice", mapOf({}, { hostRules: [hostRule("a.com", "a.com")] }), "Two host rules cannot have the same host"],
  ["a star inside a host", mapOf({}, { hostRules: [hostRule("a.*.com")] }), "Invalid host"],
  ["an IP address as host", mapOf({}, { hostRules: [hostRule("192.0.2.1")] }), "IP addresses are not allowed"],
  [
    "path rules beside route rules",
    mapOf({ pathRules: [pathRule("/a")], routeRules: [routeRule(1, {})] }),
    "Only one of",
  ],
  ["a path twice", mapOf({ pathRules: [pathRule("/a", "/a")] }), "Two path rules cannot have the same path"],
  ["a path with a star inside", mapOf({ pathRules: [pathRule("/a*")] }), "Paths start with '/'"],
  ["a path without a slash", mapOf({ pathRules: [pathRule("a")] }), "Paths start with '/'"],
  ["a path rule without an action", mapOf({ pathRules: [{ paths: ["/a"] }] }), "Exactly one of service, urlRedirect"],
  ["a priority twice", mapOf({ routeRules: [routeRule(1, {}), routeRule(1, {})] }), "must have different priorities"],
  ["a negative priority", mapOf({ routeRules: [routeRule(-1, {})] }), "Must not be negative"],
  ["a regular expression", mapOf({ routeRules: [routeRule(1, { regexMatch: "/.*" })] }), "Regular expressions"],
  ["a prefix without a slash", mapOf({ routeRules: [routeRule(1, { prefixMatch: "a" })] }), "Must start with '/'"],
  [
    "two path matches",
    mapOf({ routeRules: [routeRule(1, { prefixMatch: "/", fullPathMatch: "/" })] }),
    "Only one kind",
  ],
  [
    "a header match of no kind",
    mapOf({ routeRules: [routeRule(1, { headerMatches: [{ headerName: "a" }] })] }),
    "one kind",
  ],
  ["weights of 0", mapOf({ routeRules: [routeRule(1, {}, weighted(0))] }), "At least one weight must not be 0"],
  ["a weight above 1000", mapOf({ routeRules: [routeRule(1, {}, weighted(1001))] }), "between 0 and 1000"],
  [
    "two redirect paths",
    mapOf({ pathRules: [{ paths: ["/a"], urlRedirect: { pathRedirect: "/b", prefixRedirect: "/c" } }] }),
    "Only one of pathRedirect",
  ],
  ["a long prefix", mapOf({ routeRules: [routeRule(1, { prefixMatch: `/${"a".repeat(1024)}` })] }), "at most 1024"],
  [
    "a long description",
    mapOf({ routeRules: [{ ...routeRule(1, {}), description: "a".repeat(1025) }] }),
    "at most 1024",
  ],
  [
    "six operators",
    mapOf({ routeRules: [routeRule(1, { pathTemplateMatch: "/*/*/*/*/*/*" })] }),
    "At most 5 operators",
  ],
  [
    "** in the middle",
    mapOf({ routeRules: [routeRule(1, { pathTemplateMatch: "/**/*" })] }),
    "must be the last operator",
  ],
  [
    "an operator within a segment",
    mapOf({ routeRules: [routeRule(1, { pathTemplateMatch: "/v*/x" })] }),
    "at the beginning of a path segment",
  ],
  ["a variable twice", mapOf({ routeRules: [routeRule(1, { pathTemplateMatch: "/{a}/{a}" })] }), "must be unique"],
  [
    "a variable of digits",
    mapOf({ routeRules: [routeRule(1, { pathTemplateMatch: "/{1}" })] }),
    "Invalid variable name",
  ],
  [
    "an unknown variable",
    mapOf({ routeRules: [routeRule(1, { pathTemplateMatch: "/{a}" }, rewritten({ pathTemplateRewrite: "/{b}" }))] }),
    "Variable b is not in the template match",
  ],
  [
    "a template rewrite alone",
    mapOf({ routeRules: [routeRule(1, { prefixMatch: "/" }, rewritten({ pathTemplateRewrite: "/{b}" }))] }),
    "Needs a pathTemplateMatch",
  ],
  [
    "two rewrites",
    mapOf({ routeRules: [routeRule(1, {}, rewritten({ pathTemplateRewrite: "/", pathPrefixRewrite: "/" }))] }),
    "Only one of pathPrefixRewrite",
  ],
  [
    "a long host rewrite",
    mapOf({ routeRules: [routeRule(1, {}, rewritten({ hostRewrite: "a".repeat(256) }))] }),
    "255",
  ],
  [
    "an unknown retry condition",
    mapOf({ routeRules: [routeRule(1, {}, retried({ retryConditions: ["bad"] }))] }),
    "'bad'",
  ],
  ["no retries", mapOf({ routeRules: [routeRule(1, {}, retried({ numRetries: 0 }))] }), "Must be greater than 0"],
  ["a custom error for 200", mapOf(customError({ matchResponseCodes: ["200"] })), "from 400 to 599"],
  ["a custom error without a code", mapOf(customError({ matchResponseCodes: [] })), "At least one code"],
  ["a custom error twice", mapOf(customError({ matchResponseCodes: ["404", "404"] })), "matched twice"],
  ["a custom error page /", mapOf(customError({ path: "/" })), "must not end with it"],
  ["a custom error page without a slash", mapOf(customError({ path: "e" })), "Must start with '/'"],
  ["a custom error page with a slash at its end", mapOf(customError({ path: "/e/" })), "must not end with it"],
  ["a custom error page with a long path", mapOf(customError({ path: `/${"a".repeat(1024)}` })), "1024 characters"],
  ["a custom error with status 199", mapOf(customError({ overrideResponseCode: 199 })), "from 200 to 599"],
  ["a custom error with status 600", mapOf(customError({ overrideResponseCode: 600 })), "from 200 to 599"],
  ["a custom error from nowhere", mapOf(customError({}, "")), "An error service must be specified"],
  ["a custom error from a backend service", mapOf(customError({}, web)), "Unexpected resource collection"],
  ["a custom error of a path for 200", mapOf({ pathRules: [{ ...pathRule("/a"), ...lost }] }), "pathRules[0]"],
  ["a custom error of a route for 200", mapOf({ routeRules: [{ ...routeRule(1, {}), ...lost }] }), "routeRules[0]"],
  ["101 tests", mapOf({}, { tests: Array(101).fill({ host: "a.com", path: "/", service: web }) }), "At most 100 tests"],
  ["a test without a path", mapOf({}, { tests: [{ host: "a.com" }] }), "tests[0].path"],
])("refuses a URL map with %s", async (_, body, message) => {
  const answer = await (await withBackends()).post("global/urlMaps", body);
  expect(answer.status).toBe(400);
  expect(answer.message).toContain(message);
});

test("takes custom error responses on all levels, of which the lower ones have the error service of a higher one", async () => {
  const client = await withBackends();
  const inherited = { errorResponseRules: [{ matchResponseCodes: ["404", "4xx"], path: "/e" }] };
  const body = mapOf(
    {
      defaultCustomErrorResponsePolicy: inherited,
      pathRules: [{ ...pathRule("/a"), customErrorResponsePolicy: inherited }],
    },
    customError({ matchResponseCodes: ["5xx", "503"], path: `/${"a".repeat(1023)}`, overrideResponseCode: 200 }),
  );
  expect(await client.post("global/urlMaps", body)).toMatchObject({ status: 200 });
  expect(await client.delete(pages)).toMatchObject({ status: 400, reason: "resourceInUseByAnotherResource" });
});

test("refuses custom error responses of a classic load balancer", async () => {
  const client = await withBackends();
  await client.backendService("classic", [], { loadBalancingScheme: "EXTERNAL" });
  const classic = "global/backendServices/classic";
  const weighted = { weightedBackendServices: [{ backendService: classic, weight: 1 }] };
  for (const map of [
    { name: "map", defaultService: classic },
    mapOf({ pathRules: [{ ...pathRule("/a"), service: classic }] }),
    mapOf({ pathRules: [{ paths: ["/a"], routeAction: weighted }] }),
  ]) {
    const answer = await client.post("global/urlMaps", { ...map, ...customError({}) });
    expect(answer.message).toContain("not supported for the load balancing scheme EXTERNAL");
  }
});

test("refuses a URL map above 64 KB", async () => {
  const paths = Array.from({ length: 3000 }, (_, index) => `/a-rather-long-path-${index}`);
  const answer = await (await withBackends()).post("global/urlMaps", mapOf({ pathRules: [pathRule(...paths)] }));
  expect(answer.message).toContain("larger than 64 KB");
});

test("refuses httpsRedirect in the map of an HTTPS proxy", async () => {
  const client = new Client();
  await client.site();
  const body = { urlMap: "global/urlMaps/redirect" };
  expect((await client.post("targetHttpsProxies/https/setUrlMap", body)).message).toContain("httpsRedirect is only");
  const fingerprint = await client.fingerprint("global/urlMaps/map");
  const answer = await client.put("global/urlMaps/map", { defaultUrlRedirect: { httpsRedirect: true }, fingerprint });
  expect(answer.message).toContain("httpsRedirect is only supported in URL maps of a target HTTP proxy");
});

test("runs the tests of a map, and refuses it when one fails", async () => {
  const client = await withBackends();
  const tests = [{ host: "a.com", path: "/api", service: api }];
  const map = (...paths: string[]) => mapOf({ pathRules: [pathRule(...paths)] }, { tests });
  expect((await client.post("global/urlMaps", map("/api/*"))).message).toBe(
    "Invalid value for field 'urlMap.tests': ''. Test failure: Expect URL 'a.com/api' to map to service " +
      "'https://www.googleapis.com/compute/v1/projects/p/global/backendServices/api', but actually mapped to " +
      "'https://www.googleapis.com/compute/v1/projects/p/global/backendServices/web'.",
  );
  expect((await client.post("global/urlMaps", map("/api/*", "/api"))).status).toBe(200);
});

test.each<[string, JsonObject, JsonObject]>([
  [
    "the longest path",
    { pathRules: [pathRule("/a/b/*"), { paths: ["/a/*"], service: web }] },
    { path: "/a/b/c", service: api },
  ],
  ["no bare path by /*", { pathRules: [pathRule("/a/*")] }, { path: "/a", service: web }],
  [
    "the first route",
    { routeRules: [routeRule(2, { prefixMatch: "/" }, { service: web }), routeRule(1, { prefixMatch: "/" })] },
    { path: "/", service: api },
  ],
  [
    "a header",
    { routeRules: [routeRule(1, { headerMatches: [{ headerName: "X-A", exactMatch: "b" }] })] },
    { path: "/", headers: [{ name: "x-a", value: "b" }], service: api },
  ],
  [
    "a query",
    { routeRules: [routeRule(1, { queryParameterMatches: [{ name: "q", presentMatch: true }] })] },
    { path: "/?q", service: api },
  ],
  [
    "a template",
    { routeRules: [routeRule(1, { pathTemplateMatch: "/v/{id}/**" })] },
    { path: "/v/7/x/y", service: api },
  ],
  [
    "a rewrite",
    { pathRules: [{ paths: ["/a/*"], service: api, routeAction: { urlRewrite: { pathPrefixRewrite: "/b/" } } }] },
    { path: "/a/x", service: api, expectedOutputUrl: "http://a.com/b/x" },
  ],
  [
    "a redirect",
    { pathRules: [{ paths: ["/a/*"], urlRedirect: { prefixRedirect: "/b/" } }] },
    { path: "/a/x?q=1", expectedRedirectResponseCode: 301, expectedOutputUrl: "http://a.com/b/x?q=1" },
  ],
])("routes by %s", async (_, matcher, expected) => {
  const body = mapOf(matcher, { tests: [{ host: "a.com", ...expected }] });
  expect(await (await withBackends()).post("global/urlMaps", body)).toMatchObject({ status: 200, message: undefined });
});

test("validates a map without keeping it", async () => {
  const client = await withBackends();
  const validate = async (resource: JsonObject) =>
    (await client.post("global/urlMaps/map/validate", { resource })).body.result;
  expect(await validate(mapOf({}))).toEqual({ loadSucceeded: true, testPassed: true });
  const tests = [{ host: "a.com", path: "/", service: api }];
  expect(await validate(mapOf({}, { tests }))).toEqual({ loadSucceeded: true, testPassed: false });
  expect(await validate({ name: "map" })).toMatchObject({ loadSucceeded: false });
  expect((await client.get("global/urlMaps/map")).status).toBe(404);
});

test("invalidates the cache of a map that exists", async () => {
  const client = await withBackends();
  await client.post("global/urlMaps", mapOf({}));
  expect((await client.post("global/urlMaps/map/invalidateCache", { path: "/*" })).status).toBe(200);
  expect((await client.post("global/urlMaps/none/invalidateCache", { path: "/*" })).status).toBe(404);
});

const cachedRule = (cachePolicy: JsonObject) =>
  mapOf({ pathRules: [{ paths: ["/a"], service: api, routeAction: { cachePolicy } }] });

test.each<[string, JsonObject, string]>([
  ["a TTL above its maximum", { defaultTtl: { seconds: "90" }, maxTtl: { seconds: "60" } }, "must not be larger than"],
  ["a TTL that its mode does not take", { cacheMode: "USE_ORIGIN_HEADERS", maxTtl: { seconds: "60" } }, "cannot be"],
  ["six headers", { cacheBypassRequestHeaderNames: ["a", "b", "c", "d", "e", "f"] }, "At most 5 headers"],
  ["errors that are not cached", { negativeCaching: true, negativeCachingPolicy: [{ code: 500 }] }, "status code"],
  [
    "both lists in its key",
    { cacheKeyPolicy: { includedQueryParameters: ["a"], excludedQueryParameters: ["b"] } },
    "Only one of",
  ],
])("refuses a cache policy of a route with %s", async (_, policy, message) => {
  const answer = await (await withBackends()).post("global/urlMaps", cachedRule(policy));
  expect(answer).toMatchObject({ status: 400 });
  expect(answer.message).toContain(message);
});

test("takes a cache policy of a route, but not to what has Identity-Aware Proxy", async () => {
  const client = await withBackends();
  const policy = { cacheMode: "FORCE_CACHE_ALL", defaultTtl: { seconds: "0" }, negativeCaching: false };
  expect((await client.post("global/urlMaps", cachedRule(policy))).status).toBe(200);
  await client.backendService("closed", [], { iap: { enabled: true } });
  const closed = { ...cachedRule(policy), name: "closed", defaultRouteAction: { cachePolicy: policy } };
  const answer = await client.post("global/urlMaps", { ...closed, defaultService: "global/backendServices/closed" });
  expect(answer.message).toContain("has Identity-Aware Proxy enabled");
});
