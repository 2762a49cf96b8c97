import { isHeaderName } from "../../checks/headers";
import {
  Problem,
  checkList,
  checkListIsNoToken,
  checkOneOf,
  checkRange,
  checkUnique,
  isKnown,
  knownValues,
  problem,
} from "../../checks/problem";
import { ErrorRule } from "../../rules/catalogue";
import {
  DEFAULT_CLIENT_TTL,
  DEFAULT_MAX_TTL,
  DEFAULT_TTL,
  MAX_NEGATIVE_TTL,
  MAX_SECONDS,
  MAX_TTL,
  NEGATIVE_CODES,
} from "../../rules/limits";
import { CacheAllStaticOptions, CacheKeyPolicy, CdnPolicy } from "./cdn-policy";

const MAX_STALE = 604_800;
const MAX_BYPASS_HEADERS = 5;

/** A CDN policy: CDN-04 to CDN-10. */
export function checkCdnPolicy({ _cacheMode, _options }: CdnPolicy): Problem[] {
  return [
    ...checkTtls(_options, _cacheMode === "CACHE_ALL_STATIC"),
    ...checkRange("CDN-05", "serveWhileStaleSec", _options.serveWhileStaleSec, 0, MAX_STALE),
    ...checkNegativeCaching(_options),
    ...checkBypassHeaders(_options.bypassCacheOnRequestHeaders),
    ...checkRange("CDN-12", "signedUrlCacheMaxAgeSec", _options.signedUrlCacheMaxAgeSec, 0, MAX_SECONDS),
    ...(_options.cacheKeyPolicy ? checkCacheKey(_options.cacheKeyPolicy) : []),
  ];
}

function checkTtls({ defaultTtlSec, clientTtlSec, maxTtlSec }: CacheAllStaticOptions, hasMaximum: boolean): Problem[] {
  const outOfRange = [
    ...checkRange("CDN-04", "defaultTtlSec", defaultTtlSec, 0, MAX_TTL),
    ...checkRange("CDN-04", "clientTtlSec", clientTtlSec, 0, MAX_TTL),
    ...checkRange("CDN-04", "maxTtlSec", maxTtlSec, 0, MAX_TTL),
  ];
  const given = defaultTtlSec ?? clientTtlSec ?? maxTtlSec;
  if (outOfRange.length > 0 || !hasMaximum || given === undefined) {
    return outOfRange;
  }
  return [
    ...checkTtlOrder("defaultTtlSec", defaultTtlSec ?? DEFAULT_TTL, maxTtlSec ?? DEFAULT_MAX_TTL),
    ...checkTtlOrder("clientTtlSec", clientTtlSec ?? DEFAULT_CLIENT_TTL, maxTtlSec ?? DEFAULT_MAX_TTL),
  ];
}

function checkTtlOrder(what: string, ttl: number, max: number): Problem[] {
  return isKnown(ttl) && isKnown(max) && ttl > max
    ? [
        problem(
          "CDN-04",
          `${what} may not be above maxTtlSec, which is ${max}`,
          ttl,
          `lower ${what} or raise maxTtlSec`,
        ),
      ]
    : [];
}

function checkNegativeCaching({ negativeCaching, negativeCachingPolicy }: CacheAllStaticOptions): Problem[] {
  const policy = negativeCachingPolicy ?? [];
  const contradiction =
    negativeCaching === false && policy.length > 0
      ? [
          problem(
            "CDN-07",
            "a negativeCachingPolicy needs negative caching",
            false,
            "leave negativeCaching out, or the policy",
          ),
        ]
      : [];
  return [
    ...contradiction,
    ...policy.flatMap(({ code, ttlSec }) => [
      ...checkOneOf("CDN-06", "the status code of a negative caching rule", code, NEGATIVE_CODES),
      ...checkRange("CDN-07", "ttlSec of a negative caching rule", ttlSec, 0, MAX_NEGATIVE_TTL),
    ]),
    ...checkUnique(
      "CDN-06",
      "a status code",
      policy
        .map(({ code }) => code)
        .filter(isKnown)
        .map(String),
      "remove one of the rules",
    ),
  ];
}

function checkCacheKey(key: CacheKeyPolicy): Problem[] {
  const both =
    key.queryStringWhitelist && key.queryStringBlacklist
      ? [
          problem(
            "CDN-09",
            "a cache key has either queryStringWhitelist or queryStringBlacklist",
            "both",
            "leave one of the two out",
          ),
        ]
      : [];
  return [
    ...both,
    ...checkCdnNames("CDN-10", "includeHttpHeaders", key.includeHttpHeaders, (name) => name.toLowerCase()),
    // unlike headers, cookies whose names differ in case are different ones
    ...checkCdnNames("CDN-10", "includeNamedCookies", key.includeNamedCookies),
  ];
}

function checkBypassHeaders(names: readonly string[] | undefined): Problem[] {
  const what = "bypassCacheOnRequestHeaders";
  return [
    ...checkListIsNoToken("CDN-08", what, names),
    ...checkList("CDN-08", what, names),
    ...(isKnown(names) && names.length > MAX_BYPASS_HEADERS
      ? [problem("CDN-08", `${what} takes at most ${MAX_BYPASS_HEADERS} names`, names.length, "remove some")]
      : []),
    ...checkCdnNames("CDN-08", what, names, (name) => name.toLowerCase()),
  ];
}

function checkCdnNames(
  rule: ErrorRule,
  what: string,
  names: readonly string[] | undefined,
  key?: (name: string) => string,
): Problem[] {
  const badNames = knownValues(names)
    .filter((name) => !isHeaderName(name))
    .map((name) =>
      problem(rule, `a name in ${what} has only letters, digits and !#$%&'*+.^_\`|~-`, name, "write the name alone"),
    );
  return [...badNames, ...checkUnique(rule, `a name in ${what}`, names, "remove one of them", key)];
}
