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
  const [, provider, name] = /^(google)_(\w+)$/.exec(type) ?? [];
  if (provider === undefined) {
    return undefined;
  }
  const found = loaded(`${BINDINGS}/lib/${name.replace(/_/g, "-")}`) as ResourceModule | undefined;
  if (path.length > 0) {
    const write = found?.[`${camelCase([name, ...path].join("_"))}ToTerraform`];
    return typeof write === "function" ? Object.keys((write as WriteBlock)({})) : undefined;
  }
  const resource = Object.values(found ?? {}).find(
    (each) => (each as { readonly tfResourceType?: unknown }).tfResourceType === type,
  );
  return resource === undefined ? undefined : topLevelNames(resource as ResourceClass);
}

/** Writes the arguments of a nested block, all of them. */
type WriteBlock = (block: object) => object;

/** The class of a resource. */
interface ResourceClass {
  readonly prototype: { synthesizeAttributes(): object };
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
