import { ComputeBackendBucketCdnPolicy } from "@cdktf/provider-google/lib/compute-backend-bucket";
import { ComputeBackendServiceCdnPolicy } from "@cdktf/provider-google/lib/compute-backend-service";
import { CACHE_MODES, CacheMode, CacheModeTtls } from "../../google/cache-modes";
import { numberText } from "../../resource/replacement";
import {
  CacheKeyPolicy,
  renderBucketCacheKeyPolicy,
  renderCacheKeyPolicy,
  renderRouteCacheKeyPolicy,
} from "./cache-key-policy";
import { NegativeCaching } from "./negative-caching";

/** Options that every CDN policy has. */
export interface CdnPolicyOptions {
  /**
   * The parts of a request that form the cache key.
   *
   * @default - For a backend service, the host, the protocol, the path and the whole query string form the cache key;
   * for a backend bucket, the path alone.
   */
  readonly cacheKeyPolicy?: CacheKeyPolicy;
  /**
   * Whether and for how long Cloud CDN caches error and redirect responses, such as 404 or 301.
   *
   * @default - Error and redirect responses are not cached.
   */
  readonly negativeCaching?: NegativeCaching;
  /**
   * How long Cloud CDN can serve an expired response while it fetches a new one, in seconds, 0 to 604,800. With 0,
   * expired responses are not served.
   *
   * @default 86400
   */
  readonly serveWhileStaleSec?: number;
  /**
   * Request headers that make a request bypass the cache, at most 5.
   *
   * @default - No request headers bypass the cache.
   */
  readonly bypassCacheOnRequestHeaders?: string[];
  /**
   * How long the response to a signed request is fresh, in seconds, at least 0. The response's own Cache-Control header
   * is ignored for this.
   *
   * @default 0
   */
  readonly signedUrlCacheMaxAgeSec?: number;
  /**
   * Whether simultaneous requests for the same response are combined into one request to the backend.
   *
   * @default true
   */
  readonly requestCoalescing?: boolean;
}

/** Options of the policy `CdnPolicy.forceCacheAll`. */
export interface ForceCacheAllOptions extends CdnPolicyOptions {
  /**
   * How long Cloud CDN caches responses, in seconds, 0 to 31,622,400.
   *
   * @default 3600
   */
  readonly defaultTtlSec?: number;
  /**
   * How long browsers can cache responses, in seconds, 0 to 31,622,400.
   *
   * @default 3600
   */
  readonly clientTtlSec?: number;
}

/** Options of the policy `CdnPolicy.cacheAllStatic`. */
export interface CacheAllStaticOptions extends ForceCacheAllOptions {
  /**
   * The longest time that responses are cached, in seconds, 0 to 31,622,400. It must be at least `defaultTtlSec` and
   * `clientTtlSec`.
   *
   * @default 86400
   */
  readonly maxTtlSec?: number;
}

/**
 * Which responses of a backend service Cloud CDN caches, and for how long.
 *
 * @see https://docs.cloud.google.com/cdn/docs/caching
 */
export class CdnPolicy {
  /** Caches the responses whose Cache-Control headers allow it, for the time that these headers set. */
  public static useOriginHeaders(options: CdnPolicyOptions = {}): CdnPolicy {
    return new CdnPolicy("USE_ORIGIN_HEADERS", options);
  }

  /** Caches static content such as images and scripts, and all other responses whose Cache-Control headers allow it. */
  public static cacheAllStatic(options: CacheAllStaticOptions = {}): CdnPolicy {
    return new CdnPolicy("CACHE_ALL_STATIC", options);
  }

  /**
   * Caches every response, including private responses. Use this policy only for backends that send the same response
   * to every visitor.
   */
  public static forceCacheAll(options: ForceCacheAllOptions = {}): CdnPolicy {
    return new CdnPolicy("FORCE_CACHE_ALL", options);
  }

  private constructor(
    /** @internal */
    public readonly _cacheMode: CacheMode,
    /** @internal */
    public readonly _options: CacheAllStaticOptions,
  ) {}
}

/** The TTLs that a cache mode has, Google's own where none are given. */
function renderTtls({ _cacheMode, _options }: CdnPolicy) {
  const own: CacheModeTtls = CACHE_MODES[_cacheMode].ttls;
  // the provider does not send 0, but without it keeps the former TTL; it sends none for a mode that has none at all
  const other = Object.keys(own).length > 0 ? 0 : undefined;
  const ttl = (given: number | undefined, byDefault: number | undefined) =>
    byDefault === undefined ? other : (given ?? byDefault);
  return {
    defaultTtl: ttl(_options.defaultTtlSec, own.default_ttl),
    clientTtl: ttl(_options.clientTtlSec, own.client_ttl),
    maxTtl: ttl(_options.maxTtlSec, own.max_ttl),
  };
}

/** Renders a CDN policy for a backend service. */
export function renderCdnPolicy(policy: CdnPolicy): ComputeBackendServiceCdnPolicy {
  const { cacheKeyPolicy } = policy._options;
  return { ...renderCommon(policy), cacheKeyPolicy: cacheKeyPolicy && renderCacheKeyPolicy(cacheKeyPolicy) };
}

/** Renders a CDN policy for a route, which has the arguments of Google's newer `cachePolicy`. */
export function renderRouteCachePolicy(policy: CdnPolicy, isOfBucket: boolean) {
  const { cacheKeyPolicy } = policy._options;
  const own: CacheModeTtls = CACHE_MODES[policy._cacheMode].ttls;
  const common = renderCommon(policy);
  return {
    cacheMode: common.cacheMode,
    // a URL map is sent as a whole, so that nothing stays of what is left out
    defaultTtl: "default_ttl" in own ? seconds(common.defaultTtl) : undefined,
    clientTtl: "client_ttl" in own ? seconds(common.clientTtl) : undefined,
    maxTtl: "max_ttl" in own ? seconds(common.maxTtl) : undefined,
    negativeCaching: common.negativeCaching,
    negativeCachingPolicy: common.negativeCachingPolicy?.map(({ code, ttl }) => ({ code, ttl: seconds(ttl) })),
    serveWhileStale: seconds(common.serveWhileStale),
    cacheBypassRequestHeaderNames: policy._options.bypassCacheOnRequestHeaders,
    cacheKeyPolicy: cacheKeyPolicy && renderRouteCacheKeyPolicy(cacheKeyPolicy, isOfBucket),
    requestCoalescing: common.requestCoalescing,
  };
}

function seconds(count: number | undefined): { seconds: string } | undefined {
  return count === undefined ? undefined : { seconds: numberText(count) };
}

/** Renders a CDN policy for a backend bucket. */
export function renderBucketCdnPolicy(policy: CdnPolicy): ComputeBackendBucketCdnPolicy {
  const { cacheKeyPolicy } = policy._options;
  return { ...renderCommon(policy), cacheKeyPolicy: cacheKeyPolicy && renderBucketCacheKeyPolicy(cacheKeyPolicy) };
}

/**
 * Renders what services and buckets have alike, with Google's own defaults written out: what is left out, Terraform's
 * provider sends as false or 0 at first, and later leaves as it was before.
 */
function renderCommon(policy: CdnPolicy) {
  const { _cacheMode, _options } = policy;
  return {
    cacheMode: _cacheMode,
    ...renderTtls(policy),
    negativeCaching: _options.negativeCaching?._isOn ?? false,
    negativeCachingPolicy: _options.negativeCaching?._rules?.map(({ code, ttlSec }) => ({ code, ttl: ttlSec })),
    serveWhileStale: _options.serveWhileStaleSec ?? 86_400,
    bypassCacheOnRequestHeaders: _options.bypassCacheOnRequestHeaders?.map((headerName) => ({ headerName })),
    // the provider wants this or a cache key policy, even where neither says anything (CDN-11)
    signedUrlCacheMaxAgeSec: _options.signedUrlCacheMaxAgeSec ?? 0,
    requestCoalescing: _options.requestCoalescing ?? true,
  };
}
