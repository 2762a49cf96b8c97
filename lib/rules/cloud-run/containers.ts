/** The containers of a service, one by one and together. */
import { blocks } from "../../app/terraform-json";
import { CLOUD_RUN_SERVICE } from "../../app/types";
import { Block, isDynamic, isSet, knownText, knownTexts } from "../../app/values";
import { MAX_PORT } from "../../google/front-end";
import { ArgumentsAt } from "../arguments";
import { Text, argument, given, text } from "../text";
import { isKnown, oneOf, range, unique } from "../values";

/** HTTP/1 and HTTP/2 without encryption. */
const PORT_NAMES = ["http1", "h2c"];
/** Where Cloud Run mounts the sockets of Cloud SQL. */
const CLOUD_SQL_PATH = "/cloudsql";
/** A Cloud SQL instance by project, region and name; a project of a domain has a colon in it. */
const CLOUD_SQL_INSTANCE = /^([a-z0-9.-]+:)?[a-z][a-z0-9-]*:[a-z0-9-]+:[a-z][a-z0-9-]*$/;

type Port = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.containers.ports">;
type Template = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template">;
type Volume = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.volumes">;

/** A port that is not valid, or of an unknown protocol. */
export function port({ container_port, name }: Port): Text[] {
  return [
    ...range(argument("template.containers.ports.container_port"), container_port, 1, MAX_PORT),
    ...oneOf(argument("template.containers.ports.name"), name, PORT_NAMES),
  ];
}

/** Several ports of one container. */
export function severalPorts({ ports }: { readonly ports?: unknown }): Text[] {
  const count = blocks(ports).length;
  return count > 1 ? [text`a container can have one port, got ${count}; remove the others`] : [];
}

/** Several containers of which not exactly one has a port. */
export function servingContainer({ containers }: Pick<Template, "containers">): Text[] {
  const all = blocks(containers);
  const serving = all.filter((container) => isSet(container, "ports"));
  return all.length < 2 || serving.length === 1 || all.some((container) => isDynamic(container, "ports"))
    ? []
    : [
        text`of several containers exactly one must have ports, because it gets the requests, got ${serving.length}; ${serving.length === 0 ? "give it to the container that serves" : "remove it from the sidecars"}`,
      ];
}

/** Names of containers that appear twice, and containers to wait for that there are not. */
export function containerNames({ containers }: Pick<Template, "containers">): Text[] {
  const all = blocks(containers);
  const names = all.flatMap((container) => knownText(container, "name") ?? []);
  const areKnown =
    !isDynamic({ containers }, "containers") && all.every(({ name }) => name === undefined || isKnown(name));
  const missing = all.flatMap(({ depends_on }) => knownTexts(depends_on)).filter((name) => !names.includes(name));
  return [
    ...unique("the name of a container", names, "choose another name for one of the two"),
    ...(areKnown ? missing : []).map(
      (name) =>
        text`depends_on must name another container of the service, got ${given(name)}; it has ${listed(names)}`,
    ),
  ];
}

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
      .map(
        (name) => text`volume_mounts must name a volume of the service, got ${given(name)}; it has ${listed(names)}`,
      ),
  ];
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

function wrongMount(mount: Block, volumes: readonly Block[]): Text[] {
  const path = knownText(mount, "mount_path");
  const isSql = volumes.some((volume) => volume.name === mount.name && isSet(volume, "cloud_sql_instance"));
  if (path === undefined) {
    return [];
  }
  if (isSql && path !== CLOUD_SQL_PATH) {
    return [
      text`Cloud SQL is mounted at ${CLOUD_SQL_PATH} only, got ${given(path)}; set mount_path to ${CLOUD_SQL_PATH}`,
    ];
  }
  return path.startsWith("/")
    ? []
    : [text`mount_path must begin with a slash, got ${given(path)}; write it like /mnt/files`];
}

function listed(names: readonly string[]): string {
  return names.join(", ") || "none";
}
