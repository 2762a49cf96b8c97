import { placeOf, servicesOf } from "./access";
import { instancesList } from "./instances";
import { labelOfValue } from "./labels";
import { code, section, table } from "./markdown";
import { Resource, Stack } from "../app/stack";
import { blocks } from "../app/terraform-json";
import { CLOUD_FUNCTION, CLOUD_RUN_SERVICE, CLOUD_RUN_SERVICE_V1, NETWORK_SETTINGS } from "../app/types";
import { Block, blockOf, text } from "../app/values";

/** How a service runs. */
interface Running {
  readonly images: readonly unknown[];
  readonly least: unknown;
  readonly most: unknown;
  readonly concurrency: unknown;
  readonly timeout: unknown;
  readonly account: unknown;
}

/** How each service runs: image, scale, timeout and service account. */
export function servicesSection(stack: Stack): string {
  const rows = servicesOf(stack)
    .filter(({ type }) => type !== NETWORK_SETTINGS)
    .map((service) => {
      const { images, timeout, account, ...scale } = runningOf(service);
      return [
        code(service.name),
        placeOf(service) === undefined ? "" : labelOfValue(stack, placeOf(service)),
        images.map((image) => valueOf(stack, image, "unknown")).join(", "),
        scaleWords(scale),
        text(timeout) === undefined ? "default" : `${text(timeout)?.replace(/s$/, "")} s`,
        valueOf(stack, account, "**default**"),
      ];
    });
  const head = ["service", "region", "image", "scale", "timeout", "service account"];
  return section("## Services", table(head, rows), instancesList(stack));
}

/** What a service runs, in words: its images and its scale. */
export function runningWords(service: Resource): string {
  const { images, ...scale } = runningOf(service);
  return [...images.map((image) => valueOf(service.owner, image, "unknown")), scaleWords(scale)].join(", ");
}

function runningOf({ type, config }: Resource): Running {
  switch (type) {
    case CLOUD_RUN_SERVICE:
      return ofTemplate(blockOf(config.template), blockOf(config.scaling));
    case CLOUD_RUN_SERVICE_V1:
      return ofKnative(blockOf(config.template));
    case CLOUD_FUNCTION:
      return ofFunction(config, config.timeout);
    default: {
      const service = blockOf(config.service_config);
      return ofFunction(service, service.timeout_seconds);
    }
  }
}

function ofTemplate(template: Block, ofService: Block): Running {
  const scaling = blockOf(template.scaling);
  return {
    images: blocks(template.containers).map(({ image }) => image),
    least: ofService.min_instance_count ?? scaling.min_instance_count,
    most: scaling.max_instance_count,
    concurrency: template.max_instance_request_concurrency,
    timeout: template.timeout,
    account: template.service_account,
  };
}

function ofKnative(template: Block): Running {
  const spec = blockOf(template.spec);
  const annotations = blockOf(blockOf(template.metadata).annotations);
  return {
    images: blocks(spec.containers).map(({ image }) => image),
    least: annotations["autoscaling.knative.dev/minScale"],
    most: annotations["autoscaling.knative.dev/maxScale"],
    concurrency: spec.container_concurrency,
    timeout: spec.timeout_seconds,
    account: spec.service_account_name,
  };
}

function ofFunction(config: Block, timeout: unknown): Running {
  return {
    images: [],
    least: config.min_instance_count ?? config.min_instances,
    most: config.max_instance_count ?? config.max_instances,
    concurrency: config.max_instance_request_concurrency,
    timeout,
    account: config.service_account_email,
  };
}

function scaleWords({ least, most, concurrency }: Pick<Running, "least" | "most" | "concurrency">): string {
  const from = text(least) ?? "0";
  const instances = text(most) === undefined ? `${from} or more instances` : `${from} to ${text(most)} instances`;
  return text(concurrency) === undefined ? instances : `${instances}, ${text(concurrency)} requests each`;
}

function valueOf(stack: Stack, value: unknown, otherwise: string): string {
  return text(value) === undefined ? otherwise : labelOfValue(stack, value);
}
