import { GPUS } from "../../google/cloud-run";

/** Options of a `CloudRunGpu`. */
export interface CloudRunGpuOptions {
  /**
   * Whether Cloud Run keeps GPUs ready in several zones, so that the service goes on when a zone fails. Without it, a GPU
   * costs less. Each of the two has a quota of its own.
   *
   * @default true
   */
  readonly zonalRedundancy?: boolean;
}

/**
 * A GPU of a container. A service with a GPU has CPU for the lifetime of its instances, and runs in the second
 * generation of the execution environment.
 *
 * @see https://docs.cloud.google.com/run/docs/configuring/services/gpu
 */
export class CloudRunGpu {
  /** An NVIDIA L4. The container needs at least 4 CPUs and 16 GiB of memory, which are its defaults. */
  public static nvidiaL4(options: CloudRunGpuOptions = {}): CloudRunGpu {
    return new CloudRunGpu("nvidia-l4", options);
  }

  /** An NVIDIA RTX PRO 6000. The container needs at least 20 CPUs and 80 GiB of memory, which are its defaults. */
  public static nvidiaRtxPro6000(options: CloudRunGpuOptions = {}): CloudRunGpu {
    return new CloudRunGpu("nvidia-rtx-pro-6000", options);
  }

  /** @internal */
  public readonly _zonalRedundancy: boolean;

  private constructor(
    /** @internal */
    public readonly _accelerator: keyof typeof GPUS,
    options: CloudRunGpuOptions,
  ) {
    this._zonalRedundancy = options.zonalRedundancy ?? true;
  }
}
