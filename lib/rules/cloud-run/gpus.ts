import { blocks } from "../../app/terraform-json";
import { CLOUD_RUN_SERVICE } from "../../app/types";
import { Block, isOn, isSet, knownText } from "../../app/values";
import {
  CLOUD_RUN_DEFAULTS,
  GPUS,
  GPU_LIMIT as GPU,
  L4_REGIONS,
  cpusOf,
  isOfGeneration,
  mibOf,
} from "../../google/cloud-run";
import { Arguments, ArgumentsAt } from "../arguments";
import { didYouMean } from "../nearest";
import { Text, argument, given, text } from "../text";
import { isKnown } from "../values";

const MIB_PER_GIB = 1024;
const CPU_IDLE = argument("template.containers.resources.cpu_idle");
const ENVIRONMENT = argument("template.execution_environment");

type Template = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template">;

/** A GPU in instances that are too small for one, or that have CPU only during requests. */
export function gpus(template: Template): Text[] {
  const containers = blocks(template.containers);
  const withGpu = containers.filter((container) => isSet(limitsOf(container), GPU));
  const [selector] = blocks(template.node_selector);
  const [container] = withGpu.length > 0 ? withGpu : containers.length === 1 && selector ? containers : [];
  if (container === undefined) {
    return [];
  }
  const accelerator = knownText(selector, "accelerator") ?? Object.keys(GPUS)[0];
  return [
    ...counts(withGpu),
    ...sizes(accelerator, container),
    ...(isOn(blocks(container.resources)[0], "cpu_idle")
      ? [text`a GPU needs CPU between requests too, got ${CPU_IDLE} true; set ${CPU_IDLE} to false`]
      : []),
    ...(isOfGeneration("first", template.execution_environment)
      ? [
          text`a GPU needs the second generation, got ${ENVIRONMENT} ${given(template.execution_environment)}; remove ${ENVIRONMENT}`,
        ]
      : []),
  ];
}

/** A kind of GPU that this package does not know. */
export function unknownGpu(template: Template): Text[] {
  const accelerator = knownText(blocks(template.node_selector)[0], "accelerator");
  const known = Object.keys(GPUS);
  return accelerator === undefined || known.includes(accelerator)
    ? []
    : [
        text`${accelerator} is no GPU of Cloud Run that this package knows; ${didYouMean(accelerator, known, `it knows ${known.join(" and ")}`)}`,
      ];
}

/** An L4 in a region that is not known to have one. */
export function regionOfGpu({ location, template }: Arguments<typeof CLOUD_RUN_SERVICE>): Text[] {
  const isL4 = blocks(template).some(
    ({ node_selector }) => knownText(blocks(node_selector)[0], "accelerator") === "nvidia-l4",
  );
  return !isL4 || !isKnown(location) || L4_REGIONS.includes(String(location))
    ? []
    : [
        text`the region ${String(location)} is not known to have the GPU nvidia-l4; use one of ${L4_REGIONS.join(", ")}`,
      ];
}

function counts(withGpu: readonly Block[]): Text[] {
  const wrong = withGpu
    .map((container) => limitsOf(container)[GPU])
    .find((count) => isKnown(count) && Number(count) !== 1);
  return [
    ...(withGpu.length > 1
      ? [text`one container of a service can have a GPU, got ${withGpu.length}; remove ${GPU} from the others`]
      : []),
    ...(wrong === undefined ? [] : [text`an instance has one GPU, got ${GPU} ${given(wrong)}; set it to 1`]),
  ];
}

function sizes(accelerator: string, container: Block): Text[] {
  const needed = Object.entries(GPUS).find(([name]) => name === accelerator)?.[1];
  const { cpu = CLOUD_RUN_DEFAULTS.cpu, memory = CLOUD_RUN_DEFAULTS.memory } = limitsOf(container);
  if (needed === undefined) {
    return [];
  }
  const [cpus, mib] = [
    isKnown(cpu) ? cpusOf(String(cpu)) : undefined,
    isKnown(memory) ? mibOf(String(memory)) : undefined,
  ];
  return [
    ...(cpus !== undefined && cpus < needed.cpu
      ? [
          text`the GPU ${accelerator} needs at least ${needed.cpu} CPUs, got cpu ${given(cpu)}; set cpu to ${needed.cpu}`,
        ]
      : []),
    ...(mib !== undefined && mib < needed.memory
      ? [
          text`the GPU ${accelerator} needs at least ${needed.memory / MIB_PER_GIB}Gi of memory, got memory ${given(memory)}; set memory to ${needed.memory / MIB_PER_GIB}Gi`,
        ]
      : []),
  ];
}

function limitsOf(container: Block): Block {
  return blocks(blocks(container.resources)[0]?.limits)[0] ?? {};
}
