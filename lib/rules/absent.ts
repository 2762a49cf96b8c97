import { Resource } from "../app/synthesized-app";
import { isExpression } from "../app/values";

/** Whether only Terraform knows that a resource is made at all: of two with opposite conditions one is. */
export function mayBeAbsent({ config }: Resource): boolean {
  return isExpression(config.count) || config.count === 0 || isExpression(config.for_each);
}
