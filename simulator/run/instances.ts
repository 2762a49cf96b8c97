import { child, children, JsonObject, text } from "../json";
import type { Excess } from "./limits";

const AT = "service.template";
const maxContainers = 10;
const gpu = "nvidia.com/gpu";
/** What an instance with a GPU has at least: CPUs and MiB of memory. */
const gpuSizes: { readonly [accelerator: string]: readonly [cpus: number, mebibytes: number] } = {
  "nvidia-l4": [4, 16 * 1024],
  "nvidia-rtx-pro-6000": [20, 80 * 1024],
};
const volumeKinds = ["secret", "cloudSqlInstance", "emptyDir", "gcs", "nfs"];

/** What Cloud Run refuses of containers together, of their volumes and of GPUs. */
export function instanceExcesses(template: JsonObject): Excess[] {
  return [...containerExcesses(template), ...volumeExcesses(template), ...gpuExcesses(template)];
}

/** Whether a container gets the requests: the only one does, and of several the one with a port. */
export function isServing(container: JsonObject, all: readonly JsonObject[]): boolean {
  return all.length === 1 || children(container, "ports").length > 0;
}

function containerExcesses(template: JsonObject): Excess[] {
  const all = children(template, "containers");
  const names = all.map((container) => text(container, "name")).filter((name) => name !== "");
  const serving = all.filter((container) => isServing(container, all));
  return [
    ...refusedIf(all.length > maxContainers, "containers", `must have at most ${maxContainers} containers`),
    ...refusedIf(serving.length !== 1, "containers", "exactly one container must have an exposed port"),
    ...refusedIf(new Set(names).size < names.length, "containers.name", "container names must be unique"),
    ...all.flatMap((container) => dependencyExcesses(container, all)),
  ];
}

function dependencyExcesses(container: JsonObject, all: readonly JsonObject[]): Excess[] {
  return namesAwaited(container).flatMap((name) => {
    const awaited = all.find((each) => text(each, "name") === name);
    return [
      ...refusedIf(awaited === undefined, "containers.depends_on", `Container '${name}' does not exist`),
      ...refusedIf(
        awaited !== undefined && !isServing(awaited, all) && !child(awaited, "startupProbe"),
        "containers.depends_on",
        `Dependent container '${name}' must have startup probe specified`,
      ),
      ...refusedIf(leadsTo(name, container, all, []), "containers.depends_on", "there is a cycle of dependencies"),
    ];
  });
}

/** Whether a container that is awaited waits, itself or through others, for the one that waits for it. */
function leadsTo(name: string, goal: JsonObject, all: readonly JsonObject[], seen: readonly string[]): boolean {
  const [awaited] = all.filter((each) => text(each, "name") === name && !seen.includes(name));
  return (
    awaited !== undefined &&
    (awaited === goal || namesAwaited(awaited).some((next) => leadsTo(next, goal, all, [...seen, name])))
  );
}

function namesAwaited(container: JsonObject): string[] {
  return Array.isArray(container.dependsOn) ? container.dependsOn.map(String) : [];
}

function volumeExcesses(template: JsonObject): Excess[] {
  const volumes = children(template, "volumes");
  const isFirst = text(template, "executionEnvironment") === "EXECUTION_ENVIRONMENT_GEN1";
  return [
    ...volumes.flatMap((volume) => [
      ...refusedIf(
        volumeKinds.filter((kind) => child(volume, kind)).length !== 1,
        "volumes",
        `volume '${text(volume, "name")}' must have exactly one source`,
      ),
      ...refusedIf(
        isFirst && ["gcs", "nfs"].some((kind) => child(volume, kind)),
        "volumes",
        "this volume requires the second generation execution environment",
      ),
    ]),
    ...children(template, "containers").flatMap((container) => mountExcesses(container, volumes)),
  ];
}

function mountExcesses(container: JsonObject, volumes: readonly JsonObject[]): Excess[] {
  const mounts = children(container, "volumeMounts");
  const paths = mounts.map((mount) => text(mount, "mountPath"));
  const mounted = (name: string) => volumes.find((volume) => text(volume, "name") === name);
  const isSql = (name: string) => child(mounted(name), "cloudSqlInstance") !== undefined;
  return [
    ...refusedIf(new Set(paths).size < paths.length, "containers.volume_mounts", "mount paths must be unique"),
    ...mounts.flatMap((mount) => {
      const [name, path] = [text(mount, "name"), text(mount, "mountPath")];
      const isRefused = !path.startsWith("/") || path.includes(":") || /^\/(dev|proc|sys)(\/|$)/.test(path);
      return [
        ...refusedIf(!mounted(name), "containers.volume_mounts.name", `volume '${name}' was not found`),
        ...refusedIf(isRefused && !(isSql(name) && path === ""), "containers.volume_mounts.mount_path", path),
        ...refusedIf(isSql(name) && !["", "/cloudsql"].includes(path), "containers.volume_mounts.mount_path", path),
      ];
    }),
  ];
}

function gpuExcesses(template: JsonObject): Excess[] {
  const all = children(template, "containers");
  const withGpu = all.filter((container) => limitOf(container, gpu) !== "");
  const accelerator = text(child(template, "nodeSelector"), "accelerator");
  const [cpus, mebibytes] = gpuSizes[accelerator] ?? [0, 0];
  const isFirst = text(template, "executionEnvironment") === "EXECUTION_ENVIRONMENT_GEN1";
  return [
    ...refusedIf(withGpu.length > 1, "containers.resources", "only one container can have a GPU"),
    ...refusedIf(withGpu.length > 0 && isFirst, "execution_environment", "GPUs require the second generation"),
    ...withGpu.flatMap((container) => [
      ...refusedIf(
        child(container, "resources")?.cpuIdle === true,
        "containers.resources.cpu_idle",
        "GPUs require CPU to be always allocated",
      ),
      ...refusedIf(
        cpusOf(limitOf(container, "cpu")) < cpus || mebibytesOf(limitOf(container, "memory")) < mebibytes,
        "containers.resources.limits",
        `${accelerator} requires at least ${cpus} CPUs and ${mebibytes}Mi of memory`,
      ),
    ]),
  ];
}

function limitOf(container: JsonObject, name: string): string {
  return text(child(child(container, "resources"), "limits"), name);
}

function cpusOf(cpu: string): number {
  return cpu.endsWith("m") ? parseFloat(cpu) / 1000 : parseFloat(cpu || "1");
}

function mebibytesOf(memory: string): number {
  const sizes: { readonly [unit: string]: number } = {
    Ki: 1 / 1024,
    Mi: 1,
    Gi: 1024,
    K: 1e3 / 2 ** 20,
    M: 1e6 / 2 ** 20,
    G: 1e9 / 2 ** 20,
  };
  const [, amount = "512", unit = "Mi"] = /^([\d.]+)([KMG]i?)$/.exec(memory) ?? [];
  return Number(amount) * sizes[unit];
}

function refusedIf(isRefused: boolean, field: string, message: string): Excess[] {
  return isRefused ? [{ field: `${AT}.${field}`, message }] : [];
}
