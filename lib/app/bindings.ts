/** What the installed bindings, @cdktf/provider-google, know of the provider's resources. */
import { createRequire } from "module";
import { camelCase } from "./snake-case";

/** A module of the bindings: the class of a resource, and a function per nested block that writes its arguments. */
interface ResourceModule {
  readonly [name: string]: unknown;
}

const BINDINGS = "@cdktf/provider-google";
const load = createRequire(__filename);
const modules = new Map<string, ResourceModule | undefined>();
const resources = new Map<string, BoundBlock | undefined>();

/** The version of the provider that the bindings were made of, such as `6.50.0`. */
export function providerVersionOfBindings(): string | undefined {
  const manifest = loaded(`${BINDINGS}/package.json`) as
    { readonly cdktf?: { readonly provider?: { readonly version?: string } } } | undefined;
  return manifest?.cdktf?.provider?.version;
}

/** What the bindings know of a resource, or of a nested block of one. */
export class BoundBlock {
  private readonly nested = new Map<string, BoundBlock | undefined>();
  private values?: Values;

  /** Takes what the functions of a block in a module begin with, such as `compute_url_map_host_rule`. */
  public constructor(
    private readonly module: ResourceModule,
    private readonly name: string,
    /** The names of the arguments. */
    public readonly argumentNames: ReadonlySet<string>,
    private readonly readValues: () => Values,
    /** What has a getter for each attribute. */
    private readonly reader: object | undefined,
  ) {}

  /** Whether it has an argument, or something that only the provider sets. */
  public hasAttribute(name: string): boolean {
    const isReadable = !/[A-Z]/.test(name) && Object.hasOwn(this.reader ?? {}, camelCase(name));
    return this.argumentNames.has(name) || isReadable;
  }

  /** A nested block; undefined for what is no block, and where the bindings do not have it. */
  public block(argument: string): BoundBlock | undefined {
    if (!this.nested.has(argument)) {
      this.nested.set(argument, nestedBlock(this.module, `${this.name}_${argument}`));
    }
    return this.nested.get(argument);
  }

  /** The type of an argument's value, such as `boolean` or `stringList`; undefined for a block, and where it is not known. */
  public typeOf(argument: string): string | undefined {
    this.values ??= this.readValues();
    const value = this.values[argument];
    return value === undefined || value.isBlock ? undefined : value.storageClassType;
  }
}

/** A resource; undefined where the bindings do not have it. */
export function boundResource(type: string): BoundBlock | undefined {
  if (!resources.has(type)) {
    resources.set(type, readResource(type));
  }
  return resources.get(type);
}

function readResource(type: string): BoundBlock | undefined {
  const [, name] = (/^google_(\w+)$/.exec(type) ?? []) as (string | undefined)[];
  const module =
    name === undefined
      ? undefined
      : (loaded(`${BINDINGS}/lib/${name.replace(/_/g, "-")}`) as ResourceModule | undefined);
  const found = Object.values(module ?? {}).find(
    (each) => (each as { readonly tfResourceType?: unknown }).tfResourceType === type,
  ) as ResourceClass | undefined;
  return name !== undefined && module !== undefined && found !== undefined
    ? new BoundBlock(
        module,
        name,
        new Set(topLevelNames(found)),
        () => found.prototype.synthesizeHclAttributes.call(FULL as never),
        found.prototype,
      )
    : undefined;
}

function nestedBlock(module: ResourceModule, name: string): BoundBlock | undefined {
  const write = memberOf(module, camelCase(name), "ToTerraform");
  const describe = memberOf(module, camelCase(name), "ToHclTerraform");
  const reader = memberOf(module, camelCase(`_${name}`), "OutputReference") as
    { readonly prototype?: object } | undefined;
  return typeof write === "function"
    ? new BoundBlock(
        module,
        name,
        new Set(Object.keys((write as WriteBlock)({}))),
        () => (typeof describe === "function" ? (describe as (block: object) => Values)(FULL) : {}),
        reader?.prototype,
      )
    : undefined;
}

/** What the bindings have for a nested block. Names that would be there twice have an A. */
function memberOf(module: ResourceModule, name: string, ending: string): unknown {
  return module[`${name}${ending}`] ?? module[`${name}A${ending}`];
}

/** Has a value for every argument, since the bindings leave out the type of what is absent. */
const FULL = new Proxy(Object.create(null) as object, {
  get: (_, property) => (METHODS.includes(property) ? undefined : property === MARK_WRITE_ONLY ? () => undefined : 1),
});
/** What newer bindings call of a resource with arguments that are not kept in the state. */
const MARK_WRITE_ONLY = "markWriteOnlyAttribute";
/** By these, CDKTF would take it for a token or a list. */
const METHODS: readonly (string | symbol)[] = ["resolve", "isComplexElement", Symbol.toPrimitive, Symbol.iterator];

/** What the bindings say of arguments, by name. */
interface Values {
  readonly [argument: string]: { readonly isBlock: boolean; readonly storageClassType: string } | undefined;
}

/** Writes the arguments of a nested block, all of them. */
type WriteBlock = (block: object) => object;

/** The class of a resource. */
interface ResourceClass {
  readonly prototype: { synthesizeAttributes(): object; synthesizeHclAttributes(): Values };
}

/** The names that a resource writes, asked of one that has nothing. */
function topLevelNames({ prototype }: ResourceClass): string[] {
  // newer bindings also call methods there, of write-only attributes
  const nothing = Object.assign(() => undefined, { internalValue: undefined });
  const empty = new Proxy(Object.create(null) as object, { get: () => nothing });
  return Object.keys(prototype.synthesizeAttributes.call(empty as never));
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
