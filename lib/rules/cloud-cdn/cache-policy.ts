import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE } from "../../app/types";
import { isExpression, isSet, knownText, numberOf } from "../../app/values";
import { modeOf } from "../../cloud-cdn/policy";
import { CACHE_MODES, DEFAULT_CACHE_MODE, NEGATIVE_TTLS, TTLS, ttlsOf } from "../../google/cache-modes";
import { ArgumentsAt } from "../arguments";
import { MAX_SECONDS } from "../limits";
import { Text, argument, given, text } from "../text";
import { atMost, headerNames, knownValues, oneOf, range, unique } from "../values";

type Cache = typeof BACKEND_BUCKET | typeof BACKEND_SERVICE;
const QUERY_STRING_LISTS = ["query_string_whitelist", "query_string_blacklist"] as const;
/** The longest TTL, in seconds. */
const MAX_TTL = 31_622_400;
/** The longest time that a stale response is served, in seconds. */
const MAX_STALE = 604_800;
/** The status codes of negative caching. */
const NEGATIVE_CODES = [...NEGATIVE_TTLS.keys()];
/** The longest time that an error is cached, in seconds. */
export const MAX_NEGATIVE_TTL = 1800;
/** The most bypass headers of a cache policy. */
export const MAX_BYPASS_HEADERS = 5;
/** The most headers, and the most cookies, of a cache key. */
export const MAX_CACHE_KEY_NAMES = 5;

/** A cache policy of a backend service or bucket. */
export type CachePolicy = ArgumentsAt<Cache, "cdn_policy">;
type CacheKey = ArgumentsAt<typeof BACKEND_SERVICE, "cdn_policy.cache_key_policy">;
type ListedKey = ArgumentsAt<Cache, "cdn_policy.cache_key_policy">;

/** A cache mode that Google does not support. */
export function cacheMode({ cache_mode: mode }: CachePolicy): Text[] {
  return oneOf(argument("cdn_policy.cache_mode"), mode, Object.keys(CACHE_MODES));
}

/** TTLs with a cache mode that takes none. */
export function ttlsOfOrigin(policy: CachePolicy): Text[] {
  return refusedTtls(policy, (taken) => taken.length === 0);
}

/** TTLs that a cache mode does not take. */
export function foreignTtls(policy: CachePolicy): Text[] {
  return refusedTtls(policy, (taken) => taken.length > 0);
}

function refusedTtls(policy: CachePolicy, isMeant: (taken: readonly string[]) => boolean): Text[] {
  const mode = modeOf(policy) ?? "";
  const own = ttlsOf(mode);
  const taken = Object.keys(own ?? {});
  return own === undefined || !isMeant(taken)
    ? []
    : TTLS.filter((ttl) => !taken.includes(ttl) && (numberOf(policy, ttl) ?? 0) !== 0).map(
        (ttl) =>
          text`cache mode ${mode} takes no ${ttl}, but it is ${given(policy[ttl])}; remove ${ttl}, or use another cache mode`,
      );
}

/** TTLs out of range, or above the maximum. */
export function ttls(policy: CachePolicy): Text[] {
  const refused = TTLS.flatMap((ttl) => range(argument(`cdn_policy.${ttl}`), policy[ttl], 0, MAX_TTL));
  const own = ttlsOf(modeOf(policy) ?? "")?.max_ttl;
  const max = own !== undefined && isSet(policy, "max_ttl") ? numberOf(policy, "max_ttl") : own;
  // 0 is not sent on
  return refused.length > 0 || !max
    ? refused
    : (["default_ttl", "client_ttl"] as const)
        .filter((ttl) => (numberOf(policy, ttl) ?? 0) > max)
        .map((ttl) => {
          const [name, maximum] = [argument(`cdn_policy.${ttl}`), argument("cdn_policy.max_ttl")];
          return text`${name} may not be above ${maximum}, which is ${max}, got ${given(numberOf(policy, ttl))}; lower ${name} or raise ${maximum}`;
        });
}

/** A TTL of 0, which the provider does not send. */
export function lostTtl(policy: CachePolicy): Text[] {
  const taken = ttlsOf(knownText(policy, "cache_mode") ?? DEFAULT_CACHE_MODE) ?? {};
  return TTLS.filter((ttl) => ttl in taken && numberOf(policy, ttl) === 0)
    .slice(0, 1)
    .map(
      (ttl) =>
        text`Terraform's provider does not send ${argument(`cdn_policy.${ttl}`)} 0, so Google's default applies, and every plan shows a change; use 1, or CdnPolicy.useOriginHeaders()`,
    );
}

/** How long a stale response is served. */
export function staleTime({ serve_while_stale: seconds }: CachePolicy): Text[] {
  return range(argument("cdn_policy.serve_while_stale"), seconds, 0, MAX_STALE);
}

/** How long a response to a signed request counts as fresh. */
export function signedAge({ signed_url_cache_max_age_sec: seconds }: CachePolicy): Text[] {
  return range(argument("cdn_policy.signed_url_cache_max_age_sec"), seconds, 0, MAX_SECONDS);
}

/** Status codes that are not cached, or appear twice. */
export function negativeCodes(policy: CachePolicy): Text[] {
  const codes = blocks(policy.negative_caching_policy).map(({ code }) => code);
  return [
    ...codes.flatMap((code) => oneOf("the status code of a negative caching rule", code, NEGATIVE_CODES)),
    ...unique("a status code", knownValues(codes).map(String), "remove one of the rules"),
  ];
}

/** Times of negative caching. */
export function negativeTtls({ negative_caching, negative_caching_policy }: CachePolicy): Text[] {
  const rules = blocks(negative_caching_policy);
  const [flag, policy] = ["negative_caching", "negative_caching_policy"].map((name) => argument(`cdn_policy.${name}`));
  const ttl = argument("cdn_policy.negative_caching_policy.ttl");
  return [
    ...(negative_caching === false && rules.length > 0
      ? [text`${policy} has no effect when ${flag} is ${given(false)}; remove ${policy}, or set ${flag} to true`]
      : []),
    ...rules.flatMap((rule) => range(text`${ttl} of a negative caching rule`, rule.ttl, 0, MAX_NEGATIVE_TTL)),
  ];
}

/** A negative caching time of 0. */
export function noNegativeTtl(rule: ArgumentsAt<Cache, "cdn_policy.negative_caching_policy">): Text[] {
  const policy = "cdn_policy.negative_caching_policy";
  return numberOf(rule, "ttl") === 0
    ? [
        text`${argument(policy)} has ${argument(`${policy}.ttl`)} 0 for status ${String(rule.code)}, which Google advises against; remove the rule for this status, so that responses with this status are not cached`,
      ]
    : [];
}

const BYPASS = argument("cdn_policy.bypass_cache_on_request_headers");

/** A list that is not known at synth. */
export function bypassList({
  bypassCacheOnRequestHeaders: names,
}: {
  readonly bypassCacheOnRequestHeaders?: unknown;
}): Text[] {
  return isExpression(names)
    ? [text`${BYPASS} must be a list that is known at synth, got ${given(names)}; write the members as plain text`]
    : [];
}

/** Too many headers, bad names, and names that appear twice. */
export function bypassHeaders({ bypass_cache_on_request_headers: headers }: CachePolicy): Text[] {
  const names = blocks(headers).map(({ header_name }) => header_name);
  return [...atMost(MAX_BYPASS_HEADERS, BYPASS, names), ...headerNames(BYPASS, names)];
}

/** Two lists that exclude each other. */
export function bothLists(key: CacheKey): Text[] {
  const [included, excluded] = QUERY_STRING_LISTS.map(keyArgument);
  return QUERY_STRING_LISTS.every((name) => isSet(key, name))
    ? [text`a cache key cannot have both ${included} and ${excluded}; remove ${included} or ${excluded}`]
    : [];
}

/** A list while the query string is not part of the cache key. */
export function idleList(key: CacheKey): Text[] {
  return QUERY_STRING_LISTS.filter((name) => isSet(key, name) && key.include_query_string === false)
    .slice(0, 1)
    .map(
      (name) =>
        text`${keyArgument(name)} has no effect when ${keyArgument("include_query_string")} is false; remove ${keyArgument(name)}, or set ${keyArgument("include_query_string")} to true`,
    );
}

/** Several query parameters in one text. */
export function joinedNames(key: ListedKey): Text[] {
  const lists: CacheKey = key;
  return QUERY_STRING_LISTS.flatMap((name) => knownValues<string>(lists[name]))
    .filter((name) => /[&=?]/.test(name))
    .slice(0, 1)
    .map(
      (name) =>
        text`${given(name)} is read as the name of one query parameter; list the names one by one, without their values`,
    );
}

/** What a backend bucket was given for its cache key. */
interface GivenKey {
  readonly cacheKeyPolicy?: {
    readonly includeHost?: unknown;
    readonly includeProtocol?: unknown;
    readonly includeNamedCookies?: unknown;
    readonly queryString?: {
      readonly _key: { readonly includeQueryString?: unknown; readonly queryStringWhitelist?: unknown };
    };
  };
}

/** Parts that the cache key of a bucket cannot have. */
export function foreignKeyParts({ cacheKeyPolicy: key = {} }: GivenKey): Text[] {
  const { includeHost, includeProtocol, includeNamedCookies: cookies, queryString } = key;
  const hasCookies = Array.isArray(cookies) ? cookies.length > 0 : cookies !== undefined;
  const parts = {
    ...(includeHost === true && { includeHost }),
    ...(includeProtocol === true && { includeProtocol }),
    ...(hasCookies && { includeNamedCookies: cookies }),
  };
  const isUnlisted =
    queryString?._key.includeQueryString === true && queryString._key.queryStringWhitelist === undefined;
  return [
    ...Object.entries(parts).map(
      ([part, value]) =>
        text`the cache key of a backend bucket cannot have ${part}, got ${given(value)}; remove ${part}`,
    ),
    ...(isUnlisted
      ? [
          text`the cache key of a backend bucket cannot have the whole query string, or all parameters except some; list the parameters with CacheKeyQueryString.whitelist, or remove queryString`,
        ]
      : []),
  ];
}

/** A cache key of a bucket without a list, which the provider refuses. */
export function emptyKey(key: ArgumentsAt<typeof BACKEND_BUCKET, "cdn_policy.cache_key_policy">): Text[] {
  return key.query_string_whitelist === undefined && key.include_http_headers === undefined
    ? [
        text`the provider requires query_string_whitelist or include_http_headers in the cache key of a backend bucket; add one of them, or remove cache_key_policy`,
      ]
    : [];
}

/** Names that are not valid, or appear twice. */
export function keyNames(given: ListedKey): Text[] {
  const key: CacheKey = given;
  return [
    ...headerNames(keyArgument("include_http_headers"), key.include_http_headers),
    // unlike headers, cookies whose names differ in case are different ones
    ...headerNames(keyArgument("include_named_cookies"), key.include_named_cookies, asWritten),
  ];
}

/** More names than Google is known to accept. */
export function crowdedKey(given: ListedKey): Text[] {
  const key: CacheKey = given;
  return (["include_http_headers", "include_named_cookies"] as const).flatMap((name) => {
    const { [name]: names } = key;
    return Array.isArray(names) && names.length > MAX_CACHE_KEY_NAMES
      ? [
          text`${keyArgument(name)} of a cache key takes at most ${MAX_CACHE_KEY_NAMES} names, got ${names.length}; remove at least ${names.length - MAX_CACHE_KEY_NAMES}`,
        ]
      : [];
  });
}

function keyArgument(name: keyof CacheKey) {
  return argument(`cdn_policy.cache_key_policy.${name}`);
}

function asWritten(name: string): string {
  return name;
}
