import { headerWarnings } from "../../checks/headers";
import { Warning, isKnown, knownValues, warning } from "../../checks/problem";
import { CdnPolicy } from "./cdn-policy";
import { headerName } from "./checks";
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

/** The warning for a setting of logs where nothing is logged, or undefined: BS-20. */
export function unusedLogSetting({ enable, ...settings }: LogConfig = {}): string | undefined {
  const unused = Object.entries(settings).find(([, value]) => value !== undefined);
  return enable === false && unused
    ? `${unused[0]} has no effect where logging is off; leave it out, or enable`
    : undefined;
}

/** What is suspicious about custom headers: BS-23, BS-24. */
export function customHeaderWarnings(
  headers: readonly string[] | undefined,
  isOfRequest: boolean,
  hasCdn: boolean,
): Warning[] {
  return knownValues(headers).flatMap((header) => {
    const name = headerName(header);
    return headerWarnings({ name, value: header.slice(name.length + 1), isOfRequest, hasCdn });
  });
}

/** What is suspicious about a CDN policy: CDN-07, CDN-09. */
export function cdnPolicyWarnings(cdnPolicy: CdnPolicy | undefined): Warning[] {
  const { negativeCachingPolicy = [], cacheKeyPolicy = {} } = cdnPolicy?._options ?? {};
  const { includeQueryString, queryStringWhitelist, queryStringBlacklist } = cacheKeyPolicy;
  const lists = Object.entries({ queryStringWhitelist, queryStringBlacklist });
  const [unused] = lists.filter(([, names]) => names !== undefined && includeQueryString === false);
  const joined = lists.flatMap(([, names]) => knownValues(names)).find((name) => /[&=?]/.test(name));
  return [
    ...negativeCachingPolicy
      .filter(({ ttlSec }) => ttlSec === 0)
      .map(({ code }) =>
        warning(
          "CDN-07",
          `negativeCachingPolicy has ttlSec 0 for status ${code}, which Google advises against; leave the code out, it is not cached then`,
        ),
      ),
    ...(unused
      ? [warning("CDN-09", `${unused[0]} has no effect with includeQueryString false; leave out one of the two`)]
      : []),
    ...(joined === undefined
      ? []
      : [
          warning(
            "CDN-09",
            `${JSON.stringify(joined)} is taken as the name of one query parameter; list the names one by one, without their values`,
          ),
        ]),
  ];
}

/** The warning for a count of errors that ejects nothing, or undefined: BS-14. */
export function idleErrorCount(outlierDetection: OutlierDetection | undefined): string | undefined {
  const { consecutiveErrors, enforcingConsecutiveErrors } = outlierDetection?._options ?? {};
  return consecutiveErrors !== undefined && enforcingConsecutiveErrors === 0
    ? "consecutiveErrors never ejects a region at enforcingConsecutiveErrors 0; leave out one of the two"
    : undefined;
}

/** The warning for a TTL of 0, which the provider does not send on, or undefined: CDN-04. */
export function lostTtl(cdnPolicy: CdnPolicy | undefined): string | undefined {
  const { defaultTtlSec, clientTtlSec, maxTtlSec } = cdnPolicy?._options ?? {};
  const lost = Object.entries({ defaultTtlSec, clientTtlSec, maxTtlSec }).find(([, ttl]) => ttl === 0);
  return (
    lost &&
    `Terraform's provider does not send ${lost[0]} 0, so Google's default holds, and every plan wants to change it; use 1, or CdnPolicy.useOriginHeaders()`
  );
}

/** The warning for a setting of 0, which the provider does not send on, or undefined: BS-14. */
export function lostPercentage(outlierDetection: OutlierDetection | undefined): string | undefined {
  const { enforcingConsecutiveGatewayFailure, intervalSec, baseEjectionTimeSec, maxEjectionPercent } =
    outlierDetection?._options ?? {};
  const lost = Object.entries({
    enforcingConsecutiveGatewayFailure,
    intervalSec,
    baseEjectionTimeSec,
    maxEjectionPercent,
  }).find(([, value]) => value === 0);
  return (
    lost &&
    `Terraform's provider does not send ${lost[0]} 0, so Google's default holds, and every plan wants to change it; use 1`
  );
}
