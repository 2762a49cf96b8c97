import { CloudRunV2ServiceTraffic } from "@cdktf/provider-google/lib/cloud-run-v2-service";

/** Options of a `TrafficTarget`, such as its tag. */
export interface TrafficTargetOptions {
  /**
   * A traffic tag: a name for this revision. `ServerlessTarget.cloudRun(service, { tag })` sends requests directly to
   * the revision with this tag.
   *
   * @default - The revision has no traffic tag.
   */
  readonly tag?: string;
}

/**
 * The percentage of a service's requests that one revision gets. The percentages of all traffic targets must add up to
 * 100.
 *
 * @see https://docs.cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration
 */
export class TrafficTarget {
  /** Sends this percentage of the requests to the latest ready revision. */
  public static latest(percent: number, options: TrafficTargetOptions = {}): TrafficTarget {
    return new TrafficTarget({ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent, tag: options.tag });
  }

  /**
   * Sends this percentage of the requests to the revision with this name. With 0 percent, the revision can be reached
   * only through its traffic tag.
   */
  public static revision(revision: string, percent: number, options: TrafficTargetOptions = {}): TrafficTarget {
    return new TrafficTarget({ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision, percent, tag: options.tag });
  }

  private constructor(
    /** @internal */
    public readonly _traffic: CloudRunV2ServiceTraffic,
  ) {}
}
