import { CloudRunGpu } from "./gpu";
import { CloudRunProbe } from "./probe";
import { CloudRunVolume } from "./volume";

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

/** What a container of a Cloud Run service runs, and what it gets. */
export interface CloudRunContainerOptions {
  /**
   * The container image, such as `"us-docker.pkg.dev/cloudrun/container/hello"`. Cloud Run pulls images from Artifact
   * Registry, `gcr.io` and `docker.io`; for other registries, make a remote repository in Artifact Registry.
   */
  readonly image: string;
  /**
   * Whether another pipeline deploys the images, such as a pipeline that runs `gcloud run deploy`. Terraform then creates
   * the service with `image`, and ignores later changes of the image.
   *
   * @default false
   */
  readonly ignoreImageChanges?: boolean;
  /**
   * The entrypoint of the container.
   *
   * @default - The entrypoint of the image is used.
   */
  readonly command?: string[];
  /**
   * The arguments of the entrypoint.
   *
   * @default - The arguments in the image are used.
   */
  readonly args?: string[];
  /**
   * The working directory of the container.
   *
   * @default - The working directory of the image is used.
   */
  readonly workingDir?: string;
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
   * The number of CPUs that the container gets in an instance, such as `"1"` or `"500m"`: 0.08 to 1, 2, 4, 6 or 8.
   *
   * @default - The container gets 1 CPU, or as many as its GPU needs at least.
   */
  readonly cpu?: string;
  /**
   * The memory of the container in an instance, such as `"512Mi"`: 128 MiB to 32 GiB, and at most 4 GiB for each CPU.
   *
   * @default - The container gets 512 MiB, or as much as its GPU needs at least.
   */
  readonly memory?: string;
  /**
   * The GPU of the container. One container of a service can have a GPU.
   *
   * @default - The container has no GPU.
   */
  readonly gpu?: CloudRunGpu;
  /**
   * The volumes that the container can read and write, by the path at which each is mounted, such as `"/mnt/files"`. To
   * share a volume with a sidecar, use the same `CloudRunVolume` in both.
   *
   * @default - No volumes are mounted.
   */
  readonly volumeMounts?: { [mountPath: string]: CloudRunVolume };
  /**
   * How Cloud Run checks that the container has started.
   *
   * @default - Cloud Run connects to the container port, and waits up to 240 seconds. It does not check a sidecar.
   */
  readonly startupProbe?: CloudRunProbe;
  /**
   * How Cloud Run checks that the container still works. `CloudRunProbe.tcpSocket` is not allowed here.
   *
   * @default - Cloud Run does not check a container that has started.
   */
  readonly livenessProbe?: CloudRunProbe;
  /**
   * The names of the containers that must have started before this one starts. A container that others wait for must have
   * a startup probe.
   *
   * @default - The container starts together with the others.
   */
  readonly dependsOn?: string[];
}

/**
 * A container beside the one that gets the requests, such as a proxy or a collector of metrics. It has no container port,
 * so its probes need a port. The containers of an instance reach each other on `localhost`.
 *
 * @see https://docs.cloud.google.com/run/docs/deploying#sidecars
 */
export interface CloudRunSidecar extends CloudRunContainerOptions {
  /** The name of the container, 1 to 63 lowercase letters, digits and hyphens, unique in the service. */
  readonly name: string;
}
