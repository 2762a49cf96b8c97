import { ComputeRegionNetworkEndpointGroupConfig } from "@cdktf/provider-google/lib/compute-region-network-endpoint-group";
import { ServerlessKind } from "../backend";

/** Options of `ServerlessTarget.cloudRun`. */
export interface CloudRunTargetOptions {
  /**
   * The traffic tag of the revision to send to.
   *
   * @default - the service's own traffic split decides
   */
  readonly tag?: string;
}

/** Options of `ServerlessTarget.cloudRunUrlMask`. */
export interface CloudRunUrlMaskOptions {
  /**
   * The service, when the mask holds only a `<tag>`.
   *
   * @default - the mask's `<service>` decides
   */
  readonly service?: string;
  /**
   * The traffic tag, when the mask holds only a `<service>`.
   *
   * @default - the mask's `<tag>` decides, or the service's own traffic split
   */
  readonly tag?: string;
}

/** Options of `ServerlessTarget.appEngine`. */
export interface AppEngineTargetOptions {
  /**
   * The App Engine service.
   *
   * @default - the app's own routing decides
   */
  readonly service?: string;
  /**
   * The version of the service.
   *
   * @default - the service's own traffic split decides
   */
  readonly version?: string;
}

type TargetConfig = Pick<ComputeRegionNetworkEndpointGroupConfig, "cloudRun" | "cloudFunction" | "appEngine">;

/**
 * What a serverless network endpoint group points to: one service, or a URL mask that picks the service by the request.
 *
 * A URL mask is a pattern of host and path without scheme, such as `<service>.example.com` or `/<service>`.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export class ServerlessTarget {
  /** A Cloud Run service, or a second-generation Cloud Function by the name of its Cloud Run service. */
  public static cloudRun(service: string, options: CloudRunTargetOptions = {}): ServerlessTarget {
    return new ServerlessTarget(ServerlessKind.CLOUD_RUN, { cloudRun: { service, tag: options.tag } });
  }

  /** Any Cloud Run service of the region, picked by the mask's `<service>` and `<tag>`. */
  public static cloudRunUrlMask(urlMask: string, options: CloudRunUrlMaskOptions = {}): ServerlessTarget {
    return new ServerlessTarget(ServerlessKind.CLOUD_RUN, { cloudRun: { urlMask, ...options } });
  }

  /** A first-generation Cloud Function. Its name is case-sensitive. A second-generation one is a `cloudRun` target. */
  public static cloudFunction(functionName: string): ServerlessTarget {
    return new ServerlessTarget(ServerlessKind.CLOUD_FUNCTION, { cloudFunction: { function: functionName } });
  }

  /** Any first-generation Cloud Function of the region, picked by the mask's `<function>`. */
  public static cloudFunctionUrlMask(urlMask: string): ServerlessTarget {
    return new ServerlessTarget(ServerlessKind.CLOUD_FUNCTION, { cloudFunction: { urlMask } });
  }

  /** The App Engine app; without options, with the app's own routing (`dispatch.yaml`). */
  public static appEngine(options: AppEngineTargetOptions = {}): ServerlessTarget {
    return new ServerlessTarget(ServerlessKind.APP_ENGINE, { appEngine: { ...options } });
  }

  /** Any App Engine service, picked by the mask's `<service>` and `<version>`. */
  public static appEngineUrlMask(urlMask: string): ServerlessTarget {
    return new ServerlessTarget(ServerlessKind.APP_ENGINE, { appEngine: { urlMask } });
  }

  /**
   * A Cloud Run service of the same stack: the reference makes Terraform create it first, the name goes into the
   * network endpoint group's own name.
   *
   * @internal
   */
  public static _cloudRunService(reference: string, name: string): ServerlessTarget {
    return new ServerlessTarget(
      ServerlessKind.CLOUD_RUN,
      { cloudRun: { service: reference } },
      { cloudRun: { service: name } },
    );
  }

  /** @internal */
  public readonly _config: TargetConfig;
  /**
   * What tells this target from another in a name.
   *
   * @internal
   */
  public readonly _identity: TargetConfig;

  private constructor(
    /** The platform. */
    public readonly kind: ServerlessKind,
    config: TargetConfig,
    identity: TargetConfig = config,
  ) {
    this._config = config;
    this._identity = identity;
  }
}
