import type { ComputeBackendBucketConfig } from "@cdktf/provider-google/lib/compute-backend-bucket";
import type { ComputeBackendServiceConfig } from "@cdktf/provider-google/lib/compute-backend-service";
import type { ComputeBackendServiceSignedUrlKeyConfig } from "@cdktf/provider-google/lib/compute-backend-service-signed-url-key";

/** What the provider's bindings know of each resource type that rules look at. */
interface Configs {
  readonly google_compute_backend_bucket: ComputeBackendBucketConfig;
  readonly google_compute_backend_service: ComputeBackendServiceConfig;
  readonly google_compute_backend_service_signed_url_key: ComputeBackendServiceSignedUrlKeyConfig;
}

/** The resource types whose arguments the compiler knows. */
export type ResourceType = keyof Configs;

/** The arguments of a resource in Terraform's words, whatever their values. */
export type Arguments<Type extends ResourceType> = Type extends ResourceType ? InTerraform<Configs[Type]> : never;

/** The arguments of a nested block in Terraform's words, by its path. */
export type ArgumentsAt<Type extends ResourceType, Path extends string> = Type extends ResourceType
  ? InTerraform<Nested<Configs[Type], Path>>
  : never;

type InTerraform<Config> = { readonly [Argument in keyof Config & string as SnakeCase<Argument>]?: unknown };

type Nested<Config, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Nested<BlockIn<Config, Head>, Rest>
  : BlockIn<Config, Path>;

type BlockIn<Config, Name extends string> =
  CamelCase<Name> extends keyof Config ? ElementOf<NonNullable<Config[CamelCase<Name>]>> : never;

/** Of a list of blocks one of them. What may be a token instead has no arguments. */
type ElementOf<Value> = Value extends readonly (infer Element)[]
  ? Element
  : Value extends { resolve(context: never): unknown }
    ? never
    : Value;

type SnakeCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Uppercase<First>
    ? First extends Lowercase<First>
      ? `${First}${SnakeCase<Rest>}`
      : `_${Lowercase<First>}${SnakeCase<Rest>}`
    : `${First}${SnakeCase<Rest>}`
  : Name;

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Rest}`
  ? `${Head}${Capitalize<CamelCase<Rest>>}`
  : Name;
