import { blocks } from "../../app/terraform-json";
import { CLOUD_RUN_SERVICE } from "../../app/types";
import { Block, isSet, knownText, numberOf } from "../../app/values";
import {
  CLOUD_RUN_DEFAULTS,
  MEMORY_BY_CPU,
  MIN_CPU,
  MIN_MEMORY_OF_SECOND,
  WHOLE_CPUS,
  cpuMeant,
  cpusOf,
  isOfGeneration,
  memoryMeant,
  mibOf,
} from "../../google/cloud-run";
import { ArgumentsAt } from "../arguments";
import { Fact, Text, argument, given, text } from "../text";
import { isKnown, range } from "../values";

/** Of a request, in seconds. */
export const MAX_TIMEOUT = 3600;
const MAX_CONCURRENCY = 1000;
const MAX_INSTANCES = 100_000;
const CPU = /^(\d+(\.\d+)?|\d+m)$/;
/** Those of a project, and Google's own such as that of Compute Engine. */
const SERVICE_ACCOUNT = /^[^@\s]+@([a-z0-9.-]+\.)?gserviceaccount\.com$/;
const CPU_IDLE = argument("template.containers.resources.cpu_idle");
const ENVIRONMENT = argument("template.execution_environment");
const CONCURRENCY = argument("template.max_instance_request_concurrency");

/** The template of a service's revisions. */
export type Template = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template">;

/** How long a request may take. */
export function timeout({ timeout: duration }: Template): Text[] {
  if (!isKnown(duration) || duration === "") {
    return [];
  }
  const [, seconds] = /^(-?[\d.]+)s$/.exec(String(duration)) ?? [];
  return seconds === undefined
    ? [
        text`${argument("template.timeout")} must be a number of seconds with an s after it, got ${given(duration)}; write it like 300s`,
      ]
    : range(argument("template.timeout"), seconds, 1, MAX_TIMEOUT);
}

/** The same as the first version of the API has it, a plain number. */
export function timeoutOfV1({ timeout_seconds: seconds }: { readonly timeout_seconds?: unknown }): Text[] {
  return range("timeout_seconds", seconds, 1, MAX_TIMEOUT);
}

/** How many requests an instance handles at a time. */
export function concurrency({ max_instance_request_concurrency: count }: Template): Text[] {
  return range(CONCURRENCY, count, 1, MAX_CONCURRENCY);
}

/** The same as the first version of the API has it. */
export function concurrencyOfV1({
  container_concurrency: count,
}: {
  readonly container_concurrency?: unknown;
}): Text[] {
  return range("container_concurrency", count, 0, MAX_CONCURRENCY);
}

/** An account as grants name it, or one that is no service account. */
export function serviceAccount(template: Template): Text[] {
  const account = knownText(template, "service_account");
  const what = argument("template.service_account");
  const [, kind] = /^(serviceAccount|user|group|principal|domain):/.exec(account ?? "") ?? [];
  if (account === undefined) {
    return [];
  }
  if (kind !== undefined) {
    return [
      text`${what} must be only the email address of the account, got ${given(account)}; write ${given(account.replace(`${kind}:`, ""))}, because ${kind}: is for members`,
    ];
  }
  return /\s/.test(account) || (account.includes("@") && !SERVICE_ACCOUNT.test(account))
    ? [
        text`${what} must be the email address of a service account, got ${given(account)}; write it like web@acme-web-prod.iam.gserviceaccount.com`,
      ]
    : [];
}

/** A service account by a part of its address. */
export function shortServiceAccount(template: Template): Text[] {
  const account = knownText(template, "service_account");
  return account === undefined || /[@/:\s]/.test(account)
    ? []
    : [
        text`${argument("template.service_account")} must be the whole email address of a service account, got ${given(account)}; write it like ${account}@acme-web-prod.iam.gserviceaccount.com`,
      ];
}

/** Numbers of instances. */
export function scaling(counts: ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.scaling">): Text[] {
  const [least, most] = ["min", "max"].map((each) => argument(`template.scaling.${each}_instance_count`));
  const min = numberOf(counts, "min_instance_count") ?? 0;
  const max = isSet(counts, "max_instance_count")
    ? numberOf(counts, "max_instance_count")
    : CLOUD_RUN_DEFAULTS.maxInstances;
  return [
    ...range(least, counts.min_instance_count, 0, MAX_INSTANCES),
    ...range(most, counts.max_instance_count, 1, MAX_INSTANCES),
    ...(max !== undefined && min > max
      ? [text`${least} must not be above ${most}, which is ${max}, got ${given(min)}; lower it, or raise ${most}`]
      : []),
  ];
}

/** CPU and memory that are no quantities. */
export function quantities({ limits }: ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.containers.resources">) {
  return blocks(limits).flatMap(({ cpu, memory }) => [
    ...quantity("cpu", cpu, CPU, cpuMeant, "1, 0.5 or 500m"),
    ...quantity("memory", memory, /^\d+(\.\d+)?([KMG]i?)?$/, memoryMeant, "512Mi or 2Gi"),
  ]);
}

/** CPU, memory and concurrency together, with Cloud Run's own defaults where they are left out. */
export function sizes(template: Template): Text[] {
  const [container, ...others] = blocks(template.containers);
  const limits = blocks(blocks(container?.resources)[0]?.limits)[0] ?? {};
  const { cpu = CLOUD_RUN_DEFAULTS.cpu, memory = CLOUD_RUN_DEFAULTS.memory, ...more } = limits;
  // containers share the CPU of an instance, and GPUs go with other sizes
  const isOther = container === undefined || others.length > 0 || Object.keys(more).length > 0;
  const cpus = isKnown(cpu) && CPU.test(String(cpu)) ? cpusOf(String(cpu)) : undefined;
  if (isOther || cpus === undefined) {
    return [];
  }
  const thousandths = Math.round(cpus * 10_000) / 10;
  if (!WHOLE_CPUS.includes(cpus) && !(cpus >= MIN_CPU && cpus < 1 && Number.isInteger(thousandths))) {
    const meant = cpuMeant(String(cpu));
    const isMeant = meant !== undefined && meant !== String(cpu) && WHOLE_CPUS.includes(Number(meant));
    const wayOut = isMeant ? text`write ${given(meant)}` : "choose one of these";
    return [text`cpu must be 0.08 to 1 in steps of 0.001, or 2, 4, 6 or 8, got ${given(cpu)}; ${wayOut}`];
  }
  return [
    ...concurrencyBelowOneCpu(template, String(cpu), cpus),
    ...(cpus < 1 ? neededBelowOneCpu(template, String(cpu)) : []),
    ...memoryFor(String(cpu), cpus, memory),
  ];
}

/** Less than one CPU is for the first generation, and for CPU during requests alone. */
function neededBelowOneCpu(template: Template, cpu: string): Text[] {
  const isAlways = blocks(template.containers).some(({ resources }) => isOff(blocks(resources)[0]?.cpu_idle));
  return [
    ...(isAlways
      ? [
          text`with less than one CPU (cpu is ${cpu}), CPU is given only while requests are handled; set ${CPU_IDLE} to true, or cpu to 1`,
        ]
      : []),
    ...(isOfGeneration("second", template.execution_environment)
      ? [
          text`less than one CPU (cpu is ${cpu}) needs the first generation, got ${ENVIRONMENT} ${given(template.execution_environment)}; remove ${ENVIRONMENT}, or set cpu to 1`,
        ]
      : []),
  ];
}

/** Memory that is too little for the second generation, and volumes that the first one does not have. */
export function generations(template: Template): Text[] {
  const containers = blocks(template.containers);
  const { memory = CLOUD_RUN_DEFAULTS.memory } = blocks(blocks(containers[0]?.resources)[0]?.limits)[0] ?? {};
  const mib = isKnown(memory) ? mibOf(String(memory)) : undefined;
  const isTooLittle = containers.length === 1 && mib !== undefined && mib < MIN_MEMORY_OF_SECOND;
  const { execution_environment: environment } = template;
  if (isOfGeneration("second", environment) && isTooLittle) {
    return [
      text`memory must be at least ${MIN_MEMORY_OF_SECOND}Mi with ${ENVIRONMENT} ${given(environment)}, got ${given(memory)}; set more memory, or remove ${ENVIRONMENT}`,
    ];
  }
  return isOfGeneration("first", environment)
    ? blocks(template.volumes)
        .flatMap((volume) => (["gcs", "nfs"] as const).filter((kind) => isSet(volume, kind)))
        .slice(0, 1)
        .map(
          (kind) =>
            text`a volume of ${kind} needs the second generation, got ${ENVIRONMENT} ${given(environment)}; remove ${ENVIRONMENT}`,
        )
    : [];
}

function isOff(value: unknown): boolean {
  return value === false || value === "false";
}

function concurrencyBelowOneCpu(template: Block, cpu: string, cpus: number): Text[] {
  const count = numberOf(template, "max_instance_request_concurrency") ?? 1;
  return cpus < 1 && count > 1
    ? [
        text`${CONCURRENCY} must be 1 with less than one CPU (cpu is ${cpu}), got ${given(count)}; remove it, or set cpu to 1`,
      ]
    : [];
}

function memoryFor(cpu: string, cpus: number, memory: unknown): Text[] {
  const mib = isKnown(memory) ? mibOf(String(memory)) : undefined;
  const fitting = MEMORY_BY_CPU.filter((one) => cpus >= one.cpu).at(-1);
  if (mib === undefined || fitting === undefined || (mib >= fitting.min && mib <= fitting.max)) {
    return [];
  }
  const meant = /^[\d.]+$/.test(String(memory)) ? memoryMeant(String(memory)) : undefined;
  if (meant !== undefined) {
    return [text`memory needs a unit, got ${given(memory)}, which is a number of bytes; write ${given(meant)}`];
  }
  const wayOut = mib > fitting.max ? "set more CPU or less memory" : "set more memory or less CPU";
  return [text`with cpu ${cpu}, memory must be ${fitting.min}Mi to ${fitting.max}Mi, got ${given(memory)}; ${wayOut}`];
}

function quantity(
  what: Fact,
  value: unknown,
  form: RegExp,
  meaning: (value: string) => string | undefined,
  examples: string,
): Text[] {
  if (!isKnown(value) || form.test(String(value))) {
    return [];
  }
  const meant = meaning(String(value));
  const wayOut = meant === undefined ? text`write it like ${examples}` : text`write ${given(meant)}`;
  return [text`${what} must be a number with an optional unit, got ${given(value)}; ${wayOut}`];
}
