import { CloudRunV2ServiceTraffic } from "@cdktf/provider-google/lib/cloud-run-v2-service";

/** Options of a `TrafficTarget`, such as its tag. */
export interface TrafficTargetOptions {
  /**
   * A traffic tag, by which `ServerlessTarget.cloudRun(service, { tag })` reaches this revision directly.
   *
   * @default - The revision has no traffic tag.
   */
  readonly tag?: string;
}

/**
 * The share of a service's requests that one revision gets. All shares together must be 100 percent.
 *
 * @see https://docs.cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration
 */
export class TrafficTarget {
  /** Sends this share of the requests to the latest ready revision. */
  public static latest(percent: number, options: TrafficTargetOptions = {}): TrafficTarget {
    return new TrafficTarget({ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent, tag: options.tag });
  }

  /**
   * Sends this share of the requests to the revision of this name. With 0 percent, the revision can be reached by its
   * traffic tag only.
   */
  public static revision(revision: string, percent: number, options: TrafficTargetOptions = {}): TrafficTarget {
    return new TrafficTarget({ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision, percent, tag: options.tag });
  }

  private constructor(
    /** @internal */
    public readonly _traffic: CloudRunV2ServiceTraffic,
  ) {}
}
