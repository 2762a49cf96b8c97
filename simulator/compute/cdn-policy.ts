import { invalidField } from "../errors";
import { child, children, JsonObject, number, text, texts } from "../json";
import { Change } from "./collection";

const longest = 31_622_400;
const negativeCodes = [300, 301, 302, 307, 308, 404, 405, 410, 421, 451, 501];
const ttls = ["clientTtl", "defaultTtl", "maxTtl"] as const;

/** Fills in what Google fills in once Cloud CDN is on. */
export function completeCdnPolicy({ resource }: Change): void {
  if (resource.enableCDN !== true) return;
  const policy: JsonObject = child(resource, "cdnPolicy") ?? {};
  resource.cdnPolicy = policy;
  policy.cacheMode ??= "CACHE_ALL_STATIC";
  policy.negativeCaching ??= false;
  policy.signedUrlCacheMaxAgeSec ??= "0";
  policy.serveWhileStale ??= 0;
  policy.requestCoalescing ??= true;
  const mode = text(policy, "cacheMode");
  if (mode !== "USE_ORIGIN_HEADERS") {
    policy.clientTtl ??= 3600;
    policy.defaultTtl ??= 3600;
  }
  if (mode === "CACHE_ALL_STATIC") policy.maxTtl ??= 86_400;
}

/** Refuses what Google refuses of a backend's CDN policy. */
export function checkCdnPolicy(resource: JsonObject): void {
  const policy = child(resource, "cdnPolicy");
  if (policy && resource.enableCDN === true) checkPolicy(policy, "resource.cdnPolicy");
}

/** Refuses what Google refuses of a route's cache policy: the same, in other words. */
export function checkCachePolicy(policy: JsonObject | undefined, at: string): void {
  if (!policy) return;
  const seconds = (owner: JsonObject, field: string) => {
    const duration = child(owner, field);
    return duration ? { [field]: Number(text(duration, "seconds") || number(duration, "seconds")) } : {};
  };
  const rules = children(policy, "negativeCachingPolicy").map((rule) => ({ ...rule, ...seconds(rule, "ttl") }));
  const key = child(policy, "cacheKeyPolicy");
  checkPolicy(
    {
      ...policy,
      cacheMode: text(policy, "cacheMode") || "CACHE_ALL_STATIC",
      ...Object.fromEntries([...ttls, "serveWhileStale"].flatMap((field) => Object.entries(seconds(policy, field)))),
      negativeCachingPolicy: rules,
      bypassCacheOnRequestHeaders: texts(policy, "cacheBypassRequestHeaderNames").map((headerName) => ({ headerName })),
      cacheKeyPolicy: key && {
        queryStringWhitelist: texts(key, "includedQueryParameters"),
        queryStringBlacklist: texts(key, "excludedQueryParameters"),
      },
    },
    at,
  );
}

function checkPolicy(policy: JsonObject, at: string): void {
  checkTtls(policy, at);
  checkRange(policy, "serveWhileStale", 604_800, at);
  checkNegativeCaching(policy, at);
  checkBypass(children(policy, "bypassCacheOnRequestHeaders"), at);
  checkCacheKey(child(policy, "cacheKeyPolicy"), at);
}

function checkTtls(policy: JsonObject, at: string): void {
  const mode = text(policy, "cacheMode");
  for (const field of ttls) {
    const forbidden = mode === "USE_ORIGIN_HEADERS" || (mode === "FORCE_CACHE_ALL" && field === "maxTtl");
    if (forbidden && number(policy, field) !== undefined) {
      const why = `${field} cannot be specified with cache mode ${mode}.`;
      throw invalidField(`${at}.${field}`, String(number(policy, field)), why);
    }
    checkRange(policy, field, longest, at);
  }
  const max = number(policy, "maxTtl");
  if (max === undefined) return;
  for (const field of ["clientTtl", "defaultTtl"]) {
    const value = number(policy, field) ?? 0;
    if (value > max) {
      throw invalidField(`${at}.${field}`, String(value), `${field} must not be larger than maxTtl (${max}).`);
    }
  }
}

function checkNegativeCaching(policy: JsonObject, at: string): void {
  const entries = children(policy, "negativeCachingPolicy");
  const field = `${at}.negativeCachingPolicy`;
  if (entries.length > 0 && policy.negativeCaching !== true) {
    throw invalidField(field, "", "Negative caching must be enabled.");
  }
  const codes = entries.map((entry) => number(entry, "code") ?? 0);
  const wrong = codes.find((code, index) => !negativeCodes.includes(code) || codes.indexOf(code) !== index);
  if (wrong !== undefined) throw invalidField(`${field}.code`, String(wrong), "Unsupported or repeated status code.");
  for (const entry of entries) checkRange(entry, "ttl", 1800, at);
}

function checkBypass(headers: readonly JsonObject[], at: string): void {
  const field = `${at}.bypassCacheOnRequestHeaders`;
  if (headers.length > 5) throw invalidField(field, "", "At most 5 headers are allowed.");
  const names = headers.map((header) => text(header, "headerName").toLowerCase());
  const misnamed = names.find((name) => !/^[\w!#$%&'*+.^`|~-]+$/.test(name));
  if (misnamed !== undefined) throw invalidField(field, misnamed, "Invalid header name.");
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalidField(field, twice, "Header names must be unique.");
}

function checkCacheKey(key: JsonObject | undefined, at: string): void {
  if (key && texts(key, "queryStringWhitelist").length > 0 && texts(key, "queryStringBlacklist").length > 0) {
    const why = "Only one of queryStringWhitelist and queryStringBlacklist may be set.";
    throw invalidField(`${at}.cacheKeyPolicy`, "", why);
  }
}

function checkRange(policy: JsonObject, field: string, max: number, at: string): void {
  const value = number(policy, field);
  if (value === undefined || (value >= 0 && value <= max)) return;
  throw invalidField(`${at}.${field}`, String(value), `Must be between 0 and ${max}.`);
}
