import { Resource } from "../app/stack";
import { Block, flag } from "../app/values";
import { CACHED_SUCCESSES, NEGATIVE_TTLS, cachesPrivate, cachesStatic, isStaticType } from "../google/cache-modes";
import { CacheKeyPart, cacheKeyOf, keyHeaders, parametersOf } from "./cache-key";
import { CACHE_FACTS, CacheFactId, VARIED } from "./facts";
import { Directives, Headers, cookieOf, directivesOf, headerOf, listOf, secondsOf } from "./headers";
import { CachePolicy, cachePolicyOf } from "./policy";

const MIB = 1024 ** 2;
/** The largest responses that are cached, in bytes: without byte ranges, and with them. */
const MAX_SIZE = 10 * MIB;
const MAX_SIZE_BY_RANGES = 100 * 1024 * MIB;

/** A visitor's request. */
export interface CacheRequest {
  readonly method: string;
  /** The whole URL, as the visitor sent it. */
  readonly url: string;
  readonly headers: Headers;
}

/** The backend's response. */
export interface CacheResponse {
  readonly status: number;
  readonly headers: Headers;
}

/** Why, in this case. */
export interface CacheReason {
  readonly id: CacheFactId;
  readonly text: string;
  readonly isAssumed: boolean;
}

/** What Cloud CDN does with a response. */
export interface CacheDecision {
  /** `revalidated`: cached, but the backend is asked each time. `undecided`: it hangs on what only Terraform knows. */
  readonly outcome: "off" | "cached" | "revalidated" | "not cached" | "undecided";
  /** How long Cloud CDN caches the response. */
  readonly seconds?: number;
  /** How long browsers cache it, where Cloud CDN limits that. */
  readonly clientSeconds?: number;
  /** How long it can be served when it has expired. */
  readonly staleSeconds?: number;
  /** The cache key; empty if the response is not cached. */
  readonly key: readonly CacheKeyPart[];
  readonly reasons: readonly CacheReason[];
  /** The arguments that only Terraform knows. */
  readonly unknown: readonly string[];
  /** The outcome in a few words, such as `cached for 60 s`. */
  readonly summary: string;
  /** The same, with what decided, in one line. */
  readonly text: string;
}

/** A request and its response, and what is known of them. */
interface Exchange {
  readonly policy: CachePolicy;
  readonly request: CacheRequest;
  readonly response: CacheResponse;
  readonly directives: Directives;
  readonly isSigned: boolean;
  /** The time of negative caching, if it applies. */
  readonly negativeTtl: number | undefined;
  /** Whether the cache mode overrides what the response says. */
  readonly isForced: boolean;
  readonly now: Date;
}

interface Lifetime {
  readonly seconds: number;
  readonly reasons: readonly CacheReason[];
}

/** What Cloud CDN would do with the response of a backend service or bucket, and of a route with a policy of its own. */
export function cacheDecision(
  backend: Resource,
  request: CacheRequest,
  response: CacheResponse,
  now = new Date(),
  route?: Block,
): CacheDecision {
  const nothing = { key: [], reasons: [], unknown: [] };
  if (flag(backend.config.enable_cdn) === false) {
    return { ...nothing, outcome: "off", summary: "off", text: "off" };
  }
  const policy = cachePolicyOf(backend, route);
  if (policy.unknown.length > 0) {
    const text = `undecided: only Terraform knows ${policy.unknown.join(", ")}`;
    return { ...nothing, outcome: "undecided", unknown: policy.unknown, summary: "undecided", text };
  }
  const exchange = exchangeOf(policy, request, response, now);
  const refused = refusals(exchange);
  const lifetime = refused.length === 0 ? lifetimeOf(exchange) : undefined;
  if (lifetime === undefined) {
    const reasons = refused.length > 0 ? refused : [because("CACHE-10", notFresh(exchange))];
    return { ...nothing, outcome: "not cached", reasons, ...inWords("not cached", reasons) };
  }
  return cached(exchange, lifetime);
}

function exchangeOf(policy: CachePolicy, request: CacheRequest, response: CacheResponse, now: Date): Exchange {
  const { status, headers } = response;
  const isFree = ["cache-control", "cdn-cache-control", "expires", "pragma"].every(
    (name) => headerOf(headers, name) === undefined,
  );
  const isForcing = cachesPrivate(policy.mode);
  const negativeTtl = isForcing || isFree ? policy.negativeTtls.get(status) : undefined;
  const isForced = isForcing && (CACHED_SUCCESSES.includes(status) || negativeTtl !== undefined);
  const targeted = headerOf(headers, "cdn-cache-control") === undefined ? "cache-control" : "cdn-cache-control";
  return {
    policy,
    request,
    response,
    directives: directivesOf(headers, targeted),
    isSigned: !isForcing && isSigned(policy, request),
    negativeTtl: negativeTtl || undefined,
    isForced,
    now,
  };
}

function isSigned({ keyNames }: CachePolicy, { url, headers }: CacheRequest): boolean {
  const names = parametersOf(url);
  const isOfUrl = ["Expires", "KeyName", "Signature"].every((name) => names.includes(name));
  const isOfPrefix = ["URLPrefix", "KeyName", "Signature"].every((name) => names.includes(name));
  return keyNames.length > 0 && (isOfUrl || isOfPrefix || cookieOf(headers, "Cloud-CDN-Cookie") !== undefined);
}

/** Why a response cannot be cached; all reasons that there are. */
function refusals({ policy, request, response, directives, isSigned, isForced }: Exchange): CacheReason[] {
  const { status, headers } = response;
  const bypass = policy.bypassHeaders.filter((name) => headerOf(request.headers, name) !== undefined);
  const allowed = [...VARIED, ...keyHeaders(policy)];
  const varied = listOf(headers, "vary").filter((name) => !allowed.includes(name));
  const isPublic = ["public", "must-revalidate", "s-maxage"].some((name) => directives.has(name));
  const refused = ["no-store", "private"].filter((name) => directives.has(name));
  const isOverridden = isForced || isSigned;
  return [
    ...when(request.method !== "GET", "CACHE-01", `the method is ${request.method}`),
    ...when(!isCachedStatus(status), "CACHE-02", `the status is ${status}`),
    ...when(bypass.length > 0, "CACHE-03", `the request has the bypass header ${bypass.join(", ")}`),
    ...when(directivesOf(request.headers, "cache-control").has("no-store"), "CACHE-04", "the request says no-store"),
    ...when(
      headerOf(request.headers, "authorization") !== undefined && !isPublic && !isOverridden,
      "CACHE-05",
      "the request has an Authorization header, and the response has none of public, must-revalidate and s-maxage",
    ),
    ...when(headerOf(headers, "set-cookie") !== undefined, "CACHE-06", "the response sets a cookie"),
    ...when(varied.length > 0, "CACHE-07", `the response varies by ${varied.join(", ")}`),
    ...when(refused.length > 0 && !isOverridden, "CACHE-08", `the response says ${refused.join(", ")}`),
    ...oversized(headers),
  ];
}

function isCachedStatus(status: number): boolean {
  return CACHED_SUCCESSES.includes(status) || NEGATIVE_TTLS.has(status);
}

function oversized(headers: Headers): CacheReason[] {
  const ranged = /\/(\d+)$/.exec(headerOf(headers, "content-range") ?? "")?.[1];
  const size = Number(ranged ?? headerOf(headers, "content-length") ?? 0);
  const hasRanges =
    (ranged !== undefined || listOf(headers, "accept-ranges").includes("bytes")) &&
    ["etag", "last-modified"].some((name) => headerOf(headers, name) !== undefined);
  const largest = hasRanges ? MAX_SIZE_BY_RANGES : MAX_SIZE;
  return when(
    size > largest,
    "CACHE-09",
    `the response has ${size} bytes, and ${hasRanges ? "100 GiB" : "10 MiB without byte ranges"} is the most`,
  );
}

/** How long a response is cached; nothing where it says nothing that counts. */
function lifetimeOf(exchange: Exchange): Lifetime | undefined {
  const { policy, response, negativeTtl, isForced, isSigned: signed } = exchange;
  if (signed) {
    const text = `the URL is signed, and such responses are cached for ${policy.signedAge} s`;
    const assumed = policy.isSignedAgeAssumed ? [because("CACHE-25")] : [];
    return { seconds: policy.signedAge, reasons: [because("CACHE-19", text), because("CACHE-24"), ...assumed] };
  }
  if (negativeTtl !== undefined) {
    const text = `negative caching caches the status ${response.status} for ${negativeTtl} s`;
    return { seconds: negativeTtl, reasons: [because("CACHE-16", text)] };
  }
  if (isForced && CACHED_SUCCESSES.includes(response.status)) {
    const text = `${policy.mode} caches every successful response for ${policy.defaultTtl} s`;
    return { seconds: policy.defaultTtl, reasons: [because("CACHE-13", text)] };
  }
  return ofHeaders(exchange) ?? ofStatic(exchange);
}

function ofHeaders({ policy, response, directives, now }: Exchange): Lifetime | undefined {
  const { headers } = response;
  const expires = headerOf(headers, "expires");
  const isTargeted = headerOf(headers, "cdn-cache-control") !== undefined;
  const since = Date.parse(headerOf(headers, "date") ?? "") || now.getTime();
  const until = expires === undefined || isTargeted ? NaN : Math.round((Date.parse(expires) - since) / 1000);
  const found = [
    ["s-maxage", secondsOf(directives, "s-maxage")] as const,
    ["max-age", secondsOf(directives, "max-age")] as const,
    ["Expires", until > 0 ? until : undefined] as const,
    ["no-cache", directives.has("no-cache") && directives.has("public") ? 0 : undefined] as const,
  ].find(([, seconds]) => seconds !== undefined);
  if (found === undefined) {
    return undefined;
  }
  const [name, said = 0] = found;
  const seconds = Math.min(said, policy.maxTtl ?? Infinity);
  const isForcing = cachesPrivate(policy.mode);
  return {
    seconds,
    reasons: [
      ...(isTargeted ? [because("CACHE-22", "the response has a CDN-Cache-Control header")] : []),
      because("CACHE-11", `${name} of the response is ${said} s`),
      ...when(seconds < said, "CACHE-14", `the maximum TTL is ${seconds} s`),
      ...(isForcing ? [because("CACHE-23")] : []),
    ],
  };
}

function ofStatic({ policy, response, directives }: Exchange): Lifetime | undefined {
  const type = headerOf(response.headers, "content-type") ?? "";
  const isSuccess = CACHED_SUCCESSES.includes(response.status);
  const says = directives.has("no-cache") || headerOf(response.headers, "expires") !== undefined;
  return cachesStatic(policy.mode) && isSuccess && !says && isStaticType(type)
    ? {
        seconds: policy.defaultTtl,
        reasons: [because("CACHE-12", `${type} is static content, and the default TTL is ${policy.defaultTtl} s`)],
      }
    : undefined;
}

function notFresh({ policy, response }: Exchange): string {
  const type = headerOf(response.headers, "content-type") ?? "no content type";
  const lacking = "the response has no s-maxage, max-age or Expires in the future";
  return cachesStatic(policy.mode) && CACHED_SUCCESSES.includes(response.status) && !isStaticType(type)
    ? `${lacking}, and ${type} is not static content`
    : lacking;
}

function cached(exchange: Exchange, { seconds, reasons }: Lifetime): CacheDecision {
  const { policy, request, response, directives, isForced, isSigned } = exchange;
  const isAsked = seconds === 0 || (directives.has("no-cache") && !isForced && !isSigned);
  const isStrict = ["must-revalidate", "proxy-revalidate", "s-maxage"].some((name) => directives.has(name));
  const staleSeconds = isAsked || isStrict ? 0 : policy.stale;
  const clientSeconds =
    policy.clientTtl !== undefined && policy.clientTtl < seconds && !isSigned ? policy.clientTtl : undefined;
  const key = cacheKeyOf(policy, { ...request, isSigned }, response.headers);
  const all = [
    ...reasons,
    ...when(isAsked, "CACHE-17", seconds === 0 ? "the lifetime is 0" : "the response says no-cache"),
    ...when(clientSeconds !== undefined, "CACHE-15", `browsers cache it for ${clientSeconds} s`),
    ...when(staleSeconds > 0, "CACHE-18", `it can be served for ${staleSeconds} s after it has expired`),
    because(policy.isBucket ? "CACHE-21" : "CACHE-20", `the key is ${key.map(({ part }) => part).join(", ")}`),
    because("CACHE-26"),
    ...(policy.isBucket && parametersOf(request.url).length > 0 ? [because("CACHE-27")] : []),
  ];
  const outcome = isAsked ? "revalidated" : "cached";
  const words = inWords(isAsked ? outcome : `cached for ${seconds} s`, reasons);
  return { outcome, seconds, clientSeconds, staleSeconds, key, reasons: all, unknown: [], ...words };
}

function because(id: CacheFactId, text: string = CACHE_FACTS[id].says): CacheReason {
  return { id, text, isAssumed: "isAssumed" in CACHE_FACTS[id] };
}

function when(condition: boolean, id: CacheFactId, text: string): CacheReason[] {
  return condition ? [because(id, text)] : [];
}

function inWords(summary: string, reasons: readonly CacheReason[]): Pick<CacheDecision, "summary" | "text"> {
  return { summary, text: `${summary}: ${reasons.map(({ id, text }) => `${text} (${id})`).join("; ")}` };
}
