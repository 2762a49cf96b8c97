/** What the first version of the API has of a service, read as the second one has it, so that both have one check. */
import { CLOUD_RUN_SERVICE_V1 } from "../../app/types";
import { CLOUD_RUN_V1_INGRESSES } from "../../google/ingress";
import { blocks } from "../../app/terraform-json";
import { Block, blockOf, isExpression, isTrue, numberOf, text as textOf } from "../../app/values";
import { Arguments } from "../arguments";
import { Text, withNames } from "../text";
import { oneOf } from "../values";
import { Template } from "./template";
import { cloudSqlInstances } from "./volumes";

/** What a service says of its revisions by annotations. */
const ANNOTATIONS = {
  accelerator: "run.googleapis.com/accelerator",
  cloudSql: "run.googleapis.com/cloudsql-instances",
  connector: "run.googleapis.com/vpc-access-connector",
  cpuThrottling: "run.googleapis.com/cpu-throttling",
  egress: "run.googleapis.com/vpc-access-egress",
  environment: "run.googleapis.com/execution-environment",
  ingress: "run.googleapis.com/ingress",
  interfaces: "run.googleapis.com/network-interfaces",
  launchStage: "run.googleapis.com/launch-stage",
  maxScale: "autoscaling.knative.dev/maxScale",
  minScale: "autoscaling.knative.dev/minScale",
} as const;
/** The annotations that have one of a few values. */
const ANNOTATION_VALUES: readonly (readonly [annotation: string, values: readonly string[]])[] = [
  [ANNOTATIONS.cpuThrottling, ["true", "false"]],
  [ANNOTATIONS.egress, ["all", "all-traffic", "private-ranges-only"]],
  [ANNOTATIONS.environment, ["gen1", "gen2"]],
  [ANNOTATIONS.ingress, Object.keys(CLOUD_RUN_V1_INGRESSES)],
  [ANNOTATIONS.launchStage, ["ALPHA", "BETA", "GA"]],
];
/** The driver of volumes that are buckets. */
const BUCKET_DRIVER = "gcsfuse.run.googleapis.com";
/** How this version calls what the other one has, by its arguments. */
const NAMES: { readonly [argument: string]: string } = {
  "template.containers.env.value_source": "value_from",
  "template.containers.env.value_source.secret_key_ref.version": "key",
  "template.containers.resources.cpu_idle": ANNOTATIONS.cpuThrottling,
  "template.execution_environment": ANNOTATIONS.environment,
  "template.max_instance_request_concurrency": "container_concurrency",
  "template.scaling.max_instance_count": ANNOTATIONS.maxScale,
  "template.scaling.min_instance_count": ANNOTATIONS.minScale,
  "template.service_account": "service_account_name",
  "template.vpc_access.connector": ANNOTATIONS.connector,
  "template.vpc_access.network_interfaces": ANNOTATIONS.interfaces,
};

/** A service of the first version of the API. */
export type ServiceOfV1 = Arguments<typeof CLOUD_RUN_SERVICE_V1>;

/** A check of a template for the template of such a service, with the names that it has there. */
export function ofTemplateOfV1(find: (template: Template) => readonly Text[]): (service: ServiceOfV1) => Text[] {
  return (service) => find(templateOfV1(service)).map((found) => withNames(found, NAMES));
}

/** A check of a variable for a variable of such a service, with the names that it has there. */
export function ofVariableOfV1(find: (env: Block) => readonly Text[]): (env: Block) => Text[] {
  return (env) => find(variableOfV1(env)).map((found) => withNames(found, NAMES));
}

/** The template of such a service. */
export function templateOfV1({ template }: ServiceOfV1): Template {
  const { containers, volumes, ...others } = blockOf(blockOf(template).spec);
  const said = annotationsOf(template);
  return {
    ...others,
    containers: each(containers, (container) => containerOfV1(container, said)),
    volumes: each(volumes, volumeOfV1),
    execution_environment: said[ANNOTATIONS.environment],
    // 0 stands for Cloud Run's own number
    max_instance_request_concurrency: numberOf(others, "container_concurrency") || undefined,
    node_selector: nodeSelectorOf(others),
    scaling: {
      min_instance_count: said[ANNOTATIONS.minScale],
      max_instance_count: said[ANNOTATIONS.maxScale] === "0" ? undefined : said[ANNOTATIONS.maxScale],
    },
    service_account: others.service_account_name,
    vpc_access: {
      connector: said[ANNOTATIONS.connector],
      network_interfaces: interfacesOf(said[ANNOTATIONS.interfaces]),
    },
  };
}

/** Annotations with values that Cloud Run does not know. */
export function annotationsOfV1(service: ServiceOfV1): Text[] {
  const said = { ...annotationsOf(service), ...annotationsOf(service.template) };
  const instances = said[ANNOTATIONS.cloudSql];
  const named = instances === undefined || isExpression(instances) ? [] : instances.split(",");
  return [
    ...ANNOTATION_VALUES.flatMap(([annotation, values]) => oneOf(annotation, said[annotation], values)),
    ...cloudSqlInstances({ cloud_sql_instance: { instances: named.map((instance) => instance.trim()) } }),
  ];
}

/** The annotations of a service, or of its revisions. */
function annotationsOf(template: unknown): { readonly [annotation: string]: string | undefined } {
  const { annotations } = blockOf(blockOf(template).metadata);
  return Object.fromEntries(Object.entries(blockOf(annotations)).map(([name, value]) => [name, textOf(value)]));
}

function containerOfV1(container: Block, said: ReturnType<typeof annotationsOf>): Block {
  const throttling = said[ANNOTATIONS.cpuThrottling];
  const { env, resources, ...others } = container;
  return {
    ...others,
    env: each(env, variableOfV1),
    resources: {
      ...blockOf(resources),
      cpu_idle: throttling === undefined || isExpression(throttling) ? throttling : isTrue(throttling),
    },
  };
}

function variableOfV1({ value_from: from, ...others }: Block): Block {
  const sources = blocks(from).flatMap(({ secret_key_ref }) => blocks(secret_key_ref));
  return {
    ...others,
    value_source: sources.map(({ name, key }) => ({ secret_key_ref: { secret: name, version: key } })),
  };
}

function volumeOfV1({ secret, csi, ...others }: Block): Block {
  const [bucket] = blocks(csi).filter(({ driver }) => driver === BUCKET_DRIVER);
  const secrets = blocks(secret).map(({ secret_name }) => ({ secret: secret_name }));
  return { ...others, ...(bucket ? { gcs: {} } : {}), ...(secrets.length > 0 ? { secret: secrets } : {}) };
}

function nodeSelectorOf({ node_selector: selector }: Block): Block | undefined {
  const accelerator = textOf(blockOf(selector)[ANNOTATIONS.accelerator]);
  return accelerator === undefined ? undefined : { accelerator };
}

/** Network interfaces, which stand as JSON in an annotation. */
function interfacesOf(json: string | undefined): unknown {
  try {
    return json === undefined || isExpression(json) ? json : (JSON.parse(json) as unknown);
  } catch {
    return undefined;
  }
}

/** Blocks that are read one by one; what only Terraform knows stays as it is. */
function each(value: unknown, read: (block: Block) => Block): unknown {
  return isExpression(value) || value === undefined ? value : blocks(value).map(read);
}
