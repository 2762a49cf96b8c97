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
/** Of an instance. */
export const MAX_CONTAINERS = 10;
const CONTAINER_NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DEPENDS_ON = argument("template.containers.depends_on");

type Port = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.containers.ports">;
type Template = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template">;

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
        text`${DEPENDS_ON} must name another container of the service, got ${given(name)}; it has ${listed(names)}`,
    ),
  ];
}

/** The name of a container that is no DNS label. */
export function containerName(container: Block): Text[] {
  const name = knownText(container, "name");
  return name === undefined || CONTAINER_NAME.test(name)
    ? []
    : [
        text`the name of a container must have 1 to 63 lowercase letters, digits and hyphens, and not begin or end with a hyphen, got ${given(name)}; choose another name`,
      ];
}

/** More containers than an instance can have. */
export function manyContainers({ containers }: Pick<Template, "containers">): Text[] {
  const count = blocks(containers).length;
  return count > MAX_CONTAINERS
    ? [text`an instance can have at most ${MAX_CONTAINERS} containers, got ${count}; remove some of them`]
    : [];
}

/** Containers that wait for each other, or for one of which nobody knows when it has started. */
export function startOrder({ containers }: Pick<Template, "containers">): Text[] {
  const all = blocks(containers);
  const awaited = (name: string) => all.filter((container) => knownText(container, "name") === name);
  const circle = all.map((container) => circleFrom(container, awaited, [])).find((names) => names !== undefined);
  const unprobed = [...new Set(all.flatMap(({ depends_on }) => knownTexts(depends_on)))].filter((name) =>
    awaited(name).some((container) => !isSet(container, "startup_probe") && !isSet(container, "ports")),
  );
  return [
    ...(circle === undefined
      ? []
      : [
          text`containers cannot wait for each other, got ${DEPENDS_ON} ${circle.join(" → ")}; remove one of them from ${DEPENDS_ON}`,
        ]),
    ...unprobed.map(
      (name) =>
        text`a container that others wait for needs a startup probe, and ${name} has none; set ${argument("template.containers.startup_probe")} of ${name}, or remove it from ${DEPENDS_ON}`,
    ),
  ];
}

/** Probes of a sidecar, which has no container port, without a port. */
export function portlessProbes({ sidecars }: { readonly sidecars?: unknown }): Text[] {
  return blocks(sidecars).flatMap((sidecar) =>
    ["startupProbe", "livenessProbe"]
      .filter((probe) =>
        blocks(sidecar[probe]).some(({ httpGet, tcpSocket, grpc }) =>
          [httpGet, tcpSocket, grpc].flatMap(blocks).some(({ port: asked }) => asked === undefined),
        ),
      )
      .map(
        (probe) =>
          text`a sidecar has no container port, so ${probe} of ${String(sidecar.name)} needs a port; set port of the probe`,
      ),
  );
}

/** The names in a circle of containers that wait for each other, beginning with one that is in it. */
function circleFrom(
  container: Block,
  awaited: (name: string) => readonly Block[],
  before: readonly Block[],
): string[] | undefined {
  if (before.includes(container)) {
    const circle = [...before.slice(before.indexOf(container)), container];
    return circle.map((each) => knownText(each, "name") ?? "");
  }
  return knownTexts(container.depends_on)
    .flatMap(awaited)
    .map((next) => circleFrom(next, awaited, [...before, container]))
    .find((circle) => circle !== undefined);
}

function listed(names: readonly string[]): string {
  return names.join(", ") || "none";
}
