import { isKnown } from "../checks/problem";
import { CdnPolicy } from "./cdn-policy";
import { LogConfig } from "./log-config";
import { OutlierDetection } from "./outlier-detection";

const MAX_CACHE_KEY_NAMES = 5;

/** The warning for a cache key with more parts than Google is known to take, or undefined: CDN-10. */
export function crowdedCacheKey(cdnPolicy: CdnPolicy | undefined): string | undefined {
  const { includeHttpHeaders, includeNamedCookies } = cdnPolicy?._options.cacheKeyPolicy ?? {};
  const crowded = Object.entries({ includeHttpHeaders, includeNamedCookies }).find(
    ([, names]) => isKnown(names) && names.length > MAX_CACHE_KEY_NAMES,
  );
  return (
    crowded && `${crowded[0]} of a cache key takes at most ${MAX_CACHE_KEY_NAMES} names, got ${crowded[1]?.length}`
  );
}

/** The warning for a sample rate where nothing is logged, or undefined: BS-20. */
export function unusedSampleRate({ enable, sampleRate }: LogConfig = {}): string | undefined {
  return enable === false && sampleRate !== undefined
    ? "sampleRate has no effect where logging is off; leave it out, or enable"
    : undefined;
}

/** The warning for a TTL of 0, which the provider does not send on, or undefined: CDN-04. */
export function lostTtl(cdnPolicy: CdnPolicy | undefined): string | undefined {
  const { defaultTtlSec, clientTtlSec, maxTtlSec } = cdnPolicy?._options ?? {};
  const lost = Object.entries({ defaultTtlSec, clientTtlSec, maxTtlSec }).find(([, ttl]) => ttl === 0);
  return (
    lost &&
    `Terraform's provider does not send ${lost[0]} 0, so Google's default holds; use 1, or CdnPolicy.useOriginHeaders()`
  );
}

/** The warning for a setting of 0, which the provider does not send on, or undefined: BS-14. */
export function lostPercentage(outlierDetection: OutlierDetection | undefined): string | undefined {
  const { enforcingConsecutiveGatewayFailure, maxEjectionPercent } = outlierDetection?._options ?? {};
  const lost = Object.entries({ enforcingConsecutiveGatewayFailure, maxEjectionPercent }).find(
    ([, value]) => value === 0,
  );
  return lost && `Terraform's provider does not send ${lost[0]} 0, so Google's default holds; use 1`;
}
