/** A resource as it stands in synthesized Terraform JSON, with names in snake case. */
export interface TerraformResourceJson {
  readonly type: string;
  readonly id: string;
  /** The path of the construct that made it. */
  readonly path: string;
  readonly config: { readonly [argument: string]: unknown };
}

/** Resources or data sources, by type and id. */
export interface TerraformResourcesJson {
  readonly [type: string]: { readonly [id: string]: { readonly [argument: string]: unknown } };
}

/** The comment of a synthesized stack, which Terraform does not read. */
export interface StackCommentJson {
  /** What CDKTF says of the stack. */
  readonly metadata?: { readonly stackName?: string };
}

/** The part of a synthesized stack that rules, routing and review read. */
export interface TerraformJson {
  readonly "//"?: StackCommentJson;
  readonly resource?: TerraformResourcesJson;
  readonly data?: TerraformResourcesJson;
  /** The providers, each with all its configurations. */
  readonly provider?: { readonly [name: string]: readonly { readonly [argument: string]: unknown }[] };
  readonly output?: { readonly [name: string]: { readonly value?: unknown } };
  readonly terraform?: {
    readonly backend?: { readonly [type: string]: { readonly [argument: string]: unknown } };
    readonly required_providers?: { readonly [name: string]: { readonly source?: string; readonly version?: string } };
  };
}

/** All resources of a type. */
export function resourcesOfType(json: TerraformJson, type: string): TerraformResourceJson[] {
  return Object.entries(json.resource?.[type] ?? {}).map(([id, config]) => ({
    type,
    id,
    path: constructPath(config),
    config,
  }));
}

/** The name of a stack, or an empty text. */
export function stackName(json: TerraformJson): string {
  return json["//"]?.metadata?.stackName ?? "";
}

/** The ids of the resources of a type that a value refers to, however deep. */
export function referencesTo(type: string, value: unknown): Set<string> {
  const reference = new RegExp(`\\$\\{${type}\\.([A-Za-z0-9_-]+)\\.`, "g");
  return new Set([...JSON.stringify(value ?? "").matchAll(reference)].map((match) => match[1]));
}

/** A nested block, which Terraform JSON holds as an object or as a list of objects. */
export function blocks(value: unknown): { readonly [argument: string]: unknown }[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(
    (block): block is { readonly [argument: string]: unknown } => typeof block === "object" && block !== null,
  );
}

function constructPath(config: { readonly [argument: string]: unknown }): string {
  const comment = config["//"] as { metadata?: { path?: string } } | undefined;
  return comment?.metadata?.path ?? "";
}
