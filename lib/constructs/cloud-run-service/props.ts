import { IBackend } from "../backend";
import { IInvocable } from "../invocable";
import { CloudRunInvoker } from "./invoker";
import { CloudRunProbe } from "./probe";
import { TrafficTarget } from "./traffic-target";
import { VpcAccess } from "./vpc-access";

/** A Cloud Run service, created here or existing. */
export interface ICloudRunService extends IInvocable, IBackend {}

/**
 * The sources from which requests can reach a Cloud Run service.
 *
 * @see https://docs.cloud.google.com/run/docs/securing/ingress
 */
export enum CloudRunIngress {
  /**
   * Requests can come only from load balancers and from the project's own networks, so that visitors cannot bypass the
   * load balancer with the `run.app` URL.
   */
  INTERNAL_LOAD_BALANCER = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
  /**
   * Requests can come from everywhere: with the `run.app` URL, visitors can bypass the load balancer, its Cloud Armor
   * policy and its cache.
   */
  ALL = "INGRESS_TRAFFIC_ALL",
}

/**
 * A secret of Secret Manager that is passed as an environment variable.
 *
 * @see https://docs.cloud.google.com/run/docs/deploying
 */
export interface SecretEnv {
  /** The id of the secret, or `projects/…/secrets/…` for a secret of another project. */
  readonly secret: string;
  /**
   * The version of the secret.
   *
   * @default "latest"
   */
  readonly version?: string;
}

/** The attributes that identify an existing Cloud Run service. */
export interface CloudRunServiceAttributes {
  /**
   * The name of the Cloud Run service in Google Cloud. The name can be a CDKTF token (a value that only Terraform
   * knows).
   */
  readonly cloudRunServiceName: string;
  /**
   * The region of the Cloud Run service. It must be known at synth, so it cannot be a CDKTF token (a value that only
   * Terraform knows).
   */
  readonly region: string;
}

/** The properties of a `CloudRunService`. */
export interface CloudRunServiceProps {
  /**
   * The container image, such as `"us-docker.pkg.dev/cloudrun/container/hello"`. Cloud Run pulls images from Artifact
   * Registry, `gcr.io` and `docker.io`; for other registries, make a remote repository in Artifact Registry.
   */
  readonly image: string;
  /**
   * The region of the Cloud Run service. It must be known at synth, so it cannot be a CDKTF token (a value that only
   * Terraform knows).
   */
  readonly region: string;
  /**
   * The port on which the container listens, 1 to 65535.
   *
   * @default 8080
   */
  readonly containerPort?: number;
  /**
   * Environment variables of the container.
   *
   * @default - No environment variables are set.
   */
  readonly env?: { [name: string]: string };
  /**
   * Environment variables with values from Secret Manager. The service account must be allowed to read the secrets.
   *
   * @default - No secrets are passed as environment variables.
   */
  readonly secretEnv?: { [name: string]: SecretEnv };
  /**
   * The number of CPUs of an instance, such as `"1"` or `"500m"`: 0.08 to 1, 2, 4, 6 or 8. CPU is billed only while the
   * instance handles requests.
   *
   * @default "1"
   */
  readonly cpu?: string;
  /**
   * The memory of an instance, such as `"512Mi"`: 128 MiB to 32 GiB, and at most 4 GiB for each CPU.
   *
   * @default "512Mi"
   */
  readonly memory?: string;
  /**
   * How Cloud Run checks that a container has started.
   *
   * @default - Cloud Run connects to the container port, and waits up to 240 seconds.
   */
  readonly startupProbe?: CloudRunProbe;
  /**
   * How Cloud Run checks that a container still works. `CloudRunProbe.tcpSocket` is not allowed here.
   *
   * @default - Cloud Run does not check a container that has started.
   */
  readonly livenessProbe?: CloudRunProbe;
  /**
   * The smallest number of instances of a revision, 0 to 100,000, but not greater than `maxInstanceCount`.
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
   * The number of requests that an instance handles at the same time, 1 to 1000. With less than one CPU, the number
   * must be 1.
   *
   * @default - The number is 80, or 1 with less than one CPU.
   */
  readonly maxInstanceRequestConcurrency?: number;
  /**
   * How long a request can take, in seconds, 1 to 3600. This timeout also applies to requests that come through the
   * load balancer.
   *
   * @default 300
   */
  readonly timeoutSec?: number;
  /**
   * The email address of the service account that the service runs as. If you remove this prop, the service keeps its
   * service account: to reset it, set the email address of the default service account.
   *
   * @default - The service runs as the Compute Engine default service account.
   */
  readonly serviceAccount?: string;
  /**
   * How the service sends requests into a VPC network.
   *
   * @default - The service cannot send requests into a VPC network.
   */
  readonly vpcAccess?: VpcAccess;
  /**
   * Labels of the service, in addition to the labels of the stack.
   *
   * @default - Only the stack's labels are added.
   */
  readonly labels?: { [key: string]: string };
  /**
   * Which revisions get which share of the requests.
   *
   * @default - The latest ready revision gets all requests.
   */
  readonly traffic?: TrafficTarget[];
  /**
   * The sources from which requests can reach the service.
   *
   * @default CloudRunIngress.INTERNAL_LOAD_BALANCER
   */
  readonly ingress?: CloudRunIngress;
  /**
   * Who can call the service after a request has reached it.
   *
   * @default - Everybody, without an IAM check: `CloudRunInvoker.withoutIamCheck()`. If all backend services that the
   * service is added to have Identity-Aware Proxy, Cloud Run checks IAM, and only Identity-Aware Proxy and the members of
   * `grantInvoke` can call the service.
   */
  readonly invoker?: CloudRunInvoker;
  /**
   * Whether Terraform refuses to delete the service. While this is true, you need two applies to remove or rename the
   * service: set it to false first.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;
  /**
   * The name of the service in Google Cloud, 1 to 49 characters. If you import an existing service into Terraform, set
   * this to its name.
   *
   * @default - The name is made from the construct's path.
   */
  readonly name?: string;
}
