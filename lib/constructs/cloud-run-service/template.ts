import {
  CloudRunV2ServiceTemplate,
  CloudRunV2ServiceTemplateContainersEnv,
  CloudRunV2ServiceTraffic,
} from "@cdktf/provider-google/lib/cloud-run-v2-service";
import { isKnown } from "../../checks/problem";
import { cpusOf } from "./resources";
import type { CloudRunServiceProps } from ".";
import { Probe } from "./probe";
import { TrafficTarget } from "./traffic-target";

const DEFAULT_PORT = 8080;
const DEFAULT_CPU = "1";
const DEFAULT_MEMORY = "512Mi";
/** Cloud Run's own limit where none is given. */
export const DEFAULT_MAX_INSTANCES = 100;
const DEFAULT_CONCURRENCY = 80;
const DEFAULT_TIMEOUT = 300;
const DEFAULT_STARTUP_PROBE = Probe.tcpSocket({ periodSec: 240, timeoutSec: 240, failureThreshold: 1 });

/**
 * Renders the template of a service's revisions, with Google's own defaults written out: what is left out, Terraform's
 * provider leaves as it was before, so that taking an option out of the code would change nothing.
 */
export function renderTemplate(props: CloudRunServiceProps): CloudRunV2ServiceTemplate {
  const containerPort = props.containerPort ?? DEFAULT_PORT;
  return {
    containers: [
      {
        image: props.image,
        ports: { containerPort },
        env: renderEnv(props),
        resources: {
          limits: { cpu: props.cpu ?? DEFAULT_CPU, memory: props.memory ?? DEFAULT_MEMORY },
          // with limits, CPU would be billed between requests too
          cpuIdle: true,
        },
        startupProbe: (props.startupProbe ?? DEFAULT_STARTUP_PROBE)._render(containerPort),
        livenessProbe: props.livenessProbe?._render(containerPort),
      },
    ],
    scaling: {
      minInstanceCount: props.minInstanceCount ?? 0,
      maxInstanceCount: props.maxInstanceCount ?? DEFAULT_MAX_INSTANCES,
    },
    maxInstanceRequestConcurrency: props.maxInstanceRequestConcurrency ?? defaultConcurrency(props.cpu),
    timeout: `${props.timeoutSec ?? DEFAULT_TIMEOUT}s`,
    serviceAccount: props.serviceAccount,
    vpcAccess: props.vpcAccess?._vpcAccess,
  };
}

/** Renders which revisions get which share, Google's own default written out likewise. */
export function renderTraffic(traffic: TrafficTarget[] | undefined): CloudRunV2ServiceTraffic[] {
  return (traffic ?? [TrafficTarget.latest(100)]).map(({ _traffic }) => _traffic);
}

/** Below one CPU, an instance handles one request at a time. */
function defaultConcurrency(cpu: string = DEFAULT_CPU): number | undefined {
  if (!isKnown(cpu)) {
    return undefined;
  }
  return (cpusOf(cpu) ?? 1) < 1 ? 1 : DEFAULT_CONCURRENCY;
}

function renderEnv({ env, secretEnv }: CloudRunServiceProps): CloudRunV2ServiceTemplateContainersEnv[] | undefined {
  const plain = Object.entries(env ?? {}).map(([name, value]) => ({ name, value }));
  const secret = Object.entries(secretEnv ?? {}).map(([name, { secret, version }]) => ({
    name,
    valueSource: { secretKeyRef: { secret, version: version ?? "latest" } },
  }));
  return plain.length + secret.length === 0 ? undefined : [...plain, ...secret];
}
