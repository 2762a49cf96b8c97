import { child, children, JsonObject, number, text } from "../json";
import { instanceExcesses } from "./instances";

const reservedNames = ["PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"];
const maxPort = 65_535;
const maxTimeoutSeconds = 3600;
const maxConcurrency = 1000;

/** A field that is beyond what Cloud Run allows, and why. */
export interface Excess {
  readonly field: string;
  readonly message: string;
}

/** The first of Cloud Run's own limits that a service breaks. */
export function findExcess(service: JsonObject): Excess | undefined {
  const template = child(service, "template") ?? {};
  return [
    ...children(template, "containers").flatMap(containerExcesses),
    ...instanceExcesses(template),
    ...templateExcesses(template),
    ...trafficExcesses(service),
  ][0];
}

function containerExcesses(container: JsonObject): Excess[] {
  const at = "service.template.containers";
  const ports = children(container, "ports").map((port) => number(port, "containerPort") ?? 0);
  const names = children(container, "env").map((variable) => text(variable, "name"));
  return [
    ...ports
      .filter((port) => port < 1 || port > maxPort)
      .map((port) => ({ field: `${at}.ports`, message: `port ${port} should be a number between 1 and ${maxPort}` })),
    ...names
      .filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      .map((name) => ({ field: `${at}.env.name`, message: `environment variable name '${name}' is not valid` })),
    ...names
      .filter((name) => reservedNames.includes(name))
      .map((name) => ({
        field: `${at}.env.name`,
        message: `The following reserved env names were provided: ${name}. These values are automatically set by the system.`,
      })),
  ];
}

function templateExcesses(template: JsonObject): Excess[] {
  const at = "service.template";
  const scaling = child(template, "scaling");
  const least = number(scaling, "minInstanceCount") ?? 0;
  const most = number(scaling, "maxInstanceCount");
  const timeout = template.timeout === undefined ? undefined : Number(text(template, "timeout").replace(/s$/, ""));
  const concurrency = number(template, "maxInstanceRequestConcurrency") ?? 0;
  return [
    ...excess(least < 0, `${at}.scaling.minInstanceCount`, "min_instance_count must not be negative."),
    ...excess(
      most !== undefined && most < 0,
      `${at}.scaling.maxInstanceCount`,
      "max_instance_count must not be negative.",
    ),
    ...excess(
      most !== undefined && most > 0 && least > most,
      `${at}.scaling`,
      `min_instance_count ${least} cannot be greater than max_instance_count ${most}.`,
    ),
    ...excess(
      timeout !== undefined && (timeout <= 0 || timeout > maxTimeoutSeconds),
      `${at}.timeout`,
      `timeout should be between 1 and ${maxTimeoutSeconds} seconds.`,
    ),
    ...excess(
      concurrency < 0 || concurrency > maxConcurrency,
      `${at}.maxInstanceRequestConcurrency`,
      `max_instance_request_concurrency should be between 0 and ${maxConcurrency}.`,
    ),
  ];
}

function trafficExcesses(service: JsonObject): Excess[] {
  const percents = children(service, "traffic").map((target) => number(target, "percent") ?? 0);
  const sum = percents.reduce((total, percent) => total + percent, 0);
  return [
    ...excess(
      percents.some((percent) => percent < 0 || percent > 100),
      "service.traffic",
      "Traffic percent must be between 0 and 100.",
    ),
    ...excess(percents.length > 0 && sum !== 100, "service.traffic", "Traffic targets must sum to 100 percent."),
  ];
}

function excess(isBeyond: boolean, field: string, message: string): Excess[] {
  return isBeyond ? [{ field, message }] : [];
}
