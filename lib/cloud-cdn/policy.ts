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

/** Reads the policy of a backend service or bucket with Cloud CDN. */
export function cachePolicyOf(backend: Resource): CachePolicy {
  const policy = blockOf(backend.config.cdn_policy);
  const isWritten = blocks(backend.config.cdn_policy).length > 0;
  const mode = modeOf(policy) ?? "";
  const own = ttlsOf(mode) ?? {};
  // the provider sends no 0, so that Google's default applies
  const ttl = (name: (typeof TTLS)[number]) => (name in own ? numberOf(policy, name) || own[name] : undefined);
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
      ...unknownIn(backend.config, ["cdn_policy"]),
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
