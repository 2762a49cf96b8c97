import { Resource } from "../app/stack";
import { blocks } from "../app/terraform-json";
import { BACKEND_BUCKET, SIGNED_URL_KEYS } from "../app/types";
import { Block, blockOf, flag, isDynamic, isSet, knownText, knownTexts, numberOf } from "../app/values";
import { DEFAULT_CACHE_MODE, NEGATIVE_TTLS, TTLS, ttlsOf } from "../google/cache-modes";

/** How long a response to a signed URL is cached, in seconds, where the policy does not say it. */
const SIGNED_AGE = 3600;
/** How long an expired response is served, in seconds, where there is no policy. */
const STALE = 86_400;

/** What Cloud CDN goes by, Google's defaults included. */
export interface CachePolicy {
  readonly mode: string;
  readonly defaultTtl: number;
  readonly clientTtl: number | undefined;
  readonly maxTtl: number | undefined;
  /** The TTL of each status code of negative caching; none where it is off. */
  readonly negativeTtls: ReadonlyMap<number, number>;
  readonly stale: number;
  readonly signedAge: number;
  readonly isSignedAgeAssumed: boolean;
  /** The names of the keys with which URLs are signed. */
  readonly keyNames: readonly string[];
  readonly bypassHeaders: readonly string[];
  readonly key: Block;
  readonly isBucket: boolean;
  /** The arguments that only Terraform knows. */
  readonly unknown: readonly string[];
}

/** The cache mode, where Google's default counts as written; `undefined` for one that only Terraform knows. */
export function modeOf(policy: Block): string | undefined {
  return isSet(policy, "cache_mode") ? knownText(policy, "cache_mode") : DEFAULT_CACHE_MODE;
}

/** The cache policy of a route in the words of that of a backend. */
export function asCdnPolicy(route: Block): Block {
  const { negative_caching_policy: rules, cache_key_policy: keys, cache_bypass_request_header_names: names } = route;
  const key = blocks(keys).map((each) => ({
    ...each,
    include_http_headers: each.included_header_names,
    include_named_cookies: each.included_cookie_names,
    query_string_blacklist: each.excluded_query_parameters,
    query_string_whitelist: each.included_query_parameters,
  }));
  return {
    ...route,
    ...Object.fromEntries(
      [...TTLS, "serve_while_stale"].flatMap((name) => (name in route ? [[name, secondsIn(route[name])]] : [])),
    ),
    negative_caching_policy: blocks(rules).map(({ code, ttl }) => ({ code, ttl: secondsIn(ttl) })),
    bypass_cache_on_request_headers: Array.isArray(names) ? names.map((header_name: unknown) => ({ header_name })) : [],
    cache_key_policy: key.length === 0 ? undefined : key,
  };
}

function secondsIn(duration: unknown): unknown {
  const [block] = blocks(duration);
  return block === undefined ? duration : (numberOf(block, "seconds") ?? block.seconds);
}

/** Reads the policy of a backend service or bucket with Cloud CDN, or that of the route to it. */
export function cachePolicyOf(backend: Resource, route?: Block): CachePolicy {
  const policy = route ? asCdnPolicy(route) : blockOf(backend.config.cdn_policy);
  const isWritten = route !== undefined || blocks(backend.config.cdn_policy).length > 0;
  const mode = modeOf(policy) ?? "";
  const own = ttlsOf(mode) ?? {};
  // of a backend, the provider sends no 0, so that Google's default applies
  const zero = route ? 0 : undefined;
  const ttl = (name: (typeof TTLS)[number]) =>
    name in own ? numberOf(policy, name) || (isSet(policy, name) ? (zero ?? own[name]) : own[name]) : undefined;
  const signedAge = numberOf(policy, "signed_url_cache_max_age_sec") ?? 0;
  const key = blockOf(policy.cache_key_policy);
  return {
    mode,
    defaultTtl: ttl("default_ttl") ?? 0,
    clientTtl: ttl("client_ttl"),
    maxTtl: ttl("max_ttl"),
    negativeTtls: negativeTtlsOf(policy, isWritten),
    stale: numberOf(policy, "serve_while_stale") ?? (isWritten ? 0 : STALE),
    signedAge: signedAge || SIGNED_AGE,
    isSignedAgeAssumed: signedAge === 0,
    keyNames: SIGNED_URL_KEYS.flatMap((type) =>
      backend.owner.referring(type, type.includes("bucket") ? "backend_bucket" : "backend_service", backend),
    ).flatMap(({ config }) => knownText(config, "name") ?? []),
    bypassHeaders: blocks(policy.bypass_cache_on_request_headers).flatMap((header) => knownTexts(header.header_name)),
    key,
    isBucket: backend.type === BACKEND_BUCKET,
    unknown: [
      ...(flag(backend.config.enable_cdn) === undefined ? ["enable_cdn"] : []),
      ...(route ? [] : unknownIn(backend.config, ["cdn_policy"])),
      ...unknownIn(policy, [
        ...["cache_mode", ...TTLS, "negative_caching", "negative_caching_policy", "serve_while_stale"],
        ...["signed_url_cache_max_age_sec", "bypass_cache_on_request_headers", "cache_key_policy"],
      ]),
      ...unknownIn(key, Object.keys(key)),
    ],
  };
}

function negativeTtlsOf(policy: Block, isWritten: boolean): ReadonlyMap<number, number> {
  const rules = blocks(policy.negative_caching_policy);
  if (flag(policy.negative_caching, !isWritten) !== true) {
    return new Map();
  }
  return rules.length === 0
    ? NEGATIVE_TTLS
    : new Map(rules.map((rule) => [numberOf(rule, "code") ?? NaN, numberOf(rule, "ttl") ?? 0]));
}

function unknownIn(block: Block, names: readonly string[]): string[] {
  return names.filter((name) => isDynamic(block, name));
}
