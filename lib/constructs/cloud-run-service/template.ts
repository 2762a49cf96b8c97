import {
  CloudRunV2ServiceTemplate,
  CloudRunV2ServiceTemplateContainers,
  CloudRunV2ServiceTemplateContainersEnv,
  CloudRunV2ServiceTemplateContainersResources,
  CloudRunV2ServiceTraffic,
} from "@cdktf/provider-google/lib/cloud-run-v2-service";
import { isKnown } from "../../resource/known";
import { CLOUD_RUN_DEFAULTS, GPUS, GPU_LIMIT, cpusOf, memoryText } from "../../google/cloud-run";
import { numberText } from "../../resource/replacement";
import { CloudRunContainerOptions, CloudRunSidecar } from "./container";
import type { CloudRunServiceProps } from "./props";
import { CloudRunProbe } from "./probe";
import { TrafficTarget } from "./traffic-target";

const DEFAULT_STARTUP_PROBE = CloudRunProbe.tcpSocket({ periodSec: 240, timeoutSec: 240, failureThreshold: 1 });
/** What `gcloud run deploy` writes besides the image: who deployed, and a label that makes a new revision. */
const WRITTEN_BY_DEPLOYS = ["client", "client_version", "template[0].annotations", "template[0].labels"];

/**
 * Renders the template of a service's revisions, with Google's own defaults written out: what is left out, Terraform's
 * provider leaves as it was before, so that taking an option out of the code would change nothing.
 */
export function renderTemplate(props: CloudRunServiceProps): CloudRunV2ServiceTemplate {
  const all = containersOf(props);
  const gpu = all.find((container) => container.gpu)?.gpu;
  return {
    containers: [renderServing(props), ...(props.sidecars ?? []).map((sidecar) => renderSidecar(sidecar, props))],
    volumes: renderVolumes(all),
    executionEnvironment: props.executionEnvironment,
    nodeSelector: gpu && { accelerator: gpu._accelerator },
    gpuZonalRedundancyDisabled: gpu && !gpu._zonalRedundancy,
    scaling: {
      minInstanceCount: props.minInstanceCount ?? 0,
      maxInstanceCount: props.maxInstanceCount ?? CLOUD_RUN_DEFAULTS.maxInstances,
    },
    maxInstanceRequestConcurrency: props.maxInstanceRequestConcurrency ?? defaultConcurrency(props.cpu),
    sessionAffinity: props.sessionAffinity,
    timeout: `${numberText(props.timeoutSec ?? CLOUD_RUN_DEFAULTS.timeoutSec)}s`,
    serviceAccount: props.serviceAccount,
    vpcAccess: props.vpcAccess?._vpcAccess,
  };
}

/** Renders which revisions get which share, Google's own default written out likewise. */
export function renderTraffic(traffic: TrafficTarget[] | undefined): CloudRunV2ServiceTraffic[] {
  return (traffic ?? [TrafficTarget.latest(100)]).map(({ _traffic }) => _traffic);
}

/** What Terraform leaves to another pipeline that deploys images. */
export function leftToOthers(props: CloudRunServiceProps): string[] | undefined {
  const images = containersOf(props).flatMap(({ ignoreImageChanges }, index) =>
    ignoreImageChanges ? [`template[0].containers[${index}].image`] : [],
  );
  return images.length === 0 ? undefined : [...WRITTEN_BY_DEPLOYS, ...images];
}

/** What was given, as far as the resource does not show it. */
export function givenBesides(props: CloudRunServiceProps): object {
  const { image, region, env, secretEnv, volumeMounts, ingress, invoker, iap, traffic } = props;
  return {
    ...{ image, region, env, secretEnv, volumeMounts, ingress },
    sidecars: props.sidecars?.map((sidecar) => ({
      ...{ name: sidecar.name, env: sidecar.env, secretEnv: sidecar.secretEnv, volumeMounts: sidecar.volumeMounts },
      startupProbe: sidecar.startupProbe?._render(),
      livenessProbe: sidecar.livenessProbe?._render(),
    })),
    invoker: invoker && { members: invoker._members, isIamDisabled: invoker._iamDisabled },
    iap: iap && { ...iap._options, hasClient: iap._client !== undefined },
    readinessProbe: props.readinessProbe?._renderReadiness(),
    traffic: traffic && renderTraffic(traffic),
  };
}

/** All containers; the one that gets the requests is the first. */
function containersOf(props: CloudRunServiceProps): readonly CloudRunContainerOptions[] {
  return [props, ...(props.sidecars ?? [])];
}

/** What the oldest bindings do not know of the container that gets the requests. */
interface NewerContainer {
  readonly readinessProbe?: ReturnType<CloudRunProbe["_renderReadiness"]>;
}

function renderServing(props: CloudRunServiceProps): CloudRunV2ServiceTemplateContainers & NewerContainer {
  const containerPort = props.containerPort ?? CLOUD_RUN_DEFAULTS.port;
  return {
    name: props.containerName,
    ...renderContainer(props, props),
    ports: { containerPort },
    startupProbe: (props.startupProbe ?? DEFAULT_STARTUP_PROBE)._render(containerPort),
    livenessProbe: props.livenessProbe?._render(containerPort),
    readinessProbe: props.readinessProbe?._renderReadiness(containerPort),
  };
}

function renderSidecar(sidecar: CloudRunSidecar, props: CloudRunServiceProps): CloudRunV2ServiceTemplateContainers {
  return {
    name: sidecar.name,
    ...renderContainer(sidecar, props),
    startupProbe: sidecar.startupProbe?._render(),
    livenessProbe: sidecar.livenessProbe?._render(),
  };
}

function renderContainer(
  container: CloudRunContainerOptions,
  props: CloudRunServiceProps,
): CloudRunV2ServiceTemplateContainers {
  const { image, command, args, workingDir, dependsOn, volumeMounts } = container;
  return {
    ...{ image, command, args, workingDir, dependsOn },
    env: renderEnv(container),
    resources: renderResources(container, props),
    volumeMounts:
      volumeMounts &&
      Object.entries(volumeMounts).map(([mountPath, { _volume }]) => ({ name: _volume.name, mountPath })),
  };
}

function renderResources(
  { cpu, memory, gpu }: CloudRunContainerOptions,
  props: CloudRunServiceProps,
): CloudRunV2ServiceTemplateContainersResources {
  const needed = gpu && GPUS[gpu._accelerator];
  return {
    limits: {
      cpu: cpu ?? (needed ? String(needed.cpu) : CLOUD_RUN_DEFAULTS.cpu),
      memory: memory ?? (needed ? memoryText(needed.memory) : CLOUD_RUN_DEFAULTS.memory),
      ...(gpu ? { [GPU_LIMIT]: "1" } : {}),
    },
    // with limits, CPU would be billed between requests too
    cpuIdle: props.cpuIdle ?? !containersOf(props).some((each) => each.gpu),
    startupCpuBoost: props.startupCpuBoost,
  };
}

/** The volumes that are mounted, each once. */
function renderVolumes(containers: readonly CloudRunContainerOptions[]): CloudRunV2ServiceTemplate["volumes"] {
  const volumes = new Set(containers.flatMap(({ volumeMounts }) => Object.values(volumeMounts ?? {})));
  return volumes.size === 0 ? undefined : [...volumes].map(({ _volume }) => _volume);
}

/** Below one CPU, an instance handles one request at a time. */
function defaultConcurrency(cpu: string = CLOUD_RUN_DEFAULTS.cpu): number | undefined {
  if (!isKnown(cpu)) {
    return undefined;
  }
  return (cpusOf(cpu) ?? 1) < 1 ? 1 : CLOUD_RUN_DEFAULTS.concurrency;
}

function renderEnv({ env, secretEnv }: CloudRunContainerOptions): CloudRunV2ServiceTemplateContainersEnv[] | undefined {
  const plain = Object.entries(env ?? {}).map(([name, value]) => ({ name, value }));
  const secret = Object.entries(secretEnv ?? {}).map(([name, { secret, version }]) => ({
    name,
    valueSource: { secretKeyRef: { secret, version: version ?? "latest" } },
  }));
  return plain.length + secret.length === 0 ? undefined : [...plain, ...secret];
}
