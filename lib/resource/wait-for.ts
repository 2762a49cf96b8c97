import { ITerraformDependable, TerraformResource, TerraformStack, dependable } from "cdktf";
import { Construct } from "constructs";

/** Makes a resource wait for others. What another stack makes is there before, since that stack is deployed first. */
export function waitFor(resource: TerraformResource, needed: readonly ITerraformDependable[]): void {
  const stack = TerraformStack.of(resource);
  for (const one of needed) {
    const its = Construct.isConstruct(one) ? TerraformStack.of(one) : stack;
    if (its === stack) {
      resource.dependsOn = [...new Set([...(resource.dependsOn ?? []), dependable(one)])];
    } else {
      stack.addDependency(its);
    }
  }
}
