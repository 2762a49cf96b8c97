import { IBackend } from "../backend";
import { Iap } from "../iap";
import { IInvocable } from "../invocable";
import { CloudRunContainerOptions, CloudRunSidecar } from "./container";
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
 * The sandbox in which the instances of a service run.
 *
 * @see https://docs.cloud.google.com/run/docs/about-execution-environments
 */
export enum CloudRunExecutionEnvironment {
  /** The first generation, which starts quickly. It has no volumes of Cloud Storage and NFS, and no GPUs. */
  FIRST_GENERATION = "EXECUTION_ENVIRONMENT_GEN1",
  /** The second generation, which has all of Linux. It needs at least 512 MiB of memory and one CPU. */
  SECOND_GENERATION = "EXECUTION_ENVIRONMENT_GEN2",
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
export interface CloudRunServiceProps extends CloudRunContainerOptions {
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
   * How Cloud Run checks whether an instance can take requests; while it cannot, other instances get them. Use
   * `CloudRunProbe.httpGet` or `CloudRunProbe.grpc`. With a service in several regions and at least one instance in each,
   * the load balancer leaves out a region whose instances are not ready (service health). Needs provider 7.19 or later, see
   * `providerVersion` of `EnvironmentStack`.
   *
   * @default - An instance that has started gets requests.
   * @see https://docs.cloud.google.com/run/docs/configuring/configure-service-health
   */
  readonly readinessProbe?: CloudRunProbe;
  /**
   * The name of the container that gets the requests, which `dependsOn` of a sidecar can refer to.
   *
   * @default - Cloud Run chooses a name.
   */
  readonly containerName?: string;
  /**
   * The containers that run beside the one that gets the requests, at most 9. Add new ones at the end, because Terraform
   * compares containers by their position.
   *
   * @default - There are no other containers.
   */
  readonly sidecars?: CloudRunSidecar[];
  /**
   * Whether CPU is given, and billed, only while the instance handles requests. With false, it is given for the lifetime
   * of the instance, so that work in the background goes on.
   *
   * @default - CPU is given only while the instance handles requests. A service with a GPU always has CPU.
   */
  readonly cpuIdle?: boolean;
  /**
   * Whether an instance gets more CPU while it starts.
   *
   * @default false
   */
  readonly startupCpuBoost?: boolean;
  /**
   * The sandbox in which instances run.
   *
   * @default - Cloud Run chooses the one that the service needs.
   */
  readonly executionEnvironment?: CloudRunExecutionEnvironment;
  /**
   * Whether Cloud Run sends the requests of a client to the same instance as long as it can, by a cookie.
   *
   * @default false
   */
  readonly sessionAffinity?: boolean;
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
   * A text for the readers of the service, at most 512 characters.
   *
   * @default - The service has no description.
   */
  readonly description?: string;
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
   * service is added to have Identity-Aware Proxy, or the service itself, Cloud Run checks IAM, and only Identity-Aware Proxy and the members of
   * `grantInvoke` can call the service.
   */
  readonly invoker?: CloudRunInvoker;
  /**
   * Identity-Aware Proxy of the service itself: visitors must sign in on every way to the service, through the load
   * balancer too, and Cloud Run checks IAM. Use `Iap.googleManagedClient`. A backend service with the service behind it must
   * not have Identity-Aware Proxy too. Needs provider 7.21 or later, see `providerVersion` of `EnvironmentStack`.
   *
   * @default - Visitors need not sign in.
   * @see https://docs.cloud.google.com/run/docs/securing/identity-aware-proxy-cloud-run
   */
  readonly iap?: Iap;
  /**
   * Whether the service has no `run.app` URL, so that requests can come only through a load balancer. Who called the
   * service by this URL, such as Pub/Sub or Cloud Scheduler, gets 404. Needs provider 7.6 or later, see `providerVersion` of
   * `EnvironmentStack`.
   *
   * @default false
   * @see https://docs.cloud.google.com/run/docs/securing/ingress#disable-url
   */
  readonly defaultUriDisabled?: boolean;
  /**
   * Further audiences that the ID tokens of callers can have, each a full URL such as `"https://app.example.com"`, so that
   * callers need not know the `run.app` URL.
   *
   * @default - The audience of an ID token must be the `run.app` URL.
   * @see https://docs.cloud.google.com/run/docs/configuring/custom-audiences
   */
  readonly customAudiences?: string[];
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
