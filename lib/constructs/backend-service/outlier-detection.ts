import { ComputeBackendServiceOutlierDetection } from "@cdktf/provider-google/lib/compute-backend-service";

/** Options of `OutlierDetection.custom`. What is left out is as Google has it. */
export interface OutlierDetectionOptions {
  /**
   * The number of 5xx responses in a row that eject a region.
   *
   * @default 5
   */
  readonly consecutiveErrors?: number;
  /**
   * The chance in percent, 0 to 100, that `consecutiveErrors` ejects; at 0 it never does.
   *
   * @default 100 if consecutiveErrors is given, else 0
   */
  readonly enforcingConsecutiveErrors?: number;
  /**
   * The number of 502, 503 and 504 responses in a row that eject a region.
   *
   * @default 3
   */
  readonly consecutiveGatewayFailure?: number;
  /**
   * The chance in percent, 0 to 100, that `consecutiveGatewayFailure` ejects; at 0 it never does.
   *
   * @default 100
   */
  readonly enforcingConsecutiveGatewayFailure?: number;
  /**
   * The time between two looks at the regions, in seconds, at least 0.
   *
   * @default 1
   */
  readonly intervalSec?: number;
  /**
   * How long a region stays ejected the first time, in seconds, at least 0; each further time it stays longer.
   *
   * @default 30
   */
  readonly baseEjectionTimeSec?: number;
  /**
   * The share of regions in percent, 0 to 100, that may be ejected at a time. Below 50, neither of two regions can be.
   *
   * @default 50
   */
  readonly maxEjectionPercent?: number;
}

/**
 * How the load balancer sees that a region is broken and sends its visitors to another: by the responses it gives.
 * Serverless network endpoint groups have no health checks, so this is the only way that this package has.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export class OutlierDetection {
  /** Ejects a region for 3 minutes after 5 errors, or 3 gateway errors, in a row. */
  public static recommended(): OutlierDetection {
    return OutlierDetection.custom({ consecutiveErrors: 5, baseEjectionTimeSec: 180 });
  }

  /** With settings of your own. */
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
