import { CloudRunV2ServiceTraffic } from "@cdktf/provider-google/lib/cloud-run-v2-service";

/** Options of a traffic target. */
export interface TrafficTargetOptions {
  /**
   * A name under which this revision can be reached directly: `ServerlessTarget.cloudRun(service, { tag })`.
   *
   * @default - none
   */
  readonly tag?: string;
}

/**
 * The share of a service's requests that a revision gets. All shares together are 100 %.
 *
 * @see https://docs.cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration
 */
export class TrafficTarget {
  /** The latest ready revision. */
  public static latest(percent: number, options: TrafficTargetOptions = {}): TrafficTarget {
    return new TrafficTarget({ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent, tag: options.tag });
  }

  /** The revision of this name. With 0 percent it is only reached by its tag. */
  public static revision(revision: string, percent: number, options: TrafficTargetOptions = {}): TrafficTarget {
    return new TrafficTarget({ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision, percent, tag: options.tag });
  }

  private constructor(
    /** @internal */
    public readonly _traffic: CloudRunV2ServiceTraffic,
  ) {}
}
