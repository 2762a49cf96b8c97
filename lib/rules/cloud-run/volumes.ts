/** The volumes of a service, and where its containers mount them. */
import { blocks } from "../../app/terraform-json";
import { CLOUD_RUN_SERVICE } from "../../app/types";
import { Block, isDynamic, isSet, knownText, knownTexts } from "../../app/values";
import { CLOUD_RUN_DEFAULTS, memoryMeant, mibOf } from "../../google/cloud-run";
import { ArgumentsAt } from "../arguments";
import { Text, argument, given, text } from "../text";
import { isKnown, range, unique } from "../values";
import { wrongVersion } from "./variables";

/** Where Cloud Run mounts the sockets of Cloud SQL. */
const CLOUD_SQL_PATH = "/cloudsql";
/** A Cloud SQL instance by project, region and name; a project of a domain has a colon in it. */
const CLOUD_SQL_INSTANCE = /^([a-z0-9.-]+:)?[a-z][a-z0-9-]*:[a-z0-9-]+:[a-z][a-z0-9-]*$/;
/** The paths of Linux itself. */
const PATHS_OF_LINUX = /^\/(dev|proc|sys)(\/|$)/;
/** What a volume can be made of. */
const KINDS = ["secret", "cloud_sql_instance", "empty_dir", "gcs", "nfs"] as const;
const MAX_MODE = 0o777;
const MOUNT_PATH = argument("template.containers.volume_mounts.mount_path");
const MOUNTS = argument("template.containers.volume_mounts");
const SIZE_LIMIT = argument("template.volumes.empty_dir.size_limit");

type Template = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template">;
type Volume = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.volumes">;

/** Volumes that appear twice, and mounts of volumes that there are not. */
export function mounts(template: Template): Text[] {
  const volumes = blocks(template.volumes);
  const names = volumes.flatMap((volume) => knownText(volume, "name") ?? []);
  const areKnown = !isDynamic(template, "volumes") && volumes.every(({ name }) => isKnown(name));
  const mounted = blocks(template.containers).flatMap(({ volume_mounts }) => blocks(volume_mounts));
  return [
    ...unique("the name of a volume", names, "choose another name for one of the two"),
    ...mounted.flatMap((mount) => wrongMount(mount, volumes)),
    ...mounted
      .flatMap((mount) => knownText(mount, "name") ?? [])
      .filter((name) => areKnown && !names.includes(name))
      .map((name) => text`${MOUNTS} must name a volume of the service, got ${given(name)}; it has ${listed(names)}`),
  ];
}

/** Two volumes at one path of a container. */
export function mountedTwice({ volume_mounts: all }: { readonly volume_mounts?: unknown }): Text[] {
  const paths = blocks(all).flatMap((mount) => knownText(mount, "mount_path")?.replace(/(?<=.)\/+$/, "") ?? []);
  return unique("a path at which a volume is mounted", paths, "mount one of the two at another path");
}

/** A volume that is made of nothing, or of several things. */
export function kindOfVolume(volume: Volume): Text[] {
  const kinds = KINDS.filter((kind) => isSet(volume, kind));
  const what = text`a volume must be made of one of ${KINDS.join(", ")}, got ${kinds.join(" and ") || "none"}`;
  return kinds.length === 1 ? [] : [text`${what}; ${kinds.length === 0 ? "set one of them" : "remove the others"}`];
}

/** A Cloud SQL instance without its project and region. */
export function cloudSqlInstances({ cloud_sql_instance }: Volume): Text[] {
  return blocks(cloud_sql_instance)
    .flatMap(({ instances }) => knownTexts(instances))
    .filter((instance) => !CLOUD_SQL_INSTANCE.test(instance))
    .map(
      (instance) =>
        text`a Cloud SQL instance must be named by its connection name, got ${given(instance)}; write it like acme-web-prod:us-central1:name`,
    );
}

/** The files of a secret: their paths, versions and mode bits. */
export function filesOfSecret(secret: ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.volumes.secret">): Text[] {
  const items = blocks(secret.items);
  const paths = items.flatMap((item) => knownText(item, "path") ?? []);
  return [
    ...range(argument("template.volumes.secret.default_mode"), secret.default_mode, 0, MAX_MODE),
    ...items.flatMap(({ mode }) => range(argument("template.volumes.secret.items.mode"), mode, 0, MAX_MODE)),
    ...items.flatMap(({ version }) => wrongVersion("the secret of a volume", version)),
    ...unique("the path of a file", paths, "choose another path for one of the two"),
    ...paths
      .filter((path) => path.startsWith("/") || path.split("/").includes(".."))
      .map(
        (path) =>
          text`the path of a file of a secret must be relative to the volume, got ${given(path)}; write it like keys/token`,
      ),
  ];
}

/** A size of files in memory that is no quantity. */
export function sizeLimit({ size_limit: limit }: { readonly size_limit?: unknown }): Text[] {
  if (!isKnown(limit) || limit === "" || mibOf(String(limit)) !== undefined) {
    return [];
  }
  const meant = memoryMeant(String(limit));
  const wayOut = meant === undefined ? text`write it like 128Mi or 1Gi` : text`write ${given(meant)}`;
  return [text`${SIZE_LIMIT} must be a number with an optional unit, got ${given(limit)}; ${wayOut}`];
}

/** Files in memory that may be larger than the memory of all containers. */
export function uselessLimit(template: Template): Text[] {
  const memories = blocks(template.containers).map(({ resources }) => {
    const { memory = CLOUD_RUN_DEFAULTS.memory } = blocks(blocks(resources)[0]?.limits)[0] ?? {};
    return isKnown(memory) ? mibOf(String(memory)) : undefined;
  });
  const total = memories.reduce(
    (sum, memory) => (sum === undefined || memory === undefined ? undefined : sum + memory),
    0,
  );
  return blocks(template.volumes)
    .flatMap(({ empty_dir }) => blocks(empty_dir))
    .flatMap((files) => knownText(files, "size_limit") ?? [])
    .filter((limit) => total !== undefined && (mibOf(limit) ?? 0) > total && !isDynamic(template, "containers"))
    .map(
      (limit) =>
        text`${SIZE_LIMIT} ${given(limit)} has no effect, because the files are in the memory of the containers, which is ${total ?? ""}Mi; lower it, or set more memory`,
    );
}

/** A bucket by its URL. */
export function bucketOfVolume(volume: ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.volumes.gcs">): Text[] {
  const bucket = knownText(volume, "bucket");
  return bucket === undefined || !/[/\s:]/.test(bucket)
    ? []
    : [
        text`the bucket of a volume must be the name of a bucket alone, got ${given(bucket)}; write ${given(bucket.replace(/^gs:\/\//, "").replace(/\/.*$/, ""))}`,
      ];
}

/** An NFS server with a scheme or a path in it, or an export without a slash. */
export function share(volume: ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.volumes.nfs">): Text[] {
  const [server, path] = [knownText(volume, "server"), knownText(volume, "path")];
  return [
    ...(server !== undefined && /[/\s]/.test(server)
      ? [
          text`the server of an NFS volume must be a host name or an IP address, got ${given(server)}; set its path apart`,
        ]
      : []),
    ...(path !== undefined && !path.startsWith("/")
      ? [text`the path of an NFS volume must begin with a slash, got ${given(path)}; write it like /share`]
      : []),
  ];
}

function wrongMount(mount: Block, volumes: readonly Block[]): Text[] {
  const path = knownText(mount, "mount_path");
  const isSql = volumes.some((volume) => volume.name === mount.name && isSet(volume, "cloud_sql_instance"));
  if (path === undefined) {
    return [];
  }
  if (isSql && path !== CLOUD_SQL_PATH) {
    return [
      text`Cloud SQL is mounted at ${CLOUD_SQL_PATH} only, got ${given(path)}; set ${MOUNT_PATH} to ${CLOUD_SQL_PATH}`,
    ];
  }
  if (PATHS_OF_LINUX.test(path) || path.includes(":")) {
    return [
      text`${MOUNT_PATH} must not be in /dev, /proc or /sys and must not contain a colon, got ${given(path)}; write it like /mnt/files`,
    ];
  }
  return path.startsWith("/")
    ? []
    : [text`${MOUNT_PATH} must begin with a slash, got ${given(path)}; write it like /mnt/files`];
}

function listed(names: readonly string[]): string {
  return names.join(", ") || "none";
}
