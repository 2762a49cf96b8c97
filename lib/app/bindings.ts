/** What the installed bindings, @cdktf/provider-google, know of the provider's resources. */
import { createRequire } from "module";

/** A module of the bindings: the class of a resource, and a function per nested block that writes its arguments. */
interface ResourceModule {
  readonly [name: string]: unknown;
}

const BINDINGS = "@cdktf/provider-google";
const load = createRequire(__filename);
const modules = new Map<string, ResourceModule | undefined>();
const argumentNames = new Map<string, ReadonlySet<string> | undefined>();
const attributeNames = new Map<string, ReadonlySet<string> | undefined>();
const valueTypes = new Map<string, Values | undefined>();

/** The version of the provider that the bindings were made of, such as `6.50.0`. */
export function providerVersionOfBindings(): string | undefined {
  const manifest = loaded(`${BINDINGS}/package.json`) as
    { readonly cdktf?: { readonly provider?: { readonly version?: string } } } | undefined;
  return manifest?.cdktf?.provider?.version;
}

/**
 * The names of the arguments of a resource, or of a nested block of it at a path such as `cdn_policy.cache_key_policy`;
 * undefined for what is no block, and where the bindings do not have it.
 */
export function argumentNamesAt(type: string, path: readonly string[]): ReadonlySet<string> | undefined {
  const key = [type, ...path].join(".");
  if (!argumentNames.has(key)) {
    const names = namesAt(type, path);
    argumentNames.set(key, names && new Set(names));
  }
  return argumentNames.get(key);
}

function namesAt(type: string, path: readonly string[]): readonly string[] | undefined {
  if (path.length > 0) {
    const write = partOf(type, path, "ToTerraform");
    return typeof write === "function" ? Object.keys((write as WriteBlock)({})) : undefined;
  }
  const resource = classOf(type);
  return resource === undefined ? undefined : topLevelNames(resource);
}

/** The names of the arguments, and of what only the provider sets, of a resource or a nested block of it. */
export function attributeNamesAt(type: string, path: readonly string[]): ReadonlySet<string> | undefined {
  const key = [type, ...path].join(".");
  if (!attributeNames.has(key)) {
    const known = argumentNamesAt(type, path);
    attributeNames.set(key, known && new Set([...known, ...readableAt(type, path)]));
  }
  return attributeNames.get(key);
}

/** The names that the bindings read of a resource or a nested block. */
function readableAt(type: string, path: readonly string[]): readonly string[] {
  const reader = path.length === 0 ? classOf(type) : partOf(type, path, "OutputReference");
  const { prototype = {} } = (reader ?? {}) as Partial<ResourceClass>;
  return Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([property, descriptor]) => "get" in descriptor && !property.endsWith("Input"))
    .map(([property]) => property.replace(/[A-Z]|(?<=[a-z])\d/g, (letter) => `_${letter.toLowerCase()}`));
}

/** What the bindings have for a nested block. Names that would be there twice have an A. */
function partOf(type: string, path: readonly string[], ending: string): unknown {
  const { name, found } = moduleOf(type);
  const isClass = ending === "OutputReference";
  const part = camelCase([...(isClass ? [""] : []), name, ...path].join("_"));
  return found?.[`${part}${ending}`] ?? found?.[`${part}A${ending}`];
}

/** The module of a resource, and the name by which its functions begin. */
function moduleOf(type: string): { readonly name: string; readonly found: ResourceModule | undefined } {
  const name = /^google_(\w+)$/.exec(type)?.[1];
  return name === undefined
    ? { name: "", found: undefined }
    : { name, found: loaded(`${BINDINGS}/lib/${name.replace(/_/g, "-")}`) as ResourceModule | undefined };
}

function classOf(type: string): ResourceClass | undefined {
  return Object.values(moduleOf(type).found ?? {}).find(
    (each) => (each as { readonly tfResourceType?: unknown }).tfResourceType === type,
  ) as ResourceClass | undefined;
}

/**
 * The type of an argument's value, such as `boolean` or `stringList`; undefined for a block, and where the bindings do not
 * have it.
 */
export function valueTypeAt(type: string, path: readonly string[], name: string): string | undefined {
  const key = [type, ...path].join(".");
  if (!valueTypes.has(key)) {
    valueTypes.set(key, valuesAt(type, path));
  }
  const value = valueTypes.get(key)?.[name];
  return value === undefined || value.isBlock ? undefined : value.storageClassType;
}

function valuesAt(type: string, path: readonly string[]): Values | undefined {
  if (path.length > 0) {
    const write = partOf(type, path, "ToHclTerraform");
    return typeof write === "function" ? (write as (block: object) => Values)(FULL) : undefined;
  }
  return classOf(type)?.prototype.synthesizeHclAttributes.call(FULL as never);
}

/** Has a value for every argument, since the bindings leave out the type of what is absent. */
const FULL = new Proxy(Object.create(null) as object, {
  get: (_, property) => (METHODS.includes(property) ? undefined : 1),
});
/** By these, CDKTF would take it for a token or a list. */
const METHODS: readonly (string | symbol)[] = ["resolve", "isComplexElement", Symbol.toPrimitive, Symbol.iterator];

/** What the bindings say of arguments, by name. */
interface Values {
  readonly [argument: string]: { readonly isBlock: boolean; readonly storageClassType: string };
}

/** Writes the arguments of a nested block, all of them. */
type WriteBlock = (block: object) => object;

/** The class of a resource. */
interface ResourceClass {
  readonly prototype: { synthesizeAttributes(): object; synthesizeHclAttributes(): Values };
}

/** The names that a resource writes, asked of one that has nothing. */
function topLevelNames({ prototype }: ResourceClass): string[] {
  const empty = new Proxy(Object.create(null) as object, { get: () => ({ internalValue: undefined }) });
  return Object.keys(prototype.synthesizeAttributes.call(empty as never));
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function loaded(module: string): unknown {
  if (!modules.has(module)) {
    modules.set(module, found(module) as ResourceModule | undefined);
  }
  return modules.get(module);
}

function found(module: string): unknown {
  try {
    return load(module);
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === "MODULE_NOT_FOUND") {
      return undefined;
    }
    throw error;
  }
}
