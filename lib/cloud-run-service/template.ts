import {
  CloudRunV2ServiceTemplate,
  CloudRunV2ServiceTemplateContainersEnv,
} from "@cdktf/provider-google/lib/cloud-run-v2-service";
import type { CloudRunServiceProps } from "./index";

/** Renders the template of a service's revisions. */
export function renderTemplate(props: CloudRunServiceProps): CloudRunV2ServiceTemplate {
  const { cpu, memory, minInstanceCount, maxInstanceCount } = props;
  return {
    containers: [
      {
        image: props.image,
        ports: props.containerPort === undefined ? undefined : { containerPort: props.containerPort },
        env: renderEnv(props),
        resources: cpu === undefined && memory === undefined ? undefined : { limits: renderLimits(cpu, memory) },
        startupProbe: props.startupProbe?._render(),
        livenessProbe: props.livenessProbe?._render(),
      },
    ],
    scaling:
      minInstanceCount === undefined && maxInstanceCount === undefined
        ? undefined
        : { minInstanceCount, maxInstanceCount },
    maxInstanceRequestConcurrency: props.maxInstanceRequestConcurrency,
    timeout: props.timeoutSec === undefined ? undefined : `${props.timeoutSec}s`,
    serviceAccount: props.serviceAccount,
    vpcAccess: props.vpcAccess?._vpcAccess,
  };
}

function renderEnv({ env, secretEnv }: CloudRunServiceProps): CloudRunV2ServiceTemplateContainersEnv[] | undefined {
  const plain = Object.entries(env ?? {}).map(([name, value]) => ({ name, value }));
  const secret = Object.entries(secretEnv ?? {}).map(([name, { secret, version }]) => ({
    name,
    valueSource: { secretKeyRef: { secret, version: version ?? "latest" } },
  }));
  return plain.length + secret.length === 0 ? undefined : [...plain, ...secret];
}

function renderLimits(cpu: string | undefined, memory: string | undefined): { [resource: string]: string } {
  return { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) };
}
