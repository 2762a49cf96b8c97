import { IConstruct } from "constructs";
import { IBackend } from "../backend";
import { CloudRunInvoker } from "./invoker";
import { CloudRunProbe } from "./probe";
import { TrafficTarget } from "./traffic-target";
import { VpcAccess } from "./vpc-access";

/** A Cloud Run service, made here or existing. */
export interface ICloudRunService extends IConstruct, IBackend {
  /** The name in Google Cloud. */
  readonly cloudRunServiceName: string;
  /** The region. */
  readonly region: string;

  /**
   * Lets a member call the service; it must send an ID token.
   *
   * @param id the construct id of the grant below the service; a member that is a token could give none
   * @param member such as `"serviceAccount:scheduler@acme.iam.gserviceaccount.com"`; may be a token
   */
  grantInvoke(id: string, member: string): void;
}

/**
 * From where requests may reach a Cloud Run service.
 *
 * @see https://docs.cloud.google.com/run/docs/securing/ingress
 */
export enum CloudRunIngress {
  /** From load balancers and the project's own networks, so that the `run.app` URL is no way round the load balancer. */
  INTERNAL_LOAD_BALANCER = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
  /** From everywhere: the `run.app` URL leads past the load balancer, its Cloud Armor policy and its cache. */
  ALL = "INGRESS_TRAFFIC_ALL",
}

/**
 * A secret of Secret Manager as an environment variable.
 *
 * @see https://docs.cloud.google.com/run/docs/deploying
 */
export interface SecretEnv {
  /** The secret's id, or `projects/…/secrets/…` for one of another project. */
  readonly secret: string;
  /**
   * The version.
   *
   * @default "latest"
   */
  readonly version?: string;
}

/** How an existing Cloud Run service is known. */
export interface CloudRunServiceAttributes {
  /** The name in Google Cloud. May be a token. */
  readonly cloudRunServiceName: string;
  /** The region. May not be a token. */
  readonly region: string;
}

/** Props of `CloudRunService`. */
export interface CloudRunServiceProps {
  /** The container image, such as `"us-docker.pkg.dev/cloudrun/container/hello"`. */
  readonly image: string;
  /** The region. May not be a token. */
  readonly region: string;
  /**
   * The port on which the container listens, 1 to 65535.
   *
   * @default 8080
   */
  readonly containerPort?: number;
  /**
   * Environment variables.
   *
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Environment variables from Secret Manager. The service account must be allowed to read the secrets.
   *
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretEnv };
  /**
   * The CPU of an instance, such as `"1"` or `"500m"`: 0.08 to 1, 2, 4, 6 or 8. It is only billed while requests are handled.
   *
   * @default "1"
   */
  readonly cpu?: string;
  /**
   * The memory of an instance, such as `"512Mi"`: 128 MiB to 32 GiB, of which each CPU takes up to 4 GiB.
   *
   * @default "512Mi"
   */
  readonly memory?: string;
  /**
   * How Cloud Run sees that a container has started.
   *
   * @default - by a connection to the container port, within 240 seconds
   */
  readonly startupProbe?: CloudRunProbe;
  /**
   * How Cloud Run sees that a container still lives. Not `CloudRunProbe.tcpSocket`.
   *
   * @default - it does not look
   */
  readonly livenessProbe?: CloudRunProbe;
  /**
   * The least number of instances of a revision, 0 to 100,000 and not above `maxInstanceCount`.
   *
   * @default 0
   */
  readonly minInstanceCount?: number;
  /**
   * The largest number of instances of a revision, 1 to 100,000.
   *
   * @default 100
   */
  readonly maxInstanceCount?: number;
  /**
   * The number of requests that an instance handles at a time, 1 to 1000; only 1 below one CPU.
   *
   * @default 80, or 1 below one CPU
   */
  readonly maxInstanceRequestConcurrency?: number;
  /**
   * How long a request may take, in seconds, 1 to 3600. This is the timeout of the way through the load balancer too.
   *
   * @default 300
   */
  readonly timeoutSec?: number;
  /**
   * The e-mail address of the service account that the service runs as. Taken out of the code, the old one stays: name
   * the default one instead.
   *
   * @default - the Compute Engine default service account
   */
  readonly serviceAccount?: string;
  /**
   * The way into a VPC network.
   *
   * @default - none
   */
  readonly vpcAccess?: VpcAccess;
  /**
   * Labels, besides those of the stack.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Which revisions get which share of the requests.
   *
   * @default - the latest ready revision gets all
   */
  readonly traffic?: TrafficTarget[];
  /**
   * From where requests may come.
   *
   * @default CloudRunIngress.INTERNAL_LOAD_BALANCER
   */
  readonly ingress?: CloudRunIngress;
  /**
   * Who may call the service once a request has reached it.
   *
   * @default CloudRunInvoker.withoutIamCheck()
   */
  readonly invoker?: CloudRunInvoker;
  /**
   * Whether Terraform refuses to delete the service. While it is on, removing or renaming the service takes two
   * applies: switch it off first.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;
  /**
   * The name in Google Cloud, 1 to 49 characters, to adopt an existing service.
   *
   * @default - the construct's path
   */
  readonly name?: string;
}
