import { Construct } from "constructs";
import { ConfigWritten, ResourceClass } from "./arguments";
import { judgeResource } from "./findings";
import { writeNewerArguments } from "./newer-arguments";
import { withoutStackTraces } from "./stack-traces";

/**
 * Makes a Terraform resource of a construct, the only one or one under an id of its own, unless a rule refuses it.
 */
export function makeResource<Class extends ResourceClass>(
  type: Class,
  scope: Construct,
  config: ConfigWritten<Class>,
  id = "Resource",
): InstanceType<Class> {
  const resource = withoutStackTraces(scope, () => new type(scope, id, config as never));
  writeNewerArguments(resource, config);
  judgeResource(resource, scope, config);
  return resource as InstanceType<Class>;
}
