import {
  CloudRunV2ServiceTemplate,
  CloudRunV2ServiceTemplateContainersEnv,
  CloudRunV2ServiceTraffic,
} from "@cdktf/provider-google/lib/cloud-run-v2-service";
import { isKnown } from "../../resource/known";
import { CLOUD_RUN_DEFAULTS, cpusOf } from "../../google/cloud-run";
import { numberText } from "../../resource/replacement";
import type { CloudRunServiceProps } from "./props";
import { CloudRunProbe } from "./probe";
import { TrafficTarget } from "./traffic-target";

const DEFAULT_STARTUP_PROBE = CloudRunProbe.tcpSocket({ periodSec: 240, timeoutSec: 240, failureThreshold: 1 });

/**
 * Renders the template of a service's revisions, with Google's own defaults written out: what is left out, Terraform's
 * provider leaves as it was before, so that taking an option out of the code would change nothing.
 */
export function renderTemplate(props: CloudRunServiceProps): CloudRunV2ServiceTemplate {
  const containerPort = props.containerPort ?? CLOUD_RUN_DEFAULTS.port;
  return {
    containers: [
      {
        image: props.image,
        ports: { containerPort },
        env: renderEnv(props),
        resources: {
          limits: { cpu: props.cpu ?? CLOUD_RUN_DEFAULTS.cpu, memory: props.memory ?? CLOUD_RUN_DEFAULTS.memory },
          // with limits, CPU would be billed between requests too
          cpuIdle: true,
        },
        startupProbe: (props.startupProbe ?? DEFAULT_STARTUP_PROBE)._render(containerPort),
        livenessProbe: props.livenessProbe?._render(containerPort),
      },
    ],
    scaling: {
      minInstanceCount: props.minInstanceCount ?? 0,
      maxInstanceCount: props.maxInstanceCount ?? CLOUD_RUN_DEFAULTS.maxInstances,
    },
    maxInstanceRequestConcurrency: props.maxInstanceRequestConcurrency ?? defaultConcurrency(props.cpu),
    timeout: `${numberText(props.timeoutSec ?? CLOUD_RUN_DEFAULTS.timeoutSec)}s`,
    serviceAccount: props.serviceAccount,
    vpcAccess: props.vpcAccess?._vpcAccess,
  };
}

/** Renders which revisions get which share, Google's own default written out likewise. */
export function renderTraffic(traffic: TrafficTarget[] | undefined): CloudRunV2ServiceTraffic[] {
  return (traffic ?? [TrafficTarget.latest(100)]).map(({ _traffic }) => _traffic);
}

/** What was given, as far as the resource does not show it. */
export function givenBesides({
  image,
  region,
  env,
  secretEnv,
  ingress,
  invoker,
  traffic,
}: CloudRunServiceProps): object {
  return {
    ...{ image, region, env, secretEnv, ingress },
    invoker: invoker && { members: invoker._members },
    traffic: traffic && renderTraffic(traffic),
  };
}

/** Below one CPU, an instance handles one request at a time. */
function defaultConcurrency(cpu: string = CLOUD_RUN_DEFAULTS.cpu): number | undefined {
  if (!isKnown(cpu)) {
    return undefined;
  }
  return (cpusOf(cpu) ?? 1) < 1 ? 1 : CLOUD_RUN_DEFAULTS.concurrency;
}

function renderEnv({ env, secretEnv }: CloudRunServiceProps): CloudRunV2ServiceTemplateContainersEnv[] | undefined {
  const plain = Object.entries(env ?? {}).map(([name, value]) => ({ name, value }));
  const secret = Object.entries(secretEnv ?? {}).map(([name, { secret, version }]) => ({
    name,
    valueSource: { secretKeyRef: { secret, version: version ?? "latest" } },
  }));
  return plain.length + secret.length === 0 ? undefined : [...plain, ...secret];
}
