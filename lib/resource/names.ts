import { TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { isImmutable } from "../app/arguments";
import { CLOUD_RUN_SERVICE } from "../app/types";
import { judge } from "./findings";
import { digest, sha256 } from "./replacement";

/** Ids that mean "the one below its parent" and so are part of no name. */
const SILENT_IDS = new Set(["Resource", "Default"]);
const HASH_LENGTH = 8;

/** How a resource may be named. */
interface NamingRule {
  readonly maxLength: number;
  /** The call by which a name is judged. */
  readonly call: string;
}

const COMPUTE_NAMING: NamingRule = { maxLength: 63, call: "name" };
const CLOUD_RUN_NAMING: NamingRule = { maxLength: 49, call: "nameOfCloudRun" };

/** What decides a physical name besides the construct's path. */
export interface PhysicalNameOptions {
  /** The resource's Terraform type: names are distinct per type. */
  readonly type: string;
  /** The id of the resource below the construct, where a construct has several of a type. */
  readonly id?: string;
  /** The name the user fixed, if any. */
  readonly name?: string;
  /** The region, for resources whose names are distinct per region. */
  readonly region?: string;
  /**
   * The inputs whose change replaces the resource. They are part of the name as a digest, so that old and new can exist
   * side by side. Leave out for resources that change in place.
   */
  readonly replacedWith?: readonly string[];
}

/**
 * The name of a resource in Google Cloud: the one the user fixed, or the construct's path in kebab case with a digest of
 * what replaces it. It stays the same as long as neither changes, and no other resource of the stack has it.
 */
export function physicalName(scope: IConstruct, options: PhysicalNameOptions): string {
  const rule = options.type === CLOUD_RUN_SERVICE ? CLOUD_RUN_NAMING : COMPUTE_NAMING;
  const stack = TerraformStack.of(scope);
  const path = pathInStack(scope, stack, options.id);
  const name = options.name ?? derivedName([stack.node.id, ...path], rule.maxLength, options.replacedWith);
  if (options.name !== undefined && isImmutable(options.type)) {
    judge(scope, ["fixedName", { name }]);
  }
  const what = options.name === undefined ? "the name that is made from the construct's path" : "name";
  judge(scope, [rule.call, { what, name }]);
  const claimant = [scope.node.path, ...(options.id === undefined ? [] : [options.id])].join("/");
  const owner = claim(stack, [options.type, options.region ?? "global", name].join("/"), claimant);
  judge(scope, ["nameClaim", { owner, name }]);
  return name;
}

/** A text in lower-case words joined by hyphens: `"ApiV1"` and `"api.v1"` are `"api-v1"`. */
export function kebabCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** A text in kebab case within a length; a longer one is cut and ends in a digest of the whole. */
export function fitted(text: string, maxLength: number): string {
  const kebab = kebabCase(text);
  if (kebab.length <= maxLength) {
    return kebab;
  }
  const kept = kebab.slice(0, maxLength - HASH_LENGTH - 1).replace(/-$/, "");
  return `${kept}-${sha256(text)}`;
}

function derivedName(ids: readonly string[], maxLength: number, replacedWith?: readonly string[]): string {
  const path = ids.filter((id) => !SILENT_IDS.has(id)).join("/");
  if (replacedWith === undefined) {
    return fitted(path, maxLength);
  }
  return `${fitted(path, maxLength - HASH_LENGTH - 1)}-${digest(replacedWith)}`;
}

// ---- one name, one resource

const claims = new WeakMap<IConstruct, Map<string, string>>();

/** Claims a name for a resource, and tells which other one has it. */
function claim(stack: TerraformStack, key: string, claimant: string): string | undefined {
  const taken = claims.get(stack) ?? new Map<string, string>();
  const owner = taken.get(key);
  claims.set(stack, taken.set(key, owner ?? claimant));
  return owner;
}

// ---- renamed constructs

/** A construct that got a new place in the tree while its resources stay. */
export interface Renaming {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

const renamings = new WeakMap<IConstruct, Renaming[]>();

/** Makes all below `to`, a path in the stack, keep the names and addresses it had below `from`. */
export function rename(stack: TerraformStack, renaming: Renaming): void {
  renamings.set(stack, [...(renamings.get(stack) ?? []), renaming]);
}

/** Whether a construct, or one above it, got a new place. */
export function isRenamed(construct: IConstruct, stack: TerraformStack): boolean {
  return renamings.has(stack) && pathInStack(construct, stack).join("/") !== idsInStack(construct, stack).join("/");
}

/** The ids from below the stack down to a construct, or to one below it, as they were before any renaming. */
export function pathInStack(construct: IConstruct, stack: TerraformStack, below?: string): string[] {
  return (renamings.get(stack) ?? []).reduceRight(
    (path, { from, to }) => {
      const moved = to.every((id, index) => path[index] === id);
      return moved ? [...from, ...path.slice(to.length)] : path;
    },
    [...idsInStack(construct, stack), ...(below === undefined ? [] : [below])],
  );
}

function idsInStack(construct: IConstruct, stack: TerraformStack): string[] {
  const { scopes } = construct.node;
  return scopes.slice(scopes.indexOf(stack) + 1).map(({ node }) => node.id);
}
