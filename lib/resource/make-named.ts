import { Construct } from "constructs";
import { ConfigReferring, ConfigWritten, ResourceClass } from "./arguments";
import { makeResource } from "./make-resource";
import { Config, nameInputs } from "./name-inputs";
import { physicalName } from "./names";

/**
 * What a resource is given for which a name is made: a name only where the user fixed one, and, where arguments refer to
 * other resources, what tells these from others in a name.
 */
export type ConfigUnnamed<Class extends ResourceClass> = Omit<ConfigWritten<Class>, "name"> & {
  readonly name: string | undefined;
} & (keyof ConfigReferring<Class> extends never ? unknown : { readonly identity: ConfigReferring<Class> });

/** A resource and its name in Google Cloud. */
export interface Named<Resource> {
  readonly resource: Resource;
  readonly name: string;
}

/**
 * Makes a Terraform resource of a construct under the name that the user fixed, or under one made of the construct's path
 * and a digest of the arguments whose change replaces the resource.
 */
export function makeNamed<Class extends ResourceClass>(
  type: Class,
  scope: Construct,
  config: ConfigUnnamed<Class>,
  id?: string,
): Named<InstanceType<Class>> {
  const { identity, ...given }: Config & { readonly name?: string; readonly identity?: Config } = config;
  const name = physicalName(scope, {
    type: type.tfResourceType,
    id,
    name: given.name,
    region: placeOf(given),
    replacedWith: nameInputs(type.tfResourceType, { ...given, ...identity }),
  });
  return { name, resource: makeResource(type, scope, { ...config, name } as unknown as ConfigWritten<Class>, id) };
}

/** The region of a resource whose names are distinct per region. */
function placeOf({ region, location }: Config): string | undefined {
  return (region ?? location) as string | undefined;
}
