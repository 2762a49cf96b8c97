import { Argument, ArgumentTable } from "./argument";
import { BACKEND_ARGUMENTS } from "./backends";
import { FRONT_END_ARGUMENTS } from "./front-end";
import { SERVERLESS_ARGUMENTS } from "./serverless";

export { type Argument, type BlockInName } from "./argument";

/**
 * What the provider and Google do with the arguments of each type of resource. The constructs can write no argument of a
 * resource that has no row here, and a physical name has a digest of what replaces the resource, by these rows.
 */
export const ARGUMENTS = { ...SERVERLESS_ARGUMENTS, ...BACKEND_ARGUMENTS, ...FRONT_END_ARGUMENTS };

/** A Terraform type of which the table knows arguments. */
export type KnownType = keyof typeof ARGUMENTS;

/** The arguments of a type, and of its blocks, that the constructs can write. */
export type WrittenArgument<Type extends KnownType> = {
  [Path in keyof (typeof ARGUMENTS)[Type]]: (typeof ARGUMENTS)[Type][Path] extends { readonly isRaw: true }
    ? never
    : Path;
}[keyof (typeof ARGUMENTS)[Type]];

/** The arguments of a type whose values in a name are not those that Terraform gets. */
export type ReferringArgument<Type extends KnownType> = {
  [Path in keyof (typeof ARGUMENTS)[Type]]: (typeof ARGUMENTS)[Type][Path] extends { readonly isReference: true }
    ? Path
    : never;
}[keyof (typeof ARGUMENTS)[Type]];

/** The arguments of a type, and of its blocks, that only newer versions of the provider have. */
export type NewerArgument<Type extends KnownType> = {
  [Path in keyof (typeof ARGUMENTS)[Type]]: (typeof ARGUMENTS)[Type][Path] extends { readonly since: string }
    ? Path
    : never;
}[keyof (typeof ARGUMENTS)[Type]];

const ROWS = new Map(
  Object.entries<ArgumentTable[string]>(ARGUMENTS).map(([type, rows]) => [type, Object.entries(rows)] as const),
);
const NEWER = new Map(
  [...ROWS].map(([type, rows]) => [type, rows.filter(([, { since, valuesSince }]) => since ?? valuesSince)] as const),
);
const DEFAULTS_BY_PATH = new Map(
  [...ROWS].flatMap(([type, rows]) => rows.map(([path, row]) => [`${type}.${path}`, row.default] as const)),
);

/** The rows of a type, by the path of the argument. */
export function argumentsOf(type: string): readonly (readonly [path: string, argument: Argument])[] {
  return ROWS.get(type) ?? [];
}

/** What holds where an argument is not written: `ingress`, `cdn_policy.cache_mode`. */
export function defaultOf(type: string, path: string): string | undefined {
  return DEFAULTS_BY_PATH.get(`${type}.${path}`);
}

/** The arguments of a type, by path, that only newer versions of the provider have, or of which only they take a value. */
export function newerArgumentsOf(type: string): readonly (readonly [path: string, argument: Argument])[] {
  return NEWER.get(type) ?? [];
}

/** The version of the provider that has an argument first, or a value of it; undefined for what all have that are taken. */
export function sinceOf(type: string, path: string, value?: string): string | undefined {
  const [, argument] = newerArgumentsOf(type).find(([newer]) => newer === path) ?? [];
  return argument?.valuesSince?.[value ?? ""] ?? argument?.since;
}

/** The arguments of a type whose change replaces the resource. */
export function replacedBy(type: string): readonly string[] {
  return argumentsOf(type).flatMap(([path, { changed }]) => (changed === "replaced" ? [path] : []));
}

/** Whether nothing of such a resource can be changed in place. */
export function isImmutable(type: string): boolean {
  const rows = argumentsOf(type);
  return rows.length > 0 && rows.every(([, { changed, isWriteOnly }]) => changed === "replaced" || isWriteOnly);
}
