import { TerraformResource, TerraformStack, Tokenization } from "cdktf";
import { IConstruct } from "constructs";
import { Block, blockOf } from "../app/values";
import { Unanswerable } from "../routing";
import { judge } from "./findings";
import { elementOf, resolved, stateOf, withPaths } from "./tokens";

/** A resource as it was last synthesized, and what that hangs on. */
interface Rendering {
  readonly state: string;
  readonly json: Block;
}

const renderings = new WeakMap<TerraformResource, Rendering>();

/**
 * A resource as it is in the synthesized Terraform JSON, with the overrides of the resource and of its stack. A
 * reference to another stack is a token; see `resolved`. While nothing of it changes, it is the same object.
 */
export function synthesized(resource: TerraformResource): Block {
  const { rawOverrides } = TerraformStack.of(resource) as unknown as { readonly rawOverrides: object };
  const json = blockOf(overridden(resource.toTerraform(), rawOverrides));
  const ofType = blockOf(blockOf(json.resource)[resource.terraformResourceType]);
  const config = blockOf(ofType[resource.friendlyUniqueId]);
  const state = stateOf(resource, config);
  const last = renderings.get(resource);
  if (last?.state === state) {
    return last.json;
  }
  const rendering = { state, json: resolved(resource, config) };
  renderings.set(resource, rendering);
  return rendering.json;
}

/** The name of the resource that a reference points to, unless only Terraform knows it. */
export function nameOfReference(scope: IConstruct, reference: string): string | undefined {
  const element = elementOf(scope, reference);
  const { name } = TerraformResource.isTerraformResource(element) ? synthesized(element) : {};
  return typeof name === "string" ? name : undefined;
}

/** A question to a URL map. Where there is no answer, the error says so with the path of the construct. */
export function ask<T>(scope: IConstruct, question: () => T): T {
  try {
    return question();
  } catch (error) {
    if (error instanceof Unanswerable) {
      judge(scope, ["UrlMap.route", { why: withPaths(scope, error.message) }]);
    }
    throw error;
  }
}
/** What CDKTF makes of a value and an override of it: blocks are merged, lists grow, what is `undefined` goes. */
function overridden(value: unknown, override: unknown): unknown {
  if (Array.isArray(override)) {
    return Array.isArray(value) ? [...(value as unknown[]), ...(override as unknown[])] : override;
  }
  if (typeof override !== "object" || override === null || Tokenization.isResolvable(override)) {
    return override;
  }
  const block = typeof value === "object" ? value : {};
  // a key of an override of a list is the place in it
  const result = (Array.isArray(block) ? [...(block as unknown[])] : { ...block }) as { [key: string]: unknown };
  for (const [key, inner] of Object.entries(override)) {
    if (inner === undefined) {
      delete result[key];
    } else {
      result[key] = overridden(result[key], inner);
    }
  }
  return result;
}
