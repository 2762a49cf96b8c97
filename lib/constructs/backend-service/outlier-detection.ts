import { ComputeBackendServiceOutlierDetection } from "@cdktf/provider-google/lib/compute-backend-service";
import { RECOMMENDED_DETECTION } from "../../google/outlier-detection";

/** Options of `OutlierDetection.custom`. An option that you do not set has Google's default. */
export interface OutlierDetectionOptions {
  /**
   * The number of 5xx responses in a row after which a region is ejected.
   *
   * @default 5
   */
  readonly consecutiveErrors?: number;
  /**
   * The probability, 0 to 100 percent, that a region is ejected after `consecutiveErrors`. With 0, it is never ejected
   * for this reason.
   *
   * @default - The probability is 100 if `consecutiveErrors` is set, and 0 otherwise.
   */
  readonly enforcingConsecutiveErrors?: number;
  /**
   * The number of 502, 503 and 504 responses in a row after which a region is ejected.
   *
   * @default 3
   */
  readonly consecutiveGatewayFailure?: number;
  /**
   * The probability, 0 to 100 percent, that a region is ejected after `consecutiveGatewayFailure`. With 0, it is never
   * ejected for this reason.
   *
   * @default 100
   */
  readonly enforcingConsecutiveGatewayFailure?: number;
  /**
   * The time between two checks of the regions, in seconds, at least 0.
   *
   * @default 1
   */
  readonly intervalSec?: number;
  /**
   * How long a region is ejected the first time, in seconds, at least 0. Each further ejection lasts longer.
   *
   * @default 30
   */
  readonly baseEjectionTimeSec?: number;
  /**
   * The largest share of the regions that can be ejected at the same time, 0 to 100 percent. With two regions, a value
   * below 50 means that none can be ejected.
   *
   * @default 50
   */
  readonly maxEjectionPercent?: number;
}

/**
 * How the load balancer detects a failing region by its responses, and sends its visitors to another region. Serverless
 * network endpoint groups have no health checks, so outlier detection is the only way that this package offers.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export class OutlierDetection {
  /**
   * Ejects a region for 3 minutes after 5 errors, or 3 gateway errors, in a row. It may be set for a single region, such
   * as that of a small staging environment, where it has no effect.
   */
  public static recommended(): OutlierDetection {
    return OutlierDetection.custom(RECOMMENDED_DETECTION);
  }

  /** Ejects a region according to your own settings. */
  public static custom(options: OutlierDetectionOptions): OutlierDetection {
    return new OutlierDetection(options);
  }

  private constructor(
    /** @internal */
    public readonly _options: OutlierDetectionOptions,
  ) {}
}

/** Renders all settings: the provider's documentation has other defaults than Google's API. */
export function renderOutlierDetection({ _options }: OutlierDetection): ComputeBackendServiceOutlierDetection {
  return {
    consecutiveErrors: _options.consecutiveErrors ?? 5,
    enforcingConsecutiveErrors:
      _options.enforcingConsecutiveErrors ?? (_options.consecutiveErrors === undefined ? 0 : 100),
    consecutiveGatewayFailure: _options.consecutiveGatewayFailure ?? 3,
    enforcingConsecutiveGatewayFailure: _options.enforcingConsecutiveGatewayFailure ?? 100,
    interval: { seconds: _options.intervalSec ?? 1 },
    baseEjectionTime: { seconds: _options.baseEjectionTimeSec ?? 30 },
    maxEjectionPercent: _options.maxEjectionPercent ?? 50,
  };
}
