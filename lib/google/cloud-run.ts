/** What Cloud Run takes where nothing is written. */
export const CLOUD_RUN_DEFAULTS = {
  port: 8080,
  cpu: "1",
  memory: "512Mi",
  maxInstances: 100,
  concurrency: 80,
  timeoutSec: 300,
  probePeriodSec: 10,
  probeFailures: 3,
} as const;

/** The CPUs of an instance from one on. Below, there are thousandths. */
export const WHOLE_CPUS: readonly number[] = [1, 2, 4, 6, 8];
/** The smallest CPU of an instance. */
export const MIN_CPU = 0.08;

/** The memory in MiB that goes with at least so much CPU. */
export const MEMORY_BY_CPU = [
  { cpu: MIN_CPU, min: 128, max: 512 },
  { cpu: 0.5, min: 128, max: 1024 },
  { cpu: 1, min: 128, max: 4096 },
  { cpu: 2, min: 128, max: 8192 },
  { cpu: 4, min: 2048, max: 16_384 },
  { cpu: 6, min: 4096, max: 24_576 },
  { cpu: 8, min: 4096, max: 32_768 },
] as const;

/** The names of the sandboxes in both versions of the API; that of the second generation has all of Linux. */
const GENERATIONS = {
  first: ["EXECUTION_ENVIRONMENT_GEN1", "gen1"],
  second: ["EXECUTION_ENVIRONMENT_GEN2", "gen2"],
} as const;
/** In MiB, of the second generation. */
export const MIN_MEMORY_OF_SECOND = 512;

/** The name of GPUs beside CPU and memory. */
export const GPU_LIMIT = "nvidia.com/gpu";
/** What an instance with a GPU must have at least; memory in MiB. */
export const GPUS = {
  "nvidia-l4": { cpu: 4, memory: 16_384 },
  "nvidia-rtx-pro-6000": { cpu: 20, memory: 81_920 },
} as const;

/** The regions that are known to have NVIDIA L4 GPUs. */
export const L4_REGIONS: readonly string[] = [
  ...["asia-south1", "asia-southeast1", "europe-west1", "europe-west4"],
  ...["us-central1", "us-east4"],
];

/** Whether an execution environment is that of a generation. */
export function isOfGeneration(generation: keyof typeof GENERATIONS, environment: unknown): boolean {
  return GENERATIONS[generation].some((name) => name === environment);
}

const MIB: { readonly [unit: string]: number } = {
  "": 1 / 1024 ** 2,
  K: 1000 / 1024 ** 2,
  Ki: 1 / 1024,
  M: 1000 ** 2 / 1024 ** 2,
  Mi: 1,
  G: 1000 ** 3 / 1024 ** 2,
  Gi: 1024,
};

/** A number of CPUs as Cloud Run takes it, such as `"500m"` or `"0.5"`. */
export function cpusOf(cpu: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(m?)$/.exec(cpu) ?? [];
  return amount === undefined ? undefined : Number(amount) / (unit === "m" ? 1000 : 1);
}

/** An amount of memory in MiB. */
export function mibOf(memory: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([KMG]i?)?$/.exec(memory) ?? [];
  return amount === undefined ? undefined : Number(amount) * MIB[unit ?? ""];
}

/** An amount of memory in MiB as Cloud Run takes it. */
export function memoryText(mib: number): string {
  return mib % MIB.Gi === 0 ? `${mib / MIB.Gi}Gi` : `${mib}Mi`;
}

/** More than so many is no number of gigabytes. */
const MAX_GIB = 32;
/** More than so many is no number of megabytes. */
const MAX_MIB = MAX_GIB * 1024;

/** An amount of memory as Cloud Run takes it, from one that people write: `512`, `512MB` and `0.5 GB` are `512Mi`. */
export function memoryMeant(memory: string): string | undefined {
  const [, amount = "", unit] = /^\s*(\d+(?:\.\d+)?)\s*([kmg])?i?(?:b|bytes?)?\s*$/i.exec(memory) ?? [];
  const large = unit?.toUpperCase() ?? (Number(amount) <= MAX_GIB ? "G" : "M");
  if (amount === "" || (unit === undefined && Number(amount) > MAX_MIB)) {
    return undefined;
  }
  return large === "G" && !Number.isInteger(Number(amount)) ? `${Number(amount) * 1024}Mi` : `${amount}${large}i`;
}

/** A number of CPUs as Cloud Run takes it, from one that people write: `1000`, `1 vCPU` and `1.0` are `1`. */
export function cpuMeant(cpu: string): string | undefined {
  const [, amount, milli] = /^\s*(\d+(?:\.\d+)?)\s*(m|milli)?\s*(?:v?cpus?|cores?)?\s*$/i.exec(cpu) ?? [];
  const isMilli = milli !== undefined || Number(amount) >= 80;
  const cpus = isMilli ? Number(amount) / 1000 : Number(amount);
  return amount === undefined || cpus < MIN_CPU ? undefined : String(cpus);
}
