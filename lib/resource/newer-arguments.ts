import { TerraformResource, Token } from "cdktf";
import { KnownType, NewerArgument, newerArgumentsOf } from "../app/arguments";
import { SnakeCase, camelCase, snakeCase } from "../app/snake-case";

/** The methods of a resource that a class outside of it does not see. */
interface Internals {
  synthesizeAttributes(): Tree;
}

interface Tree {
  [name: string]: unknown;
}

/** Arguments that are maps. */
const MAPS = ["labels"];

/**
 * Arguments of resources that only newer versions of the provider have, as the constructs write them. The oldest bindings
 * that are taken have no types for them.
 */
interface NewerConfig {
  readonly google_cloud_run_v2_service: {
    readonly defaultUriDisabled?: boolean;
    readonly iapEnabled?: boolean;
  };
  readonly google_compute_global_address: {
    readonly deletionPolicy?: string;
  };
  readonly google_compute_security_policy: {
    readonly labels?: { readonly [key: string]: string };
  };
  readonly google_compute_ssl_certificate: {
    readonly privateKeyWo?: string;
    readonly privateKeyWoVersion?: string;
  };
  readonly google_compute_ssl_policy: {
    readonly postQuantumKeyExchange?: string;
  };
}

/** The newer arguments of a type that have a row in the table, with the version that has them first. */
export type NewerConfigOf<Type extends KnownType> = Type extends keyof NewerConfig
  ? {
      [
        Name in keyof NewerConfig[Type] as SnakeCase<Name & string> extends NewerArgument<Type> ? Name : never
      ]: NewerConfig[Type][Name];
    }
  : unknown;

/**
 * Makes a resource write the newer arguments of its config too, at whatever depth, whether or not the bindings know them.
 * Lists in the config may still grow.
 */
export function writeNewerArguments(resource: TerraformResource, config: object): void {
  const paths = newerArgumentsOf(resource.terraformResourceType).flatMap(([path, { since }]) =>
    since === undefined ? [] : [path.split(".")],
  );
  if (paths.length > 0) {
    const internals = resource as unknown as Internals;
    const known = internals.synthesizeAttributes.bind(resource);
    internals.synthesizeAttributes = () => {
      const attributes = known();
      paths.forEach((path) => write(attributes, config as Tree, path));
      return attributes;
    };
  }
}

/**
 * Takes over what a block of the config has at a path, in each of several blocks of one name. A user may have put other
 * blocks in their place meanwhile, or other values by bindings that know the argument.
 */
function write(target: Tree, config: Tree, [name, ...rest]: readonly string[]): void {
  const value = config[camelCase(name)];
  if (value === undefined) {
    return;
  }
  if (rest.length === 0) {
    const [present, own] = [target[name], toTerraform(name, value)];
    // bindings that know a block keep of it what they know, and the rules look at all that was given
    target[name] = isBlock(present) && isBlock(own) ? { ...own, ...present } : (present ?? own);
  } else if (Array.isArray(value)) {
    const blocks = [target[name]].flat();
    value.forEach((block: Tree, index) => (isBlock(blocks[index]) ? write(blocks[index], block, rest) : undefined));
  } else if (isBlock(value)) {
    const block = (target[name] ??= {});
    if (isBlock(block)) {
      write(block, value, rest);
    }
  }
}

/** A config without the newer arguments, which the oldest bindings do not keep. Its blocks are changed in place. */
export function withoutNewerArguments(type: string, config: Tree): Tree {
  newerArgumentsOf(type).forEach(([path]) => remove(config, path.split(".")));
  // of a block that had nothing else they keep nothing either
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null && !isEmpty(value)));
}

function remove(block: Tree | undefined, [name, ...rest]: readonly string[]): void {
  const inner = block?.[camelCase(name)];
  if (rest.length === 0) {
    delete block?.[camelCase(name)];
  } else {
    [inner].flat().forEach((each) => (isBlock(each) ? remove(each, rest) : undefined));
  }
}

/** A value with the names that Terraform has. The keys of a map are the user's own. */
function toTerraform(name: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    return Token.isUnresolved(value) ? value : value.map((each) => toTerraform(name, each));
  }
  return isBlock(value) && !MAPS.includes(name)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [snakeCase(key), toTerraform(key, inner)]))
    : value;
}

function isEmpty(value: unknown): boolean {
  return isBlock(value) && Object.keys(value).length === 0;
}

function isBlock(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !Token.isUnresolved(value);
}
