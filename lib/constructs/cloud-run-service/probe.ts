import {
  CloudRunV2ServiceTemplateContainersLivenessProbe,
  CloudRunV2ServiceTemplateContainersStartupProbe,
} from "@cdktf/provider-google/lib/cloud-run-v2-service";

/** The timing of a probe. */
export interface ProbeOptions {
  /**
   * The time before the first probe, in seconds, 0 to 240 (liveness: to 3600).
   *
   * @default 0
   */
  readonly initialDelaySec?: number;
  /**
   * The time between two probes, in seconds, 1 to 240 (liveness: to 3600); at least the timeout.
   *
   * @default 10
   */
  readonly periodSec?: number;
  /**
   * The time a probe may take, in seconds, 1 to 240 (liveness: to 3600).
   *
   * @default 1
   */
  readonly timeoutSec?: number;
  /**
   * The number of failures in a row after which the container is stopped, 1 to 1,000,000.
   *
   * @default 3
   */
  readonly failureThreshold?: number;
}

/** Options of `CloudRunProbe.httpGet`. */
export interface HttpGetProbeOptions extends ProbeOptions {
  /**
   * The path to get.
   *
   * @default "/"
   */
  readonly path?: string;
  /**
   * The port to get it from, 1 to 65535.
   *
   * @default - the container port
   */
  readonly port?: number;
}

/** Options of `CloudRunProbe.tcpSocket`. */
export interface TcpSocketProbeOptions extends ProbeOptions {
  /**
   * The port to connect to, 1 to 65535.
   *
   * @default - the container port
   */
  readonly port?: number;
}

/** Options of `CloudRunProbe.grpc`. */
export interface GrpcProbeOptions extends ProbeOptions {
  /**
   * The service to ask for, as the gRPC health checking protocol has it.
   *
   * @default - the server as a whole
   */
  readonly service?: string;
  /**
   * The port to ask, 1 to 65535.
   *
   * @default - the container port
   */
  readonly port?: number;
}

type ProbeKind = Pick<CloudRunV2ServiceTemplateContainersStartupProbe, "httpGet" | "tcpSocket" | "grpc">;
type ProbeConfig = CloudRunV2ServiceTemplateContainersStartupProbe & CloudRunV2ServiceTemplateContainersLivenessProbe;

/**
 * How Cloud Run sees that a container has started, or still lives.
 *
 * @see https://docs.cloud.google.com/run/docs/configuring/healthchecks
 */
export class CloudRunProbe {
  /** By an HTTP GET that must answer 200 to 399. */
  public static httpGet(options: HttpGetProbeOptions = {}): CloudRunProbe {
    return new CloudRunProbe(options, (port) => ({
      httpGet: { path: options.path ?? "/", port: options.port ?? port },
    }));
  }

  /** By a TCP connection. Only for startup. */
  public static tcpSocket(options: TcpSocketProbeOptions = {}): CloudRunProbe {
    return new CloudRunProbe(options, (port) => ({ tcpSocket: { port: options.port ?? port } }));
  }

  /** By the gRPC health checking protocol. */
  public static grpc(options: GrpcProbeOptions = {}): CloudRunProbe {
    return new CloudRunProbe(options, (port) => ({ grpc: { service: options.service, port: options.port ?? port } }));
  }

  private constructor(
    private readonly options: ProbeOptions,
    private readonly kind: (containerPort: number) => ProbeKind,
  ) {}

  /**
   * The probe with its port written out: what is left out, Terraform's provider leaves as it was before, even where the
   * container has another port by now.
   *
   * @internal
   */
  public _render(containerPort: number): ProbeConfig {
    return {
      initialDelaySeconds: this.options.initialDelaySec,
      periodSeconds: this.options.periodSec,
      timeoutSeconds: this.options.timeoutSec,
      failureThreshold: this.options.failureThreshold,
      ...(this.kind(containerPort) as ProbeConfig),
    };
  }
}
