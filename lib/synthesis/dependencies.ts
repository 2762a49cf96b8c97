/** What `node.addDependency` says: each resource of a construct waits for each resource of another one. */
import { TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { problemsOf } from "../resource/findings";
import { worded } from "../resource/refuse";
import { waitFor } from "../resource/wait-for";
import { Message } from "./messages";

/** Makes resources wait for those that their constructs depend on. Circles and what is in no stack are errors. */
export function applyDependencies(constructs: readonly IConstruct[]): Message[] {
  const dependents = constructs.filter(({ node }) => node.dependencies.length > 0);
  const errors = dependents.flatMap((construct) => faultsOf(construct, dependents));
  if (errors.length === 0) {
    dependents.forEach(apply);
  }
  return errors;
}

function faultsOf(construct: IConstruct, dependents: readonly IConstruct[]): Message[] {
  return construct.node.dependencies.flatMap((dependency) => {
    const given = {
      path: construct.node.path,
      dependency: dependency.node.path,
      isInStack: stackOf(dependency) !== undefined,
      isCircle: leadsTo(dependency, construct, dependents),
    };
    return problemsOf("dependency", given).map((problem) => ({ construct, text: worded(problem) }));
  });
}

/** Whether a construct, or what it depends on, is another one, is in it, or has it inside. */
function leadsTo(
  from: IConstruct,
  to: IConstruct,
  dependents: readonly IConstruct[],
  seen = new Set<IConstruct>(),
): boolean {
  if (overlap(from, to)) {
    return true;
  }
  seen.add(from);
  return dependents
    .filter((each) => overlap(each, from))
    .flatMap(({ node }) => node.dependencies)
    .some((next) => !seen.has(next) && leadsTo(next, to, dependents, seen));
}

function overlap(a: IConstruct, b: IConstruct): boolean {
  return a.node.scopes.includes(b) || b.node.scopes.includes(a);
}

function apply(construct: IConstruct): void {
  const stack = stackOf(construct);
  construct.node.dependencies.forEach((dependency) => {
    const its = stackOf(dependency);
    if (stack !== undefined && its !== undefined && its !== stack) {
      stack.addDependency(its);
      return;
    }
    const needed = resourcesOf(dependency);
    resourcesOf(construct).forEach((resource) => waitFor(resource, needed));
  });
}

function resourcesOf(construct: IConstruct): TerraformResource[] {
  const stack = stackOf(construct);
  return construct.node
    .findAll()
    .filter((each) => TerraformResource.isTerraformResource(each))
    .filter((each) => stackOf(each) === stack);
}

function stackOf(construct: IConstruct): TerraformStack | undefined {
  return construct.node.scopes.filter((each): each is TerraformStack => TerraformStack.isStack(each)).pop();
}
