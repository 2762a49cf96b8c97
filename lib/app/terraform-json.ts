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

/** A warning as a synthesized stack keeps it for its reviewers. */
export interface WarningJson {
  /** The rule's id, such as `"CDN-16"`. */
  readonly id: string;
  /** The path of the construct it is about. */
  readonly path: string;
  /** What is suspicious. */
  readonly text: string;
  /** Why it is all right here, if somebody said so. Such a warning is not printed. */
  readonly acknowledged?: string;
}

/** An acknowledgement for which there was no warning, in no stack of the app. */
export interface UnusedAcknowledgementJson {
  /** The rule's id. */
  readonly id: string;
  /** The path of the construct it was said for. */
  readonly path: string;
  readonly reason: string;
}

/** The comment of a synthesized stack, which Terraform does not read. */
export interface StackCommentJson {
  /** What CDKTF says of the stack. */
  readonly metadata?: { readonly stackName?: string };
  /** The warnings, acknowledged ones too, by path, id and text; left out if there are none. */
  readonly warnings?: readonly WarningJson[];
  /** What may be taken out of the code, by path and id; left out if there is nothing. */
  readonly unusedAcknowledgements?: readonly UnusedAcknowledgementJson[];
}

/** The part of a synthesized stack that rules, routing and review read. */
export interface TerraformJson {
  readonly "//"?: StackCommentJson;
  readonly resource?: TerraformResourcesJson;
  readonly data?: TerraformResourcesJson;
  /** The providers, each with all its configurations. */
  readonly provider?: { readonly [name: string]: readonly { readonly [argument: string]: unknown }[] };
  readonly output?: { readonly [name: string]: { readonly value?: unknown } };
  readonly module?: { readonly [name: string]: unknown };
  readonly variable?: { readonly [name: string]: unknown };
  readonly locals?: { readonly [name: string]: unknown };
  /** Where resources went that have another Terraform address now. */
  readonly moved?: unknown;
  readonly terraform?: {
    readonly backend?: { readonly [type: string]: { readonly [argument: string]: unknown } };
    readonly required_providers?: { readonly [name: string]: { readonly source?: string; readonly version?: string } };
  };
}

/** All resources, or data sources, of a block. What is null counts as absent, as for Terraform. */
export function resourcesIn(block: TerraformResourcesJson | undefined): TerraformResourceJson[] {
  return Object.entries(block ?? {}).flatMap(([type, byId]) =>
    Object.entries(withoutNulls(byId ?? {})).flatMap(([id, value]) =>
      // Terraform refuses a second one at the same address
      blocks(value)
        .slice(0, 1)
        .map((config) => ({ type, id, path: constructPath(config), config })),
    ),
  );
}

/** The name of a stack, or an empty text. */
export function stackName(json: TerraformJson): string {
  const comment = blocks(blocks(json)[0]?.["//"])[0];
  const metadata = blocks(comment?.metadata)[0];
  return typeof metadata?.stackName === "string" ? metadata.stackName : "";
}

/** Whether a stack has what the parts of a reference lead to, such as those of `data.google_project.p` or `var.image`. */
export function declares(json: TerraformJson, [root, first = "", second = ""]: readonly string[]): boolean {
  switch (root) {
    case "data":
      return json.data?.[first]?.[second] !== undefined;
    case "local":
      return json.locals?.[first] !== undefined;
    case "module":
      return json.module?.[first] !== undefined;
    case "var":
      return json.variable?.[first] !== undefined;
    default:
      return json.resource?.[root]?.[first] !== undefined;
  }
}

/** A nested block, which Terraform JSON holds as an object or as a list of objects. */
export function blocks(value: unknown): { readonly [argument: string]: unknown }[] {
  if (Array.isArray(value)) {
    return value.filter(isBlock);
  }
  return isBlock(value) ? [value] : [];
}

function isBlock(value: unknown): value is { readonly [argument: string]: unknown } {
  return typeof value === "object" && value !== null;
}

/** A value without what is null in it; the same one where nothing is. */
function withoutNulls<T>(value: T): T {
  if (typeof value !== "object" || value === null || !hasNull(value)) {
    return value;
  }
  const kept = Object.entries(value as { readonly [key: string]: unknown })
    .filter(([, inner]) => inner !== null)
    .map(([key, inner]) => [key, withoutNulls(inner)] as const);
  return (Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept)) as T;
}

function hasNull(value: object): boolean {
  for (const key in value) {
    const inner = (value as { readonly [key: string]: unknown })[key];
    if (inner === null || (typeof inner === "object" && hasNull(inner))) {
      return true;
    }
  }
  return false;
}

function constructPath(config: { readonly [argument: string]: unknown }): string {
  const [comment] = blocks(config["//"]);
  const [metadata] = blocks(comment?.metadata);
  return typeof metadata?.path === "string" ? metadata.path : "";
}
