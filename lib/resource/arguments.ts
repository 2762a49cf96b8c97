import { TerraformMetaArguments, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { KnownType, ReferringArgument, WrittenArgument } from "../app/arguments";
import { SnakeCase } from "../app/snake-case";
import { NewerConfigOf } from "./newer-arguments";

/** The class of a Terraform resource of which the table has arguments. */
export interface ResourceClass {
  readonly tfResourceType: KnownType;
  new (scope: Construct, id: string, config: never): TerraformResource;
}

type Type<Class extends ResourceClass> = Class["tfResourceType"];
type ConfigOf<Class extends ResourceClass> = NonNullable<ConstructorParameters<Class>[2]>;

/**
 * What the resource of a construct may be given: the arguments that have a row in the table, typed as the provider's
 * bindings have them. Any other is an error of the compiler.
 */
export type ConfigWritten<Class extends ResourceClass> = {
  [
    Name in keyof ConfigOf<Class> as Name extends keyof TerraformMetaArguments
      ? Name
      : SnakeCase<Name> extends WrittenArgument<Type<Class>>
        ? Name
        : never
  ]: ConfigOf<Class>[Name];
} & {
  [
    Name in keyof ConfigOf<Class> as Name extends keyof TerraformMetaArguments
      ? never
      : SnakeCase<Name> extends WrittenArgument<Type<Class>>
        ? never
        : Name
  ]?: undefined;
} & NewerConfigOf<Type<Class>>;

/** Those of them that refer to other resources, as they get into a name: by what tells these from others. */
export type ConfigReferring<Class extends ResourceClass> = {
  [
    Name in keyof ConfigOf<Class> as SnakeCase<Name> extends ReferringArgument<Type<Class>> ? Name : never
  ]: ConfigOf<Class>[Name];
};
