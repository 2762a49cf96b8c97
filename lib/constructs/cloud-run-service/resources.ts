import { Problem, isKnown, problem } from "../../checks/problem";
import type { CloudRunServiceProps } from ".";

const WHOLE_CPUS = [1, 2, 4, 6, 8];
const MIN_CPU = 0.08;
const MIB: { readonly [unit: string]: number } = {
  "": 1 / 1024 ** 2,
  K: 1000 / 1024 ** 2,
  Ki: 1 / 1024,
  M: 1000 ** 2 / 1024 ** 2,
  Mi: 1,
  G: 1000 ** 3 / 1024 ** 2,
  Gi: 1024,
};
/** The memory in MiB that goes with at least so much CPU. */
const MEMORY = [
  { cpu: MIN_CPU, min: 128, max: 512 },
  { cpu: 0.5, min: 128, max: 1024 },
  { cpu: 1, min: 128, max: 4096 },
  { cpu: 2, min: 128, max: 8192 },
  { cpu: 4, min: 2048, max: 16_384 },
  { cpu: 6, min: 4096, max: 24_576 },
  { cpu: 8, min: 4096, max: 32_768 },
];

/** CPU, memory and concurrency together, with Cloud Run's own defaults where they are left out: RUN-16. */
export function checkResources(props: CloudRunServiceProps): Problem[] {
  const { cpu = "1", memory = "512Mi", maxInstanceRequestConcurrency } = props;
  const cpus = isKnown(cpu) ? cpusOf(cpu) : undefined;
  if (cpus === undefined) {
    return [];
  }
  const hundredths = Math.round(cpus * 1000) / 10;
  if (!WHOLE_CPUS.includes(cpus) && !(cpus >= MIN_CPU && cpus < 1 && Number.isInteger(hundredths))) {
    return [problem("RUN-16", "cpu is 0.08 to 1 in hundredths, or 2, 4, 6 or 8", cpu, "choose one of these")];
  }
  const concurrent =
    cpus < 1 && isKnown(maxInstanceRequestConcurrency) && maxInstanceRequestConcurrency > 1
      ? [
          problem(
            "RUN-16",
            `below one CPU, maxInstanceRequestConcurrency must be 1; cpu is ${cpu}`,
            maxInstanceRequestConcurrency,
            "leave it out, or give one CPU",
          ),
        ]
      : [];
  return [...concurrent, ...checkMemory(cpu, cpus, memory)];
}

function checkMemory(cpu: string, cpus: number, memory: string): Problem[] {
  const mib = isKnown(memory) ? mibOf(memory) : undefined;
  const range = MEMORY.filter((one) => cpus >= one.cpu).at(-1);
  return mib === undefined || range === undefined || (mib >= range.min && mib <= range.max)
    ? []
    : [
        problem(
          "RUN-16",
          `with cpu ${cpu}, memory must be ${range.min}Mi to ${range.max}Mi`,
          memory,
          mib > range.max ? "give more CPU or less memory" : "give more memory or less CPU",
        ),
      ];
}

/** A number of CPUs as Cloud Run takes it, such as `"500m"` or `"0.5"`. */
export function cpusOf(cpu: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(m?)$/.exec(cpu) ?? [];
  return amount === undefined ? undefined : Number(amount) / (unit === "m" ? 1000 : 1);
}

function mibOf(memory: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([KMG]i?)?$/.exec(memory) ?? [];
  return amount === undefined ? undefined : Number(amount) * MIB[unit ?? ""];
}
