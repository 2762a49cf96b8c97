import { TerraformJson, blocks } from "./terraform-json";
import { collectionOf } from "./collections";
import { Block, asText, isExpression, knownText } from "./values";

/** A place in Google Cloud where names are distinct. */
export interface Namespace {
  readonly project: string;
  readonly collection: string;
  readonly place: string;
}

/** The place of a resource's name; `undefined` where only Terraform knows it, or for types that do not count here. */
export function namespaceOf(type: string, project: string, config: Block): Namespace | undefined {
  const found = collectionOf(type);
  const isDefault = found?.placeArgument !== undefined && config[found.placeArgument] === undefined;
  const written = found?.placeArgument === undefined ? "global" : knownText(config, found.placeArgument);
  const place = isDefault ? found.defaultPlace : written;
  return found && place !== undefined ? { project, collection: found.collection, place } : undefined;
}

/** The project of a resource: its own, or that of its provider; a text with a space where only Terraform knows it. */
export function projectOf(
  stack: string,
  json: TerraformJson,
  { type, config }: { type: string; config: Block },
): string {
  const project = config.project ?? providerOf(json, type, config).project ?? "";
  return typeof project === "string" && project !== "" && !isExpression(project)
    ? project
    : `${stack} ${asText(project) || providerName(type, config).join(".")}`;
}

/** The configuration of a resource's provider. */
export function providerOf(json: TerraformJson, type: string, config: Block): Block {
  const [provider, alias] = providerName(type, config);
  return blocks(json.provider?.[provider]).find((each) => each.alias === alias) ?? {};
}

function providerName(type: string, config: Block): [provider: string, alias?: string] {
  const [provider, alias] = (knownText(config, "provider") ?? type.split("_")[0]).split(".");
  return [provider, alias];
}
