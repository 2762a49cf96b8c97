import {
  CloudRunV2ServiceTemplateContainersLivenessProbe,
  CloudRunV2ServiceTemplateContainersStartupProbe,
} from "@cdktf/provider-google/lib/cloud-run-v2-service";

/** The timing options of a probe. */
export interface ProbeOptions {
  /**
   * The time before the first probe, in seconds, 0 to 240 (for liveness probes, 0 to 3600).
   *
   * @default 0
   */
  readonly initialDelaySec?: number;
  /**
   * The time between two probes, in seconds, 1 to 240 (for liveness probes, 1 to 3600). It must be at least the
   * timeout.
   *
   * @default 10
   */
  readonly periodSec?: number;
  /**
   * The time that a probe can take, in seconds, 1 to 240 (for liveness probes, 1 to 3600).
   *
   * @default 1
   */
  readonly timeoutSec?: number;
  /**
   * The number of failures in a row after which the container is stopped, 1 to 240 (for liveness probes, 1 to
   * 1,000,000). For startup probes, this number times `periodSec` can be at most 240 seconds.
   *
   * @default 3
   */
  readonly failureThreshold?: number;
}

/** Options of the probe `CloudRunProbe.httpGet`. */
export interface HttpGetProbeOptions extends ProbeOptions {
  /**
   * The path that the probe requests.
   *
   * @default "/"
   */
  readonly path?: string;
  /**
   * The port to which the probe sends the request, 1 to 65535.
   *
   * @default - The probe uses the container port. A sidecar has none, so its probes need a port.
   */
  readonly port?: number;
}

/** Options of the probe `CloudRunProbe.tcpSocket`. */
export interface TcpSocketProbeOptions extends ProbeOptions {
  /**
   * The port that the probe connects to, 1 to 65535.
   *
   * @default - The probe uses the container port. A sidecar has none, so its probes need a port.
   */
  readonly port?: number;
}

/** Options of the probe `CloudRunProbe.grpc`. */
export interface GrpcProbeOptions extends ProbeOptions {
  /**
   * The name of the service to check, as the gRPC health checking protocol defines it.
   *
   * @default - The probe checks the server as a whole.
   */
  readonly service?: string;
  /**
   * The port that the probe connects to, 1 to 65535.
   *
   * @default - The probe uses the container port. A sidecar has none, so its probes need a port.
   */
  readonly port?: number;
}

type ProbeKind = Pick<CloudRunV2ServiceTemplateContainersStartupProbe, "httpGet" | "tcpSocket" | "grpc">;
type ProbeConfig = CloudRunV2ServiceTemplateContainersStartupProbe & CloudRunV2ServiceTemplateContainersLivenessProbe;
/** What a readiness probe has; the oldest bindings have no type for it. */
type ReadinessProbeConfig = Pick<
  ProbeConfig,
  "grpc" | "httpGet" | "periodSeconds" | "timeoutSeconds" | "failureThreshold"
>;

/**
 * How Cloud Run checks that a container has started, or that it still works.
 *
 * @see https://docs.cloud.google.com/run/docs/configuring/healthchecks
 */
export class CloudRunProbe {
  /** Checks the container with an HTTP GET request, which must be answered with a status from 200 to 399. */
  public static httpGet(options: HttpGetProbeOptions = {}): CloudRunProbe {
    return new CloudRunProbe(options, (port) => ({
      httpGet: { path: options.path ?? "/", port: options.port ?? port },
    }));
  }

  /** Checks the container with a TCP connection. It can be used as a startup probe only. */
  public static tcpSocket(options: TcpSocketProbeOptions = {}): CloudRunProbe {
    return new CloudRunProbe(options, (port) => ({ tcpSocket: { port: options.port ?? port } }));
  }

  /** Checks the container with the gRPC health checking protocol. */
  public static grpc(options: GrpcProbeOptions = {}): CloudRunProbe {
    return new CloudRunProbe(options, (port) => ({ grpc: { service: options.service, port: options.port ?? port } }));
  }

  private constructor(
    private readonly options: ProbeOptions,
    private readonly kind: (containerPort: number | undefined) => ProbeKind,
  ) {}

  /**
   * The probe with its port written out: what is left out, Terraform's provider leaves as it was before, even where the
   * container has another port by now.
   *
   * @internal
   */
  public _render(containerPort?: number): ProbeConfig {
    return {
      initialDelaySeconds: this.options.initialDelaySec,
      periodSeconds: this.options.periodSec,
      timeoutSeconds: this.options.timeoutSec,
      failureThreshold: this.options.failureThreshold,
      ...(this.kind(containerPort) as ProbeConfig),
    };
  }

  /**
   * The probe as a readiness probe, which has no initial delay.
   *
   * @internal
   */
  public _renderReadiness(containerPort?: number): ReadinessProbeConfig {
    return this._render(containerPort);
  }
}
