import {
  DefaultTokenResolver,
  StringConcat,
  TerraformElement,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import { IConstruct } from "constructs";
import { worded } from "../checks/problem";
import { Unanswerable } from "../routing";
import { TerraformJson } from "../terraform-json";

/** A resource as it stands in the synthesized Terraform JSON, with the overrides of the resource and of its stack. */
export function synthesized(resource: TerraformResource): { readonly [argument: string]: unknown } {
  return resolved(resource, unresolved(resource));
}

/** The same before tokens are resolved. */
export function unresolved(resource: TerraformResource): { readonly [argument: string]: unknown } {
  const stack = TerraformStack.of(resource);
  const { rawOverrides } = stack as unknown as { readonly rawOverrides: object };
  const json = ("resource" in rawOverrides ? stack : resource).toTerraform() as TerraformJson;
  return json.resource?.[resource.terraformResourceType]?.[resource.friendlyUniqueId] ?? {};
}

/** A value as it stands in the synthesized Terraform JSON of the construct's stack. */
export function resolved<T>(scope: IConstruct, value: T): T {
  return Tokenization.resolve(value, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  }) as T;
}

/** The path of the construct that a reference such as `${google_compute_backend_service.X.self_link}` leads to. */
export function pathOfReference(scope: IConstruct, reference: string): string | undefined {
  return elementOf(scope, reference)?.node.path.replace(/\/Resource$/, "");
}

/** The name of the resource that a reference leads to, unless only Terraform knows it. */
export function nameOfReference(scope: IConstruct, reference: string): string | undefined {
  const element = elementOf(scope, reference);
  const { name } = TerraformResource.isTerraformResource(element) ? synthesized(element) : {};
  return typeof name === "string" ? name : undefined;
}

function elementOf(scope: IConstruct, reference: string): TerraformElement | undefined {
  const [, id] = /^\$\{(?:data\.)?\w+\.([\w-]+)\.\w+\}$/.exec(reference) ?? [];
  const isElement = (node: IConstruct): node is TerraformElement =>
    TerraformElement.isTerraformElement(node) && node.friendlyUniqueId === id;
  return id === undefined ? undefined : TerraformStack.of(scope).node.findAll().find(isElement);
}

/** A text in which references to resources of the stack give way to the paths of their constructs. */
export function withPaths(scope: IConstruct, text: string): string {
  return text.replace(/\$\{[^{}]*\}/g, (reference) => pathOfReference(scope, reference) ?? reference);
}

/** A question to a URL map. Where there is no answer, the error says so with the path of the construct. */
export function ask<T>(scope: IConstruct, question: () => T): T {
  try {
    return question();
  } catch (error) {
    throw error instanceof Unanswerable
      ? new Error(`[${scope.node.path}] ${worded({ rule: "UM-19", message: error.message })}`)
      : error;
  }
}
