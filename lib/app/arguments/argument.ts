/** How a block gets into a name: its kind, if any, and the values of its arguments in order, `""` for what is not there. */
export interface BlockInName {
  readonly kind?: string;
  readonly of: readonly string[];
}

/** What happens when an argument of a resource is changed, or left out after it was there. */
export interface Argument {
  /** The provider changes it in place, or it replaces the resource. */
  readonly changed: "in place" | "replaced";
  /** It becomes the default, it stays as it was, or Terraform refuses to do without it. */
  readonly leftOut: "default" | "stays" | "refused";
  /** What holds where it was never written. Without it, nothing does, or `false`. */
  readonly default?: string;
  /**
   * How it gets into the digest that ends the name, where a change replaces the resource: by its bare value, as a block,
   * or not at all, and why old and new have two names nevertheless. Without it, by its value with its path.
   */
  readonly inName?: "value" | BlockInName | { readonly not: string };
  /**
   * Whether no change in place takes it away, because the provider does not send what is empty. That it is there then gets
   * into the name, so that a new resource without it is made.
   */
  readonly isNeverTakenAway?: true;
  /** Whether it is sent when the resource is made and is kept nowhere, so that a change of it alone is no change. */
  readonly isWriteOnly?: true;
  /** Whether it refers to another resource, whose name then gets into the name instead of the reference. */
  readonly isReference?: true;
  /** Whether the constructs never write it: it is known for resources and overrides that users write themselves. */
  readonly isRaw?: true;
  /** The version of the provider that has it first, such as `7.6`; older bindings do not know it. */
  readonly since?: string;
  /** The values of it that are newer than the argument itself, each with the version that takes it first. */
  readonly valuesSince?: { readonly [value: string]: string };
}

/** The arguments of a resource, and those of its blocks where they differ from the block: `cdn_policy.cache_mode`. */
export interface ArgumentsOfType {
  readonly [path: string]: Argument;
}

/** The arguments of resources by Terraform type. */
export interface ArgumentTable {
  readonly [type: string]: ArgumentsOfType;
}

/** The name of a resource itself. */
export const NAME = { changed: "replaced", leftOut: "refused", inName: { not: "it is what the digest ends" } } as const;
/** An argument in place that must be there. */
export const NEEDED = { changed: "in place", leftOut: "refused" } as const;
/** An argument in place of which nothing is left when it is left out. */
export const OPTIONAL = { changed: "in place", leftOut: "default" } as const;
/** The same where a change in place takes nothing away. */
export const NEVER_TAKEN_AWAY = { ...OPTIONAL, isNeverTakenAway: true } as const;
/** An argument in place that stays as it was when it is left out. */
export const KEPT = { changed: "in place", leftOut: "stays" } as const;
/** A description that would replace the resource. */
export const DESCRIPTION = { changed: "replaced", leftOut: "default" } as const;
/** The same of what may not be replaced for it: Terraform ignores its changes. */
export const KEPT_DESCRIPTION = { ...DESCRIPTION, inName: { not: "its changes are ignored" } } as const;
/** An argument that replaces the resource and must be there; no name of ours depends on it. */
export const FIXED = { changed: "replaced", leftOut: "refused" } as const;
/** The same for what only users write. */
export const RAW_FIXED = { ...FIXED, isRaw: true } as const;
/** An argument that replaces the resource, and that only users write. */
export const RAW_REPLACED = { changed: "replaced", leftOut: "default", isRaw: true } as const;
/** An argument that replaces the resource, that only users write, and that stays as it was when it is left out. */
export const RAW_KEPT = { changed: "replaced", leftOut: "stays", isRaw: true } as const;
/** An argument in place that only users write. */
export const RAW_OPTIONAL = { ...OPTIONAL, isRaw: true } as const;
