import { ComputeRegionNetworkEndpointGroupConfig } from "@cdktf/provider-google/lib/compute-region-network-endpoint-group";
import { ServerlessKind } from "../backend";

/** Options of the target `ServerlessTarget.cloudRun`. */
export interface CloudRunTargetOptions {
  /**
   * The traffic tag of the revision that gets the requests.
   *
   * @default - The traffic split of the service decides.
   */
  readonly tag?: string;
}

/** Options of the target `ServerlessTarget.cloudRunUrlMask`. */
export interface CloudRunUrlMaskOptions {
  /**
   * The Cloud Run service, if the URL mask contains only a `<tag>`.
   *
   * @default - The `<service>` part of the URL mask selects the Cloud Run service.
   */
  readonly service?: string;
  /**
   * The traffic tag, if the URL mask contains only a `<service>`.
   *
   * @default - The `<tag>` part of the URL mask selects the revision. Without this part, the traffic split of the
   * service decides.
   */
  readonly tag?: string;
}

/** Options of the target `ServerlessTarget.appEngine`. */
export interface AppEngineTargetOptions {
  /**
   * The App Engine service that gets the requests.
   *
   * @default - The app's `dispatch.yaml` decides which App Engine service gets the request.
   */
  readonly service?: string;
  /**
   * The version of the App Engine service.
   *
   * @default - The traffic split of the service decides.
   */
  readonly version?: string;
}

type TargetConfig = Pick<ComputeRegionNetworkEndpointGroupConfig, "cloudRun" | "cloudFunction" | "appEngine">;

/**
 * The target of a serverless network endpoint group: one service, or a URL mask that selects the service by the
 * request's URL.
 *
 * A URL mask is a pattern of host and path without the scheme, such as `<service>.example.com` or `/<service>`.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export class ServerlessTarget {
  /** Targets a Cloud Run service, or a second-generation Cloud Function by the name of its Cloud Run service. */
  public static cloudRun(service: string, options: CloudRunTargetOptions = {}): ServerlessTarget {
    return new ServerlessTarget(ServerlessKind.CLOUD_RUN, { cloudRun: { service, tag: options.tag } });
  }

  /**
   * Targets any Cloud Run service of the region. The `<service>` and `<tag>` parts of the URL mask select the service
   * and its revision.
   */
  public static cloudRunUrlMask(urlMask: string, options: CloudRunUrlMaskOptions = {}): ServerlessTarget {
    return new ServerlessTarget(ServerlessKind.CLOUD_RUN, { cloudRun: { urlMask, ...options } });
  }

  /**
   * Targets a first-generation Cloud Function. The name of the function is case-sensitive. For a second-generation
   * Cloud Function, use `ServerlessTarget.cloudRun`.
   */
  public static cloudFunction(functionName: string): ServerlessTarget {
    return new ServerlessTarget(ServerlessKind.CLOUD_FUNCTION, { cloudFunction: { function: functionName } });
  }

  /**
   * Targets any first-generation Cloud Function of the region. The `<function>` part of the URL mask selects the
   * function.
   */
  public static cloudFunctionUrlMask(urlMask: string): ServerlessTarget {
    return new ServerlessTarget(ServerlessKind.CLOUD_FUNCTION, { cloudFunction: { urlMask } });
  }

  /**
   * Targets the App Engine app. Without options, the app's `dispatch.yaml` decides which App Engine service gets the
   * request.
   */
  public static appEngine(options: AppEngineTargetOptions = {}): ServerlessTarget {
    return new ServerlessTarget(ServerlessKind.APP_ENGINE, { appEngine: { ...options } });
  }

  /**
   * Targets any App Engine service. The `<service>` and `<version>` parts of the URL mask select the service and its
   * version.
   */
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
    /** The serverless platform of the target. */
    public readonly kind: ServerlessKind,
    config: TargetConfig,
    identity: TargetConfig = config,
  ) {
    this._config = config;
    this._identity = identity;
  }
}
